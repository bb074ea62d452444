"""Where each voice stands on a claim, and which voices get a column."""

from __future__ import annotations

from briefgen.resolve.positions import Position, heard, positions, voice
from tests.unit.records import claim, event, says, site

ROCKS = claim("rocks", "borduria")


def told(*events: object, **more: object) -> list[tuple[str, list[tuple[str | None, object]]]]:
    held = site(*events, claims=(ROCKS,), **more)  # type: ignore[arg-type]  # events by position
    found = positions(held.claims["rocks"], held.sides)
    return [(who, [(s.said.stance, s.lag) for s in stands]) for who, stands in found]


def test_a_position_is_of_a_subject_with_all_who_speak_for_it_and_replies_have_their_lag() -> None:
    assert told(
        event("a", "2025-03-01", "minister", says("asserts")),
        event("b", "2025-03-04", "port", says("denies")),
        event("c", "2025-03-05", "arland", says("repeats")),
        event("d", "2025-03-06", "press", says("disputes")),
    ) == [
        ("arland", [("asserts", None), ("repeats", None)]),
        ("borduria", [("denies", (3, 3))]),
        ("press", [("disputes", None)]),
    ]


def test_those_a_claim_is_about_owe_a_reply_once_it_was_made() -> None:
    made = event("a", "2025-03-01", "arland", says("asserts"))
    assert told(made) == [("arland", [("asserts", None)]), ("borduria", [])]
    assert told(event("a", "2025-03-01", "press", says("disputes"))) == [
        ("press", [("disputes", None)])
    ]


def test_a_voice_is_the_subject_or_the_actor_itself() -> None:
    sides = {"minister": "arland", "press": None}
    assert [voice(a, sides) for a in ("minister", "press", "unknown")] == [
        "arland", "press", "unknown",
    ]  # fmt: skip


def test_columns_are_the_subjects_and_the_others_heard_on_most_claims() -> None:
    held = site(
        event("a", "2025-03-01", "press", says("asserts"), says("disputes", by="port")),
        claims=(ROCKS,),
    )
    row = positions(held.claims["rocks"], held.sides)
    silent = (Position("guild", ()),)
    subjects = ("arland", "borduria")
    assert heard((row, row, silent), subjects, 3) == (*subjects, "press")
    assert heard((row, row, silent), subjects, 0) == subjects
    assert heard((row, silent), subjects, 3) == subjects


def test_a_voice_has_its_stances_in_order_of_date_whatever_they_are() -> None:
    assert told(
        event("c", "2025-03-01", "borduria", says("disputes")),
        event("b", "2025-03-02", "arland", says("asserts")),
        event("a", "2025-03-03", "borduria", says("denies")),
    ) == [
        ("borduria", [("disputes", None), ("denies", (1, 1))]),
        ("arland", [("asserts", None)]),
    ]


def test_of_one_day_voices_come_in_the_order_of_the_timeline() -> None:
    found = told(
        event("a", "2025-03-01", "press", says("disputes")),
        event("b", "2025-03-01", "arland", says("asserts")),
    )
    assert [who for who, _ in found] == ["press", "arland", "borduria"]


def test_columns_go_to_those_heard_on_most_claims_then_by_name() -> None:
    def row(*voices: str) -> tuple[Position, ...]:
        return tuple(Position(who, made) for who in voices)

    made = positions(
        site(event("a", "2025", "press", says("asserts")), claims=(ROCKS,)).claims["rocks"], {}
    )[0].stands
    rows = [row("union", "guild", "press"), row("press", "guild", "union"), row("union", "arland")]
    assert heard(rows, ("arland",), 2) == ("arland", "union", "guild")
