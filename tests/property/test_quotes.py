"""Whatever is cut from a passage is found in it however it is printed, and nothing else is."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.quotes.copy import Copy
from briefgen.quotes.match import Found
from briefgen.quotes.nearest import look
from briefgen.quotes.pattern import ELIDED

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD = st.one_of(
    st.sampled_from(["effect", "final", "the", "of", "not", "été", "naïve", "мир", "سلام", "fifi"]),
    st.text("abefiléçжقع", min_size=2, max_size=7),
)
PASSAGE = st.lists(WORD, min_size=1, max_size=25)
SPACES = st.sampled_from([" ", " ", "\n", "\u00a0", "\u2009", "  ", " \n "])
MARKS = st.sampled_from([("“", "”"), ("«\u00a0", "\u00a0»"), ('"', '"'), ("„", "“"), ("‘", "’")])


@st.composite
def printed(draw: st.DrawFn, words: Sequence[str], *, hyphens: bool) -> str:
    """Words as a paper might set them."""
    made = [draw(set_word(word, hyphens=hyphens)) for word in words]
    return "".join(word + draw(SPACES) for word in made)


@st.composite
def set_word(draw: st.DrawFn, word: str, *, hyphens: bool) -> str:
    if draw(st.booleans()):
        word = word.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ")
    if draw(st.integers(0, 3)) == 0:
        word = unicodedata.normalize("NFD", word)
    at = draw(st.integers(1, max(1, len(word) - 1)))
    apart = not unicodedata.combining(word[at]) if at < len(word) else False
    if hyphens and apart and draw(st.integers(0, 3)) == 0:
        joint = draw(st.sampled_from(["\u00ad", "-\n", "\u00ad\n", "- \n  ", "\u2010\n"]))
        word = word[:at] + joint + word[at:]
    return word


@st.composite
def cut(draw: st.DrawFn, words: Sequence[str]) -> tuple[int, int]:
    start = draw(st.integers(0, len(words) - 1))
    return start, draw(st.integers(start + 1, len(words)))


def stands(words: Sequence[str], passage: Sequence[str]) -> bool:
    """Whether words follow each other somewhere: what ``look`` must find out, done slowly."""
    n = len(words)
    return any(list(passage[i : i + n]) == list(words) for i in range(len(passage) - n + 1))


@given(st.data(), PASSAGE)
def test_what_is_cut_from_a_passage_is_found(data: st.DataObject, passage: list[str]) -> None:
    start, end = data.draw(cut(passage))
    before, quoted, after = passage[:start], passage[start:end], passage[end:]
    opened, closed = data.draw(MARKS)
    text = data.draw(printed(before, hyphens=True)) + opened
    begin = len(text)
    text += data.draw(printed(quoted, hyphens=True)).rstrip()
    text += f"{closed} " + data.draw(printed(after, hyphens=True))
    given_open, given_close = data.draw(MARKS)
    quote = given_open + data.draw(printed(quoted, hyphens=False)).strip() + given_close
    found = look(quote, Copy.of(text))
    assert isinstance(found, Found)
    assert found.start <= begin or found.quoted


@given(st.data(), PASSAGE)
def test_an_inner_quotation_may_have_other_marks(data: st.DataObject, passage: list[str]) -> None:
    start, end = data.draw(cut(passage))
    one, other = data.draw(MARKS), data.draw(MARKS)
    texts = []
    for opened, closed in (one, other):
        inner = f"{opened}{' '.join(passage[start:end])}{closed}"
        texts.append(" ".join([*passage[:start], inner, *passage[end:]]))
    assert isinstance(look(texts[0], Copy.of(texts[1])), Found)


@given(st.data(), PASSAGE)
def test_one_word_altered_dropped_added_or_moved_is_caught(
    data: st.DataObject, passage: list[str]
) -> None:
    start, end = data.draw(cut(passage))
    words = passage[start:end]
    n = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.one_of(WORD, st.sampled_from(passage)))
    changed = data.draw(
        st.sampled_from(
            [
                [*words[:n], other, *words[n + 1 :]],
                [*words[:n], *words[n + 1 :]],
                [*words[:n], other, *words[n:]],
                [*words[:n], *words[n + 1 : n + 2], words[n], *words[n + 2 :]],
                [*words[:n], words[n].capitalize(), *words[n + 1 :]],
            ]
        )
    )
    assume(changed)
    found = look(" ".join(changed), Copy.of(data.draw(printed(passage, hyphens=True))))
    assert isinstance(found, Found) == stands(changed, passage)


@given(st.data(), st.lists(WORD, min_size=3, max_size=25), st.integers(0, ELIDED + 5))
def test_elided_pieces_are_found_in_their_order_alone(
    data: st.DataObject, passage: list[str], padding: int
) -> None:
    middle = data.draw(st.integers(1, len(passage) - 1))
    first, second = passage[:middle], passage[middle:]
    text = " ".join([*first, *["padding"] * padding, *second])
    sign = data.draw(st.sampled_from(["[…]", "[...]", "(…)", "…", "...", "[ … ]", "(. . .)"]))
    found = look(f"{' '.join(first)} {sign} {' '.join(second)}", Copy.of(text))
    assert isinstance(found, Found) == (padding <= ELIDED)
    assume(len({*passage}) == len(passage))
    turned = look(f"{' '.join(second)} {sign} {' '.join(first)}", Copy.of(text))
    assert not isinstance(turned, Found)


@given(st.data(), PASSAGE, PASSAGE)
def test_pieces_of_two_quotations_are_not_one_quote(
    data: st.DataObject, one: list[str], two: list[str]
) -> None:
    assume(not {*one} & {*two})
    opened, closed = data.draw(MARKS)
    text = f"{opened}{' '.join(one)}{closed}, said A. {opened}{' '.join(two)}{closed}, said B."
    found = look(f"{' '.join(one)} […] {' '.join(two)}", Copy.of(text))
    assert not isinstance(found, Found)


@given(st.text(), st.text())
def test_no_text_is_too_odd(quote: str, text: str) -> None:
    look(quote, Copy.of(text))


@given(st.text("ab \n\"'«»“”[]().…-—\u00ad\u202e", max_size=60))
def test_what_holds_two_letters_is_found_in_itself(text: str) -> None:
    copy = Copy.of(text)
    found = look(text, copy)
    letters = sum(char.isalpha() for char in text)
    if isinstance(found, Found):
        assert letters >= 2
        assert 0 <= found.start < found.end <= len(text)
