"""The Markdown in records: compiled once a text, with its places found again in the file."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from briefgen import prose
from briefgen.loader.kept import dumps
from briefgen.loader.text import Found, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.prose import Prose
    from briefgen.state import State

ROOM = "prose"


class Bodies:
    """What was made of each text; kept from run to run by the text itself."""

    def __init__(self, state: State | None, version: bytes) -> None:
        self._state = state
        self._version = version
        self._made: dict[str, prose.Compiled] = {}

    def compile(self, texts: Iterable[str]) -> None:
        """See to it that all of these are at hand."""
        keys = {text: self._key(text) for text in texts if text not in self._made}
        held = self._state.get_many(ROOM, keys.values()) if self._state else {}
        fresh = {}
        for text, key in keys.items():
            if key in held:
                self._made[text] = _read(text, held[key])
            else:
                self._made[text] = prose.compile(text)
                fresh[key] = _written(self._made[text])
        if self._state and fresh:
            self._state.put_many(ROOM, fresh)

    def forget_others(self) -> None:
        """Let nothing be kept of texts that were not asked for in this run."""
        if self._state:
            self._state.drop_others(ROOM, {self._key(text) for text in self._made})

    def forget(self, texts: Iterable[str]) -> None:
        """Let nothing be kept of these texts."""
        if self._state:
            self._state.drop(ROOM, map(self._key, texts))

    def compiled(self, text: str) -> prose.Compiled | None:
        """What was made of one of them; None for a text without words."""
        return self._made.get(text)

    def all(self) -> Mapping[str, Prose]:
        """Every text and what was made of it."""
        return {text: made.prose for text, made in self._made.items()}

    def _key(self, text: str) -> bytes:
        return blake2b(text.encode(), digest_size=16, key=self._version).digest()


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
