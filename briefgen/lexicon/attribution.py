"""Which parts of a text are said in somebody's name.

A clause is attributed when it holds

- a reporting verb with a subject before it: from the verb on. A subject is a name (a word with
  a capital that does not merely begin the sentence, a word of a known name, or letters such
  as UN), a personal pronoun, or a word such as ministry, communiqué or spokesperson; it
  does not follow a preposition, and no "some", "many" or "observers" stands before it;
- a verb of saying at its end, with its subject on either side: the whole clause;
- "according to" and its like before a subject: the whole clause;
- a reporting verb with "by" and a subject after it: from the verb on.

A passive without "by" attributes nothing. Where the record's subject is left out ("Says
that …") it counts as being there. A clause that begins with its verb has the subject of the
one before it. Whether the subject is the one who really says it is not asked, nor whom a
pronoun stands for; and nothing passes from sentence to sentence. A sentence of more than
2,000 characters attributes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.lexicon.clauses import Clause, Span
from briefgen.lexicon.finder import WORD, Finder

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from briefgen.lexicon.clauses import Grammar
    from briefgen.lexicon.finder import Found

LONGEST = 2000
"""Characters of a sentence; in a longer one nobody can tell who speaks."""
NEAR = 6
"""Words between a verb at the end of a clause, or "by", and its subject."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The reporting verbs of a language and what goes with them, ready to be looked for."""

    verbs: Finder
    saying: frozenset[str]
    """Forms of verbs that may follow what was said."""
    according: Finder
    """What stands before whoever says it: "according to"."""
    viewed: Finder
    """What says it alone: "in its view"."""
    by: Finder
    passive: frozenset[str]
    pronouns: frozenset[str]
    speakers: frozenset[str]
    nobody: frozenset[str]
    prepositions: frozenset[str]
    articles: frozenset[str]

    @classmethod
    def read(
        cls, table: Mapping[str, Any], verbs: frozenset[str], saying: frozenset[str]
    ) -> Speech:
        """From the table ``attribution`` of a language's data and the forms of its verbs."""
        sets = ("passive", "pronouns", "speakers", "nobody", "prepositions", "articles")
        return cls(
            Finder(verbs),
            saying,
            Finder(table["according"]),
            Finder(table["viewed"]),
            Finder(table["by"]),
            **{name: frozenset(table[name]) for name in sets},
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in which what is quoted is blanked."""

    written: str
    """As written."""
    lower: str
    """In lower case with straight apostrophes, as long as ``written``."""
    implied: bool = False
    """Whether its subject is left out."""


class Said(NamedTuple):
    """A part of a sentence that is said in somebody's name, and what says so."""

    clause: Clause
    span: Span
    by: int
    """Where the verb or the "according to" begins."""

    def covers(self, start: int, end: int) -> bool:
        """Whether these words are said so; those in which the verb stands are not."""
        if start <= self.by < end:
            return False
        return self.clause.holds(start) and self.span.start <= start < self.span.end


def attributed(
    sentence: Sentence, grammar: Grammar, speech: Speech, names: frozenset[str]
) -> tuple[Said, ...]:
    """What is said in somebody's name; ``names`` holds words of known names in lower case."""
    found: list[Said] = []
    if len(sentence.lower) > LONGEST:
        return ()
    heir = sentence.implied
    for clause in grammar.clauses(sentence.lower):
        here = _Clause(sentence, speech, names, clause, heir=heir)
        found += here.said()
        heir = heir or here.subject(clause.start, clause.end)
    return tuple(found)


class _Clause:
    """One clause, and who speaks in it."""

    def __init__(
        self,
        sentence: Sentence,
        speech: Speech,
        names: frozenset[str],
        clause: Clause,
        *,
        heir: bool,
    ) -> None:
        self.written = sentence.written
        self.speech = speech
        self.names = names
        self.clause = clause
        self.heir = heir
        self.lower = sentence.lower
        for start, end in clause.holes:
            self.lower = f"{self.lower[:start]}{',' * (end - start)}{self.lower[end:]}"

    def said(self) -> Iterator[Said]:
        """The parts of it that are said in somebody's name."""
        start, end, *_ = self.clause
        for found in self.speech.viewed.find(self.lower, start, end):
            yield Said(self.clause, Span(start, end), found.start)
        for found in self.speech.according.find(self.lower, start, end):
            if self.subject(found.end, end, NEAR):
                yield Said(self.clause, Span(start, end), found.start)
        for verb in self.speech.verbs.find(self.lower, start, end):
            if self._last(verb):
                yield Said(self.clause, Span(start, end), verb.start)
            elif self._by(verb) or self._spoken(verb):
                yield Said(self.clause, Span(verb.end, end), verb.start)

    def subject(self, start: int, end: int, limit: int = 99) -> bool:
        """Whether somebody who can speak stands in this part, among its first words."""
        governed = False
        words = list(islice(WORD.finditer(self.lower, start, end), limit))
        if self._vague(words):
            return False
        for word in words:
            if word[0] in self.speech.prepositions:
                governed = True
            elif word[0] not in self.speech.articles:
                if not governed and self._named(word):
                    return True
                governed = False
        return False

    def _vague(self, words: list[re.Match[str]]) -> bool:
        """Whether "some" or "experts" stands among these, and no name before it: UN experts."""
        vague = [n for n, word in enumerate(words) if word[0] in self.speech.nobody]
        return any(n == 0 or not self._proper(words[n - 1]) for n in vague)

    def _named(self, word: re.Match[str]) -> bool:
        known = (self.speech.pronouns, self.speech.speakers)
        return any(word[0] in words for words in known) or self._proper(word)

    def _proper(self, word: re.Match[str]) -> bool:
        """Whether a word is, or is part of, a name."""
        written = self.written[word.start() : word.end()]
        if not written[0].isupper() or word[0] in self.speech.nobody:
            return False
        if word[0] in self.names or (len(written) > 1 and written.isupper()):
            return True
        return self._inside(word.start())

    def _inside(self, at: int) -> bool:
        """Whether a word does not begin its sentence, so that its capital means something."""
        before = self.written[:at].rstrip(" \t\n'’(*_#>-\"«“\u2060")
        return bool(before) and before[-1] not in ".!?…:"

    def _spoken(self, verb: Found) -> bool:
        """Whether the verb has its subject before it, or takes that of the clause before."""
        before = list(WORD.finditer(self.lower, self.clause.start, verb.start))
        if self._vague(before) or any(word[0] in self.speech.passive for word in before[-2:]):
            return False
        if self.heir and (self.clause.first or len(before) < 3):
            return True
        return self.subject(self.clause.start, verb.start)

    def _by(self, verb: Found) -> bool:
        end = self.clause.end
        found = self.speech.by.find(self.lower, verb.end, end)
        return any(self.subject(by.end, end, NEAR) for by in found)

    def _last(self, verb: Found) -> bool:
        """Whether it is said after the fact: "…, Mali said", "…, stated Ahmed Attaf"."""
        start, end, *_ = self.clause
        edge = max(self.lower.rfind(mark, start, verb.start) for mark in ",·")
        if verb.key not in self.speech.saying or edge < 0:
            return False
        before = list(WORD.finditer(self.lower, edge, verb.start))
        after = list(WORD.finditer(self.lower, verb.end, end))
        if len(after) > NEAR or self._vague(before) or self._vague(after):
            return False
        if 0 < len(before) <= NEAR and self.subject(edge, verb.start):
            return True
        return len(before) < 2 and self.subject(verb.end, end)
