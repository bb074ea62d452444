"""The tags of a text of HTML or SVG, one after the other.

The standard library's parser takes time with the square of what is badly formed; this one
looks at each character a fixed number of times, since what HTML (13.2.5) lets an unfinished
tag, quote or comment swallow is never looked at again.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = re.compile(r"/?[a-zA-Z][^\s/>]*+")
ATTRIBUTE = re.compile(
    r"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?"""
)
UNFINISHED = re.compile(r"\s*+=")
"""A value whose quote is never closed: what follows is all part of it."""
END = re.compile(r"[\s/]*+>")
RAW = frozenset(["script", "style", "title", "textarea", "noscript", "iframe", "xmp"])
"""Elements in which there are no tags but their own end."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag, or an end tag without attributes."""

    name: str
    """In lower case."""
    attributes: dict[str, str]
    """By name in lower case; the first of each name counts."""
    line: int
    """From 1."""
    ends: bool = False
    """Whether it is an end tag."""
    empty: bool = False
    """Whether a slash stands before its end, which counts in SVG only."""


def tags(text: str) -> Iterator[Tag]:
    """Every tag up to the end, or to where a tag, a quote or a comment never ends."""
    position, line, counted = 0, 1, 0
    lower = text.lower()
    while (start := text.find("<", position)) >= 0:
        line += text.count("\n", counted, start)
        counted = start
        if text.startswith("<!--", start):
            position = text.find("-->", start + 4) + 3
            if position < 3:
                return
            continue
        name = NAME.match(text, start + 1)
        if name is None:
            position = start + 1
            continue
        found = _attributes(text, name.end())
        if found is None:
            return
        attributes, position = found
        word = name[0].lower()
        yield Tag(
            word.removeprefix("/"),
            attributes,
            line,
            word.startswith("/"),
            text[position - 2] == "/",
        )
        if word in RAW:
            position = lower.find(f"</{word}", position)
            if position < 0:
                return


def _attributes(text: str, position: int) -> tuple[dict[str, str], int] | None:
    """The attributes of a tag and where it ends; None if it never does."""
    held: dict[str, str] = {}
    while True:
        if end := END.match(text, position):
            return held, end.end()
        found = ATTRIBUTE.match(text, position)
        if found is None:
            return None
        if found[2] is None and UNFINISHED.match(text, found.end()):
            return None
        held.setdefault(found[1].lower(), _value(found[2] or ""))
        position = found.end()


def _value(written: str) -> str:
    return html.unescape(written[1:-1] if written[:1] in ("'", '"') else written)
