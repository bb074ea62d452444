"""Whole words and phrases, the longest first, wherever a line breaks."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.lexicon.finder import FOREIGN, Finder, key, pieces
from briefgen.lexicon.words import Extra, lexicon, lowered

WORDS = Finder(
    ["regime", "sanctions regime", "war of words", "it is said", "d'aucuns", "all-time low"]
)


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in WORDS.find(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the regime fell", ["regime"]),
        ("regimes fell", []),
        ("a sanctions regime, a regime", ["sanctions regime", "regime"]),
        ("a war\n  of words", ["war\n  of words"]),
        ("a war-of-words", ["war-of-words"]),
        ("an all time low", ["all time low"]),
        ("an all\u2011time low", ["all\u2011time low"]),
        ("a war, of words", []),
        ("sanctions. regime", ["regime"]),
        ("the anti-regime press", []),
        ("the regime-led press", ["regime"]),
        ("l'regime", ["regime"]),
        ("d'aucuns disent", ["d'aucuns"]),
        ("it is said that it is said", ["it is said", "it is said"]),
        ("said it is", []),
        ("", []),
    ],
)
def test_words_are_found_whole(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_a_part_of_a_text_is_looked_at() -> None:
    text = "regime regime regime"
    assert [one.start for one in WORDS.find(text, 3, 14)] == [7]


def test_common_words_are_not_what_is_looked_for() -> None:
    finder = Finder(["it is said"], common=frozenset(["said"]))
    assert [one.key for one in finder.find("it is said")] == ["it is said"]


@pytest.mark.parametrize("phrase", ["", "…", "*", "_", "\u200b", "' -"])
def test_what_has_no_word_in_it_is_not_looked_for(phrase: str) -> None:
    finder = Finder([phrase, "regime"])
    assert [one.key for one in finder.find(f"a regime {phrase}")] == ["regime"]
    assert not finder.may_find(pieces(f"no {phrase}"))


def test_a_form_of_a_word_that_is_none_is_not_looked_for() -> None:
    """The singular of "s" would be nothing at all."""
    made = lexicon("en", (Extra("s", loaded=True),))
    assert made
    assert [one.key for one in made.finder.find("an s")] == ["s"]


def test_a_key_is_the_words_alone() -> None:
    assert key("l'all-time  low") == "l all time low"


LATIN = "".join(c for c in map(chr, range(256)) if c.isalnum() and c == c.lower() != "µ")
BEYOND = "".join(map(chr, range(256, sys.maxunicode + 1)))


@pytest.mark.lasting
def test_letters_that_become_latin_are_known() -> None:
    small = {c for c in BEYOND if c.lower() in LATIN}
    without_case = set(re.findall(f"[{LATIN}]", BEYOND, re.IGNORECASE))
    assert small | without_case == {letter for letter, _ in FOREIGN}


def test_pieces() -> None:
    assert pieces("L’Été «_Æther_-x» cœur²") == [
        piece.encode("latin-1") for piece in "l été æther x c ur²".split()
    ]


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("THE REGIME", True),
        ("a war_of*words", True),
        ("words of war", False),
        ("all of the time is low", False),
        ("regimes", False),
        ("", False),
    ],
)
def test_it_is_soon_known_that_there_is_nothing(text: str, may: bool) -> None:
    assert WORDS.may_find(pieces(text)) is may


LATIN_ONLY = Finder(["regime", "cœur de l'œuvre", "été", "ſı", "straße"])
ALL = Finder(["regime", "правда жизни"])
PARTS = (
    *"regime REGIME cœur CŒUR de l'œuvre œuvre été ÉTÉ правда жизни ſı STRAẞE straße İ x".split(),
    *" -_*’.\u2060\n",
)


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_nothing_that_is_found_was_thought_not_to_be_there(text: str) -> None:
    for finder in (LATIN_ONLY, ALL):
        if list(finder.find(lowered(text))):
            assert finder.may_find(pieces(text))
