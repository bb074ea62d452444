"""Every listed word in a text, and whose voice it stands in."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefgen.lexicon.words import lowered

if TYPE_CHECKING:
    from briefgen.lexicon.words import Entry, Lexicon

Voice = Literal["own", "quoted", "attributed"]


class Passage(NamedTuple):
    """A text to be judged."""

    text: str
    markdown: bool = False
    implied: bool = False
    """Whether its sentences leave out their subject: "Says that …"."""


class Hit(NamedTuple):
    """A listed word where it stands."""

    entry: Entry
    start: int
    """Its offset; where the text is not in Unicode's form NFC, in that form."""
    word: str
    """As written."""
    voice: Voice
    sentence: int
    """Which sentence of the text it stands in, from 0."""
    unclosed: bool = False
    """Whether a quotation mark before it in its paragraph is never closed."""


def hits(passage: Passage, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Every listed word in a passage in order, in whichever voice; linear in its length."""
    text = unicodedata.normalize("NFC", passage.text)
    lower = lowered(text)
    if passage.markdown and ("*" in lower or "_" in lower):
        lower = lower.replace("*", "\u2060").replace("_", "\u2060")
    found = [
        (entry, one.start, one.end)
        for one in lexicon.finder.find(lower)
        if (entry := lexicon.entries[one.key]).kind != "exempt"
    ]
    if not found:
        return ()
    from briefgen.lexicon.voices import Voices  # what most texts never need

    return tuple(Voices(text, passage, lexicon).judged(found))
