"""What a text states as plain fact: its sentences without what is quoted, asked or attributed.

Sentences and propositions are compared by the stems of their words in order: a sentence
states a proposition when nearly all of its stems come in the same order.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from briefgen.lexicon.attribution import Sentence, attributed
from briefgen.lexicon.finder import WORD
from briefgen.lexicon.markdown import silenced
from briefgen.lexicon.quoted import blanked, quotes
from briefgen.lexicon.words import lowered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.lexicon.hits import Passage
    from briefgen.lexicon.words import Lexicon

LENGTH = 6
"""Letters of a stem: enough to tell words apart, few enough to join support and supporting."""
FEWEST = 3
"""Stems; a proposition of fewer is found in too many sentences."""
SHARE = 0.8
"""More than this part of a proposition's stems must be there: all of five, six of seven."""


class Assertion(NamedTuple):
    """A sentence in the text's own voice."""

    start: int
    """Where its first word begins."""
    first: str
    """Its first word as written."""
    stems: tuple[str, ...]
    """Of its words that are neither quoted nor attributed."""
    negative: bool


def assertions(passage: Passage, lexicon: Lexicon) -> Iterator[Assertion]:
    """The plain statements of a text; questions and what begins with "if" are left out."""
    text = unicodedata.normalize("NFC", passage.text)
    spoken = silenced(text) if passage.markdown else text
    own = blanked(spoken, quotes(spoken, markdown=passage.markdown))
    lower = lowered(own)
    for start, end in lexicon.grammar.sentences(own):
        sentence = Sentence(own[start:end], lower[start:end], passage.implied)
        first = WORD.search(own, start, end)
        if first and not _asking(sentence, lexicon):
            stated = _stated(sentence, lexicon)
            yield Assertion(
                first.start(), first[0], stems(stated, lexicon), negative(stated, lexicon)
            )


def stems(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The stems of a text's words in order, without those that every text has."""
    common = lexicon.data["common"]
    words = (word for word in WORD.findall(lowered(text)) if word not in common)
    return tuple(word.rstrip("s")[:LENGTH] or word for word in words)


def negative(text: str, lexicon: Lexicon) -> bool:
    """Whether a word of negation stands in a text."""
    return next(lexicon.negations.find(lowered(text)), None) is not None


def states(sentence: Sequence[str], proposition: Sequence[str]) -> bool:
    """Whether nearly all stems of a proposition come in a sentence, in the same order."""
    if len(proposition) < FEWEST:
        return False
    return _common(sentence, proposition) > SHARE * len(proposition)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest sequence that both hold in order."""
    row = [0] * (len(other) + 1)
    for stem in one:
        before = 0
        for n, wanted in enumerate(other, 1):
            before, row[n] = row[n], before + 1 if stem == wanted else max(row[n], row[n - 1])
    return row[-1]


def _asking(sentence: Sentence, lexicon: Lexicon) -> bool:
    words = WORD.findall(sentence.lower)
    asking = lexicon.data["negation"]["asking"]
    return sentence.lower.rstrip(" \n\t»”\"')").endswith("?") or any(w in asking for w in words)


def _stated(sentence: Sentence, lexicon: Lexicon) -> str:
    """The sentence without what is said in somebody's name."""
    said = attributed(sentence, lexicon.grammar, lexicon.speech, lexicon.names)
    words = WORD.finditer(sentence.written)
    return " ".join(w[0] for w in words if not any(s.covers(*w.span()) for s in said))
