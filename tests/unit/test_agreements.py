"""The status of agreements over time, from the events that set it."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.model import Agreement, Event
from briefgen.model.agreement import Party
from briefgen.model.event import AgreementStep
from briefgen.resolve.agreements import History, histories
from tests.unit.records import event, site, text

TREATY = Agreement(id="treaty", title=text("T"), parties=(Party("arland", text("signatory")),))


def step(id_: str, date: str, status: str | None, **more: Any) -> Event:
    given = AgreementStep("treaty", status)  # type: ignore[arg-type]  # a text of the vocabulary
    return event(id_, date, agreement=given, **more)


def history(*events: Event) -> History:
    held = site(*events, agreements=(TREATY,))
    return histories(held.agreements, held.events.values())["treaty"]


def ids(events: tuple[Event, ...]) -> list[str]:
    return [one.id for one in events]


def test_steps_are_in_order_of_date_and_the_last_one_stands() -> None:
    found = history(
        step("end", "2024-01-25", "denounced"),
        step("sign", "2015-05-15", "signed"),
        step("talk", "2020", None),
        event("other", "2025"),
    )
    assert ids(found.steps) == ["sign", "end"]
    assert ids(found.standing) == ["end"]
    assert ids(found.mentions) == ["talk"]


@pytest.mark.parametrize(
    ("dates", "standing"),
    [
        (("2020-01-01", "2021-01-01"), ["b"]),
        (("2021", "2021-06-01"), ["a", "b"]),
        (("2021-06-01", "2021-06-01"), ["a", "b"]),
        (("unknown", "2021"), ["b"]),
        (("unknown", "unknown"), ["a", "b"]),
        (("2020/..", "2021"), ["a", "b"]),
        (("../2020", "2021"), ["b"]),
        (("../2022", "2021"), ["a", "b"]),
    ],
)
def test_where_the_order_is_not_known_several_stand(
    dates: tuple[str, str], standing: list[str]
) -> None:
    found = history(step("a", dates[0], "signed"), step("b", dates[1], "suspended"))
    assert sorted(ids(found.standing)) == standing


@pytest.mark.parametrize("phase", ["planned", "not-happened"])
def test_what_has_not_taken_place_sets_no_status(phase: str) -> None:
    found = history(step("a", "2021", "signed"), step("b", "2022", "ended", phase=phase))
    assert ids(found.standing) == ["a"]
    assert ids(found.mentions) == ["b"]


def test_an_agreement_without_events_has_an_empty_history() -> None:
    assert history(event("a", "2025")) == History(TREATY, (), (), ())


def test_each_agreement_has_the_events_that_name_it() -> None:
    other = Agreement(id="other", title=text("O"), parties=TREATY.parties)
    held = site(step("a", "2021", "signed"), step("b", "2022", None), agreements=(TREATY, other))
    found = histories(held.agreements, held.events.values())
    assert found["other"] == History(other, (), (), ())
    assert (ids(found["treaty"].steps), ids(found["treaty"].mentions)) == (["a"], ["b"])
