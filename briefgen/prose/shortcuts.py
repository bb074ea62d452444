"""Ways around what markdown-it does for every text, and hardly any text needs.

Each gives exactly what the long way gives; the tests hold them against it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import mdTrim
from markdown_it.rules_core import block, normalize, text_join
from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

REACTING = re.compile(r"[\n!&*<\[\\\]^_`]")
"""The characters at which an inline rule may begin or end something.

markdown-it also stops at those of rules that are off here, such as ``-`` and ``:``.
"""
SIGNS = frozenset(" \t`~#>-+*_=|:[<0123456789")
"""With one of them begins a line of every block that is no paragraph."""
PLAIN = re.compile(r"https?://[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,3}(?:/[A-Za-z0-9/._~?=&#-]*)?")
"""An address that would be taken apart, only to be put together again as it was."""


def normalized(state: StateCore) -> None:
    """The first rule of all: one kind of line break, and no NUL."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def paragraphs(state: StateCore) -> None:
    """The second rule: whatever a text is made of, told from how its lines begin.

    A text is made of paragraphs and of nothing else, if none of its lines begins with one of
    the signs with which some line of every other block begins.
    """
    lines = state.src.split("\n")
    if state.inlineMode or not SIGNS.isdisjoint([line[0] for line in lines if line]):
        block(state)
        return
    for start, end in _runs(lines):
        opened, closed = Token("paragraph_open", "p", 1), Token("paragraph_close", "p", -1)
        words = Token("inline", "", 0, map=[start, end], level=1, children=[])
        words.content = mdTrim("\n".join(lines[start:end]))
        opened.map = [start, end]
        opened.block = words.block = closed.block = True
        state.tokens += (opened, words, closed)


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of lines that are not empty."""
    start = 0
    for number, line in enumerate((*lines, "")):
        if not line:
            if number > start:
                yield start, number
            start = number + 1


def joined(state: StateCore) -> None:
    """The last rule: what was escaped becomes one with the text around it."""
    if "\\" in state.src or "&" in state.src:
        text_join(state)


def address(url: str) -> str:
    """The address of a link as HTML has it."""
    return url if PLAIN.fullmatch(url) else str(normalizeLink(url))


def take(parser: MarkdownIt) -> None:
    """Have a parser go these ways."""
    parser.core.ruler.at("normalize", normalized)
    parser.core.ruler.at("block", paragraphs)
    parser.core.ruler.at("text_join", joined)
    parser.inline.terminator_re = REACTING
    setattr(parser, "normalizeLink", address)  # noqa: B010 - as a plain attribute mypy sees a method
