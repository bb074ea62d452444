"""Synthetic dossiers of N events, the same text for briefgen and for Pelican.

Each event has a paragraph of some 110 words with emphasis and a link, a quote of 18 words,
three actors of 200, two sources of N/2 and two themes of 30. The text depends on N only.
"""

from __future__ import annotations

import datetime
import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = (
    "the of and a to in is was for on that by this with from at as it were had not which their"
    " an but its also after first two over into time more during other who only some years state"
    " council minister region border committee report treaty river winter delegation talks envoy"
    " inspectors agreement statement commission ceasefire convoy village province observers"
    " mandate protocol assembly resolution parliament election budget pipeline tariff grain"
    " railway bridge ministry correspondent ledger testimony hearing tribunal appeal verdict"
    " witness evidence memorandum annex article clause newspaper radio bulletin census camp"
    " hospital teacher engineer officer brigade checkpoint valley desert morning autumn april"
    " month decade partial formal bilateral regional federal rural public former acting deputy"
    " joint interim announced confirmed approved postponed resumed ended withdrew entered spoke"
    " wrote published measured reported proposed accepted promised naïve Zürich São façade"
).split()
PLACES = "Alba Brera Corvo Delta Elin Fonte Gara Hoda Istra Jura Kesh Lorn Mira Pell Quay".split()
THEMES = [f"theme-{n:02}" for n in range(30)]
ACTORS = [f"actor-{n:03}" for n in range(200)]
TYPES = ("statement", "consult", "accuse/allege", "agree", "reject")


@dataclass(frozen=True)
class Event:
    """One event, free of any generator's form."""

    id: str
    date: datetime.date
    title: str
    actors: list[str]
    themes: list[str]
    place: str
    sources: list[str]
    quote: str
    body: str


