"""The forms of words: by rule what rules can do, and no more."""

from __future__ import annotations

import pytest

from briefgen.lexicon.forms import doubled, forms


@pytest.mark.parametrize(
    ("word", "rule", "lang", "some"),
    [
        ("terrorist", "nouns", "en", {"terrorist", "terrorists"}),
        ("atrocity", "nouns", "en", {"atrocity", "atrocities"}),
        ("mercenaries", "nouns", "en", {"mercenaries", "mercenary"}),
        ("rogue state", "nouns", "en", {"rogue state", "rogue states"}),
        ("Junta", "nouns", "en", {"junta", "juntas"}),
        ("claim", "verbs", "en", {"claim", "claims", "claimed", "claiming"}),
        ("accuse", "verbs", "en", {"accuse", "accuses", "accused", "accusing"}),
        ("deny", "verbs", "en", {"deny", "denies", "denied", "denying"}),
        ("portray", "verbs", "en", {"portrays", "portrayed"}),
        ("confess", "verbs", "en", {"confesses", "confessed"}),
        ("terroriste", "nouns", "fr", {"terroriste", "terroristes"}),
        ("renégat", "nouns", "fr", {"renégat", "renégats", "renégate", "renégates"}),
        ("odieux", "adjectives", "fr", {"odieux", "odieuse", "odieuses"}),
        ("draconien", "adjectives", "fr", {"draconiens", "draconienne", "draconiennes"}),
        ("mensonger", "adjectives", "fr", {"mensongers", "mensongère", "mensongères"}),
        ("général", "nouns", "fr", {"général", "généraux", "générale"}),
        ("dénoncer", "verbs", "fr", {"dénonce", "dénoncent", "dénonçait", "dénoncé", "dénonçant"}),
        ("juger", "verbs", "fr", {"juge", "jugeait", "jugeant", "jugée"}),
        ("appeler", "verbs", "fr", {"appelle", "appellent", "appelait", "appelé", "appelant"}),
        ("répéter", "verbs", "fr", {"répète", "répètent", "répété", "répétait"}),
        ("qualifier", "verbs", "fr", {"qualifie", "qualifié", "qualifiant"}),
        ("as it is", "words", "en", {"as it is"}),
    ],
)
def test_forms_of_a_word(word: str, rule: str, lang: str, some: set[str]) -> None:
    assert forms(word, rule, lang) >= some


def test_a_phrase_as_it_stands_has_one_form() -> None:
    assert forms("War of words", "words", "en") == {"war of words"}


def test_an_english_adjective_has_one_form() -> None:
    assert forms("brazen", "adjectives", "en") == {"brazen"}


def test_a_last_letter_is_doubled() -> None:
    assert doubled("admit") == {"admit", "admits", "admitted", "admitting"}


def test_no_form_is_a_stem() -> None:
    assert "argument" not in forms("argue", "verbs", "en")
    assert "déclaration" not in forms("déclarer", "verbs", "fr")
