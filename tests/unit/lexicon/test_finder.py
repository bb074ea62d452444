"""Whole words and phrases, the longest first, wherever a line breaks."""

from __future__ import annotations

import pytest

from briefgen.lexicon.finder import Finder, key

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


def test_a_key_is_the_words_alone() -> None:
    assert key("l'all-time  low") == "l all time low"
