"""The Markdown in records: compiled once a text, with its places found again in the file.

What was made of a text is kept with the record that holds it, and goes when that goes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from briefgen import prose
from briefgen.loader.kept import dumps
from briefgen.loader.text import Found, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.prose import Prose


class Bodies:
    """What was made of each text of one run, or of an earlier one."""

    def __init__(self) -> None:
        self._made: dict[str, prose.Compiled] = {}

    def compile(self, texts: Iterable[str]) -> None:
        """See to it that all of these are at hand."""
        for text in texts:
            if text not in self._made:
                self._made[text] = prose.compile(text)

    def take(self, text: str, held: bytes) -> None:
        """Have at hand what an earlier run made of a text."""
        if text not in self._made:
            self._made[text] = _read(text, held)

    def compiled(self, text: str) -> prose.Compiled | None:
        """What was made of one of them; None for a text without words."""
        return self._made.get(text)

    def written(self, text: str) -> bytes:
        """What was made of one of them, to be kept; empty for a text without words."""
        made = self._made.get(text)
        return _written(made) if made else b""

    def all(self) -> Mapping[str, Prose]:
        """Every text and what was made of it."""
        return {text: made.prose for text, made in self._made.items()}


class Placed(NamedTuple):
    """What a text's places are in its file."""

    mentions: tuple[int, ...]
    found: tuple[Found, ...]


def placed(made: prose.Compiled, text: Text, start: int) -> Placed:
    """The places of references and findings in the file; the body begins near ``start``."""
    finder = _Finder(made.prose.source, text, text.offset(start))
    return Placed(
        tuple(finder.place(line, col) for line, col in made.positions),
        tuple(
            Found(f.code, f.message, finder.place(f.line, f.col), f.hint, f.severity)
            for f in made.findings
        ),
    )


class _Finder:
    """Finds a place of a text in the file, however YAML folded, indented or quoted it.

    The word at the place is looked up by its number: the third of its kind in the text is
    the third of its kind in the file.
    """

    def __init__(self, body: str, text: Text, start: int) -> None:
        self.lines = body.split("\n")
        self.body = body
        self.text = text
        self.start = start

    def place(self, line: int, col: int) -> int:
        here = self.lines[line - 1][col - 1 :]
        word = here.split(None, 1)[0] if here.strip() else ""
        if not word:
            return self.text.place(self.start)
        before = sum(len(one) + 1 for one in self.lines[: line - 1]) + col - 1
        offset = self.start - 1
        for _ in range(self.body.count(word, 0, before) + 1):
            offset = self.text.value.find(word, offset + 1)
            if offset < 0:
                return self.text.place(self.start)
        return self.text.place(offset)


def _written(made: prose.Compiled) -> bytes:
    kept = made.prose
    mentions = [(m.target, m.words) for m in kept.mentions]
    return dumps([kept.html, mentions, kept.pictures, made.positions, made.findings])


def _read(text: str, held: bytes) -> prose.Compiled:
    html, mentions, pictures, positions, findings = json.loads(held)
    made = prose.Prose(text, tuple(prose.Mention(*m) for m in mentions), tuple(pictures), html)
    return prose.Compiled(
        made,
        tuple(prose.Finding(*f) for f in findings),
        tuple((line, col) for line, col in positions),
    )
