"""Notes: what a record says in place of its references to what was dropped.

The note stands in the record that refers, in ``when_hidden``: it is seen by whoever sees that
record, so its author knows who will read it, and nothing of a dropped record is published by
way of its own note. It stands for references in a body, and where the lists in ``LISTS`` lose
an entry. Any other field would say something false without its entry (a statement with no
speaker, "place: not given"), so there the reference stays, and is refused.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen import prose
from briefgen.model import KINDS, Commentary, Event, Page, Record, target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.model import Dossier
    from briefgen.model.fields import Localized
    from briefgen.prose import Prose

LISTS: Mapping[type[Record], tuple[tuple[str, tuple[str, ...], int], ...]] = {
    Event: (
        ("see_also", ("event",), 0),
        ("responds_to", ("event",), 0),
        ("source", ("source",), 1),
    ),
    Commentary: (("refs", ("event", "claim", "source", "agreement", "actor"), 0),),
    Page: (),
}
"""The kinds of record with notes: their lists, what these name, and how much must remain."""
SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
"""Every sign that could mean something in Markdown (CommonMark 2.4)."""

Kept = dict[str, tuple[Record, ...]]
Gone = frozenset[tuple[str, str]]


class _Filter(NamedTuple):
    lang: str
    """The dossier's language."""
    hidden: Gone
    seen: frozenset[tuple[str, str]]

    def gone(self, kinds: tuple[str, ...], id_: str) -> bool:
        """Whether all records that this could name were dropped."""
        named = {(kind, id_) for kind in kinds}
        return bool(named & self.hidden) and not named & self.seen


def put(dossier: Dossier, kept: Kept, hidden: Gone) -> tuple[Kept, dict[str, Prose]]:
    """The records with notes in place, and what was made of texts that are new.

    A record keeps its ``when_hidden`` only if a list of it lost an entry: then the note is to
    be shown beside the list.
    """
    plurals = {kind.plural for kind in KINDS if kind.type in LISTS}
    if not any(getattr(r, "when_hidden", None) for name in plurals for r in kept[name]):
        return kept, {}
    seen = frozenset((k.name, r.id) for k in KINDS for r in kept[k.plural])
    look = _Filter(dossier.config.lang, hidden, seen)
    made: dict[str, tuple[Any, ...]] = {
        name: tuple(_noted(r, look) for r in kept[name]) for name in plurals
    }
    known = dossier.prose
    bodies = {r.body for records in made.values() for r in records}
    fresh = {text: prose.compile(text).prose for text in bodies if text and text not in known}
    return {**kept, **made}, fresh


def _noted(record: Any, look: _Filter) -> Any:
    note: Localized | None = record.when_hidden
    if note is None:
        return record
    changes: dict[str, Any] = {
        name: left
        for name, kinds, least in LISTS[type(record)]
        if (left := _left(getattr(record, name), kinds, least, look)) is not None
    }
    words = note.choose(getattr(record, "lang", None) or look.lang, look.lang).text
    body = _reworded(record.body, words, look.gone)
    return replace(record, **changes, body=body, when_hidden=note if changes else None)


def _left(
    held: tuple[Any, ...], kinds: tuple[str, ...], least: int, look: _Filter
) -> tuple[Any, ...] | None:
    """What remains of a list, if something goes and enough remains."""
    left = tuple(one for one in held if not look.gone(kinds, getattr(one, "ref", one)))
    return left if least <= len(left) < len(held) else None


def _reworded(body: str, note: str, gone: Callable[[tuple[str, ...], str], bool]) -> str:
    """The text with the note in place of each reference to what was dropped."""
    plain = SIGNS.sub(r"\\\1", " ".join(note.split()))
    return prose.replaced(body, lambda written: plain if gone(*target(written)) else None)