def events(n: int) -> Iterator[Event]:
    """N events over 74 years; the same ones for the same N."""
    draw = random.Random(n)
    first = datetime.date(1950, 1, 1)
    sources = source_ids(n)
    for i in range(n):
        yield Event(
            id=f"ev-{i:06}",
            date=first + datetime.timedelta(days=i * 27000 // n),
            title=_words(draw, 7).capitalize(),
            actors=draw.sample(ACTORS, 3),
            themes=draw.sample(THEMES, 2),
            place=draw.choice(PLACES).lower(),
            sources=_near(draw, sources, i // 2),
            quote=_words(draw, 18).capitalize(),
            body=_paragraph(draw, i),
        )


def source_ids(n: int) -> list[str]:
    """The ids of the N/2 sources."""
    return [f"source-{i:05}" for i in range(max(2, n // 2))]


def _words(draw: random.Random, count: int) -> str:
    return " ".join(WORDS[int(draw.random() ** 1.6 * len(WORDS))] for _ in range(count))


def _near(draw: random.Random, sources: list[str], at: int) -> list[str]:
    """Two sources issued soon after: reports follow what they report."""
    window = sources[at : at + 20] if at + 2 <= len(sources) else sources[-2:]
    return draw.sample(window, 2)


def _paragraph(draw: random.Random, i: int) -> str:
    sentences = [_words(draw, draw.randint(12, 18)).capitalize() + "." for _ in range(6)]
    sentences[1] = f"**{_words(draw, 2)}** {sentences[1]}"
    sentences[3] = f"See [{_words(draw, 3)}](https://example.org/doc/{i}). {sentences[3]}"
    sentences[4] = f"*{_words(draw, 2)}* {sentences[4]}"
    return " ".join(sentences)


def briefgen(n: int, root: Path) -> None:
    """Write the dossier in briefgen's form: an event a file, the rest in lists."""
    content = root / "content"
    (content / "events").mkdir(parents=True)
    _put(content / "dossier.yaml", _DOSSIER)
    _put(content / "actors.yaml", "".join(map(_actor, ACTORS)))
    _put(content / "themes.yaml", "".join(f"- {{id: {t}, label: {t.title()}}}\n" for t in THEMES))
    _put(content / "places.yaml", "".join(f"- {{id: {p.lower()}, name: {p}}}\n" for p in PLACES))
    _put(content / "sources.yaml", "".join(_source(i, n) for i in range(max(2, n // 2))))
    for n_, event in enumerate(events(n)):
        _put(content / f"events/{event.id}.yaml", _yaml(event, TYPES[n_ % len(TYPES)]))


def pelican(n: int, root: Path, pages: int) -> None:
    """Write the same events in Pelican's form, and so many ``pages`` beside them."""
    (root / "content/events").mkdir(parents=True)
    (root / "content/pages").mkdir()
    _put(root / "pelicanconf.py", _PELICAN)
    for event in events(n):
        _put(root / f"content/events/{event.id}.md", _markdown(event))
    for i in range(pages):
        rows = "\n".join(f"- [Event {i}](../events/ev-{i:06}.html)" for _ in range(40))
        _put(root / f"content/pages/list-{i:04}.md", f"Title: List {i}\n\n{rows}\n")


def pages(n: int) -> int:
    """How many pages Pelican makes of N events: one each, and the lists of all and by actor."""
    held = Counter(actor for event in events(n) for actor in event.actors)
    return n + sum(-(-count // LISTED) for count in (n, *held.values()))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _actor(id_: str) -> str:
    kind = "state" if id_ < "actor-002" else "person"
    side = "" if kind == "state" else f", side: actor-00{int(id_[-3:]) % 2}"
    return f"- {{id: {id_}, name: {id_.replace('-', ' ').title()}, kind: {kind}{side}}}\n"


def _source(i: int, n: int) -> str:
    days = i * 27000 // len(source_ids(n)) + 400
    issued = datetime.date(1950, 1, 1) + datetime.timedelta(days=days)
    return (
        f"- id: source-{i:05}\n  title: Report number {i}\n  type: article-newspaper\n"
        f"  issued: {issued}\n  publisher: Outlet {i % 40}\n"
        f"  url: https://example.org/{i}\n  lang: en\n"
    )


def _yaml(event: Event, type_: str) -> str:
    who, *to = event.actors
    return (
        f"date: {event.date}\ntype: {type_}\nwho: {who}\nto: [{', '.join(to)}]\n"
        f'what: "{event.title}"\nplace: {event.place}\nthemes: [{", ".join(event.themes)}]\n'
        f"source: [{', '.join(event.sources)}]\n"
        f'says:\n  - quote: "{event.quote}"\n    form: direct\n    lang: en\n'
        f"body: |\n  {event.body}\n"
    )


def _markdown(event: Event) -> str:
    return (
        f"Title: {event.title}\nDate: {event.date}\nSlug: {event.id}\n"
        f"Tags: {', '.join(event.actors)}\nPlace: {event.place}\n"
        f"Sources: {', '.join(event.sources)}\nQuote: {event.quote}\n\n{event.body}\n"
    )


_DOSSIER = """\
title: A synthetic dossier
subjects: [actor-000, actor-001]
lang: en
editors: [The benchmark]
edition: {id: "1", date: 2026-01-01}
checks: # its addresses are made up, its words drawn at random
  - {check: S05, severity: off}
  - {check: D03, severity: off}
  - {check: Q06, severity: off}
  - {check: V03, severity: off}
"""

LISTED = 100
"""So many events are on one page of a list; as many pages come of it as briefgen makes."""
_PELICAN = f"""\
SITENAME = "A synthetic dossier"
SITEURL = ""
TIMEZONE = "UTC"
AUTHOR = "The benchmark"
DEFAULT_LANG = "en"
PATH = "content"
THEME = "simple"
ARTICLE_PATHS = ["events"]
PAGE_PATHS = ["pages"]
ARTICLE_URL = ARTICLE_SAVE_AS = "events/{{slug}}.html"
PAGE_URL = PAGE_SAVE_AS = "pages/{{slug}}.html"
TAG_URL = TAG_SAVE_AS = "actors/{{slug}}.html"
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = CATEGORIES_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = {LISTED}
PAGINATED_TEMPLATES = {{"index": None, "tag": None}}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DISPLAY_PAGES_ON_MENU = False
SUMMARY_MAX_LENGTH = 0
"""
