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
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
UNSEEN = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, accents and what else a reader does not see as a letter."""
TAG = re.compile(r"<[^<>]*>")
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
    return WORD.findall(folded(text))


def untagged(text: str) -> str:
    """A text of HTML or XML without its tags, whose words may then stand side by side."""
    return TAG.sub(" ", text)


def runs(found: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every ``size`` words that follow each other."""
    return zip(*(found[n:] for n in range(size)), strict=False)


def slugs(text: str, sizes: Iterable[int]) -> set[str]:
    """What could be an id of so many pieces, in addresses too: ``#e-2025-toll``."""
    found = set()
    for run in set(SLUG.findall(text)):
        ends = [-1, *(n for n, sign in enumerate(run) if sign == "-"), len(run)]
        for size in sizes:
            found |= {run[a + 1 : b] for a, b in zip(ends, ends[size:], strict=False)}
    return found


def halves(lines: Iterable[str]) -> Iterator[str]:
    """Words that were parted at the end of a line, whole again."""
    for line, below in pairwise(lines):
        if line.endswith(("-", "\u2010")) and below:
            yield line.split()[-1].rstrip("-\u2010") + below.split()[0]
