"""Which texts of claims are one plain proposition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.checks.neutral import C03
from briefgen.model.fields import Localized
from tests.unit.records import CONFIG, claim, event, found_in, site


def said(lang: str, text: str) -> str:
    """What is said of a claim of this text; nothing if all is well."""
    rocks = replace(claim("rocks", "borduria"), text=Localized(((lang, text),)))
    made = site(event("a", "2025"), claims=(rocks,), config=replace(CONFIG, lang=lang))
    return " ".join(finding.message for finding in found_in(made, C03))


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("Mali has left the talks and has closed the border", "and has"),
        ("Mali is to blame and will pay", "and will"),
        ("Rocks are and will be there", "and will"),
        ("The talks were tried and have failed", "and have"),
        ("The talks have stopped and never will resume", "never will"),
        ("Mali left the talks because it was losing", "because"),
        ("Mali arms them, whereas Algeria feeds them", "whereas"),
        ("Mali arms them although it denies it", "although"),
        ("Mali spoke while Algeria wrote", "while"),
        ("Mali spoke, but Algeria wrote", "but"),
        ("Mali spoke but Algeria wrote", "but"),
        ("Algeria says so and it arms them", "and it"),
        ("Algeria knew that they came and that they were armed", "and that"),
        ("It rained, therefore the ferry stopped", "therefore"),
    ],
)
def test_compound_in_english(text: str, joint: str) -> None:
    assert f'joined by "{joint}"' in said("en", text)


@pytest.mark.parametrize(
    ("text", "joint"),
    [
        ("Le Mali a quitté la table et a fermé la frontière", "et a"),
        ("Les pourparlers ont été tentés et n'ont rien donné", "et n'ont"),
        ("Le Mali est coupable et il paiera", "et il"),
        ("L'Algérie sait que tout est prêt et que rien ne viendra", "et que"),
        ("L'Algérie dit qu'il pleut et qu'il neige", "et qu'"),
        ("Le Mali est parti parce que tout allait mal", "parce que"),
        ("Le Mali est parti puisqu’il perdait", "puisqu’"),
        ("Le Mali parle alors que l'Algérie écrit", "alors que"),
        ("Le Mali parle tandis qu'elle écrit", "tandis qu'"),
        ("Le Mali parle, mais l'Algérie écrit", "mais"),
        ("Le Mali est parti, car il perdait", "car"),
    ],
)
def test_compound_in_french(text: str, joint: str) -> None:
    assert f'joined by "{joint}"' in said("fr", text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Mali and Algeria have closed the border"),
        ("en", "Mali has closed the border and the airspace"),
        ("en", "Mali has sought those who were armed and had fled"),
        ("en", "Mali has not only armies but also allies"),
        ("en", "Mali has not an army but not allies"),
        ("en", "Mali was for a while at peace"),
        ("en", "Mali closed the border because of the drone"),
        ("en", "Algeria wants nothing but peace, and the war is all but over"),
        ("fr", "Le Mali veut non seulement la paix mais encore le pain"),
        ("en", "Mali has closed the border and that of Niger"),
        ("en", "Mr. Smith, of No. 10 St. John's Road, has left"),
        ("en", "J. Smith met U. N. Owen"),
        ("en", "Algeria sponsors “terror because it can”"),
        ("fr", "Le Mali et l'Algérie ont fermé la frontière"),
        ("fr", "Le Mali a cherché ceux qui ont fui et ont été armés"),
        ("fr", "Le Mali a non une armée mais aussi des alliés"),
        ("fr", "Le Mali a fermé la frontière et l'espace aérien"),
        ("fr", "Le Mali « ment parce qu'il perd »"),
        ("es", "Mali ha salido porque ha perdido"),
    ],
)
def test_single(lang: str, text: str) -> None:
    assert said(lang, text) == ""


@pytest.mark.parametrize(
    ("lang", "text", "fault"),
    [
        ("en", "Rocks fell. Mali laughed", "more than one sentence"),
        ("en", "Rocks fell; Mali laughed", "more than one sentence"),
        ("en", "Rocks fell! mali laughed", "a cry"),
        ("es", "Cayeron rocas. Mali rio", "more than one sentence"),
        ("en", "Did rocks fall?", "a question"),
        ("fr", "Le Mali a-t-il parlé ?", "a question"),
        ("en", "Mali clearly arms them", '"clearly" judges'),
        ("en", "Mali arms the so-called rebels", '"so-called" judges'),
        ("en", "Of course Mali arms them", '"Of course" judges'),
        ("fr", "Le Mali arme bien sûr les rebelles", '"bien sûr" judges'),
        ("fr", "Le Mali arme de soi-disant rebelles", '"soi-disant" judges'),
        ("fr", "Le prétendu accord tient", '"prétendu" judges'),
    ],
)
def test_not_plain(lang: str, text: str, fault: str) -> None:
    assert fault in said(lang, text)


def test_a_full_stop_at_the_end_is_no_second_sentence() -> None:
    assert said("en", "Rocks fell.") == ""
