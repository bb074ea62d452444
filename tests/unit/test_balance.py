"""What is counted for each side, and from which records."""

from __future__ import annotations

import pytest

from briefgen.model.event import Statement
from briefgen.resolve.balance import WORD, Tally, affiliated, heard, quoted_words, quotes, share
from tests.unit.records import event, says, source

SIDES = {"arland": "arland", "minister": "arland", "borduria": "borduria", "press": None}


def quote(words: str, by: str | None = None, lang: str | None = None) -> Statement:
    return Statement(form="direct", quote=words, by=by, lang=lang)


EVENTS = (
    event("a", "2025-03-05", "arland", quote("No, never."), quote("We said so.", "press")),
    event("b", "2025-03-06", "minister", quote("L'accord tient."), says("denies")),
    event("c", "2025-03-07", "borduria", quote("Perhaps")),
)


def test_words_by_side() -> None:
    assert quoted_words(EVENTS, SIDES) == (
        Tally("arland", 4, ("a", "b")),
        Tally("borduria", 1, ("c",)),
        Tally(None, 3, ("a",)),
    )


def test_quotes_by_side() -> None:
    assert quotes(EVENTS, SIDES) == (
        Tally("arland", 2, ("a", "b")),
        Tally("borduria", 1, ("c",)),
        Tally(None, 1, ("a",)),
    )


def test_sources_by_side() -> None:
    found = affiliated(
        (source("a", side="press"), source("b", side="minister"), source("c")), SIDES
    )
    assert found == (Tally("arland", 1, ("b",)), Tally(None, 2, ("a", "c")))


def test_equal_sides_stand_in_the_order_of_their_names() -> None:
    pair = (event("a", "2025", "borduria", quote("x")), event("b", "2025", "arland", quote("y")))
    assert [w.side for w in quotes(pair, SIDES)] == ["arland", "borduria"]


def test_shares_are_of_what_belongs_to_a_side() -> None:
    found = quoted_words(EVENTS, SIDES)
    assert [share(w, found) for w in found] == [0.8, 0.2, 0.0]
    assert share(Tally("arland", 0, ()), ()) == 0.0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("…", 0),
        ("l'Algérie", 1),
        ("l’Algérie", 1),
        ("one-sided talk", 2),
        ("Ni paix — ni guerre !", 4),
        ("السلام عليكم", 2),
        ("2,5", 2),
    ],
)
def test_words(text: str, count: int) -> None:
    assert len(WORD.findall(text)) == count


def test_any_group_is_heard_in_the_events_that_quote_it() -> None:
    events = (
        *EVENTS,
        event("d", "2025-03-08", "minister", quote("Oui, bien sûr.", lang="fr"), quote("Non.")),
    )
    assert heard(events, lambda speaker, lang: f"{SIDES[speaker]} {lang}") == {
        "arland None": (5, 3, (("a", 1, 2), ("b", 1, 2), ("d", 1, 1))),
        "None None": (3, 1, (("a", 1, 3),)),
        "borduria None": (1, 1, (("c", 1, 1),)),
        "arland fr": (3, 1, (("d", 1, 3),)),
    }
    twice = event("a", "2025", "arland", quote("Never."), quote("Not now."))
    assert heard([twice], lambda speaker, _: speaker) == {"arland": (3, 2, (("a", 2, 3),))}
