"""Whether the time of a judgement has come, by the day of the edition."""

from __future__ import annotations

import pytest

from briefgen.dates import parse
from briefgen.model import Judgement
from briefgen.resolve.judged import due
from tests.unit.records import text


def judgement(horizon: str, outcome: str = "") -> Judgement:
    return Judgement(
        id="j", text=text("Peace holds."), likelihood="likely", confidence="low",
        horizon=parse(horizon), basis=("a",), outcome=text(outcome) if outcome else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("horizon", "expected"),
    [
        ("2025-06-29", "due"),
        ("2025-06-30", "open"),
        ("2025", "open"),
        ("2024", "due"),
        ("2024/..", "open"),
        ("unknown", "open"),
    ],
)
def test_a_horizon_has_passed_when_its_last_day_has(horizon: str, expected: str) -> None:
    assert due(judgement(horizon), parse("2025-06-30")) == expected


def test_an_outcome_settles_it() -> None:
    assert due(judgement("2024", "It held."), parse("2025-06-30")) == "settled"
