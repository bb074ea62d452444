"""In whose voice a text has the listed words that were found in it."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.lexicon.attribution import Sentence, attributed
from briefgen.lexicon.finder import WORD
from briefgen.lexicon.hits import Hit
from briefgen.lexicon.markdown import silenced
from briefgen.lexicon.quoted import PARAGRAPH, blanked, quotes
from briefgen.lexicon.words import lowered

if TYPE_CHECKING:
    import re

    from briefgen.lexicon.attribution import Said
    from briefgen.lexicon.hits import Passage, Voice
    from briefgen.lexicon.words import Entry, Lexicon

NEAR = 80
"""Characters in which the word before a hit is looked for: no name is so long."""


class Voices:
    """A passage in which something was found."""

    def __init__(self, text: str, passage: Passage, lexicon: Lexicon) -> None:
        self.text = text
        self.implied = passage.implied
        self.lexicon = lexicon
        self.spoken = silenced(text) if passage.markdown else text
        self.quotes = quotes(self.spoken, markdown=passage.markdown)
        self.own = blanked(self.spoken, self.quotes)
        self.said: dict[int, tuple[Said, ...]] = {}

    @cached_property
    def lower(self) -> str:
        """What is not quoted, in lower case."""
        return lowered(self.own)

    @cached_property
    def starts(self) -> list[int]:
        """Where each sentence begins."""
        return [sentence.start for sentence in self.lexicon.grammar.sentences(self.own)]

    def judged(self, found: list[tuple[Entry, int, int]]) -> list[Hit]:
        """The hits; what is no word of the author's, or a noun like the verb, is left out."""
        return [
            Hit(
                entry,
                start,
                self.text[start:end],
                self.voice(start, end),
                self.sentence(start),
                self.unclosed(start),
            )
            for entry, start, end in found
            if self.spoken[start:end].strip()
            and not self._noun(entry, start)
            and not self._somebody(entry, start)
        ]

    def voice(self, start: int, end: int) -> Voice:
        """Whose voice these words stand in."""
        if self.quotes.hold(start, end):
            return "quoted"
        number = self.sentence(start)
        if number not in self.said:
            self.said[number] = self._attributed(number)
        begins = self.starts[number]
        said = any(s.covers(start - begins, end - begins) for s in self.said[number])
        return "attributed" if said else "own"

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a place."""
        return bisect_right(self.starts, at) - 1

    def unclosed(self, at: int) -> bool:
        """Whether a mark before this in its paragraph is never closed."""
        marks = self.quotes.unclosed
        last = bisect_right(marks, at) - 1
        return last >= 0 and not PARAGRAPH.search(self.own, marks[last], at)

    def _attributed(self, number: int) -> tuple[Said, ...]:
        ends = [*self.starts[number + 1 : number + 2], len(self.own)]
        start, end = self.starts[number], ends[0]
        part = Sentence(self.own[start:end], self.lower[start:end], self.implied)
        held = self.lexicon
        return attributed(part, held.grammar, held.speech, held.names)

    def _noun(self, entry: Entry, start: int) -> bool:
        """Whether what looks like a slanted verb has no subject right before it."""
        if entry.kind != "slanted" or entry.word not in self.lexicon.doubtful:
            return False
        last, speech = self._before(start), self.lexicon.speech
        if last is None:
            return not self.implied
        if self.own[last.start() - 1 : last.start()] in ("'", "’"):
            return True
        if any(last[0] in known for known in (speech.pronouns, speech.speakers)):
            return False
        return not self._proper(last)

    def _somebody(self, entry: Entry, start: int) -> bool:
        """Whether those who seem to be nobody are somebody's: UN experts said."""
        last = self._before(start) if entry.kind == "weasel" else None
        first = WORD.findall(entry.word)[0]
        return last is not None and first in self.lexicon.speech.nobody and self._proper(last)

    def _before(self, start: int) -> re.Match[str] | None:
        """The word before this place in its sentence."""
        begins = max(self.starts[self.sentence(start)], start - NEAR)
        words = list(WORD.finditer(self.lower, begins, start))
        return words[-1] if words else None

    def _proper(self, word: re.Match[str]) -> bool:
        """Whether a word is a name: by a capital that does not merely begin the sentence."""
        letters = self.own[word.start() : word.end()]
        if not letters[0].isupper():
            return False
        known = word[0] in self.lexicon.names or (len(letters) > 1 and letters.isupper())
        return known or self._before(word.start()) is not None
