"""Where a quote stands in a copy: its runs of words in order, in one passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefgen.quotes.pattern import ELIDED, Pattern, same
from briefgen.quotes.tokens import QUOTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.quotes.copy import Copy
    from briefgen.quotes.pattern import Run
    from briefgen.quotes.tokens import Token

PIECES = 20
"""Runs of words in a quote; with more of them it is no quote, and the search would not end."""

__all__ = ["ELIDED", "Found", "find"]


class Found(NamedTuple):
    """A quote was found."""

    start: int
    end: int
    """Where it stands in the text of the copy, in characters."""
    quoted: bool = False
    """Whether it stands inside quotation marks there."""


def find(pattern: Pattern, copy: Copy, *, anywhere: bool = False) -> Iterator[Found]:
    """Every place where the quote begins, in order.

    With ``anywhere`` the runs may lie as far apart as they like, in whatever passages: so
    words that were put together from two are told from words that are not there.
    Of more than ``PIECES`` runs none is looked for.
    """
    if 0 < len(pattern.runs) <= PIECES:
        yield from _Search(pattern.runs, copy, anywhere=anywhere).all()


class _Search:
    def __init__(self, runs: Sequence[Run], copy: Copy, *, anywhere: bool) -> None:
        self.runs = runs
        self.copy = copy
        self.anywhere = anywhere
        self.dead: set[tuple[int, int, int]] = set()
        """Run, place and passage from which nothing leads on."""

    def all(self) -> Iterator[Found]:
        first = self.runs[0]
        for start in self.starts(first.words, 0):
            end = self.run(first.words, start)
            outside = first.opens and self.opened(start)
            if end and (self.anywhere or outside or self.one_voice(start, end)):
                within = 0 if outside else self.copy.places[start].quotation
                last = self.onward(1, end, within)
                if last:
                    tokens = self.copy.tokens
                    quoted = self.copy.places[start].quotation > 0
                    yield Found(tokens[start].start, tokens[last - 1].end, quoted)
                if self.anywhere:
                    return

    def starts(self, words: Sequence[Token], least: int) -> Iterator[int]:
        """Where a run may begin: its rarest plain word says so."""
        where = self.copy.where
        plain = [n for n, word in enumerate(words) if word.kind != "patched" and not word.other]
        if not plain:
            yield from range(least, len(self.copy.tokens))
            return
        rarest = min(plain, key=lambda n: len(where.get(words[n].key, ())))
        for place in where.get(words[rarest].key, ()):
            if place - rarest >= least:
                yield place - rarest

    def run(self, words: Sequence[Token], start: int) -> int:
        """The end of the run if it stands here, else 0."""
        tokens = self.copy.tokens
        end = start + len(words)
        if end > len(tokens):
            return 0
        return end if all(same(w, tokens[start + n]) for n, w in enumerate(words)) else 0

    def onward(self, nth: int, end: int, quotation: int) -> int:
        """The end of the last run, if those from ``nth`` on follow; else 0."""
        if nth == len(self.runs):
            return end
        if (nth, end, quotation) in self.dead:
            return 0
        run = self.runs[nth]
        for start in self.starts_after(run, end):
            stop = self.run(run.words, start)
            if stop and self.anywhere:
                return self.onward(nth + 1, stop, quotation)  # the first is as good as any
            if stop and self.follows(end, start, stop, quotation):
                last = self.onward(nth + 1, stop, quotation)
                if last:
                    return last
        self.dead.add((nth, end, quotation))
        return 0

    def starts_after(self, run: Run, end: int) -> Iterator[int]:
        if self.anywhere:
            return self.starts(run.words, end)
        return iter(range(end, min(end + run.most + 1, len(self.copy.tokens))))

    def follows(self, end: int, start: int, stop: int, quotation: int) -> bool:
        """Whether a run continues the passage that the run before it ends in."""
        before, here = self.copy.places[end - 1], self.copy.places[start]
        if before.quotation != here.quotation or before.turn != here.turn:
            return False
        if here.paragraph - before.paragraph > 1:
            return False
        between = {place.quotation for place in self.copy.places[end:start]}
        if not quotation and not before.quotation and len(between - {0}) > 1:
            return False
        return not quotation or self.one_voice(start, stop)

    def opened(self, start: int) -> bool:
        """Whether a quotation mark stands before a word."""
        return start > 0 and self.copy.tokens[start - 1].key == QUOTE

    def one_voice(self, start: int, end: int) -> bool:
        """Whether words that begin inside a quotation stay inside it."""
        places = self.copy.places
        within = places[start].quotation
        return not within or all(place.quotation == within for place in places[start:end])
