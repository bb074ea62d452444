"""Dates told by words that move: yesterday, last week, the day before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.checks.voice import Said, own, texts
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Event
    from briefgen.resolve import Site

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


_UNITS = "night morning afternoon evening week month year".split()


def _heads(heads: str, tails: Iterable[str] = ("",)) -> dict[str, tuple[str, ...]]:
    return {head: tuple(f"{head}{tail}" for tail in tails) for head in heads.split("|")}


_TRACES = {
    "en": {
        **_heads("yesterday|today|tonight|tomorrow| ago"),
        **_heads("last |next |this ", (*_UNITS, *_WEEKDAYS["en"].split("|"))),
    },
    "fr": {
        **_heads("hier|aujourd|demain|il y a |derni|prochain"),
        **_heads("cette ", ("nuit", "semaine", "année")),
        **_heads("ce ", ("matin", "soir", "mois", *_WEEKDAYS["fr"].split("|"))),
    },
}
"""One of these, in small letters, stands in every text in which there is something to find.

Each beginning has its endings, which are looked for only where the beginning is.
"""


def _words(*tables: dict[str, str]) -> dict[str, re.Pattern[str]]:
    found = {}
    for lang in _TRACES:
        ways = "|".join(table[lang] for table in tables)
        # bounds of words, but for Markdown's underscores, which are none
        whole = rf"(?<![^\W_])(?:{ways})(?![^\W_])"
        found[lang] = re.compile(whole, re.IGNORECASE | re.VERBOSE)
    return found


IN_TEXT = _words(_TODAY)
ALONE = _words(_TODAY, _BEFORE)


def relative(site: Site) -> Iterator[Finding]:
    """Each text of an event without date_basis that tells a day by a word that moves."""
    default = site.dossier.config.lang
    for event in site.events.values():
        if event.date_basis is None:
            for said, words in _told(event, default):
                found = _first(said, words)
                if found:
                    yield Finding(
                        Field("event", event.id, said.path),
                        f'"{found}" moves with the day of the reader, and no date_basis says'
                        f" how {event.date.text} is known",
                    )


def _told(event: Event, default: str) -> Iterator[tuple[Said, re.Pattern[str]]]:
    """The event's own texts, each with the words to look for in it."""
    for said in _standing_alone(event, default):
        if said.lang in ALONE:
            yield said, ALONE[said.lang]
    for said in _in_context(event, default):
        if said.lang in IN_TEXT and _traced(said):
            yield said, IN_TEXT[said.lang]


def _standing_alone(event: Event, default: str) -> Iterator[Said]:
    yield from texts(("title",), event.title, default)
    yield from texts(("what",), event.what, default)


def _in_context(event: Event, default: str) -> Iterator[Said]:
    yield from texts(("via",), event.via, default)
    for n, statement in enumerate(event.says):
        yield from texts(("says", n, "gist"), statement.gist, default)
    if event.body:
        yield Said(("body",), event.body, default.partition("-")[0])


def _traced(said: Said) -> bool:
    """Whether there may be something to find: a tenth of the time it takes to be sure."""
    small = said.text.lower()
    for head, whole in _TRACES[said.lang].items():
        if head in small and any(trace in small for trace in whole):
            return True
    return False


def _first(said: Said, words: re.Pattern[str]) -> str:
    """The first such word outside quotations; one with a capital inside a sentence is a name."""
    if not words.search(said.text):  # as of nearly all: what is quoted need not be found
        return ""
    for found in words.finditer(own(said)):
        start = found.start()
        before = said.text[max(0, start - 20) : start].rstrip(" *_")
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
    find=relative,
)
