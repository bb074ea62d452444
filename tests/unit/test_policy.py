"""Policy: how grave a finding is in a dossier, and what is waived, record by record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.checks import check, dated, settled, table
from briefgen.checks.policy import Policy, fits, named
from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field
from briefgen.model.dossier import Weight, WideWaiver
from briefgen.model.shared import Waiver
from tests.unit.records import config, dossier, event, site, source

if TYPE_CHECKING:
    from typing import Any

    from briefgen.errors import Severity

LATE, LATER = event("2031-a", "2031"), event("2032-b", "2032")


def found(*events: Any, whole: bool = True, **more: Any) -> list[tuple[str, str, Severity]]:
    """Code, id and severity of what is found by the rules on dates, and on what is said of them."""
    late = (source("gazette", "2033"),)
    made = check(site(*events, config=config(**more), sources=late), whole=whole)
    return [(d.code, d.place.id, d.severity) for d in made
            if isinstance(d.place, Field) and d.code in {"D02", "K03", "K04"}]  # fmt: skip


def test_a_finding_is_as_grave_as_its_rule_says() -> None:
    assert found(LATE) == [("D02", "2031-a", "error")]


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_the_dossier_says_how_grave_it_is(severity: Severity) -> None:
    assert found(LATE, checks=(Weight("D02", severity),)) == [("D02", "2031-a", severity)]


def test_a_rule_may_be_off() -> None:
    assert found(LATE, checks=(Weight("D*", "off"),)) == []


def test_the_last_that_fits_decides() -> None:
    weights = (
        Weight("D*", "off"),
        Weight("D02", "info"),
        Weight("D02", "warning", "events/2032-*"),
        Weight("S08", "error"),
        Weight("D02", "off", "claims/*"),
    )
    assert [one for one in found(LATE, LATER, checks=weights) if one[0] == "D02"] == [
        ("D02", "2031-a", "info"), ("D02", "2032-b", "warning"),
    ]  # fmt: skip


def test_an_error_by_nature_stays_one() -> None:
    policy = Policy(dossier(LATE, config=config(checks=(Weight("*", "off"),))))
    assert policy.severity(settled.S01, "events/2031-a") == "error"
    assert policy.severity(dated.D02, "events/2031-a") is None


def test_a_record_is_excused_and_others_are_not() -> None:
    excused = event("2031-a", "2031", waive=(Waiver("D02", "A forecast."),))
    assert found(excused, LATER) == [("D02", "2032-b", "error")]


def test_a_pattern_excuses_what_it_covers() -> None:
    waive = (WideWaiver("D02", "A forecast.", "events/2031-*"),)
    assert found(LATE, LATER, waive=waive) == [("D02", "2032-b", "error")]
    assert found(LATE, LATER, waive=(WideWaiver("D02", "A forecast."),)) == []


def test_a_reason_stays_with_what_it_excuses() -> None:
    excused = event("2031-a", "2031", waive=(Waiver("D02", "A forecast."),))
    waive = (WideWaiver("D04", "Old.", "events/2032-*"),)
    policy = Policy(dossier(excused, config=config(waive=waive)))
    assert [(e.check, e.where, e.because) for e in (*policy.wide, *policy.own)] == [
        ("D04", "events/2032-*", "Old."), ("D02", "events/2031-a", "A forecast."),
    ]  # fmt: skip


def test_a_waiver_that_overlaps_another_is_needed_too() -> None:
    excused = event("2031-a", "2031", waive=(Waiver("D02", "A forecast."),))
    assert found(excused, waive=(WideWaiver("D02", "A forecast."),)) == []


def test_a_waiver_of_a_rule_that_is_off_is_needed_when_it_is_on_again() -> None:
    excused = event("2031-a", "2031", waive=(Waiver("D02", "A forecast."),))
    assert found(excused, checks=(Weight("D02", "off"),)) == []


def test_what_seems_to_be_about_nothing_is_reported_of_a_whole_dossier_only() -> None:
    idle = event("a", "2025", waive=(Waiver("D02", "A forecast."),))
    more: dict[str, Any] = {"checks": (Weight("D02", "info", "event/*"),)}
    more["waive"] = (WideWaiver("D04", "Old."),)
    assert found(idle, **more) == [
        ("K03", "dossier", "warning"), ("K04", "dossier", "warning"), ("K04", "a", "warning"),
    ]  # fmt: skip
    assert found(idle, whole=False, **more) == []


ASKING = Rule("S99", "warning", "gone", "a", "b", "c", "d", stage="online")


def online(monkeypatch: pytest.MonkeyPatch, *events: Any, **more: Any) -> list[str]:
    """The codes that are told when a rule that asks the network is among the checks."""
    monkeypatch.setattr(table, "CHECKS", (ASKING,))
    return [one.code for one in check(site(*events), **more)]


def test_what_was_found_online_is_weighed_and_waived_like_all_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = [(ASKING, Finding(Field("event", "a"), "gone"))]
    excused = event("a", "2025", waive=(Waiver("S99", "It moved."),))
    assert online(monkeypatch, event("a", "2025"), online=gone) == ["S99"]
    assert online(monkeypatch, excused, online=gone) == []


def test_a_waiver_of_what_was_not_asked_may_be_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    excused = event("a", "2025", waive=(Waiver("S99", "It moved."),))
    assert online(monkeypatch, excused) == []
    assert online(monkeypatch, excused, online=()) == ["K04"]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Field("event", "2031-a", ("date",)), "events/2031-a"),
        (Field("commentary", "letter.fr"), "commentary/letter"),
        (Field("dossier", "dossier", ("bluf", 0)), "dossier"),
    ],
)
def test_a_record_has_the_name_of_its_folder_and_its_id(place: Field, name: str) -> None:
    assert named(place) == name


@pytest.mark.parametrize(
    ("pattern", "name", "does"),
    [
        ("*", "dossier", True),
        ("events/2019-*", "events/2019-treaty", True),
        ("events/2019-*", "events/2020-treaty", False),
        ("events", "events/2019-treaty", False),
        ("Events/*", "events/2019-treaty", False),
        ("V0[1-3]", "V03", True),
        ("V0[1-3]", "V04", False),
        ("S?8", "S08", True),
        ("S0.", "S08", False),
    ],
)
def test_a_pattern_covers_the_whole_name(pattern: str, name: str, does: bool) -> None:
    assert fits(pattern, name) is does
