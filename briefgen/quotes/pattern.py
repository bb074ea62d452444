"""A quote as what is looked for: runs of words, and how much may lie between them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from briefgen.quotes.tokens import GAP, QUOTE, single, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.quotes.tokens import Token

ELIDED = 80
"""Words and marks that one elision may stand for."""
REPLACED = 5
"""Words that an insertion in brackets may stand for, at least."""
_CHANGED = 3
"""Letters that a bracket inside a word may stand for."""
_CLOSING = frozenset(".,;:")
_BRACKETS = re.compile(r"(\[[^\]]*\])")


class Run(NamedTuple):
    """Words that follow each other, and how far after the run before, if any, they may begin."""

    words: tuple[Token, ...]
    most: int
    opens: bool = False
    """Whether it begins with a quotation that ends inside it: what is quoted goes on after."""


class Pattern:
    """A quote, taken apart."""

    def __init__(self, quote: str) -> None:
        self.quote = quote
        self.tokens = tuple(single(list(tokens(quote, brackets=True))))
        self.runs = tuple(_runs(self.tokens))

    @cached_property
    def letters(self) -> int:
        """How many letters and digits there are to look for."""
        keys = (_BRACKETS.sub("", token.key) for run in self.runs for token in run.words)
        return sum(char.isalnum() for key in keys for char in key)


def _runs(found: Iterable[Token]) -> Iterable[Run]:
    words: list[Token] = []
    most = 0
    for token in found:
        if token.kind not in ("gap", "insert"):
            words.append(token)
            continue
        if run := _trimmed(words):
            yield Run(run, most, _opens(words, run))
            most = 0
        most += ELIDED if token.key == GAP else _replaced(token)
        words = []
    if run := _trimmed(words):
        yield Run(run, most, _opens(words, run))


def _replaced(token: Token) -> int:
    return max(REPLACED, len(list(tokens(token.key[1:-1], brackets=False))) + 2)


def _trimmed(words: list[Token]) -> tuple[Token, ...]:
    """Without the marks at its ends that belong to whoever quotes."""
    start, end = 1 if words and words[0].key == QUOTE else 0, len(words)
    while end > start and (words[end - 1].key == QUOTE or words[end - 1].key in _CLOSING):
        end -= 1
    return tuple(words[start:end])


def _opens(words: list[Token], run: tuple[Token, ...]) -> bool:
    return words[0].key == QUOTE and sum(token.key == QUOTE for token in run) % 2 == 1


def same(word: Token, other: Token) -> bool:
    """Whether a word of a quote is that word of the source."""
    if word.key == other.key:
        return True
    if word.other or other.other:
        return bool({word.key, word.other} & {other.key, other.other})
    return word.kind == "patched" and _patch(word.key).fullmatch(other.key) is not None


def _patch(key: str) -> re.Pattern[str]:
    """``[T]he`` stands for *the*, ``accuse[d]`` for *accuse* or *accused*."""
    made = []
    for part in _BRACKETS.split(key):
        if not part.startswith("["):
            made.append(re.escape(part))
        elif len(part) == 3 and made == [""]:
            made.append(f"[{re.escape(part[1].lower())}{re.escape(part[1].upper())}]")
        else:
            made.append(rf"\w{{0,{_CHANGED}}}")
    return re.compile("".join(made))
