"""What is quoted, however the marks nest, and what only seems to be."""

from __future__ import annotations

import pytest

from briefgen.lexicon.quoted import blanked, quotes


def held(text: str, *, markdown: bool = False) -> list[str]:
    return [text[a:b] for a, b in quotes(text, markdown=markdown).spans]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("He said «no» and left", ["«no»"]),
        ("Il a dit « non » hier", ["« non »"]),
        ("She said “no” twice, “no”", ["“no”", "“no”"]),
        ("Er sagte „nein“ und ging", ["„nein“"]),
        ("Er sagte „nein” und ging", ["„nein”"]),
        ("a ‹b› c", ["‹b›"]),
        ('said "no" to it', ['"no"']),
        ("the army's ‘clear-out’, it said", ["‘clear-out’"]),
        ("l'armée dit l'«ennemi»", ["«ennemi»"]),
        ('l\'"ennemi" dit-il', ['"ennemi"']),
        ("«a “b” c» d", ["«a “b” c»"]),
        ("« a « b » c » d", ["« a « b » c »"]),
        ('“a "b" c” d', ['“a "b" c”']),
        ("«a “b c» d", ["«a “b c»"]),
        ("it isn’t the farmers’ “own” field", ["“own”"]),
        ("‘it isn’t so’, he said", ["‘it isn’t so’"]),
        ('5" by 7" of rain', []),
        ("no marks", []),
        ("", []),
        ("» a «", []),
    ],
)
def test_the_outermost_pair_is_what_is_quoted(text: str, spans: list[str]) -> None:
    assert held(text) == spans


@pytest.mark.parametrize(
    ("text", "at"),
    [("he said «no and left", 8), ('he said "no and left', 8), ("a “b\n\nc” d", 2)],
)
def test_a_mark_that_is_not_closed_quotes_nothing(text: str, at: int) -> None:
    assert quotes(text) == ((), (at,))


def test_what_follows_an_unclosed_mark_is_still_read() -> None:
    text = "he said «no.\n\nShe said «yes»."
    assert held(text) == ["«yes»"]


def test_a_closing_mark_lets_go_of_what_was_opened_inside() -> None:
    assert quotes("«a “b» c” d") == (((0, 6),), ())


def test_an_apostrophe_that_opens_is_no_fault() -> None:
    assert quotes("the ‘90s") == ((), ())


def test_a_block_quote_counts_in_markdown_only() -> None:
    text = "He wrote:\n\n> one\ntwo\n\nthree"
    assert held(text, markdown=True) == ["> one\ntwo"]
    assert held(text) == []


def test_marks_in_a_block_quote_do_not_reach_out_of_it() -> None:
    text = "> a «b\n\nc» d"
    assert held(text, markdown=True) == ["> a «b"]


def test_all_of_a_word_must_be_quoted() -> None:
    found = quotes("a «bc» d")
    assert found.hold(3, 5)
    assert not found.hold(3, 8)


@pytest.mark.parametrize("text", ["a «bcd» e “fg” h", "", "«»", "no marks", "> a\n\nb"])
def test_blanking_keeps_every_place(text: str) -> None:
    made = blanked(text, quotes(text, markdown=True))
    assert len(made) == len(text)


def test_what_is_quoted_is_blanked() -> None:
    assert blanked("a «bcd» e “fg” h", quotes("a «bcd» e “fg” h")) == "a «···» e “··” h"
