"""Loaded words, reporting verbs and the voice they stand in: per language, from data.

``lexicon(lang, extra)`` gives the ``Lexicon`` of a language, with the words that a dossier
adds; ``hits(passage, lexicon)`` gives every listed word in a text and whose voice it stands
in. The lists are ``data/<language>.toml``; a language without one is not judged. Pure, but
for reading its own data once.

A word is *quoted* inside « », “ ”, „ “, ‹ ›, ‘ ’, straight double quotation marks or a
block quote; *attributed* when a reporting verb with a named subject, or "according to" with a
name, stands in its clause; and otherwise the text's *own*. See ``quoted`` and
``attribution`` for what each can and cannot tell.
"""

from briefgen.lexicon.hits import Hit, Passage, hits
from briefgen.lexicon.words import Entry, Extra, Kind, Lexicon, languages, lexicon

__all__ = [
    "Entry",
    "Extra",
    "Hit",
    "Kind",
    "Lexicon",
    "Passage",
    "hits",
    "languages",
    "lexicon",
]
