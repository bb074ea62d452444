"""Markdown files: the YAML at the top and the text below, with true line numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from briefgen.loader import tree
from briefgen.loader.text import BREAK, START, Found, Text, pack

FENCE = "---"
ENDS = frozenset({"---", "..."})


class Parts(NamedTuple):
    """A Markdown file in two: the second is None where the first cannot be told apart."""

    front: tree.Tree
    body: str | None
    start: int
    """The offset at which the body begins."""


def split(text: Text) -> Parts:
    """The front matter and the body of a Markdown file, and what is wrong with them."""
    lines = text.value.splitlines(keepends=True) if _plain(text) else _lines(text)
    if not lines or lines[0].rstrip() != FENCE:
        return _refused("front matter missing", 'begin the file with "---", the fields and "---"')
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ENDS:
            return _parts(text, lines, number)
    return _refused("front matter opened here is never closed", 'end it with a line "---"')


def _parts(text: Text, lines: list[str], end: int) -> Parts:
    start = sum(map(len, lines[: end + 1]))
    # An empty line stands for the fence, so that the parser counts lines as an editor does.
    front = tree.read(text, " " * 3 + text.value[3 : sum(map(len, lines[:end]))])
    body = BREAK.sub("\n", text.value[start:])
    if not front.problems and not isinstance(front.value, dict):
        place = pack(2, 1) if front.value is None else _place(front.marks)
        found = Found("Y15", "front matter must be a mapping", place, "write name: value")
        front = replace(front, problems=(found,))
    return Parts(front, body, start)


def _plain(text: Text) -> bool:
    """Whether Python's idea of a line is an editor's."""
    return text.value.isascii()


def _lines(text: Text) -> list[str]:
    ends = [*text.starts[1:], len(text.value)]
    return [text.value[a:b] for a, b in zip(text.starts, ends, strict=True)]


def _place(marks: Any) -> int:
    return int(marks if isinstance(marks, int) else marks[0])


def _refused(message: str, hint: str) -> Parts:
    found = Found("Y15", message, START, hint)
    return Parts(tree.Tree(None, (found,), lambda: START), None, 0)
