"""Which texts are one text told twice, and how many are compared."""

from __future__ import annotations

import pytest

from briefgen.checks.twins import NEIGHBOURS, plain, shingles, twins
from tests.unit.records import event, site, text


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Closes its Airspace!", "closes its airspace"),
        ("L’Algérie — « ferme »", "l algerie ferme"),
        ("ﬁve_o'clock", "five o clock"),
        ("", ""),
    ],
)
def test_plain(written: str, bare: str) -> None:
    assert plain(written) == bare


def test_shingles() -> None:
    assert shingles("Ferry!") == {"ferr", "erry"}
    assert shingles("Mali") == {"mali"}
    assert shingles("No") == {"no"}


def found(*whats: str, date: str = "2025-03-05") -> list[tuple[str, str]]:
    """Pairs of ids: the later, and the one that it resembles."""
    events = [event(f"e{n:02}", date, what=text(what)) for n, what in enumerate(whats)]
    return [(f.place.id, f.message.split('"')[1]) for f in twins(site(*events))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Closes its airspace to Borduria", "Closed its airspace to Borduria"),
        ("Raises the toll", "RAISES THE TOLLS"),
        ("abcdefgh", "abcdefghijk"),  # 5 of 8
    ],
)
def test_alike(one: str, other: str) -> None:
    assert found(one, other) == [("e01", "e00")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Closes its airspace to Borduria", "Recalls its ambassador from Borduria"),
        ("abcdefgh", "abcdefghijklmnop"),  # 5 of 13
        ("abcdef", "abcdxyz"),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert found(one, other) == []


def test_half_is_enough() -> None:
    assert len(shingles("abcdefg") & shingles("abcdefghijk")) * 2 == len(shingles("abcdefghijk"))
    assert found("abcdefg", "abcdefghijk") == [("e01", "e00")]


def test_each_is_told_once_with_the_first_of_those_before_it() -> None:
    assert found("Stops", "Stops", "Stops") == [("e01", "e00"), ("e02", "e00")]


def test_only_so_many_are_compared() -> None:
    others = [chr(ord("a") + n) * 8 for n in range(NEIGHBOURS)]
    assert found("Stops the ferry", *others[:-1], "Stops the ferry") == [("e20", "e00")]
    assert found("Stops the ferry", *others, "Stops the ferry") == []


def test_two_days_two_months() -> None:
    same = text("Stops the ferry")
    days = (event("a", "2025-03-05", what=same), event("b", "2025-03-06", what=same))
    assert list(twins(site(*days))) == []
    assert found("Stops the ferry", "Stops the ferry", date="2025-03") == []
    assert found("Stops the ferry", "Stops the ferry", date="unknown") == []


def test_what_ended_that_day_does_not_part_them() -> None:
    same = text("Stops the ferry")
    pair = (event("a", "2025-03-05", what=same), event("c", "2025-03-05", what=same))
    assert [f.place.id for f in twins(site(*pair, event("b", "../2025-03-05")))] == ["c"]


def test_a_doubtful_day_is_a_day() -> None:
    same = text("Stops the ferry")
    pair = (event("a", "2025-03-05~", what=same), event("b", "2025-03-05", what=same))
    assert [f.place.id for f in twins(site(*pair))] == ["b"]
