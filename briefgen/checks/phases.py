"""Acts that were announced on one day and took effect on another, under one date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.passages import Told
    from briefgen.checks.reading import Reading
    from briefgen.model import Event

TRACES = {"en": ("announc", "declar"), "fr": ("annonc", "déclar")}
"""One of these, in small letters, stands in every text that announces."""
ANNOUNCING = {
    "en": re.compile(r"\b(?:announc|declar)(?:es?|ed|ing)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:annonc|déclar)(?:e|ent|é|ée|a|èrent|ant)\b", re.IGNORECASE),
}
TAKING_EFFECT = {
    "en": re.compile(
        r"""\bannounce[sd]?\ and\ (?!(?:confirm|explain|defend|condemn|detail|justif|publish)
                \w+|says\b)\w+(?:s|ed)\b
        |\b(?:with\ effect|effective)\ (?:from|on|as\ of|as\ from)\b
        |\b(?:tak(?:es?|ing)\ (?:effect|force)|enter(?:s|ing)?\ into\ force)
            \ (?:from|on|as\ of|as\ from|in)\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "fr": re.compile(
        r"""\bannonce(?:nt)?\ et\ (?!(?:confirm|expli|défend|condamn|détaill|justifi|publi)
                |(?:que?|des?|l[ea]s?|une?|son|sa|ses|leurs?)\b)\w+(?:e|t|d|nt)\b
        |\bà\ compter\ d[ue]\b|\bavec\ effet\ (?:au|le|à\ partir)\b
        |\b(?:pren(?:d|nent|ant)\ effet|entr(?:e|ent|ant)\ en\ vigueur)\ (?:le|au|en|à\ partir)\b
        |\bapplicables?\ (?:le|dès|à\ partir)\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
}
DAY = re.compile(r"\D{0,20}?\b(\d{1,2})(?:er)?\b")
"""The day of the month that is named next."""
EFFECTS = frozenset(["in-force", "suspended", "resumed", "denounced", "ended"])
"""Statuses that last from some day on."""


def merged(reading: Reading[Event]) -> Iterator[Finding]:
    """What tells of an event both an announcement and what was to follow from it."""
    event = reading.record
    step = event.agreement
    if event.phase == "announced" and step and step.status in EFFECTS:
        yield Finding(
            reading.at("agreement", "status"),
            f'the status "{step.status}" begins on {event.date.text}, when it was only announced',
        )
    for told in reading.told("title", "what"):
        effect = _effect(told, event)
        if effect:
            yield Finding(
                reading.at(*told.path),
                f'an announcement and its effect ("{effect}") under one date, {event.date.text}',
            )


def _effect(told: Told, event: Event) -> str:
    """The words for a later effect beside a verb of announcing, if there are any."""
    small = told.text.lower()
    if told.lang not in TRACES or not any(trace in small for trace in TRACES[told.lang]):
        return ""
    words = told.own()
    effect = TAKING_EFFECT[told.lang].search(words)
    if not effect or not ANNOUNCING[told.lang].search(words):
        return ""
    day = DAY.match(words, effect.end())
    same = day and event.date.lower and int(day[1]) == event.date.lower.day
    return "" if same else effect[0]


D05 = Rule(
    code="D05",
    severity="info",
    fault="announcement and effect under one date",
    sees=(
        "an event of phase announced that gives an agreement a lasting status (in-force,"
        " suspended, resumed, denounced, ended); and a title or what in English or French with a"
        " verb of announcing beside words for a later effect (with effect from, takes effect on,"
        " announces and closes; à compter du, prend effet le, annonce et ferme). Immediate"
        " effect, and effect on the event's own day, are let be. It cannot see an effect told in"
        " other words, or in the body"
    ),
    why="the day something was said and the day it came to be are two dates, and a reader counts"
    " from one of them",
    example="""\
# events/2024-01-28-exit.yaml
date: 2024-01-28
what: Announces its exit, which takes effect on 29 January 2025
""",
    cure="make two events, one for each date, or say phase: announced and leave the effect out",
    each={"event": merged},
)
