"""What stands in quotation marks, or in a block quote, and what only seems to.

Marks nest: the outermost pair counts. A mark that is opened and not closed in its paragraph
quotes nothing, so that a slip never excuses the rest of a text. A pair may hold another
kind that is not closed. A quotation that runs over several paragraphs must be a block quote.
Straight single marks are taken for apostrophes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

CLOSES = {"»": "«", "›": "‹", "”": "“„", "“": "„", "’": "‘"}
"""A closing mark, and the marks that it may close."""
OPENS = "«‹“„‘"
DEPTH = 50
"""Marks open at once; the oldest of more is taken for one that is never closed."""
MARK = re.compile(r'["«»‹›“”„‘’]|\n[ \t]*\n')
ANY = re.compile(r'["«»‹›“”„‘’]')
"""Without one of these nothing is quoted but in a block."""
PARAGRAPH = re.compile(r"\n[ \t]*\n")
BLOCK = re.compile(r"^ {0,3}>.*(?:\n(?! {0,3}>)[^\n]*\S[^\n]*)*", re.MULTILINE)
"""A line of a Markdown block quote, with the lines that lazily belong to it."""


class Quotes(NamedTuple):
    """The quoted parts of a text as pairs of offsets, and marks never closed, each in order."""

    spans: tuple[tuple[int, int], ...]
    unclosed: tuple[int, ...]

    def hold(self, start: int, end: int) -> bool:
        """Whether all from ``start`` to ``end`` is quoted."""
        at = bisect_right(self.spans, (start, len(self.spans) + end)) - 1
        return at >= 0 and end <= self.spans[at][1]


def quotes(text: str, *, markdown: bool = False) -> Quotes:
    """What is quoted in a text; block quotes count in Markdown only."""
    if not markdown or not BLOCK.search(text):
        return _marked(text)
    blocks = tuple(found.span() for found in BLOCK.finditer(text))
    made = _marked(BLOCK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text))
    return Quotes(tuple(sorted((*made.spans, *blocks))), made.unclosed)


def blanked(text: str, held: Quotes) -> str:
    """The text with a middle dot for each character that is quoted, places unchanged.

    The full stop at the end of a quotation stays: it may end the sentence around it.
    """
    parts, last = [], 0
    for start, end in held.spans:
        said = text[start + 1 : end - 1]
        kept = len(said.rstrip()) - len(said.rstrip().rstrip(".!?…"))
        inner = len(said.rstrip()) - kept
        parts += [text[last : start + 1], "·" * inner, said[inner:]]
        last = max(start + 1, end - 1)
    return "".join(parts) + text[last:]


def _marked(text: str) -> Quotes:
    if not ANY.search(text):  # as in most texts
        return Quotes((), ())
    spans: list[tuple[int, int]] = []
    unclosed: list[int] = []
    stack: list[tuple[str, int]] = []
    for found in MARK.finditer(text):
        mark, at = found[0], found.start()
        if mark.isspace():
            unclosed += [place for sign, place in stack if sign != "‘"]
            stack = []
        elif (start := _closed(mark, at, text, stack)) is not None:
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, at + 1))
        elif mark in OPENS or (mark == '"' and _opening(text, at)):
            stack.append((mark, at))
            if len(stack) > DEPTH:
                unclosed.append(stack.pop(0)[1])
    unclosed += [place for sign, place in stack if sign != "‘"]
    return Quotes(tuple(spans), tuple(sorted(unclosed)))


def _closed(mark: str, at: int, text: str, stack: list[tuple[str, int]]) -> int | None:
    """Where what this mark closes was opened, all that was opened since being let go of."""
    if mark == "’" and text[at + 1 : at + 2].isalnum():
        return None
    if mark == '"' and text[at - 1 : at].isspace() and not text[at + 1 : at + 2].isspace():
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth][0] in CLOSES.get(mark, '"' if mark == '"' else ""):
            start = stack[depth][1]
            del stack[depth:]
            return start
    return None


def _opening(text: str, at: int) -> bool:
    """Whether a straight mark opens: at a start, after a space or bracket, before a word."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or not before.isalnum()) and bool(after) and not after.isspace()
