"""Circles are found as if every way from every record were gone, in a fraction of the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.checks.circles import _back_to, _round, circles
from tests.unit.records import event, site, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

IDS = st.sampled_from("abcdefgh")
GRAPHS = st.dictionaries(IDS, st.lists(IDS, unique=True, min_size=1, max_size=4))


def slowly(start: str, onward: Mapping[str, Iterable[str]]) -> list[str]:
    """The shortest way back, with each way written out."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for to in onward.get(way[-1], ()):
            if to == start:
                return way
            if to not in seen:
                seen.add(to)
                ways.append([*way, to])
    return []


@given(GRAPHS)
def test_every_way_back_is_the_one_that_was_always_found(onward: dict[str, list[str]]) -> None:
    left = _round(onward)
    found = {start: _back_to(start, left) for start in left}
    expected = {start: slowly(start, onward) for start in onward}
    assert {id_: way for id_, way in found.items() if way} == {
        id_: way for id_, way in expected.items() if way
    }


def chain(n: int, *more: str) -> Callable[[], object]:
    """A long exchange, its dates so vague that any of it may be the answer."""
    events = [
        event(f"e{k:04}", "2025-03", responds_to=(f"e{k - 1:04}",) if k else more) for k in range(n)
    ]
    made = site(*events)
    return lambda: [*circles(made)]


@pytest.mark.lasting
def test_a_long_exchange_is_gone_through_once() -> None:
    assert steps(chain(800)) < 5 * steps(chain(200))
    assert chain(800)() == []


@pytest.mark.lasting
def test_a_long_exchange_beside_a_circle_is_gone_through_once() -> None:
    assert steps(chain(800, "e0001")) < 5 * steps(chain(200, "e0001"))
