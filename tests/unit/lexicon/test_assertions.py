"""What a text states as plain fact, and whether that is a given proposition."""

from __future__ import annotations

import pytest

from briefgen.lexicon import Lexicon, Passage, lexicon
from briefgen.lexicon.assertions import assertions, negative, states, stems

CLAIM = "Borduria laid rocks in the channel"


def words(lang: str = "en") -> Lexicon:
    found = lexicon(lang, (), ("Borduria", "Arland"))
    assert found
    return found


def stated(text: str, *, lang: str = "en") -> list[str]:
    return [one.first for one in assertions(Passage(text, markdown=True), words(lang))]


def says(text: str, claim: str = CLAIM) -> list[bool]:
    proposition = stems(claim, words())
    return [states(one.stems, proposition) for one in assertions(Passage(text), words())]


def test_stems_join_the_forms_of_a_word() -> None:
    assert stems("The supports of the supporting group's rocks", words()) == (
        "suppor",
        "suppor",
        "group",
        "rock",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Borduria laid rocks in the channel.", True),
        ("In spring Borduria had laid many rocks in the old channel.", True),
        ("In the channel rocks were laid by Borduria.", False),
        ("Borduria laid rocks.", False),
        ("Arland says that Borduria laid rocks in the channel.", False),
        ("According to Arland, Borduria laid rocks in the channel.", False),
        ("They wrote “Borduria laid rocks in the channel”.", False),
    ],
)
def test_a_sentence_states_a_claim_or_does_not(text: str, found: bool) -> None:
    assert says(text) == [found]


def test_six_of_seven_stems_will_do_and_five_will_not() -> None:
    claim = tuple("abcdefg")
    assert states(tuple("abcdef"), claim)
    assert not states(tuple("abcde"), claim)


def test_all_of_five_stems_are_needed() -> None:
    assert not states(tuple("abcd"), tuple("abcde"))
    assert states(tuple("xaxbxcxdxex"), tuple("abcde"))


def test_a_claim_of_two_words_is_too_short_to_be_found() -> None:
    assert not states(("rock", "fell"), ("rock", "fell"))
    assert states(("rock", "fell", "hard"), ("rock", "fell", "hard"))


@pytest.mark.parametrize(
    "text", ["Did rocks fall?", "If rocks fall, boats wait.", "It asks whether."]
)
def test_what_is_asked_or_supposed_is_not_stated(text: str) -> None:
    assert stated(text) == []


def test_each_sentence_is_known_by_its_first_word() -> None:
    assert stated("**Rocks** fell. `Code` Boats wait.\n\n> Quoted.") == ["Rocks", "Boats"]
    assert stated("Des rochers tombent. Si on veut.", lang="fr") == ["Des"]


@pytest.mark.parametrize(
    ("text", "lang", "denies"),
    [
        ("It does not sail", "en", True),
        ("It can’t sail", "en", True),
        ("It sails without a flag", "en", True),
        ("It sails; note it", "en", False),
        ("Il n'en reste rien", "fr", True),
        ("Il part sans drapeau", "fr", True),
        ("Une note", "fr", False),
    ],
)
def test_words_of_negation(text: str, lang: str, denies: bool) -> None:
    assert negative(text, words(lang)) is denies


def test_a_sentence_knows_whether_it_denies() -> None:
    found = assertions(Passage("Rocks fell. No rocks fell."), words())
    assert [one.negative for one in found] == [False, True]
