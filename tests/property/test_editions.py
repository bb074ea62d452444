"""What changed between two editions is told once each, and for what it is.

A small dossier is frozen and its lock read back; then any edits are made to different records
of it, and each edit says beforehand what it should be told as.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.dates import parse
from briefgen.editions import lock
from briefgen.editions.compare import differences
from briefgen.model.shared import Change, Citation, Waiver
from tests.unit import records

if TYPE_CHECKING:
    from briefgen.model import Dossier
    from briefgen.model.frozen import Frozen

DAY = parse("2025-07-02")
EVENTS, CLAIMS, SOURCES, ACTORS = 6, 4, 4, 3


class Told(NamedTuple):
    """What should be said of a record."""

    sort: str
    id: str
    minor: bool = False


@dataclass
class Draft:
    """A dossier that is being edited."""

    events: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, Any] = field(default_factory=dict)
    actors: dict[str, Any] = field(default_factory=dict)

    def frozen(self) -> Frozen:
        lists: dict[str, Any] = {
            "claims": tuple(self.claims.values()),
            "sources": tuple(self.sources.values()),
            "actors": tuple(self.actors.values()),
        }
        made: Dossier = records.dossier(*self.events.values(), **lists)
        return records.site(*made.events, **lists).since.present("1", "CLEAR")


def draft() -> Draft:
    """Claims that one side makes of the other; half of them answered."""
    made = Draft()
    for actor in (*records.ACTORS, *(records.actor(f"actor-{n}") for n in range(ACTORS))):
        made.actors[actor.id] = actor
    for n in range(SOURCES):
        made.sources[f"source-{n}"] = records.source(f"source-{n}")
    made.sources["gazette"] = records.source("gazette")
    for n in range(CLAIMS):
        made.claims[f"claim-{n}"] = records.claim(f"claim-{n}", "borduria")
        said = records.event(
            f"said-{n}", "2025-01-01", "arland", records.says("asserts", f"claim-{n}")
        )
        made.events[said.id] = said
        if n % 2:
            answer = records.says("denies", f"claim-{n}")
            made.events[f"answer-{n}"] = records.event(
                f"answer-{n}", "2025-02-01", "borduria", answer
            )
    for n in range(EVENTS):
        note = Change(parse("2025-03-01"), "update", records.text("once")) if n % 2 else None
        changes = (note,) if note else ()
        event = records.event(f"event-{n}", "2025-03-01", changes=changes)
        made.events[event.id] = event
    return made


def change(kind: Any, *, minor: bool = False) -> Change:
    return Change(DAY, kind, records.text(f"a {kind}"), minor)


# Edits. Each takes the draft and a record's id, and gives what should be told.


def shelf(d: Draft, id_: str) -> dict[str, Any]:
    kinds = {"event": d.events, "claim": d.claims, "source": d.sources, "actor": d.actors}
    return kinds[id_.partition("-")[0]]


def edit(d: Draft, id_: str, **more: Any) -> None:
    held = shelf(d, id_)
    held[id_] = replace(held[id_], **more)


WORDS = {"event": "what", "claim": "text", "source": "title", "actor": "name"}


def reword(d: Draft, id_: str) -> None:
    edit(d, id_, **{WORDS[id_.partition("-")[0]]: records.text("other words")})


def updated(d: Draft, id_: str) -> set[Told]:
    reword(d, id_)
    return {Told("updated", id_)}


def add(d: Draft, id_: str) -> set[Told]:
    """A new record of the same kind."""
    held, other = shelf(d, id_), f"{id_}-more"
    held[other] = replace(held[id_], id=other)
    return {Told("source" if held is d.sources else "new", other)}


def remove(d: Draft, id_: str) -> set[Told]:
    del shelf(d, id_)[id_]
    if id_.startswith("claim"):
        return {Told("removed", id_), *silence(d, id_)}
    return {Told("removed", id_)}


def silence(d: Draft, id_: str) -> set[Told]:
    """Statements on a claim that is gone go too, and their events stay."""
    told = set()
    for event in list(d.events.values()):
        if any(on.claim == id_ for said in event.says for on in said.on):
            d.events[event.id] = replace(event, says=())
            told.add(Told("updated", event.id))
    return told


def rename(d: Draft, id_: str) -> set[Told]:
    held, other = shelf(d, id_), f"{id_}-moved"
    folder = f"{id_.partition('-')[0]}s"
    held[other] = replace(held.pop(id_), id=other, redirect_from=(f"{folder}/{id_}.html",))
    return {Told("renamed", other)}


def rename_and_edit(d: Draft, id_: str) -> set[Told]:
    rename(d, id_)
    held = shelf(d, id_)
    held[f"{id_}-moved"] = replace(held[f"{id_}-moved"], what=records.text("other words"))
    return {Told("updated", f"{id_}-moved")}


def corrected(d: Draft, id_: str) -> set[Told]:
    reword(d, id_)
    edit(d, id_, changes=(*d.events[id_].changes, change("correction")))
    return {Told("corrected", id_)}


def corrected_in_passing(d: Draft, id_: str) -> set[Told]:
    """A typing error: the correction is minor, and so is what is told."""
    edit(d, id_, changes=(*d.events[id_].changes, change("correction", minor=True)))
    return {Told("corrected", id_, minor=True)}


def updated_in_passing(d: Draft, id_: str) -> set[Told]:
    reword(d, id_)
    edit(d, id_, changes=(*d.events[id_].changes, change("update", minor=True)))
    return {Told("updated", id_, minor=True)}


def noted(d: Draft, id_: str) -> set[Told]:
    """A change that is told of, with one that is minor beside it."""
    more = (change("update", minor=True), change("addition"))
    edit(d, id_, changes=(*d.events[id_].changes, *more))
    return {Told("updated", id_)}


def withdrawn(d: Draft, id_: str) -> set[Told]:
    both = (change("correction"), change("withdrawal"))
    edit(d, id_, changes=(*d.events[id_].changes, *both))
    return {Told("withdrawn", id_)}


def answered(d: Draft, id_: str) -> set[Told]:
    said = records.says("denies", id_)
    d.events[f"reply-{id_}"] = records.event(f"reply-{id_}", "2025-04-01", "borduria", said)
    return {Told("new", f"reply-{id_}"), Told("answered", id_)}


def answered_and_reworded(d: Draft, id_: str) -> set[Told]:
    reword(d, id_)
    return answered(d, id_)


def taken_back(d: Draft, id_: str) -> set[Told]:
    said = records.says("withdraws", id_)
    d.events[f"back-{id_}"] = records.event(f"back-{id_}", "2025-04-01", "arland", said)
    return {Told("new", f"back-{id_}"), Told("moved", id_)}


def private(d: Draft, id_: str) -> set[Told]:
    """What only the editors see is no change."""
    edit(d, id_, tlp="CLEAR", waive=(Waiver("S05", "there is none"),))
    return set()


def written_out(d: Draft, id_: str) -> set[Told]:
    """What a record says by leaving it out, said."""
    edit(d, id_, phase="happened", see_also=())
    return set()


def reordered(d: Draft, id_: str) -> set[Told]:
    held = shelf(d, id_)
    held[id_] = held.pop(id_)
    return set()


def cited(d: Draft, id_: str) -> set[Told]:
    edit(d, id_, source=(Citation("gazette", "page 2"),))
    return {Told("updated", id_)}


OF: dict[str, list[Any]] = {
    "event": [
        updated, add, remove, rename, rename_and_edit, corrected, corrected_in_passing,
        updated_in_passing, noted, withdrawn, private, written_out, reordered, cited,
    ],
    "claim": [
        updated, add, remove, rename, answered, answered_and_reworded, taken_back, private,
        reordered,
    ],
    "source": [updated, add, remove, private, reordered],
    "actor": [updated, add, remove, rename, private, reordered],
}  # fmt: skip
IDS = [
    *(f"event-{n}" for n in range(EVENTS)),
    *(f"claim-{n}" for n in range(CLAIMS)),
    *(f"source-{n}" for n in range(SOURCES)),
    *(f"actor-{n}" for n in range(ACTORS)),
]
EDITS = st.dictionaries(st.sampled_from(IDS), st.integers(0, 60), max_size=8)


def chosen(id_: str, n: int) -> Any:
    of = OF[id_.partition("-")[0]]
    return of[n % len(of)]


def renamed_claim(d: Draft, id_: str, told: set[Told]) -> set[Told]:
    """Statements follow a claim to its new id, so their events say something else too."""
    more = set()
    for event in list(d.events.values()):
        says = tuple(
            replace(
                s, on=tuple(replace(o, claim=f"{id_}-moved") if o.claim == id_ else o for o in s.on)
            )
            for s in event.says
        )
        if says != event.says:
            d.events[event.id] = replace(event, says=says)
            more.add(Told("updated", event.id))
    return told | more


def run(edits: dict[str, int]) -> None:
    d = draft()
    read = lock.parse(lock.dump(d.frozen()).encode())
    assert isinstance(read, lock.Lock)
    expected: set[Told] = set()
    for id_, n in edits.items():
        how = chosen(id_, n)
        told = how(d, id_)
        if how is rename and id_.startswith("claim"):
            told = renamed_claim(d, id_, told)
        expected |= told
    found = Counter(
        Told(one.sort, one.entry.id, one.minor) for one in differences(read.frozen, d.frozen())
    )
    assert found == Counter(expected)


@given(edits=EDITS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_each_change_is_told_once_for_what_it_is(edits: dict[str, int]) -> None:
    run(edits)


@pytest.mark.slow
@given(edits=EDITS)
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_two_thousand_times(edits: dict[str, int]) -> None:
    run(edits)


@pytest.mark.parametrize(
    ("id_", "how"), [(f"{kind}-1", how) for kind, hows in OF.items() for how in hows]
)
def test_each_kind_of_edit(id_: str, how: Any) -> None:
    run({id_: OF[id_.partition("-")[0]].index(how)})


@pytest.mark.parametrize("sort", ["new", "removed"])
def test_a_record_that_is_overlooked_is_noticed(sort: str) -> None:
    d = draft()
    before = d.frozen()
    after = replace(before, entries=before.entries[1:])
    pair = (before, after) if sort == "removed" else (after, before)
    assert [one.sort for one in differences(*pair)] == [sort]
