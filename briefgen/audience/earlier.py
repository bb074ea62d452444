"""Earlier editions, as an audience may be reminded of them.

Only editions for the same audience are compared: against one for others, records that these
could not see would look new or gone. A record that this audience may no longer see goes from
the earlier edition too, though it was public then, so that no list of changes names it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model import Dossier, Record
    from briefgen.model.frozen import Frozen

KIND = {kind.name: kind for kind in KINDS}
Name = tuple[str, str, str]


def editions(
    dossier: Dossier, label: str, hidden: Iterable[tuple[str, Record]]
) -> tuple[Frozen, ...]:
    """The editions for this audience, without the hidden records, each given with its kind."""
    if not dossier.editions:
        return ()
    gone = frozenset(name for kind, record in hidden for name in _names(kind, record))
    return tuple(_without(one, gone) for one in dossier.editions if one.audience == label)


def _names(kind: str, record: Record) -> Iterable[Name]:
    """What the record is called, and what it was called at its former addresses."""
    lang = (getattr(record, "lang", None) or "") if KIND[kind].markdown else ""
    yield kind, record.id, lang
    for address in record.redirect_from:
        folder, _, name = address.removesuffix(".html").rpartition("/")
        if folder == ("" if kind == "page" else KIND[kind].plural):
            yield kind, name, lang


def _without(frozen: Frozen, gone: frozenset[Name]) -> Frozen:
    left = tuple(e for e in frozen.entries if (e.kind, e.id, e.lang) not in gone)
    return frozen if len(left) == len(frozen.entries) else replace(frozen, entries=left)
