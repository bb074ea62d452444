"""Catalogues: what is wrong with a theme's words, found before any page is made.

Babel reads a catalogue as best it can: it takes the last letter of a text for its closing quote,
and the first of two translations. So the lines are looked at here, one by one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import ContentError, Diagnostic, Span
from briefgen.model.fields import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.theme import Theme

LOCALE = "locale/"
LINE = re.compile(r"(?P<word>msg(?:ctxt|id_plural|id|str(?:\[\d+\])?)(?![\w\[]))?\s*(?P<text>.*)")
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
Entry = dict[str, str]
"""What stands behind each word of an entry, joined, quotes and all."""


def faults(theme: Theme) -> Iterator[Diagnostic]:
    """Every fault of the catalogues of a theme, of whatever language."""
    for path in theme.files:
        if path.startswith(LOCALE) and path.endswith(".po"):
            file = theme.shown(path)
            tag = path.removeprefix(LOCALE).removesuffix(".po")
            if not LANGUAGE.fullmatch(tag):
                message = f'"{tag}" is not a BCP 47 language tag such as en, fr or ar-DZ'
                hint = "name a catalogue for its language: locale/fr.po"
                yield Diagnostic("H20", message, Span(file), hint)
            try:
                text = theme.text(path)
            except ContentError as error:
                yield from error.diagnostics
            else:
                yield from _unread(file, text)
                yield from _twice(file, text)


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Of each line with its number: its word, or none, and what follows; comments left out."""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        found = LINE.fullmatch(stripped)
        if found and stripped and not stripped.startswith("#"):
            yield number, found["word"] or "", found["text"]


def _unread(file: str, text: str) -> Iterator[Diagnostic]:
    for number, word, rest in _lines(text):
        if TEXT.fullmatch(rest):
            continue
        if not word and not rest.startswith('"'):
            message, hint = "not a line of a gettext catalogue", ""
        elif TEXT.match(rest):
            message, hint = "a text goes on after its closing quote", r"write \" for a quote in it"
        elif rest.startswith('"'):
            message, hint = "a text has no closing quote", ""
        else:
            message, hint = f"{word} has no text in quotes", ""
        yield Diagnostic("H20", message, Span(file, number), hint)


def _twice(file: str, text: str) -> Iterator[Diagnostic]:
    """Words that are translated in two ways."""
    first: dict[tuple[str, str], tuple[int, Entry]] = {}
    for number, entry in _entries(text):
        key = entry.get("msgctxt", ""), entry.get("msgid", "")
        line, before = first.setdefault(key, (number, entry))
        if before != entry:
            message = f"{key[1]} is translated before, on line {line}, and otherwise"
            yield Diagnostic("H20", message, Span(file, number), "leave out one of the two")


def _entries(text: str) -> Iterator[tuple[int, Entry]]:
    """The entries of a catalogue, each with the line of its ``msgid``."""
    line, word = 0, ""
    entry: Entry = {}
    for number, begins, rest in _lines(text):
        if begins == "msgctxt" or (begins == "msgid" and set(entry) != {"msgctxt"}):
            if entry:
                yield line, entry
            entry = {}
        word = begins or word
        if begins == "msgid":
            line = number
        entry[word] = (entry.get(word, '""')[:-1] + rest[1:]) if word else rest
    if entry:
        yield line, entry
