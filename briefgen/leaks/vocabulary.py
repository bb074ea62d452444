"""Vocabulary: words that stand in outputs though no record holds them.

Those of the schema are read off the model. Those of HTML, PDF and the data files that neither
the theme nor a record says are listed. The texts of checks are read off the rules, in ``build``.
A page that comes to say more by itself adds its words here, or a build that drops a record which
happens to use them is refused.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from briefgen.model import KINDS, Config
from briefgen.model.event import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

MADE = """
a abbr align article aside blockquote body br caption center cite class code colspan dd details
dfn dir div dl dt em figure fn fnref footnote footnotes backref ref h head header hr href html id
img left li link loading main media meta name noopener noreferrer noteref doc endnotes backlink ol
p path pre rel right role rowspan s samp script section span src start strong style sub summary
sup table tbody td tfoot th thead time title tr ul xml xmlns svg viewbox http https www utf
encoding version json csv edition feed index assets pdf dossier events sources actors claims
timeline commentary pages html txt ico png jpg jpeg webp woff weasyprint adobe xap xmp xmpmeta rdf
rdfs syntax ns purl dc elements pdfuaid pdfa part rev conformance producer creator creationdate
modifydate metadata metadatadate format description x default seq bag alt li begin xpacket
w5m0mpcehihzreszntczkc9d adobens meta iso lang ua tlp clear green amber strict red true false null
none
"""
"""Of the cleaner, of footnotes, of addresses, of PDF's metadata, of JSON and of TLP."""


@cache
def texts() -> tuple[str, ...]:
    """All of them, as texts."""
    types = (Config, *(kind.type for kind in KINDS))
    names = {word for kind in types for word in _schema(kind)}
    plurals = (word for kind in KINDS for word in (kind.name, kind.plural))
    return (MADE, " ".join(TYPES), " ".join(plurals), " ".join(sorted(names)))


def _schema(hint: Any) -> Iterator[str]:
    """The names of fields and the words of lists to choose from, of a type and all in it."""
    if get_origin(hint) is Literal:
        yield from map(str, get_args(hint))
    elif isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        for field in fields(hint):
            yield field.name
            yield from _schema(hints[field.name])
    else:
        for inner in get_args(hint):
            yield from _schema(inner)
