"""References that lead from a record back to itself."""

from __future__ import annotations

from collections import deque
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from briefgen import dates
from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.resolve import Site

Path = tuple[str | int, ...]


class Way(NamedTuple):
    """How records of a kind refer to others of it."""

    kind: str
    deed: str
    onward: Mapping[str, Mapping[str, Path]]
    """From the id of a record to those it refers to, and where it does."""


def circles(site: Site) -> Iterator[Finding]:
    """Each circle once, at the record in it whose id comes first."""
    for way in _ways(site):
        round_ = _round(way.onward)
        for start in sorted(round_):
            circle = _back_to(start, round_)
            if circle and min(circle) == start:
                onward = circle[1] if len(circle) > 1 else start
                others = f", which {way.deed} ".join(f'"{id_}"' for id_ in (*circle[1:], start))
                yield Finding(
                    Field(way.kind, start, way.onward[start][onward]),
                    f'the {way.kind} "{start}" {way.deed} {others}: a circle',
                )


def _ways(site: Site) -> Iterator[Way]:
    dossier = site.dossier
    draws: dict[str, dict[str, Path]] = {
        source.id: {b.ref: ("based_on", n, "ref") for n, b in enumerate(source.based_on)}
        for source in dossier.sources
        if source.based_on
    }
    answers: dict[str, dict[str, Path]] = {
        event.id: {
            to: ("responds_to", n)
            for n, to in enumerate(event.responds_to)
            if dates.compare(event.date, site.events[to].date) != "before"  # D04 tells of that
        }
        for event in dossier.events
        if event.responds_to
    }
    wider: dict[str, dict[str, Path]] = {
        claim.id: {claim.parent: ("parent",)} for claim in dossier.claims if claim.parent
    }
    bodies: dict[str, dict[str, Path]] = {
        actor.id: {actor.part_of: ("part_of",)} for actor in dossier.actors if actor.part_of
    }
    yield Way("source", "draws on", draws)
    yield Way("event", "answers", answers)
    yield Way("claim", "is part of", wider)
    yield Way("actor", "is part of", bodies)


def _round(onward: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """What is left without all that leads to no circle, or that no circle leads to."""
    before = _endless(onward)
    back: dict[str, list[str]] = {}
    for id_ in before:
        for to in before.intersection(onward[id_]):
            back.setdefault(to, []).append(id_)
    left = _endless(back)
    return {id_: [to for to in onward[id_] if to in left] for id_ in left}


def _endless(onward: Mapping[str, Iterable[str]]) -> set[str]:
    """Those from which a way leads into a circle; mostly there are none."""
    sorter = TopologicalSorter(onward)
    try:
        sorter.prepare()
    except CycleError:
        left = set(onward)
        while ends := sorter.get_ready():
            left.difference_update(ends)
            sorter.done(*ends)
        return left
    return set()


def _back_to(start: str, onward: Mapping[str, Iterable[str]]) -> list[str]:
    """The shortest way from a record back to itself, without its end; empty if there is none."""
    came: dict[str, str] = {}
    todo = deque([start])
    while todo:
        here = todo.popleft()
        for to in onward[here]:
            if to == start:
                return _way(start, here, came)
            if to not in came:
                came[to] = here
                todo.append(to)
    return []


def _way(start: str, end: str, came: Mapping[str, str]) -> list[str]:
    """The way from a record to another, by where each was come to from."""
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


S04 = Rule(
    code="S04",
    severity="error",
    fault="references in a circle",
    sees=(
        "a source that draws on itself through based_on, an event that answers itself through"
        " responds_to, a claim that is part of itself through parent, or an actor through part_of,"
        " directly or by way of others. An answer that is certainly dated before what it answers"
        " is left to D04"
    ),
    why=(
        "independence is counted by origin, and a circle has none; nobody answers what is said"
        " only in return"
    ),
    example="""\
# sources/a.yaml
based_on: {ref: b, how: quotes}
# sources/b.yaml
based_on: {ref: a, how: quotes}
""",
    cure="take out the reference that goes back in time, or from the whole to its part",
    find=circles,
)
