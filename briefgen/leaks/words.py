"""Words: the form in which texts are compared, whatever they were written down as."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WORD = re.compile(r"[^\W_]+")
UNSEEN = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, accents and what else a reader does not see as a letter."""
SIGNS = re.compile(
    "[\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u066a-\u066d"
    "\u06d4\u2010-\u205f\u2070-\u2bff\u3000-\u3004\u3008-\u3030\uff00-\uff0f\uff1a-\uff20]"
)
"""What parts words beyond ASCII: punctuation, arrows, symbols."""
LETTERS = bytes(n if n > 127 or chr(n).isalnum() else 32 for n in range(256))
"""For ``bytes.translate``, which is several times as fast as an expression."""
PIECES = bytes(n if n == ord("-") else LETTERS[n] for n in range(256))
TAG = re.compile(r"(<[^<>]*>)")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrtbf]")
DEEP = 3
"""How often characters may be written as entities of entities."""


def plain(text: str) -> str:
    """Without entities, escapes of JSON and JavaScript, and percent signs of addresses."""
    for _ in range(DEEP):
        if "&" not in text or (made := html.unescape(text)) == text:
            break
        text = made
    if "\\" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text)
    return unquote(text) if "%" in text else text


def folded(text: str) -> str:
    """In small letters without accents (Unicode NFKD), so that no form of a letter hides it."""
    text = text.casefold()
    if text.isascii():
        return text
    return UNSEEN.sub("", unicodedata.normalize("NFKD", text)).casefold()


def words(text: str) -> list[str]:
    """The words of a text, folded: letters and digits, and nothing else."""
    return split(folded(text))


def split(folded_: str) -> list[str]:
    """The words of a text that is folded already."""
    return _spaced(folded_, LETTERS).split()


def _spaced(text: str, table: bytes) -> str:
    """The text with a space for every sign that is no letter."""
    if not text.isascii():
        text = SIGNS.sub(" ", text)
    return text.encode("utf-8", "replace").translate(table).decode("utf-8", "replace")


def untagged(text: str) -> str:
    """A text of HTML or XML without its tags, whose words may then stand side by side."""
    return " ".join(TAG.split(text)[::2])


def apart(text: str) -> str:
    """A text of HTML or XML, and after it its tags: no more to read, and nothing left out."""
    pieces = TAG.split(text)
    return f"{' '.join(pieces[::2])}\n{' '.join(pieces[1::2])}"


def runs(found: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every ``size`` words that follow each other."""
    return zip(*(found[n:] for n in range(size)), strict=False)


def slugs(text: str, sizes: Iterable[int]) -> set[str]:
    """What could be an id of so many pieces, in addresses too: ``#e-2025-toll``."""
    found = set()
    for token in {one for one in _spaced(text, PIECES).split() if "-" in one}:
        run = token.strip("-")
        ends = [-1, *(n for n, sign in enumerate(run) if sign == "-"), len(run)]
        for size in sizes:
            found |= {run[a + 1 : b] for a, b in zip(ends, ends[size:], strict=False)}
    return found


def halves(lines: Iterable[str]) -> Iterator[str]:
    """Words that were parted at the end of a line, whole again."""
    for line, below in pairwise(lines):
        if line.endswith(("-", "\u2010")) and below:
            yield line.split()[-1].rstrip("-\u2010") + below.split()[0]
