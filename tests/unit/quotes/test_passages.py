"""Which words of a source stand in one quotation, whatever marks it is written with."""

from __future__ import annotations

import pytest

from briefgen.quotes.passages import places
from briefgen.quotes.tokens import tokens


def spoken(text: str) -> dict[int, str]:
    """The words of each quotation by its number, those outside of all under 0."""
    found = list(tokens(text, brackets=False))
    words: dict[int, list[str]] = {}
    for token, place in zip(found, places(text, found), strict=True):
        if token.kind in {"word", "alone"}:
            words.setdefault(place.quotation, []).append(token.key)
    return {n: " ".join(held) for n, held in words.items()}


SHAPES = {
    "English": "“a b” c ‘d’ e",
    "French, with spaces": "« a b » c « d » e",
    "German": "„a b“ c ‚d‘ e",
    "German, in books": "»a b« c ›d‹ e",
    "Swedish": "”a b” c ’d’ e",
    "Polish": "„a b” c «d» e",
    "Japanese": "「a b」c『d』e",
    "straight": "\"a b\" c 'd' e",
    "straight, with spaces": '" a b " c " d " e',
    "within words": "“a b”c“d”e",
    "beside other marks": '("a b"), c —"d"— e',
    "before marks of other scripts": "„a b“。c ‚d‘؟ e",
    "at both ends": '"a b"? c; e "d"',
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_marks_of_any_shape_part_quotations_from_what_is_around_them(text: str) -> None:
    assert spoken(text) == {1: "a b", 0: "c e", 2: "d"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«a ‘b’ c» d", {1: "a b c", 0: "d"}),
        ("“a “b” c” d “e”", {1: "a b c", 0: "d", 2: "e"}),
        ("« a « b » c » d", {1: "a b c", 0: "d"}),
        ("\"a 'b' c\" d", {1: "a b c", 0: "d"}),
        # the outer mark ends what was left open inside
        ("«a “b c» d", {1: "a b c", 0: "d"}),
        # a mark of another kind ends nothing
        ("«a” b» c", {1: "a b", 0: "c"}),
        ("“a» b” c", {1: "a b", 0: "c"}),
        ('«a" b» c', {1: "a b", 0: "c"}),
    ],
)
def test_a_quotation_ends_where_the_outermost_mark_does(
    text: str, expected: dict[int, str]
) -> None:
    assert spoken(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the boys' toys",
        "it's the captains' table",
        "'tis said, 'twas said",
        "'tis said\n\nthe boys' toys",
        "a” b» c",
        "a » b",
    ],
)
def test_an_apostrophe_or_a_mark_that_closes_nothing_quotes_nobody(text: str) -> None:
    assert list(spoken(text)) == [0]


def test_an_apostrophe_before_a_quotation_is_none_of_its_marks() -> None:
    assert spoken("'tis a 'word' here") == {0: "tis a here", 1: "word"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # closed there, or opened anew
        ("«a\n\nb» c", {1: "a b", 0: "c"}),
        ("“a\n\n“b\n\n“c” d", {1: "a b c", 0: "d"}),
        ('"a\n\n"b" c', {1: "a b", 0: "c"}),
        ("“a\n\nb\n\n“c” d", {1: "a b c", 0: "d"}),
        # else it ended with its paragraph
        ("“a\n\nb\n\nc", {1: "a", 0: "b c"}),
        ("“a\n\nb “c” d", {1: "a", 0: "b d", 2: "c"}),
        ("« a\n\nb « c » d", {1: "a", 0: "b d", 2: "c"}),
        ("“a\n\n«b» c", {1: "a", 2: "b", 0: "c"}),
        ("“a\n\nb» c", {1: "a", 0: "b c"}),
        ("“a «b\n\n«c» d", {1: "a b", 2: "c", 0: "d"}),
        ("“a\n\nb «c» d\n\n“e” f", {1: "a", 0: "b d f", 2: "c", 3: "e"}),
    ],
)
def test_a_quotation_goes_on_in_the_next_paragraph_only_if_a_mark_says_so(
    text: str, expected: dict[int, str]
) -> None:
    assert spoken(text) == expected
