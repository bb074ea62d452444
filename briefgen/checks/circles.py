"""Sources that draw on each other in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.resolve import Site


def circles(site: Site) -> Iterator[Finding]:
    """Each circle once, at the source in it whose id comes first."""
    draws = {s.id: [b.ref for b in s.based_on] for s in site.dossier.sources if s.based_on}
    for start in sorted(draws):
        circle = _back_to(start, draws)
        if circle and min(circle) == start:
            onward = circle[1] if len(circle) > 1 else start
            place = Field("source", start, ("based_on", draws[start].index(onward), "ref"))
            ways = ", which draws on ".join(f'"{id_}"' for id_ in (*circle[1:], start))
            yield Finding(place, f'the source "{start}" draws on {ways}: a circle')


def _back_to(start: str, draws: Mapping[str, list[str]]) -> list[str]:
    """The shortest way from a source back to itself, without its end; empty if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for onward in draws.get(way[-1], ()):
            if onward == start:
                return way
            if onward not in seen:
                seen.add(onward)
                ways.append([*way, onward])
    return []


S04 = Rule(
    code="S04",
    severity="error",
    fault="sources in a circle",
    sees="a source that draws on itself through based_on, directly or by way of others",
    why="independence is counted by origin, and a circle has none",
    example="""\
# sources/a.yaml
based_on: {ref: b, how: quotes}
# sources/b.yaml
based_on: {ref: a, how: quotes}
""",
    cure="take out the reference that goes back in time",
    find=circles,
)
