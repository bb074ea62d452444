"""Withdrawn: records that were published and are so no longer, and what referred to them.

An event, a claim or a source whose ``changes`` tell of a withdrawal keeps its address, which
says that it was withdrawn, when and why. Nothing else of it is left: it is taken out here,
before anything is counted, listed or shown. References to it go from the records that hold
them, and are kept beside these, so that a page can say what its record once rested on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.errors import Diagnostic, Field
from briefgen.model import KINDS
from briefgen.model.shared import withdrawal
from briefgen.resolve.references import references, slots
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.dates import Edtf
    from briefgen.model import Dossier, Record
    from briefgen.model.fields import Localized

Name = tuple[str, str]
"""The kind and id of a record."""


@frozen()
class Tombstone(Value):
    """All that is left of a record."""

    kind: str
    """event, claim or source."""
    id: str
    date: Edtf
    """The day on which it was withdrawn."""
    reason: Localized
    year: str
    """Of a source, the year of issue, which is part of its address."""
    former: tuple[str, ...]
    """The addresses it had before."""


class Left(NamedTuple):
    """A dossier without its withdrawn records."""

    dossier: Dossier
    tombstones: tuple[Tombstone, ...]
    records: tuple[tuple[str, Record], ...]
    """The records that were taken out, with their kinds."""
    lost: Mapping[Name, tuple[Tombstone, ...]]
    """What each record referred to that has been withdrawn since."""
    faults: tuple[Diagnostic, ...]
    """Records that cannot stand without what was withdrawn."""


def left(dossier: Dossier) -> Left:
    """The dossier without what was withdrawn, and what is to be said of that."""
    out = [
        (kind.name, record)
        for kind in KINDS
        for record in getattr(dossier, kind.plural)
        if withdrawal(record)
    ]
    if not out:
        return Left(dossier, (), (), {}, ())
    stones = {(kind, record.id): _tombstone(kind, record) for kind, record in out}
    return _Leaving(dossier, stones).left(tuple(out))


def _tombstone(kind: str, record: Any) -> Tombstone:
    change = withdrawal(record)
    assert change is not None  # noqa: S101 - that is why it is here
    issued = getattr(record, "issued", None)
    first = issued and (issued.lower or issued.upper)
    year = str(first.year) if first else "undated"
    return Tombstone(kind, record.id, change.date, change.note, year, record.redirect_from)


class _Leaving:
    """Takes references to tombstones out of a dossier."""

    def __init__(self, dossier: Dossier, stones: Mapping[Name, Tombstone]) -> None:
        self.dossier = dossier
        self.stones = stones
        self.lost: dict[Name, tuple[Tombstone, ...]] = {}
        self.faults: list[Diagnostic] = []

    def left(self, out: tuple[tuple[str, Record], ...]) -> Left:
        lists: dict[str, Any] = {
            kind.plural: tuple(self.kept(kind.name, getattr(self.dossier, kind.plural)))
            for kind in KINDS
        }
        config = self.without("dossier", "dossier", self.dossier.config)
        made = replace(self.dossier, config=config, **lists)
        stones = tuple(self.stones.values())
        return Left(self.plain(made), stones, out, self.lost, tuple(self.faults))

    def kept(self, kind: str, records: Iterable[Any]) -> Iterable[Any]:
        for record in records:
            if (kind, record.id) not in self.stones:
                yield self.without(kind, record.id, record)

    def without(self, kind: str, id_: str, record: Any) -> Any:
        """The record without references to what was withdrawn; itself if it has none."""
        named = (self.stone(ref.kinds, ref.id) for ref in references(record))
        found = tuple(dict.fromkeys(stone for stone in named if stone))
        if not found:
            return record
        self.lost[kind, id_] = found
        try:
            made = self.bare(record)
        except ValueError:
            made = None
        if made is None or not _sourced(record, made):
            self.faults.append(_unfounded(kind, id_, found))
            return record
        return made

    def stone(self, kinds: tuple[str, ...], id_: str) -> Tombstone | None:
        return next((s for k in kinds if (s := self.stones.get((k, id_)))), None)

    def bare(self, value: Any) -> Any:
        """A value without such references; None if it cannot be without them."""
        changes = {}
        for slot in slots(type(value)):
            held = getattr(value, slot.name)
            if not held:
                continue
            items = [self.one(slot, item) for item in (held if slot.many else (held,))]
            kept = tuple(item for item in items if item is not None)
            new = kept if slot.many else next(iter(kept), None)
            if new != held:
                changes[slot.name] = new
        if any(name in changes and changes[name] is None for name in ("ref", "claim")):
            return None
        return replace(value, **changes) if changes else value

    def one(self, slot: Any, item: Any) -> Any:
        if slot.kinds:
            return None if self.stone(slot.kinds, item) else item
        return self.bare(item)

    def plain(self, made: Dossier) -> Dossier:
        """Without the words, pictures and quotes that only withdrawn records had."""
        bodies = {getattr(r, "body", "") for k in KINDS for r in getattr(made, k.plural)}
        prose = {text: held for text, held in made.prose.items() if text in bodies}
        shown = {path for held in prose.values() for path in held.pictures}
        gone = {path for held in made.prose.values() for path in held.pictures} - shown
        return replace(
            made,
            prose=prose,
            media=tuple(picture for picture in made.media if picture.path not in gone),
            quotes=tuple(
                entry
                for entry in made.quotes
                if ("event", entry.event) not in self.stones
                and ("source", entry.source) not in self.stones
            ),
        )


def _sourced(record: Any, made: Any) -> bool:
    """Whether all in a record that had a source still has one."""
    for slot in slots(type(record)):
        before, after = getattr(record, slot.name), getattr(made, slot.name)
        if slot.name == "source" and before and not after:
            return False
        alike = slot.inner and slot.many and len(before) == len(after)
        if alike and not all(_sourced(*pair) for pair in zip(before, after, strict=True)):
            return False
    return True


def _unfounded(kind: str, id_: str, found: tuple[Tombstone, ...]) -> Diagnostic:
    names = ", ".join(f'{stone.kind} "{stone.id}"' for stone in found)
    return Diagnostic(
        "E10",
        f"this rests on nothing but what was withdrawn: {names}",
        Field(kind, id_),
        "give it another source, or withdraw it too",
    )
