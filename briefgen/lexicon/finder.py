"""Many words looked for at once: a walk over the words of a text, whatever their number.

A compiled expression of some hundred words would take longer to make than a small dossier
takes to check; a table of their rarest words takes none, and is as quick.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORD = re.compile(r"[^\W_]+")
GAP = re.compile("[-\u2010\u2011\u2060'’\\s]+")
"""What may stand between the words of a phrase: spaces, hyphens, apostrophes, emphasis."""
HYPHENS = ("-", "\u2010", "\u2011")
FOREIGN = (
    ("\u0178", "ÿ"), ("\u1e9e", "ß"), ("\u212a", "k"), ("\u212b", "å"),
    ("\u017f", "s"), ("\u0131", "i"), ("\u0130", "i"),
)  # fmt: skip
"""Letters beyond Latin-1 that are within it in lower case, or to whoever ignores case."""
_SPACED = "".join(c if c.isalnum() else " " for c in map(chr, range(256))).lower().encode("latin-1")
"""By the code of a character in Latin-1: in lower case if it belongs to a word, else a space."""


class Found(NamedTuple):
    """A word or phrase where it stands."""

    key: str
    """As ``key`` gives it."""
    start: int
    end: int


def key(phrase: str) -> str:
    """The words of a phrase with one space between them."""
    return " ".join(WORD.findall(phrase))


def pieces(text: str) -> list[bytes]:
    """The words of a text in lower case, in order; what is not in Latin-1 parts them.

    They take a third of the time of the words themselves. Wherever a phrase stands in a text,
    in whatever letter case, its pieces stand among the text's, one after the other.
    """
    for letter, plain in FOREIGN:
        text = text.replace(letter, plain)
    return text.encode("latin-1", "replace").translate(_SPACED).split()


class Finder:
    """Finds whole words and phrases in a text in lower case; of several, the longest.

    What follows a hyphen (anti-terrorist) is not a word of its own; what stands before one
    (terrorist-led), or after an apostrophe (l'armée), is.
    """

    __slots__ = ("_phrases", "_pieces", "_rare", "_sought")

    def __init__(self, phrases: Iterable[str], common: frozenset[str] = frozenset()) -> None:
        """``common`` holds words that most texts have: no phrase is looked for by one of them.

        A phrase without a word in it is not looked for.
        """
        self._phrases: dict[str, list[tuple[int, list[str]]]] = {}
        self._sought: dict[bytes, list[tuple[frozenset[bytes], bytes]]] = {}
        """The pieces of each phrase, and these run together, by one of them; or by none."""
        for phrase in filter(WORD.search, set(phrases)):
            words = WORD.findall(phrase)
            rare = max(words, key=lambda word: (word not in common, len(word)))
            self._phrases.setdefault(rare, []).append((words.index(rare), words))
            longest = max(pieces(rare), key=len, default=b"")
            held = pieces(phrase)
            self._sought.setdefault(longest, []).append((frozenset(held), b" ".join(held)))
        known = (held for runs in self._sought.values() for held, _ in runs)
        self._pieces = frozenset[bytes]().union(*known)
        self._rare = frozenset(self._sought)

    def may_find(self, words: list[bytes]) -> bool:
        """Whether a phrase may stand in a text of these pieces; if not, none does."""
        here = self._pieces.intersection(words)
        rare = here & self._rare
        runs = [run for word in rare for held, run in self._sought[word] if held <= here]
        text = b" ".join(words) if runs else b""
        return b"" in self._rare or any(run in text for run in runs)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Every phrase in this part of a text, in order; none overlaps another."""
        end = len(text) if end is None else end
        words = WORD.findall(text, start, end)
        rare = self._phrases.keys() & words
        runs = sorted(run for word in rare for run in self._runs(words, word)) if rare else []
        places = [found.span() for found in WORD.finditer(text, start, end)] if runs else []
        after = 0
        for first, size in runs:
            here = places[first : first - size]
            if first >= after and _whole(text, here):
                after = first - size
                yield Found(" ".join(words[first:after]), here[0][0], here[-1][1])

    def _runs(self, words: list[str], word: str) -> Iterator[tuple[int, int]]:
        """First word and number of words of each phrase; the number is negative, to sort by."""
        number = -1
        for _ in range(words.count(word)):
            number = words.index(word, number + 1)
            for before, phrase in self._phrases[word]:
                first = number - before
                if first >= 0 and words[first : first + len(phrase)] == phrase:
                    yield first, -len(phrase)


def _whole(text: str, places: list[tuple[int, int]]) -> bool:
    """Whether these words hang together, and belong to no word before them."""
    if text[places[0][0] - 1 : places[0][0]] in HYPHENS and places[0][0] > 0:
        return False
    return all(GAP.fullmatch(text, a[1], b[0]) for a, b in pairwise(places))
