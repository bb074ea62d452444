"""Small records for tests: each with what it must have, and what the test says."""

from __future__ import annotations

import datetime
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NoReturn

from briefgen.audience import Audience, Visible
from briefgen.checks.reading import Context, Ear, records
from briefgen.dates import parse
from briefgen.model import Actor, Claim, Config, Dossier, Event, Source
from briefgen.model.dossier import Edition
from briefgen.model.event import On, Statement
from briefgen.model.fields import Localized
from briefgen.model.shared import Citation
from briefgen.resolve import Site, resolve

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from briefgen.checks.rule import Finding, Rule
    from briefgen.model.event import Stance

TODAY = datetime.date(2025, 7, 1)
PUBLIC = Audience(TODAY)


def text(words: str) -> Localized:
    """A text without a language of its own."""
    return Localized((("", words),))


def actor(id_: str, **more: Any) -> Actor:
    """A state, unless said otherwise."""
    return Actor(**{"id": id_, "name": text(id_.title()), "kind": "state", **more})


def source(id_: str, issued: str = "2025-03-06", **more: Any) -> Source:
    """A newspaper article."""
    given = {"title": text(id_.title()), "type": "article-newspaper", **more}
    return Source(**{"id": id_, "issued": parse(issued), **given})


def claim(id_: str, *about: str, **more: Any) -> Claim:
    """A claim about some actors."""
    return Claim(**{"id": id_, "text": text(id_), "about": about, **more})


def says(
    stance: Stance, claimed: str = "rocks", *, by: str | None = None, date: str = ""
) -> Statement:
    """A paraphrase that takes a stance on a claim."""
    on = (On(claimed, stance),)
    said = parse(date) if date else None
    return Statement(form="paraphrase", gist=text(stance), by=by, date=said, on=on)


def event(id_: str, date: str, who: str = "arland", *statements: Statement, **more: Any) -> Event:
    """An event of one actor, by the source ``gazette``."""
    given = {"what": text(id_), "source": (Citation("gazette"),), "says": statements, **more}
    return Event(**{"id": id_, "date": parse(date), "who": (who,), **given})


class BodyReadError(AssertionError):
    """The body of an event was read."""


class Blind(Event):
    """An event whose body nobody may read."""

    @property
    def body(self) -> NoReturn:
        """Whoever asks is caught."""
        raise BodyReadError


def blind(one: Event) -> Event:
    """The same event, with a body that nobody may read."""
    made = object.__new__(Blind)
    for field in fields(one):
        if field.name != "body":
            object.__setattr__(made, field.name, getattr(one, field.name))
    return made


CONFIG = Config(
    title=text("Arland and Borduria"),
    subjects=("arland", "borduria"),
    lang="en",
    editors=("The editors",),
    edition=Edition("1", parse("2025-06-30")),
)
ACTORS = (
    actor("arland"),
    actor("borduria"),
    actor("minister", kind="person", side="arland", part_of="office"),
    actor("office", kind="government-body", side="arland", part_of="arland"),
    actor("port", kind="government-body", side="borduria", part_of="borduria"),
    actor("press", kind="media"),
)


def dossier(*events: Event, **more: Any) -> Dossier:
    """These events among two states, a minister, his office, a port and the press."""
    given = {"config": CONFIG, "actors": ACTORS, "sources": (source("gazette"),), **more}
    return Dossier(**{"events": tuple(sorted(events, key=lambda e: e.id)), **given})


def site(*events: Event, **more: Any) -> Site:
    """The same, resolved, with nothing hidden."""
    return resolve(Visible(dossier(*events, **more), frozenset()))


def found_in(made: Site, rule: Rule) -> list[Finding]:
    """What a rule finds in each record of a site by itself."""
    ear = Ear(Context.of(made.dossier))
    readings = [ear.read(record) for record in records(made.dossier)]
    asked = [(rule.each[one.kind], one) for one in readings if one.kind in rule.each]
    return [found for each, reading in asked for found in each(reading)]


def config(**more: Any) -> Config:
    """The dossier's configuration with some fields changed."""
    return replace(CONFIG, **more)


def steps(work: Callable[[], object]) -> int:
    """How many functions are called to do something: what time it takes, on any machine."""
    taken = 0

    def heard(frame: FrameType, happened: str, given: object) -> None:
        nonlocal taken
        taken += happened in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        work()
    finally:
        sys.setprofile(before)
    return taken
