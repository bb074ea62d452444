"""Which words tell a day from another day, in English and in French."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefgen.checks.relative import D03
from briefgen.model.fields import Localized
from tests.unit.records import CONFIG, event, found_in, site


def found(lang: str, **texts: str) -> list[str]:
    """The words found in an event's texts, in the order of its fields."""
    made = event("a", "2025-03-05", what=Localized((("", "Acts"),)))
    given: dict[str, Any] = {
        k: v if k == "body" else Localized(((lang, v),)) for k, v in texts.items()
    }
    other = site(replace(made, **given), config=replace(CONFIG, lang=lang))
    return [finding.message.split('"')[1] for finding in found_in(other, D03)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Stopped the ferry yesterday", "yesterday"),
        ("Speaks today, in parliament", "today"),
        ("Will speak tonight", "tonight"),
        ("Will speak tomorrow.", "tomorrow"),
        ("Spoke last night", "last night"),
        ("Spoke last week of rocks", "last week"),
        ("Leaves next month", "next month"),
        ("Spoke this morning", "this morning"),
        ("Met this year", "this year"),
        ("Met last Friday", "last Friday"),
        ("Meets next monday", "next monday"),
        ("Met 3 days ago", "3 days ago"),
        ("Met a week ago", "a week ago"),
        ("Met several months ago", "several months ago"),
        ("Met a few years ago", "a few years ago"),
        ("Tomorrow's talks are off", "Tomorrow"),
        ("Speaks of rocks: Yesterday's were worse", "Yesterday"),
        ("Spoke of “peace” yesterday", "yesterday"),
        ("Raised the toll the day before", "the day before"),
        ("Raised the toll the day after, and the fare", "the day after"),
        ("Met the previous week", "the previous week"),
        ("Met on the following day", "the following day"),
        ("Met the next day", "the next day"),
    ],
)
def test_english(text: str, word: str) -> None:
    assert found("en", what=text) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Speaks to Burkina Today",
        "A Today presenter is expelled",
        "Calls it “yesterday's war”",
        'Says "tomorrow" and means never',
        "Met in the last week of March",
        "Met last Friday, 28 February",
        "Met the day before the summit",
        "Met the day after it",
        "Met the following day of rest",
        "Yesterdays are gone",
        "Has met this committee",
        "Long ago there was peace",
    ],
)
def test_english_that_names_its_day_or_none(text: str) -> None:
    assert found("en", what=text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A parlé hier", "hier"),
        ("A parlé avant-hier", "avant-hier"),
        ("Parle aujourd'hui", "aujourd'hui"),
        ("Parle aujourd’hui", "aujourd’hui"),
        ("Parlera demain", "demain"),
        ("Parlera après-demain", "après-demain"),
        ("A parlé la semaine dernière", "semaine dernière"),
        ("Se réunit le mois prochain", "mois prochain"),
        ("A quitté l'an dernier", "an dernier"),
        ("Se réunit l'année prochaine", "année prochaine"),
        ("A parlé lundi dernier", "lundi dernier"),
        ("A parlé ce matin", "ce matin"),
        ("A parlé ce mardi à Alger", "ce mardi"),
        ("Se réunit cette semaine", "cette semaine"),
        ("A parlé cette nuit", "cette nuit"),
        ("A parlé il y a trois jours", "il y a trois jours"),
        ("A parlé il y a quelques semaines", "il y a quelques semaines"),
        ("A parlé la veille", "la veille"),
        ("A parlé l'avant-veille", "l'avant-veille"),
        ("A parlé la veille à Alger", "la veille"),
        ("Répond le lendemain", "le lendemain"),
        ("Répond dès le lendemain", "dès le lendemain"),
        ("Répond le surlendemain", "le surlendemain"),
        ("A parlé la semaine précédente", "la semaine précédente"),
        ("A parlé le mois suivant", "le mois suivant"),
        ("Hier, a parlé", "Hier"),
    ],
)
def test_french(text: str, word: str) -> None:
    assert found("fr", what=text) == [word]


@pytest.mark.parametrize(
    "text",
    [
        "Parle d'« hier » et de « demain »",
        "A parlé la veille du sommet",
        "A parlé la veille de Noël",
        "A parlé la veille d'un sommet",
        "Répond au lendemain de la crue",
        "Répond le lendemain de la crue",
        "Ouvre une cellule chargée de la veille sanitaire",
        "A parlé lundi dernier 3 mars",
        "A parlé ce lundi 3 mars",
        "Se réunit la dernière semaine de mars",
        "Dit qu'il y a deux rochers",
        "Cite Le Monde Hier",
    ],
)
def test_french_that_names_its_day_or_none(text: str) -> None:
    assert found("fr", what=text) == []


def test_a_word_that_hangs_on_a_day_named_before_is_let_be_where_it_has_a_context() -> None:
    text = "On 3 March it rained; the next day it did not."
    assert found("en", body=text, via="Note of the day before") == []
    assert found("en", title=text) == ["the next day"]


def test_every_text_is_looked_at() -> None:
    same = "Spoke yesterday"
    assert found("en", title=same, what=same, via=same, body=same) == ["yesterday"] * 4


@pytest.mark.parametrize("text", ["> He spoke yesterday", "Well.\n\n> Yesterday it rained.\n"])
def test_a_block_quote_is_somebody_elses(text: str) -> None:
    assert found("en", body=text) == []


def test_markdown_around_a_word_hides_nothing() -> None:
    assert found("en", body="*Yesterday* it rained") == ["Yesterday"]
    assert found("en", body="It rained.\n\n_Yesterday_ (it rained)") == ["Yesterday"]
    assert found("en", body="It rained! (Tomorrow it snows.)") == ["Tomorrow"]
    assert found("en", body="Seen by Burkina Today") == []
    assert found("en", body="Said so **last week** only") == ["last week"]


def test_other_languages_are_not_judged() -> None:
    assert found("es", what="Habló hier y yesterday", body="Habló hier y yesterday") == []


def test_a_region_makes_no_other_language() -> None:
    assert found("fr-ML", what="A parlé hier", body="A parlé hier") == ["hier", "hier"]


def test_the_date_is_told_with_the_word() -> None:
    made = site(event("a", "2025-03-05", what=Localized((("", "Spoke yesterday"),))))
    (finding,) = found_in(made, D03)
    assert finding.message == (
        '"yesterday" moves with the day of the reader, and no date_basis says how 2025-03-05'
        " is known"
    )
