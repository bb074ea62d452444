"""The kinds of record, one noun a file: frozen, without input or output, without HTML.

``KINDS`` is the table of kinds: name, class, folder or file below ``content/``. Its order
is that of the reference and of the data files.
"""

from __future__ import annotations

from typing import NamedTuple

from briefgen.model.actor import Actor
from briefgen.model.agreement import Agreement
from briefgen.model.claim import Claim
from briefgen.model.commentary import Commentary, Page
from briefgen.model.dossier import Config, Dossier
from briefgen.model.event import Event
from briefgen.model.judgement import Judgement
from briefgen.model.place import Place
from briefgen.model.shared import Record
from briefgen.model.source import Source
from briefgen.model.term import Term
from briefgen.model.theme import Theme


class Kind(NamedTuple):
    """A kind of record and where its files lie."""

    name: str
    """In the singular, as in diagnostics and references: ``event``."""
    plural: str
    """The folder or file below ``content/``, and the field of ``Dossier``: ``events``."""
    type: type[Record]
    """Its class."""
    markdown: bool = False
    """Markdown files with front matter rather than YAML."""


KINDS = (
    Kind("event", "events", Event),
    Kind("actor", "actors", Actor),
    Kind("source", "sources", Source),
    Kind("claim", "claims", Claim),
    Kind("agreement", "agreements", Agreement),
    Kind("place", "places", Place),
    Kind("theme", "themes", Theme),
    Kind("term", "terms", Term),
    Kind("judgement", "judgements", Judgement),
    Kind("commentary", "commentary", Commentary, markdown=True),
    Kind("page", "pages", Page, markdown=True),
)


def target(written: str) -> tuple[tuple[str, ...], str]:
    """What a reference in prose may name: ``claim:slug`` a claim, a bare id any kind."""
    kind, colon, id_ = written.partition(":")
    if colon:
        return (kind,), id_
    return tuple(k.name for k in KINDS), written


__all__ = [
    "KINDS",
    "Actor",
    "Agreement",
    "Claim",
    "Commentary",
    "Config",
    "Dossier",
    "Event",
    "Judgement",
    "Kind",
    "Page",
    "Place",
    "Record",
    "Source",
    "Term",
    "Theme",
    "target",
]
