"""Ways around what markdown-it does for every text, and hardly any text needs.

Each gives exactly what the long way gives; the tests hold them against it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_core import normalize

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

REACTING = re.compile(r"[\n!&*<\[\\\]^_`]")
"""The characters at which an inline rule may begin or end something.

markdown-it also stops at those of rules that are off here, such as ``-`` and ``:``.
"""
PLAIN = re.compile(r"https?://[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,3}(?:/[A-Za-z0-9/._~?=&#-]*)?")
"""An address that would be taken apart, only to be put together again as it was."""


def normalized(state: StateCore) -> None:
    """The first rule of all: one kind of line break, and no NUL."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def address(url: str) -> str:
    """The address of a link as HTML has it."""
    return url if PLAIN.fullmatch(url) else str(normalizeLink(url))


def take(parser: MarkdownIt) -> None:
    """Have a parser go these ways."""
    parser.core.ruler.at("normalize", normalized)
    parser.inline.terminator_re = REACTING
    setattr(parser, "normalizeLink", address)  # noqa: B010 - as a plain attribute mypy sees a method
