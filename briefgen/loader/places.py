"""Where in the authors' files a value stands: the way back from a record's field."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from briefgen.errors import Field, Span
from briefgen.loader.text import Series, Text, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

DOSSIER = "content/dossier.yaml"
Rows = tuple[tuple[Any, tuple[int, ...]], ...]
"""Of each record in a file the marks of its values, and the places of its mentions."""
ALIASES = {"start": "from", "end": "to"}
"""Fields whose name in the file is a word that Python keeps to itself."""


def walk(marks: Any, path: Sequence[str | int]) -> tuple[int, int]:
    """The place of a value, and how many steps of the path lead there.

    The path may go on where the file stops: a single value may stand for a list of one,
    and a text for a mapping.
    """
    taken = 0
    for step in path:
        inner = _step(marks, step)
        if inner is None:
            if step == 0:
                taken += 1
                continue
            break
        marks = inner
        taken += 1
    return (marks if isinstance(marks, int) else marks[0]), taken


def _step(marks: Any, step: str | int) -> Any:
    if isinstance(marks, int):
        return None
    inner = marks[1]
    if isinstance(step, int):
        return inner[step] if isinstance(inner, list) and step < len(inner) else None
    if not isinstance(inner, dict):
        return None
    found = inner.get(ALIASES.get(step, step)) or inner.get(step)
    return found[1] if found else None


def key_place(marks: Any, path: Sequence[str | int]) -> int:
    """The place of a field's name."""
    *above, name = path
    for step in above:
        marks = _step(marks, step) or marks
    inner = None if isinstance(marks, int) else marks[1]
    found = inner.get(name) if isinstance(inner, dict) else None
    return int(found[0]) if found else walk(marks, ())[0]


def _starts(words: re.Pattern[str], text: str, offset: int) -> Iterator[int]:
    """Where a word stands from an offset on; it may overlap itself."""
    while found := words.search(text, offset):
        yield found.start()
        offset = found.start() + 1


class Places:
    """Finds the span of a field. What it needs is fetched when it is first asked."""

    def __init__(
        self,
        homes: Mapping[tuple[str, str], tuple[str, int]],
        rows: Callable[[str], Rows],
        text: Callable[[str], Text],
    ) -> None:
        """``homes``: file of a record, and its number there; ``rows``, ``text``: of a file."""
        self._homes = homes
        self._rows = cache(rows)
        self._text = cache(text)
        self._series = cache(self._words)

    def locate(self, field: Field) -> Span:
        """The span of the value, of the nearest thing around it, or of its record.

        A Markdown record in another language than the dossier's is also known as
        ``id.lang``; ``dossier.yaml`` is ``Field("dossier", "dossier")``.
        """
        home = self._homes.get((field.kind, field.id))
        if home is None:
            return Span(DOSSIER)
        span = self.at(*home, field.path)
        return self._word(span, field) if field.word else span

    def _word(self, span: Span, field: Field) -> Span:
        """The place of a word, by its number among its like: YAML may have folded its line.

        That of the value, if it cannot be found: where the file has an escape or a quote mark.
        """
        offset = self._series(span, field.word).nth(field.nth)
        if offset is None:
            return span
        return Span(span.file, *unpack(self._text(span.file).place(offset)))

    def _words(self, span: Span, word: str) -> Series:
        """Where a word stands from a place on."""
        text = self._text(span.file)
        words = re.compile(r"\s+".join(map(re.escape, word.split())))
        return Series(_starts(words, text.value, text.offset(pack(span.line, span.col))))

    def file(self, kind: str, id_: str) -> str:
        """The file of a record; empty if there is no such record."""
        home = self._homes.get((kind, id_))
        return home[0] if home else ""

    def home(self, kind: str, id_: str) -> tuple[str, int] | None:
        """The file of a record, and its number there."""
        return self._homes.get((kind, id_))

    def at(self, file: str, number: int, path: Sequence[str | int]) -> Span:
        """The span of a value in the record of that number in a file."""
        rows = self._rows(file)
        if number >= len(rows):
            return Span(file)
        marks, mentions = rows[number]
        if len(path) == 3 and tuple(path[:2]) == ("body", "mentions"):
            index = path[2]
            if isinstance(index, int) and index < len(mentions):
                return Span(file, *unpack(mentions[index]))
        return Span(file, *unpack(walk(marks, path)[0]))
