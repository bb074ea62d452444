"""Announcements that hold their effect, in English and in French."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.checks.phases import D05
from briefgen.model.fields import Localized
from tests.unit.records import CONFIG, event, found_in, site


def found(lang: str, text: str, date: str = "2025-04-07") -> list[str]:
    what = Localized(((lang, text),))
    made = site(event("a", date, what=what), config=replace(CONFIG, lang=lang))
    return [finding.message.split('"')[1] for finding in found_in(made, D05)]


@pytest.mark.parametrize(
    ("lang", "text", "effect"),
    [
        ("en", "Announces a ban with effect from 1 May", "with effect from"),
        ("en", "Announced a ban effective as of 1 May", "effective as of"),
        ("en", "Announces a ban that takes effect on 1 May", "takes effect on"),
        ("en", "Declares that the ban enters into force in June", "enters into force in"),
        ("en", "Announces a ban, taking force from May", "taking force from"),
        ("en", "Announces and closes the border", "Announces and closes"),
        ("en", "Mali announced and closed the border", "announced and closed"),
        ("fr", "Annonce une interdiction à compter du 1er mai", "à compter du"),
        ("fr", "Annonce une interdiction avec effet au 1er mai", "avec effet au"),
        ("fr", "Déclare que la mesure prend effet le 1er mai", "prend effet le"),
        ("fr", "Annonce que la mesure entre en vigueur en juin", "entre en vigueur en"),
        ("fr", "Annonce une mesure applicable dès mai", "applicable dès"),
        ("fr", "Annonce et ferme la frontière", "Annonce et ferme"),
    ],
)
def test_merged(lang: str, text: str, effect: str) -> None:
    assert found(lang, text) == [effect]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Announces a ban with immediate effect"),
        ("en", "Announces a ban effective from 7 April 2025"),
        ("en", "The ban takes effect on 1 May"),
        ("en", "Announces and defends the ban"),
        ("en", "Announces and says more"),
        ("en", "Announces an effective ban in the north"),
        ("en", "Says “announces a ban with effect from May”"),
        ("en", "Announces “a ban with effect from May”"),
        ("fr", "Annonce une interdiction avec effet immédiat"),
        ("fr", "Annonce une interdiction à compter du 7 avril"),
        ("fr", "La mesure prend effet le 1er mai"),
        ("fr", "Annonce et justifie la mesure"),
        ("fr", "Annonce et la mesure et son retrait"),
        ("es", "Anuncia una medida à compter du 1er mai"),
    ],
)
def test_not_merged(lang: str, text: str) -> None:
    assert found(lang, text) == []


def test_an_open_date_is_no_day_of_effect() -> None:
    assert found("en", "Announces a ban effective from 1 May", "../2025") == ["effective from"]
