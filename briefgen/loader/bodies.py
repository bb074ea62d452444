"""The Markdown in records: compiled once a text, with its places found again in the file.

What was made of a text is kept with the record that holds it, and goes when that goes.
"""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from briefgen import prose
from briefgen.loader.kept import dumps
from briefgen.loader.text import Found, Series, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    the third of its kind in the file. Each of a kind is looked for once.
    """

    def __init__(self, body: str, text: Text, start: int) -> None:
        self.lines = body.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self.body = body
        self.text = text
        self.start = start
        self.words: dict[str, tuple[Series, Series]] = {}
        """Of each word where it ends in the body, and where it begins in the file."""

    def place(self, line: int, col: int) -> int:
        here = self.lines[line - 1][col - 1 :]
        word = here.split(None, 1)[0] if here.strip() else ""
        if not word:
            return self.text.place(self.start)
        ends, begins = self.series(word)
        offset = begins.nth(ends.until(self.starts[line - 1] + col - 1))
        return self.text.place(self.start if offset is None else offset)

    def series(self, word: str) -> tuple[Series, Series]:
        if word not in self.words:
            ends = (at + len(word) for at in _all(word, self.body, 0, len(word)))
            begins = _all(word, self.text.value, self.start, 1)
            self.words[word] = Series(ends), Series(begins)
        return self.words[word]


def _all(word: str, text: str, start: int, step: int) -> Iterator[int]:
    """Where a word stands, each time looked for a step further on."""
    while (at := text.find(word, start)) >= 0:
        yield at
        start = at + step


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
