"""A text as tokens: words and marks in one normal form, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefgen.quotes.shape import invisible, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTE, GAP, DASH = '"', "…", "—"
"""The keys of every quotation mark, every elision and every dash."""

_POINTS = r"(?:…+|\.(?:[ \n]?\.)+)"
_ELISION = rf"\[[ \n]*{_POINTS}[ \n]*\]|\([ \n]*{_POINTS}[ \n]*\)|…|\.(?:[ \n]?\.){{2,}}"
_PATCHED = r"x+(?:\[x+\]x*)+|(?:\[x+\])+x+(?:\[x+\]x*)*"
_BREAK = r"[ ]*\n[ ]*"
_WORD = rf"x[x~]*(?:(?:[-–]|-{_BREAK}|(?<=~){_BREAK})x[x~]*)*"
_TOKEN = re.compile(
    rf"(?P<gap>{_ELISION})|(?P<patched>{_PATCHED})|(?P<insert>\[[^\[\]]*\])|(?P<word>{_WORD})"
    r"|(?P<alone>c)|(?P<inner>(?<=[x~])'(?=x))|(?P<quote>[\"'])|(?P<mark>[^ \n~])"
)
_LINE_END = re.compile(r"[-‐‑﹣－]\s*\n\s*")
_SOFT_END = re.compile("\u00ad\\s*\n\\s*")
_SAME = str.maketrans(
    {"œ": "oe", "æ": "ae", "Œ": "Oe", "Æ": "Ae", **dict.fromkeys("‐‑﹣－–‒−", "-")}
)


class Token(NamedTuple):
    """A word or mark."""

    key: str
    """Its normal form: two tokens with one key are the same."""
    start: int
    end: int
    """Where it stands in the text."""
    kind: str
    """gap, patched, insert, word, alone, inner, quote or mark."""
    other: str = ""
    """Its second form, where a hyphen at the end of a line may belong to the word."""


def tokens(text: str, *, brackets: bool) -> Iterator[Token]:
    """The tokens of a text; with ``brackets`` an insertion is one of them.

    A quote has its own brackets; those of a source are words of the source.
    """
    signs, at = shape(text), 0
    while found := _TOKEN.search(signs, at):
        kind = found.lastgroup or ""
        if kind == "insert" and not brackets:
            yield Token("[", found.start(), found.start() + 1, "mark")
            at = found.start() + 1
            continue
        at = found.end()
        token = _token(text[found.start() : at], found.start(), kind)
        if token.key:
            yield token


def _token(raw: str, start: int, kind: str) -> Token:
    end = start + len(raw)
    if kind in ("gap", "quote", "inner"):
        key = {"gap": GAP, "quote": QUOTE, "inner": "'"}[kind]
        return Token(key, start, end, kind)
    if kind == "mark":
        return Token(_mark(raw), start, end, kind)
    if "\n" not in raw:
        return Token(_normal(raw), start, end, kind)
    joined, hyphened = _LINE_END.sub("", raw), _LINE_END.sub("-", raw)
    forms = [_normal(_SOFT_END.sub("", form)) for form in (joined, hyphened)]
    return Token(forms[0], start, end, kind, forms[1] if forms[1] != forms[0] else "")


def _mark(raw: str) -> str:
    return DASH if raw in "-–—‐‑‒―−﹣－⸺" else unicodedata.normalize("NFKC", raw)


@lru_cache(1 << 16)
def _normal(raw: str) -> str:
    """A word as it is compared."""
    if raw.isascii():
        return raw
    seen = "".join(char for char in raw if not invisible(char))
    return unicodedata.normalize("NFKC", seen).translate(_SAME)


def single(found: list[Token]) -> list[Token]:
    """The same with one quotation mark where several stand together."""
    return [
        token for n, token in enumerate(found) if not (n and token.key == QUOTE == found[n - 1].key)
    ]
