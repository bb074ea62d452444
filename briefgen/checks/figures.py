"""Figures that cannot be."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.reading import Reading
    from briefgen.model import Event
    from briefgen.model.event import Figure


def disordered(reading: Reading[Event]) -> Iterator[Finding]:
    """Each figure without a number, or whose numbers are not in order."""
    for n, figure in enumerate(reading.record.figures):
        for name, message in _faults(figure):
            yield Finding(reading.at("figures", n, *name), message)


def _faults(figure: Figure) -> Iterator[tuple[tuple[str, ...], str]]:
    given = [(n, v) for n in ("low", "best", "high") if (v := getattr(figure, n)) is not None]
    if not given:
        yield (), "the figure gives no number"
    for (less, low), (more, high) in pairwise(given):
        if low > high:
            yield (less,), f"{less} is {low:g}, more than {more} ({high:g})"


C05 = Rule(
    code="C05",
    severity="error",
    fault="figure out of order",
    sees=(
        "a figure that does not say by whom it was given (the loader sees to that), that has no"
        " number at all, or whose low, best and high do not follow each other"
    ),
    why="a range that is upside down misleads whoever quotes it",
    example="""\
# events/2024-07-27-battle.yaml
figures:
  - {what: soldiers killed, by: csp, low: 84, high: 47}
""",
    cure="say who gave it, in by, and put low, best and high in order",
    each={"event": disordered},
)
