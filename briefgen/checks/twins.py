"""One act recorded twice."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefgen.model import Event
    from briefgen.resolve import Site

WORD = re.compile(r"[^\W_]+")
LENGTH = 4
"""Characters of a shingle: a changed ending leaves most of a word's shingles alone."""
ALIKE = 0.5
"""The part of their shingles that two texts share at least, to be one text told twice."""
NEIGHBOURS = 20
"""With how many others of the same day and actors a text is compared at most."""


class _Told(NamedTuple):
    shingles: frozenset[str]
    quotes: frozenset[str]
    event: Event


def twins(site: Site) -> Iterator[Finding]:
    """Each event that another of the same day and actors resembles, with the one before it."""
    lang = site.dossier.config.lang
    for together in _of_a_day(site.events.values()):
        for twin, event in _pairs([_told(e, lang) for e in together]):
            yield Finding(
                Field("event", event.id, ("what",)),
                f'the same day, actors and nearly the same words as "{twin.id}"',
            )


def _of_a_day(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Events that share their day and who acted in it, where there are several."""
    together: dict[tuple[date | None, frozenset[str]], list[Event]] = {}
    for event in events:
        if event.date.precision == "day":
            together.setdefault((event.date.lower, frozenset(event.who)), []).append(event)
    return (several for several in together.values() if len(several) > 1)


def _told(event: Event, lang: str) -> _Told:
    quotes = frozenset(plain(s.quote) for s in event.says if s.quote)
    return _Told(shingles(event.what.choose(lang, lang).text), quotes, event)


def _pairs(told: list[_Told]) -> Iterator[tuple[Event, Event]]:
    """The first twin of each: it, and the event that resembles it."""
    for n, later in enumerate(told):
        for earlier in told[max(0, n - NEIGHBOURS) : n]:
            if _alike(earlier, later) and not _told_apart(earlier.event, later.event):
                yield earlier.event, later.event
                break


def _alike(one: _Told, other: _Told) -> bool:
    if one.quotes & other.quotes:
        return True
    shared = len(one.shingles & other.shingles)
    return shared >= ALIKE * len(one.shingles | other.shingles)


def _told_apart(one: Event, other: Event) -> bool:
    """Whether one of them names the other: whoever wrote it knew that there are two."""
    named = {*one.see_also, *one.responds_to}, {*other.see_also, *other.responds_to}
    return other.id in named[0] or one.id in named[1]


def plain(text: str) -> str:
    """A text without case, accents and punctuation."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(WORD.findall("".join(c for c in bare if not unicodedata.combining(c))))


def shingles(text: str) -> frozenset[str]:
    """Every run of four characters in the plain text; a shorter text is its own."""
    bare = plain(text)
    return frozenset(bare[n : n + LENGTH] for n in range(max(1, len(bare) - LENGTH + 1)))


B02 = Rule(
    code="B02",
    severity="warning",
    fault="near-duplicate events",
    sees=(
        "two events of the same day and the same who, whose what shares half of its runs of four"
        " letters, or that hold the same quote; a pair of which one names the other in see_also or"
        " responds_to is let be. Of one day and the same actors each event is compared with the"
        " twenty before it. It cannot see one act told in quite other words, in two languages, or"
        " on two days"
    ),
    why="one act that stands twice in the file counts twice in every figure",
    example="""\
# events/2025-04-07-closes.yaml
{date: 2025-04-07, who: mali, what: Closes its airspace to Algeria, source: a}
# events/2025-04-07-airspace.yaml
{date: 2025-04-07, who: mali, what: Closes its airspace to all Algerian aircraft, source: b}
""",
    cure="make one event of the two, with both sources, or name the other in see_also",
    find=twins,
)
