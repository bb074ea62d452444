"""Who asserted a claim, what counts as an answer, and where the claim stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import dates
from briefgen.resolve import ledger as module
from tests.unit.records import ACTORS, actor, claim, event, says, site, steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model import Event
    from briefgen.model.event import Stance
    from briefgen.resolve.ledger import Ledger

ROCKS = claim("rocks", "borduria")
MADE = event("a-made", "2025-03-05", "minister", says("asserts"))


def ledger(*events: Event) -> Ledger:
    """What is on file about the claim that Borduria put rocks into the channel."""
    return site(*events, claims=(ROCKS,)).claims["rocks"]


def replies(*events: Event) -> list[tuple[str, tuple[int, int] | None]]:
    """The events that hold a reply, with its lag."""
    return [(r.said.event.id, r.lag) for r in ledger(*events).replies]


def test_those_it_is_about_answer_later_and_on_the_claim() -> None:
    answer = event("b", "2025-03-07", "borduria", says("denies"))
    found = ledger(MADE, answer)
    assert replies(MADE, answer) == [("b", (2, 2))]
    assert [u.speaker for u in found.assertions] == ["minister"]
    assert found.others == ()
    assert found.status == "denied"


def test_one_who_speaks_for_them_answers_too() -> None:
    assert replies(MADE, event("b", "2025-03-07", "port", says("denies"))) == [("b", (2, 2))]


def test_a_third_party_never_answers() -> None:
    found = ledger(MADE, event("b", "2025-03-07", "press", says("denies")))
    assert found.replies == ()
    assert [u.speaker for u in found.others] == ["press"]
    assert found.status == "unanswered"


def test_the_one_who_made_it_does_not_answer_himself() -> None:
    found = ledger(MADE, event("b", "2025-03-07", "office", says("denies")))
    assert (found.replies, found.status) == ((), "unanswered")


def test_words_before_the_claim_are_no_answer() -> None:
    before = event("b", "2025-03-04", "borduria", says("denies"))
    assert replies(MADE, before) == []
    assert [u.event.id for u in ledger(MADE, before).others] == ["b"]


def test_words_before_the_claim_are_no_answer_even_if_they_are_said_to_be() -> None:
    before = event("b", "2025-03-04", "borduria", says("denies"), responds_to=("a-made",))
    assert replies(MADE, before) == []


def test_a_stance_on_another_claim_is_no_answer() -> None:
    other = event("b", "2025-03-07", "borduria", says("denies", "toll"))
    found = site(MADE, other, claims=(ROCKS, claim("toll", "borduria"))).claims
    assert found["rocks"].replies == ()
    assert found["toll"].status == "unsaid"


def test_a_response_without_a_stance_is_no_answer() -> None:
    assert replies(MADE, event("b", "2025-03-07", "borduria", responds_to=("a-made",))) == []


@pytest.mark.parametrize(
    ("date", "lag"),
    [("2025-03-05", (0, 0)), ("2025-03", (0, 26)), ("2025-03-01/2025-03-09", (0, 4))],
)
def test_where_dates_overlap_the_event_must_say_that_it_responds(
    date: str, lag: tuple[int, int]
) -> None:
    answer = event("b", date, "borduria", says("denies"))
    assert replies(MADE, answer) == []
    responding = event("b", date, "borduria", says("denies"), responds_to=("a-made",))
    assert replies(MADE, responding) == [("b", lag)]


def test_responding_to_another_event_of_the_same_day_is_not_enough() -> None:
    other = event("other", "2025-03-05", "arland")
    answer = event("b", "2025-03-05", "borduria", says("denies"), responds_to=("other",))
    assert replies(MADE, other, answer) == []


def test_an_undated_answer_counts_if_it_says_what_it_responds_to() -> None:
    answer = event("b", "unknown", "borduria", says("denies"), responds_to=("a-made",))
    assert replies(MADE, answer) == [("b", None)]
    assert replies(MADE, event("b", "unknown", "borduria", says("denies"))) == []


def test_an_answer_may_follow_a_later_statement_of_the_claim() -> None:
    vague = event("a-vague", "2025", "minister", says("asserts"))
    again = event("a-again", "2025-03-05", "arland", says("repeats"))
    answer = event("b", "2025-03-07", "borduria", says("denies"))
    assert replies(vague, answer) == []
    assert [id_ for id_, _ in replies(vague, again, answer)] == ["b"]


def test_a_statement_has_its_own_speaker_and_date() -> None:
    quoted = event("b", "2025-03-01", "press", says("denies", by="borduria", date="2025-03-09"))
    assert replies(MADE, quoted) == [("b", (4, 4))]


def test_answers_come_in_order_of_date_with_the_lag_from_the_first_assertion() -> None:
    again = event("z-again", "2025-04-01", "minister", says("repeats"))
    early = event("y", "2025-03-06", "port", says("disputes"))
    late = event("b", "2025-05-05", "borduria", says("denies"))
    found = ledger(MADE, again, early, late)
    assert [(r.said.event.id, r.lag) for r in found.replies] == [("y", (1, 1)), ("b", (61, 61))]
    assert [u.event.id for u in found.assertions] == ["a-made", "z-again"]


def test_statements_of_one_day_come_in_the_order_of_the_timeline() -> None:
    told = event("z", "2025-03-01", "press", says("repeats", by="office", date="2025-03-05"))
    assert [u.event.id for u in ledger(MADE, told).assertions] == ["a-made", "z"]


def test_an_assertion_by_those_it_is_about_does_not_make_the_claim() -> None:
    own = event("b", "2025-03-01", "borduria", says("asserts"))
    assert ledger(own).status == "unsaid"
    assert [u.event.id for u in ledger(own).others] == ["b"]


@pytest.mark.parametrize(
    ("stances", "status"),
    [
        ((), "unanswered"),
        (("denies",), "denied"),
        (("disputes",), "disputed"),
        (("qualifies",), "disputed"),
        (("counters",), "disputed"),
        (("declines",), "declined"),
        (("asserts",), "conceded"),
        (("repeats",), "conceded"),
        (("endorses",), "conceded"),
        (("denies", "endorses"), "conceded"),
        (("endorses", "denies"), "denied"),
        (("denies", "declines"), "denied"),
        (("declines", "qualifies"), "disputed"),
    ],
)
def test_where_a_claim_stands(stances: tuple[Stance, ...], status: str) -> None:
    answers = [
        event(f"b-{n}", f"2025-04-0{n}", "borduria", says(stance))
        for n, stance in enumerate(stances, 1)
    ]
    assert ledger(MADE, *answers).status == status


def test_a_claim_is_withdrawn_when_all_who_made_it_took_it_back() -> None:
    also = event("a-press", "2025-03-06", "press", says("repeats"))
    answer = event("b", "2025-03-07", "borduria", says("denies"))
    back = event("c", "2025-03-08", "minister", says("withdraws"))
    press = event("d", "2025-03-09", "press", says("withdraws"))
    again = event("e", "2025-03-10", "minister", says("asserts"))
    assert ledger(MADE, answer, back).status == "withdrawn"
    assert ledger(MADE, also, answer, back).status == "denied"
    assert ledger(MADE, also, answer, back, press).status == "withdrawn"
    assert ledger(MADE, answer, back, again).status == "denied"


@pytest.mark.parametrize(
    ("date", "status"),
    [("2025-03-04", "unanswered"), ("2025-03-05", "withdrawn"), ("2025-03", "withdrawn")],
)
def test_words_are_taken_back_by_what_may_have_come_after_them(date: str, status: str) -> None:
    assert ledger(MADE, event("c", date, "minister", says("withdraws"))).status == status


def test_nobody_else_can_withdraw_a_claim() -> None:
    other = event("c", "2025-03-08", "office", says("withdraws"))
    assert ledger(MADE, other).status == "unanswered"


def test_claims_are_numbered_in_the_order_first_made_unmade_ones_last() -> None:
    claims = tuple(claim(id_, "borduria") for id_ in ("bb", "aa", "rocks", "toll"))
    toll = event("z", "2025-03-01", "minister", says("asserts", "toll"))
    found = site(MADE, toll, claims=claims)
    assert list(found.claims) == ["toll", "rocks", "aa", "bb"]
    assert [found.numbers["claim", c] for c in found.claims] == [1, 2, 3, 4]


def test_an_actor_of_no_side_answers_for_itself_alone() -> None:
    actors = (
        actor("arland"), actor("borduria"), actor("minister", side="arland"),
        actor("rebels", kind="armed-group"), actor("captain", kind="person", part_of="rebels"),
    )  # fmt: skip
    made = event("a", "2025-03-05", "minister", says("asserts"))
    answer = event("b", "2025-03-07", "captain", says("denies"))
    found = site(made, answer, claims=(claim("rocks", "rebels"),), actors=actors).claims["rocks"]
    assert [r.said.speaker for r in found.replies] == ["captain"]
    wider = site(made, answer, claims=(claim("rocks", "borduria"),), actors=actors)
    assert wider.claims["rocks"].replies == ()


DATE = st.sampled_from(["2025-03-04", "2025-03-05", "2025-03", "2025-03-07", "unknown", "../2025"])
SPEAKER = st.sampled_from(["minister", "borduria", "port", "press"])
STANCE = st.sampled_from([*module.ASSERTING, *module._OF_REPLY, "withdraws"])


def follows(said: module.Utterance, claimed: module.Utterance) -> bool:
    order = dates.compare(said.date, claimed.date)
    return order == "after" or (order != "before" and claimed.event.id in said.event.responds_to)


@given(
    st.lists(
        st.tuples(DATE, SPEAKER, STANCE, st.lists(st.integers(0, 7), max_size=2, unique=True)),
        min_size=1,
        max_size=8,
    )
)
def test_statements_are_sorted_as_if_each_were_held_against_each(
    drawn: list[tuple[str, str, Stance, list[int]]],
) -> None:
    names = [f"e{n}" for n in range(len(drawn))]
    events = [
        event(
            name, date, who, says(stance), responds_to=tuple(f"e{n}" for n in to if n < len(drawn))
        )
        for name, (date, who, stance, to) in zip(names, drawn, strict=True)
    ]
    found = ledger(*events)
    heard = [*found.assertions, *(r.said for r in found.replies), *found.others]
    heard.sort(key=lambda u: dates.sort_key(u.date, u.event.id))
    actors = {one.id: one for one in ACTORS}
    made = [u for u in heard if module._asserts(u, ROCKS, actors)]
    answers = [
        u
        for u in heard
        if u.stance in module._OF_REPLY
        and module._concerned(u, ROCKS, actors)
        and any(follows(u, other) for other in made)
    ]
    asserted = [u for u in heard if made and u.stance in module.ASSERTING and u not in answers]
    back = [u for u in heard if u.stance == "withdraws"]
    assert [r.said for r in found.replies] == answers
    assert list(found.assertions) == asserted
    assert list(found.others) == [u for u in heard if u not in answers and u not in asserted]
    assert (found.status == "withdrawn") == (
        bool(made)
        and all(
            any(b.speaker == u.speaker and not dates.after(u.date, b.date) for b in back)
            for u in asserted
        )
    )


def exchange(stances: list[Stance]) -> Callable[[], object]:
    """A claim on which statements follow each other, one a day."""
    events = [
        event(
            f"e{n:04}",
            f"{1900 + n // 28}-01-{n % 28 + 1:02}",
            "borduria" if stance == "denies" else "minister",
            says(stance),
        )
        for n, stance in enumerate(stances)
    ]
    return lambda: module.ledgers([ROCKS], events, {one.id: one for one in ACTORS})


@pytest.mark.lasting
@pytest.mark.parametrize(
    "said",
    [
        lambda n: ["asserts"] * n,
        lambda n: ["asserts", *["denies"] * n],
        lambda n: ["denies"] * n + ["asserts"] * n,
        lambda n: ["asserts", "withdraws"] * n,
    ],
)
def test_four_times_the_statements_are_four_times_the_work(
    said: Callable[[int], list[Stance]],
) -> None:
    assert steps(exchange(said(400))) < 5 * steps(exchange(said(100)))
