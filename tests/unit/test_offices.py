"""Offices at a date, and for whom an actor speaks."""

from __future__ import annotations

import pytest

from briefgen.dates import parse
from briefgen.model.actor import Office
from briefgen.resolve.offices import held, speaks_for, subject
from tests.unit.records import ACTORS, actor, text


def office(title: str, start: str | None = None, end: str | None = None) -> Office:
    return Office(
        title=text(title),
        source=(),
        start=parse(start) if start else None,
        end=parse(end) if end else None,
    )


KING = actor(
    "king",
    kind="person",
    offices=(
        office("prince", end="2019-12-31"),
        office("king", "2020", "2024-06-30"),
        office("admiral", "2023-05", "2023-09"),
        office("hermit", "2024-08-01"),
    ),
)


@pytest.mark.parametrize(
    ("date", "title"),
    [
        ("2010-05-05", "prince"),
        ("2019-12-31", "prince"),
        ("2020-01-01", "king"),
        ("2023-04-30", "king"),
        ("2023-05-01", "admiral"),
        ("2023-07", "admiral"),
        ("2023-09-30", "admiral"),
        ("2023-10-01", "king"),
        ("2023", "king"),
        ("2024-06-30", "king"),
        ("2024-07-15", None),
        ("2024-06-30/2024-07-01", None),
        ("2024-08", "hermit"),
        ("2030-01-01", "hermit"),
        ("unknown", None),
        ("2023-06-01/..", None),
        ("[..2019-06-01]", None),
    ],
)
def test_the_office_held_through_the_whole_of_a_date(date: str, title: str | None) -> None:
    found = held(KING, parse(date))
    assert (found.title.texts[0][1] if found else None) == title


def test_an_actor_without_offices_holds_none() -> None:
    assert held(actor("arland"), parse("2024-01-01")) is None


BY_ID = {a.id: a for a in ACTORS}


def test_an_actor_speaks_for_itself_its_side_and_its_body() -> None:
    assert speaks_for(BY_ID["minister"], BY_ID) == ("minister", "arland", "office")
    assert speaks_for(BY_ID["press"], BY_ID) == ("press",)


def test_circles_and_unknown_actors_end_the_chain() -> None:
    actors = {"a": actor("a", part_of="b"), "b": actor("b", part_of="a", side="gone")}
    assert speaks_for(actors["a"], actors) == ("a", "b")


def test_the_subject_an_actor_speaks_for() -> None:
    subjects = ("arland", "borduria")
    found = {a.id: subject(a, BY_ID, subjects) for a in ACTORS}
    assert found == {
        "arland": "arland", "borduria": "borduria", "minister": "arland", "office": "arland",
        "port": "borduria", "press": None,
    }  # fmt: skip


def test_of_two_offices_the_one_without_a_beginning_on_file_began_first() -> None:
    both = actor("earl", offices=(office("earl"), office("duke", "1990")))
    found = held(both, parse("2024-01-01"))
    assert found
    assert found.title == text("duke")
