"""Sentences and their clauses, as far as punctuation and a few words tell them apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

END = re.compile(
    r"(?<![.!?…])[.!?…]+[\"'»”’)\]]*(?=\s|$)|\n[ \t]*\n|\n(?=\s*(?:[-*+#|]|\d+[.)])\s)"
)
"""The end of a sentence, a paragraph or an item of a list."""
NEXT = re.compile(r"\S")


class Span(NamedTuple):
    """A part of a text from ``start`` up to ``end``."""

    start: int
    end: int


class Clause(NamedTuple):
    """A part of a sentence with one voice; ``first`` if nothing stands before it."""

    start: int
    end: int
    first: bool = False
    holes: tuple[Span, ...] = ()
    """Relative clauses within it, which are clauses of their own."""

    def holds(self, at: int) -> bool:
        """Whether this place is inside it, and not in a hole."""
        return self.start <= at < self.end and not any(h.start <= at < h.end for h in self.holes)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What divides sentences and clauses in one language."""

    breaks: re.Pattern[str]
    relatives: re.Pattern[str]
    abbreviations: frozenset[str]

    @classmethod
    def read(cls, table: Mapping[str, Sequence[str]]) -> Grammar:
        """From the table ``clauses`` of a language's data."""
        after, comma = either(table["continuing"]), either(table["breaks"])
        alone = either(table["alone"])
        return cls(
            re.compile(rf";|\s[—–]\s|,\s+{comma}(?!\s*{after})|(?<=\s){alone}"),
            re.compile(rf",\s+{either(table['relatives'])}[^,]*(?=,|$)"),
            frozenset(table["abbreviations"]),
        )

    def sentences(self, text: str) -> Iterator[Span]:
        """The sentences of a text, which touch; what is quoted in it has been blanked."""
        start = 0
        for found in END.finditer(text):
            if found[0].isspace() or self._ends(text, found.start(), found.end()):
                yield Span(start, found.end())
                start = found.end()
        if start < len(text):
            yield Span(start, len(text))

    def clauses(self, sentence: str) -> tuple[Clause, ...]:
        """The clauses of a sentence in lower case, in order, relative ones last."""
        cuts = [found.start() for found in self.breaks.finditer(sentence)]
        main = [self._main(sentence, a, b) for a, b in pairwise([0, *cuts, len(sentence)])]
        holes = [Clause(*hole) for clause in main for hole in clause.holes]
        return (main[0]._replace(first=True), *main[1:], *holes)

    def _main(self, sentence: str, start: int, end: int) -> Clause:
        found = self.relatives.finditer(sentence, start, end)
        return Clause(start, end, holes=tuple(Span(*one.span()) for one in found))

    def _ends(self, text: str, dot: int, after: int) -> bool:
        """Whether a full stop ends a sentence: no initial, no abbreviation, no small letter."""
        word = text[max(0, dot - 20) : dot].rpartition(" ")[2].lower().lstrip("(['’«“\"")
        word = re.split("['’]", word)[-1]
        following = NEXT.search(text, after)
        if following is None:
            return True
        initial = len(word) == 1 and word.isalpha()
        if text[dot:after] == "." and (initial or word in self.abbreviations):
            return False
        return not following[0].islower()


def either(words: Sequence[str]) -> str:
    """One of these as a whole word; an elided one (qu') needs no space after it."""
    parts = [re.escape(w) + ("" if w.endswith("'") else r"\b") for w in words]
    return f"(?:{'|'.join(parts)})"
