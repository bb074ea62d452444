"""Two editions to what changed between them: each record once, and under one heading.

Where several would fit, the first of these does:

==============  =========================================================================
withdrawn       it has been withdrawn since, by a change that says why
new             it was not there, or was withdrawn and stands again; a source: ``source``
corrected       a change since says that it was wrong
answered        a claim: there is a reply to it that was not there
moved           a claim: it stands otherwise, with no reply more
updated         it says something else, or tells of another change
renamed         it has another id, and is otherwise as it was
removed         it is gone, and left nothing behind that says why
==============  =========================================================================

A record whose id is another is the same record if it names its former address in
``redirect_from``. A correction or an update is minor if all changes that the record tells of
since are; to be answered, moved, new or gone never is. What is withdrawn in both editions
has not changed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefgen.editions.lock import key
from briefgen.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.model.frozen import Entry, Frozen
    from briefgen.model.shared import Change

Sort = Literal[
    "corrected", "withdrawn", "removed", "answered", "moved", "new", "source", "updated", "renamed",
]  # fmt: skip
SORTS: tuple[Sort, ...] = (
    "corrected", "withdrawn", "removed", "answered", "moved", "new", "source", "updated", "renamed",
)  # fmt: skip
"""In the order in which a reader should hear of them."""
FOLDERS = {kind.name: kind.plural for kind in KINDS}
_ORDER = {"dossier": 0, **{kind.name: n for n, kind in enumerate(KINDS, 1)}}


class Difference(NamedTuple):
    """What became of one record between two editions."""

    sort: Sort
    entry: Entry
    """The record as it is in the later edition; of one that is gone, as it was."""
    was: Entry | None = None
    """As it was in the earlier one, if it was there."""
    minor: bool = False
    fields: tuple[str, ...] = ()
    """The fields that say something else, by name."""
    notes: tuple[Change, ...] = ()
    """The changes that the record tells of since."""


def differences(old: Frozen, new: Frozen) -> tuple[Difference, ...]:
    """Each record that differs, by what became of it and then in the order of kinds and ids."""
    before = {key(entry): entry for entry in old.entries}
    after = {key(entry): entry for entry in new.entries}
    pairs = _moved(before, after)
    renamed = {was.id: now.id for now, was in pairs.values() if was.kind == "event"}
    pairs |= {known: (after[known], before[known]) for known in after.keys() & before.keys()}
    gone = before.keys() - {key(was) for _, was in pairs.values()}
    found = [_Look(now, was, renamed).difference() for now, was in pairs.values()]
    found += [_new(after[added]) for added in after.keys() - pairs.keys()]
    found += [Difference("removed", before[known]) for known in gone if _stood(before[known])]
    return tuple(sorted((f for f in found if f), key=_rank))


def _rank(found: Difference) -> tuple[int, bool, int, str, str]:
    entry = found.entry
    rank = _ORDER.get(entry.kind, len(_ORDER))
    return SORTS.index(found.sort), found.minor, rank, entry.id, entry.lang


Key = tuple[str, str, str]


def _moved(
    before: Mapping[Key, Entry], after: Mapping[Key, Entry]
) -> dict[Key, tuple[Entry, Entry]]:
    """The records that have another id than before, as they are and as they were."""
    by_address = {_address(e): e for known, e in before.items() if known not in after}
    found = {}
    for known, entry in after.items():
        if known in before:
            continue
        for address in entry.former:
            was = by_address.get((entry.kind, address, entry.lang))
            if was is not None:
                del by_address[entry.kind, address, entry.lang]
                found[known] = entry, was
                break
    return found


def _address(entry: Entry) -> Key:
    folder = "" if entry.kind == "page" else f"{FOLDERS.get(entry.kind, entry.kind)}/"
    return entry.kind, f"{folder}{entry.id}.html", entry.lang


def _stood(entry: Entry) -> bool:
    return entry.withdrawal is None


def _new(entry: Entry) -> Difference:
    if entry.withdrawal:
        return Difference("withdrawn", entry, notes=(entry.withdrawal,))
    return Difference("source" if entry.kind == "source" else "new", entry)


class _Look:
    """A record then and now."""

    def __init__(self, now: Entry, was: Entry, renamed: Mapping[str, str]) -> None:
        self.now = now
        self.was = was
        self.replies = Counter(renamed.get(id_, id_) for id_ in was.replies)
        self.notes = tuple((Counter(now.changes) - Counter(was.changes)).elements())

    def difference(self) -> Difference | None:
        """What became of it; None if nothing did."""
        if self.now.withdrawal:
            if self.was.withdrawal:
                return None
            return Difference("withdrawn", self.now, self.was, notes=self.notes)
        if self.was.withdrawal:
            return _new(self.now)._replace(was=self.was)
        sort = next(self.sorts(), None)
        return sort and Difference(
            sort, self.now, self.was, self.minor(sort), self.fields(), self.notes
        )

    def sorts(self) -> Iterator[Sort]:
        """All headings that fit, the first first."""
        if any(change.kind == "correction" for change in self.notes):
            yield "corrected"
        if Counter(self.now.replies) - self.replies:
            yield "answered"
        if self.now.status != self.was.status:
            yield "moved"
        if self.fields() or self.now.changes != self.was.changes:
            yield "updated"
        if self.now.id != self.was.id:
            yield "renamed"

    def minor(self, sort: Sort) -> bool:
        small = bool(self.notes) and all(change.minor for change in self.notes)
        answered = Counter(self.now.replies) - self.replies or self.now.status != self.was.status
        return sort in ("corrected", "updated") and small and not answered

    def fields(self) -> tuple[str, ...]:
        return tuple(sorted({name for name, _ in {*self.now.fields} ^ {*self.was.fields}}))
