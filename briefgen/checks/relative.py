"""Dates told by words that move: yesterday, last week, the day before."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.lexicon.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.passages import Told
    from briefgen.checks.reading import Reading
    from briefgen.model import Event

_WEEKDAYS = {
    "en": "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "fr": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
}
_NUMBERS = {
    "en": r"\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|some|a\ few",
    "fr": r"\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques|plusieurs",
}
_TODAY = {
    "en": rf"""
        yesterday|today|tonight|tomorrow
        |(?<!\bthe\ )(?:last|next|this)\ (?:
            (?:night|morning|afternoon|evening|week|weekend|month|year)
            |(?:{_WEEKDAYS["en"]})(?!,?\ \d))
        |(?:{_NUMBERS["en"]})\ (?:hour|day|week|month|year)s?\ ago
    """,
    "fr": rf"""
        (?:avant-)?hier|aujourd['’]hui|(?:après-)?demain
        |(?:semaine|mois|an|année|{_WEEKDAYS["fr"]})\ (?:derni|proch)(?:er|ère|ain|aine)(?!,?\ \d)
        |ce\ (?:matin|soir|mois|(?:{_WEEKDAYS["fr"]})(?!,?\ \d))|cette\ (?:nuit|semaine|année)
        |il\ y\ a\ (?:{_NUMBERS["fr"]})\ (?:heure|jour|semaine|mois|an|année)s?
    """,
}
"""What hangs on the day of whoever speaks."""
_BEFORE = {
    "en": r"""
        the\ (?:day|week|month|year)\ (?:before|after)(?!\ \w)
        |the\ (?:previous|next|following)\ (?:day|week|month|year)(?!\ of\b)
    """,
    "fr": r"""
        (?:la|l['’]avant-)(?:\ ?veille)(?!\ (?:de|du|des|où|\w+ique|sanitaire)\b|\ d['’])
        |(?<!\bau\ )(?:le\ |dès\ le\ )(?:sur)?lendemain(?!\ (?:de|du|des|où)\b|\ d['’])
        |(?:la\ semaine|le\ mois|l['’]année)\ (?:précédente?|suivante?)
    """,
}
"""What hangs on a day told before; where a text stands alone there is none."""


STANDING_ALONE = ("title", "what")
"""Fields whose texts are read without any other."""


def _pairs(firsts: str, seconds: str) -> list[str]:
    return [f"{one} {other}" for one in firsts.split("|") for other in seconds.split("|")]


_LONG = "day|week|month|year"
_TRACES = {
    "en": ([
        *"yesterday today tonight tomorrow ago".split(),
        *_pairs("last|next|this", "night|morning|afternoon|evening|week|weekend|month|year"),
        *_pairs("last|next|this", _WEEKDAYS["en"]),
        *_pairs(_LONG, "before|after"),
        *_pairs("previous|next|following", _LONG),
    ], frozenset("last next this before after previous following".split())),
    "fr": ([
        *"hier aujourd demain veille laveille lendemain surlendemain".split(),
        *"dernier dernière derniain derniaine procher prochère prochain prochaine".split(),
        *"précédent précédente suivant suivante".split(),
        *_pairs("ce", f"matin|soir|mois|{_WEEKDAYS['fr']}"),
        *_pairs("cette", "nuit|semaine|année"),
        "il y a",
    ], frozenset("ce cette".split())),
}  # fmt: skip
"""One of these stands in every text in which there is something to find."""


@cache
def _traces(lang: str) -> Finder:
    return Finder(*_TRACES[lang])


@cache
def _words(lang: str, *, alone: bool) -> re.Pattern[str]:
    """What moves with the day of the reader, in a text that stands alone or beside others."""
    ways = "|".join((_TODAY[lang], _BEFORE[lang]) if alone else (_TODAY[lang],))
    # bounds of words, but for Markdown's underscores, which are none
    whole = rf"(?<![^\W_])(?:{ways})(?![^\W_])"
    return re.compile(whole, re.IGNORECASE | re.VERBOSE)


def relative(reading: Reading[Event]) -> Iterator[Finding]:
    """Each text of an event without date_basis that tells a day by a word that moves."""
    event = reading.record
    if event.date_basis is None and (langs := _moving(reading)):
        for told in reading.told(*STANDING_ALONE, "via", "says", "body"):
            found = _first(told) if told.lang in langs else ""
            if found:
                yield Finding(
                    reading.at(*told.path),
                    f'"{found}" moves with the day of the reader, and no date_basis says'
                    f" how {event.date.text} is known",
                )


def _moving(reading: Reading[Event]) -> frozenset[str]:
    """The languages in which there may be something to find: soon known of nearly all events."""
    return frozenset(
        lang
        for lang in {told.lang for told in reading.texts}
        if lang in _TRACES and _traces(lang).may_find(reading.pieces)
    )


def _first(told: Told) -> str:
    """The first such word outside quotations; one with a capital inside a sentence is a name."""
    words = _words(told.lang, alone=told.path[0] in STANDING_ALONE)
    if not words.search(told.text):  # as of nearly all: what is quoted need not be found
        return ""
    for found in words.finditer(told.own()):
        start = found.start()
        before = told.text[max(0, start - 20) : start].rstrip(" *_")
        if not found[0][0].isupper() or not before or before[-1] in '.!?:\n«“"(':
            return found[0]
    return ""


D03 = Rule(
    code="D03",
    severity="warning",
    fault="relative word without date_basis",
    sees=(
        "in an event without date_basis, a word of English or French that tells a day from the"
        " speaker's own (yesterday, last week, two days ago; hier, la semaine dernière, il y a"
        " deux jours) in title, what, via, gist or body, or one that tells it from a day named"
        " before (the day before, la veille, le lendemain) in title or what, which stand alone;"
        " words in quotation marks are let be. It cannot see a bare day of the week, a relative"
        " word that stands in the source alone, or other languages"
    ),
    why="a reader on another day reads another date, and cannot tell how the record's was found",
    example="""\
# events/2025-01-01-mali-mfa.yaml
date: 2025-01-01
what: Condemned yesterday's remarks as interference
""",
    cure="name the day in the text, or say date_basis: {basis: relative, reason: …}",
    each={"event": relative},
)
