"""Where sentences and clauses end."""

from __future__ import annotations

import pytest

from briefgen.lexicon import lexicon


def sentences(text: str, lang: str = "en") -> list[str]:
    words = lexicon(lang)
    assert words
    found = list(words.grammar.sentences(text))
    assert "".join(text[a:b] for a, b in found) == text
    return [text[a:b].strip() for a, b in found]


def clauses(text: str, lang: str = "en") -> list[str]:
    words = lexicon(lang)
    assert words
    return [text[c.start : c.end].strip() for c in words.grammar.clauses(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mr. Smith of the U.N. spoke. He left.", ["Mr. Smith of the U.N. spoke.", "He left."]),
        ("J. Smith spoke.", ["J. Smith spoke."]),
        ("It fell by 1.5 per cent.", ["It fell by 1.5 per cent."]),
        ("one. two", ["one. two"]),
        ("He said “··.” She left.", ["He said “··.”", "She left."]),
        ("A\n\nB", ["A", "B"]),
        ("Two things:\n- one\n- two", ["Two things:", "- one", "- two"]),
        ("one\ntwo", ["one\ntwo"]),
        ("", []),
    ],
)
def test_sentences_touch_and_cover_the_text(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_a_french_abbreviation_ends_no_sentence() -> None:
    assert sentences("M. Attaf et Mme. Diop parlent. Ils partent.", "fr") == [
        "M. Attaf et Mme. Diop parlent.",
        "Ils partent.",
    ]


@pytest.mark.parametrize(
    ("text", "lang", "parts"),
    [
        ("mali spoke, and algeria answered", "en", ["mali spoke", ", and algeria answered"]),
        ("mali spoke and algeria answered", "en", ["mali spoke and algeria answered"]),
        ("it says that a fell, and that b rose", "en", ["it says that a fell, and that b rose"]),
        ("mali spoke; algeria answered", "en", ["mali spoke", "; algeria answered"]),
        ("mali spoke while algeria slept", "en", ["mali spoke", "while algeria slept"]),
        ("a — b", "en", ["a", "— b"]),
        (
            "algeria, which is near, spoke",
            "en",
            ["algeria, which is near, spoke", ", which is near"],
        ),
        ("il dit que a, et que b", "fr", ["il dit que a, et que b"]),
        ("il parle, mais elle part", "fr", ["il parle", ", mais elle part"]),
        ("il parle tandis qu'elle part", "fr", ["il parle", "tandis qu'elle part"]),
        ("a, dont b, c", "fr", ["a, dont b, c", ", dont b"]),
    ],
)
def test_clauses(text: str, lang: str, parts: list[str]) -> None:
    assert clauses(text, lang) == parts


def test_a_relative_clause_is_a_hole_in_its_own() -> None:
    words = lexicon("en")
    assert words
    main, hole = words.grammar.clauses("algeria, which is near, spoke")
    assert main.first
    assert not hole.first
    assert [main.holds(at) for at in (0, 10, 24)] == [True, False, True]
    assert [hole.holds(at) for at in (0, 10, 24)] == [False, True, False]
