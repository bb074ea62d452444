"""What comes nearest to a quote that is not there, and how it differs word by word."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefgen.quotes.match import Found, find
from briefgen.quotes.pattern import ELIDED, Pattern
from briefgen.quotes.tokens import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.quotes.copy import Copy
    from briefgen.quotes.tokens import Token

LETTERS = 2
"""Fewer than so many letters could stand anywhere."""
COMPARED = 600
"""Words of a long quote that are compared: enough to see where it goes astray."""
COMMON = 400
"""A word that stands so often says little about where a quote does."""
WIDTH = 8
"""How far words may be shifted and still be of one passage."""


class Part(NamedTuple):
    """Some words of a difference."""

    of: Literal["both", "copy", "quote"]
    """Whose words they are."""
    words: str


ELISION = Part("both", "[…]")
"""An elision of the quote, and whatever it stands for."""


class Miss(NamedTuple):
    """A quote was not found."""

    why: Literal["altered", "stitched", "absent", "short"]
    """Other words; words of several passages; nothing like it; too little to look for."""
    start: int = 0
    end: int = 0
    """The nearest passage: where it stands in the text of the copy."""
    difference: tuple[Part, ...] = ()
    """The passage and the quote, word by word."""


def look(quote: str, copy: Copy, prefix: str = "", suffix: str = "") -> Found | Miss:
    """The place of the quote in a copy, or what comes nearest to it.

    Of several places the one between ``prefix`` and ``suffix`` counts, as in a W3C
    TextQuoteSelector; then the first inside quotation marks; then the first.
    """
    pattern = Pattern(quote)
    if pattern.letters < LETTERS:
        return Miss("short")
    found = list(find(pattern, copy))
    if found:
        beside = _Beside(copy, prefix, suffix)
        return min(found, key=lambda one: (not beside.fits(one), not one.quoted, one.start))
    together = next(find(pattern, copy, anywhere=True), None)
    if together is not None:
        return Miss("stitched", together.start, together.end)
    return _nearest(pattern, copy)


class _Beside:
    """The words that stand before and after a quote; the shape of spaces is no matter."""

    def __init__(self, copy: Copy, prefix: str, suffix: str) -> None:
        self.copy = copy
        self.prefix, self.suffix = _keys(prefix), _keys(suffix)
        self.near = 4 * max(len(prefix), len(suffix)) + 40

    def fits(self, found: Found) -> bool:
        """Whether they do, where it was found."""
        text = self.copy.text
        before = _keys(text[max(0, found.start - self.near) : found.start])
        after = _keys(text[found.end : found.end + self.near])
        last = before[len(before) - len(self.prefix) :]
        return last == self.prefix and after[: len(self.suffix)] == self.suffix


def _keys(text: str) -> list[str]:
    return [token.key for token in Pattern(text).tokens if token.kind != "quote"]


def _nearest(pattern: Pattern, copy: Copy) -> Miss:
    asked = pattern.tokens[:COMPARED]
    shift = _shift(asked, copy)
    if shift is None:
        return Miss("absent")
    gaps = sum(token.key == GAP for token in pattern.tokens)
    low = max(0, shift - WIDTH)
    high = shift + len(asked) + 3 * WIDTH + min(gaps, 5) * ELIDED
    given = copy.tokens[low:high]
    matcher = SequenceMatcher(None, [t.key for t in given], [t.key for t in asked], autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    if 2 * sum(block.size for block in blocks) < len(asked):
        return Miss("absent")
    first, last = blocks[0], blocks[-1]
    # As many words around what is alike as the quote has there.
    start = max(0, first.a - first.b)
    end = min(len(given), last.a + last.size + len(asked) - last.b - last.size)
    passage = given[start:end]
    return Miss(
        "altered", passage[0].start, passage[-1].end, _difference(passage, asked, copy, pattern)
    )


def _shift(asked: Sequence[Token], copy: Copy) -> int | None:
    """Where the quote would begin if most of its words stood where they stand."""
    votes: Counter[int] = Counter()
    for n, token in enumerate(asked):
        places = copy.where.get(token.key, ())
        if token.kind in ("word", "alone") and 0 < len(places) <= COMMON:
            for place in places:
                votes[(place - n) // WIDTH] += 1000 // len(places)
    if not votes:
        return None
    best = max(votes, key=lambda near: (votes[near] + votes[near + 1], -near))
    return max(0, best * WIDTH)


def _difference(
    given: Sequence[Token], asked: Sequence[Token], copy: Copy, pattern: Pattern
) -> tuple[Part, ...]:
    words = [token for token in asked if token.kind != "gap"]
    gaps = {sum(t.kind != "gap" for t in asked[:n]) for n, t in enumerate(asked) if t.kind == "gap"}
    matcher = SequenceMatcher(None, [t.key for t in given], [t.key for t in words], autojunk=False)
    parts: list[Part] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts += _alike(given[a:b], [gap - c for gap in gaps if c < gap < d], copy)
        elif tag == "delete" and c in gaps:
            parts.append(ELISION)
        else:
            parts += [Part("copy", _words(given[a:b], copy.text))] if b > a else []
            parts += [Part("quote", _words(words[c:d], pattern.quote))] if d > c else []
    return tuple(parts)


def _alike(found: Sequence[Token], gaps: Sequence[int], copy: Copy) -> list[Part]:
    """What both have, and between it the elisions that stand for nothing."""
    bounds = [0, *sorted(gaps), len(found)]
    parts: list[Part] = []
    for start, end in pairwise(bounds):
        parts += [ELISION] if start else []
        parts.append(Part("both", _words(found[start:end], copy.text)))
    return parts


def _words(found: Sequence[Token], text: str) -> str:
    """The words as they are written, on one line."""
    return " ".join(text[found[0].start : found[-1].end].split())
