"""Which words of a source stand in one passage: in one quotation, in one speaker's turn."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from briefgen.quotes.shape import SINGLE, shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.quotes.tokens import Token

_PARAGRAPH = re.compile(r"\n[ ]*\n\s*")
_LABEL = r"x{1,40}(?:[.'-]{0,2}[ ]x{1,40}|[.'-]{1,2}x{1,40}){0,5}[.]?[ ]?"
_TURN = re.compile(
    rf"(?:\A|\n[ ]*\n|(?<=[.?!…\"'])[ ]*\n)[ \n]*"
    rf"(?:[—–-][ ]|{_LABEL}(?:\([^()\n]{{1,60}}\)[ ]?)?:[ \n])"
)
"""How a turn begins: a paragraph or sentence, then a dash, or a name of some words and a colon."""
_OPENING = "“„‟«‹‘‚‛〝「『《❝❛"
_CLOSING = "”»›’〞〟」』》❞❜"
_BEFORE, _AFTER = " \n([{—–-/", " \n)]}—–-/.,;:!?…"


class Place(NamedTuple):
    """Where a token stands."""

    quotation: int
    """The number of the outermost quotation around it, 0 outside of all."""
    paragraph: int
    turn: int


class _Mark(NamedTuple):
    token: int
    family: str
    way: str
    """open, close, or either."""
    paragraph: int
    first: bool
    """Whether it begins its paragraph; of the first one that is no matter, nothing is open."""


def places(text: str, found: Sequence[Token]) -> list[Place]:
    """The place of each token of a text."""
    signs = shape(text)
    starts = [gap.end() for gap in _PARAGRAPH.finditer(signs)]
    turns = [begins.end() for begins in _TURN.finditer(signs)]
    numbers = [bisect_right(starts, token.start) for token in found]
    marks = [
        _mark(text, signs, n, found, numbers) for n, t in enumerate(found) if t.kind == "quote"
    ]
    quotation = _Quotations(marks).of(numbers)
    turn = [bisect_right(turns, token.start) for token in found]
    return [Place(q, p, t) for q, p, t in zip(quotation, numbers, turn, strict=True)]


def _mark(text: str, signs: str, nth: int, found: Sequence[Token], numbers: Sequence[int]) -> _Mark:
    start = found[nth].start
    char = text[start]
    after = start == 0 or signs[start - 1] in _BEFORE
    before = start + 1 == len(text) or signs[start + 1] in _AFTER
    if after != before:
        way = "open" if after else "close"
    else:
        way = "open" if char in _OPENING else "close" if char in _CLOSING else "either"
    family = "s" if char in SINGLE else "g" if char in "«»‹›" else "d"
    first = numbers[nth - 1] != numbers[nth]
    return _Mark(nth, family, way, numbers[nth], first)


class _Quotations:
    """Which quotation is open after each mark."""

    def __init__(self, marks: Sequence[_Mark]) -> None:
        self.marks = marks
        self.open: list[str] = []
        self.paragraph = 0
        self.number = self.last = 0
        self.closes = self._closes()

    def _closes(self) -> list[dict[str, int]]:
        """For each mark, the paragraph in which its family is next closed, if it is."""
        following: dict[str, int] = {}
        made: list[dict[str, int]] = []
        for mark in reversed(self.marks):
            made.append(dict(following))
            if mark.way == "open":
                following.pop(mark.family, None)
            else:
                following[mark.family] = mark.paragraph
        return made[::-1]

    def of(self, paragraphs: Sequence[int]) -> list[int]:
        """The number of the quotation around each token, whose paragraphs these are."""
        spans: list[int] = []
        for nth, mark in enumerate(self.marks):
            here, inside = self.paragraph, self.number
            self._paragraph(mark)
            between = paragraphs[len(spans) : mark.token]
            spans += [inside if paragraph == here else self.number for paragraph in between]
            self._turn(nth, mark)
            spans.append(self.number)
        rest = paragraphs[len(spans) :]
        return spans + [self.number if p == self.paragraph else 0 for p in rest]

    def _paragraph(self, mark: _Mark) -> None:
        """A quotation goes on in the next paragraph only if it is closed there or opened anew."""
        same = mark.paragraph == self.paragraph
        self.paragraph = mark.paragraph
        if (
            same
            or not self.open
            or (mark.family == self.open[0] and (mark.first or mark.way != "open"))
        ):
            return
        self.open.clear()
        self.number = 0

    def _turn(self, nth: int, mark: _Mark) -> None:
        if mark.way == "close" or (mark.way == "either" and mark.family in self.open):
            self._close(mark.family)
        elif not (mark.first and self.open):  # what is still open there is opened anew
            self._open(nth, mark)

    def _open(self, nth: int, mark: _Mark) -> None:
        if mark.family == "s" and self.closes[nth].get("s") != mark.paragraph:
            return  # an apostrophe, as in 'tis
        if not self.open:
            self.last += 1
            self.number = self.last
        self.open.append(mark.family)

    def _close(self, family: str) -> None:
        if family in self.open:
            while self.open.pop() != family:
                pass
        if not self.open:
            self.number = 0
