"""Who addresses whom, by subject, and in which events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.resolve.relations import ranked, relations
from tests.unit.records import event, site

if TYPE_CHECKING:
    from briefgen.model import Event
    from briefgen.resolve.relations import Relations


def joint(id_: str, who: tuple[str, ...], to: tuple[str, ...]) -> Event:
    return replace(event(id_, "2025"), who=who, to=to)


def test_those_who_speak_for_a_subject_count_as_it() -> None:
    found = site(
        event("a", "2025-01-01", "minister", to=("port",)),
        event("b", "2025-01-02", "office", to=("borduria", "press")),
        event("c", "2025-01-03", "press", to=("arland",)),
        event("d", "2025-01-04"),
    )
    assert relations(found.events.values(), found.sides) == {
        "arland": {"borduria": ("a", "b"), "press": ("b",)},
        "press": {"arland": ("c",)},
    }


def test_an_event_counts_once_for_a_pair() -> None:
    held = site(joint("a", ("arland", "minister"), ("borduria", "port")))
    assert relations(held.events.values(), held.sides) == {"arland": {"borduria": ("a",)}}


def test_acts_towards_oneself_are_left_out() -> None:
    both = ("arland", "borduria")
    held = site(event("a", "2025", "office", to=("arland",)), joint("b", both, both))
    assert relations(held.events.values(), held.sides) == {
        "arland": {"borduria": ("b",)},
        "borduria": {"arland": ("b",)},
    }


def test_subjects_come_first_and_others_by_how_often_they_take_part() -> None:
    held: Relations = {"press": {"port": ("a", "b")}, "league": {"port": ("c",), "arland": ("d",)}}
    assert ranked(held, ("arland", "borduria")) == ("arland", "borduria", "port", "league", "press")
