"""An event: what was done or said, by whom, on what evidence, and what was said in return."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen.errors import Field
from briefgen.model.fields import Words
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Body, Card, Cited, Frame, Pair, Party, Quote, Row, Stone, When
from briefgen.plan import Link, Page
from briefgen.resolve.ledger import Utterance
from briefgen.value import Value, digest, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Event
    from briefgen.model.shared import Change
    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf


@frozen()
class FigureView(Value):
    """A number somebody gave."""

    what: Words
    by: Party
    low: float | None
    best: float | None
    high: float | None
    sources: tuple[Cited, ...]


@frozen()
class ChangeView(Value):
    """A change since the record was published."""

    when: When
    kind: str
    """correction, update, addition or withdrawal."""
    note: Words


@frozen()
class EventView(Value):
    """The page of one event."""

    frame: Frame
    card: Card
    """The event as the timeline shows it."""
    type: str
    """PLOVER type and mode; worded by the theme."""
    via: Words | None
    """The channel."""
    place: Words | None
    place_precision: str
    """exact, town, admin, country, or an empty string."""
    themes: tuple[Words, ...]
    quotes: tuple[Quote, ...]
    """The statements made, in order."""
    figures: tuple[FigureView, ...]
    conflicts: tuple[Words, ...]
    """Where the sources differ."""
    body: Body | None
    agreement: Link | None
    """The agreement it concerns."""
    agreement_status: str
    """The status it gives that agreement, or an empty string."""
    claims: tuple[Pair, ...]
    """The claims its statements bear on, each beside its reply or the lack of one."""
    responds_to: tuple[Row, ...]
    answers: tuple[Row, ...]
    """The events that respond to it."""
    see_also: tuple[Row, ...]
    withheld: Words | None
    """What is said of records it names that this edition leaves out, if there are any."""
    withdrawn: tuple[Stone, ...]
    """Records it referred to that have been withdrawn since."""
    before: Row | None
    """The event before it in time."""
    after: Row | None
    """The event after it."""
    changes: tuple[ChangeView, ...]
    timeline: str
    """Where the timeline shows it."""


VIEWS = {"event.html": EventView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """A page for each event."""
    return (page(shelf, frame, *place) for place in _places(shelf))


def page(shelf: Shelf, frame: Frame, id_: str, before: str | None, after: str | None) -> Page:
    """The page of one event, which stands between two others in time."""
    keys = Keys.of(shelf, frame)
    made_of = partial(_parts, keys, id_, before, after)
    make = partial(_view, shelf, frame, id_, before, after)
    later = keys.later(made_of, make, shelf.site.events[id_])
    return Page(shelf.event_path(id_), "event.html", later, shelf.lang, Field("event", id_))


def views(shelf: Shelf, frame: Frame) -> tuple[EventView, ...]:
    """All events in chronological order, for the print edition."""
    return tuple(_view(shelf, frame, *place) for place in _places(shelf))


def _places(shelf: Shelf) -> Iterator[tuple[str, str | None, str | None]]:
    """Each event in chronological order, with the one before and the one after it."""
    ids = list(shelf.site.events)
    return zip(ids, [None, *ids], [*ids[1:], None], strict=False)


def _parts(keys: Keys, id_: str, before: str | None, after: str | None) -> Made:
    site = keys.site
    event = site.events[id_]
    step = event.agreement
    return (
        ("statement", keys.event(id_)),
        ("place", digest(site.places[event.place]) if event.place else None),
        ("themes", tuple([digest(site.themes[t]) for t in event.themes])),
        ("agreement", digest(site.agreements[step.ref]) if step else None),
        ("figures", tuple([(keys.actor(f.by), keys.cited(f.source)) for f in event.figures])),
        ("claims and replies", tuple(map(keys.pair, event.claimed))),
        ("earlier records", keys.events(event.responds_to)),
        ("answers", keys.events(site.answers.get(id_, ()))),
        ("see also", keys.events(event.see_also)),
        ("before and after", (before and keys.event(before), after and keys.event(after))),
        ("references", keys.links(event.body)),
        ("withdrawn", keys.lost("event", id_)),
    )


def _view(shelf: Shelf, frame: Frame, id_: str, before: str | None, after: str | None) -> EventView:
    site = shelf.site
    event = site.events[id_]
    place = site.places[event.place] if event.place else None
    step = event.agreement
    card = shelf.card(id_)
    return EventView(
        frame=frame,
        card=card,
        type=event.type,
        via=shelf.maybe(event.via),
        place=shelf.place(place.id) if place else None,
        place_precision=place.precision if place else "",
        themes=tuple(map(shelf.theme, event.themes)),
        quotes=tuple([shelf.quote(Utterance(event, n)) for n in range(len(event.says))]),
        figures=_figures(shelf, event),
        conflicts=tuple(map(shelf.words, event.conflicts)),
        body=shelf.body(event.body, shelf.config.lang, id_),
        agreement=shelf.link(("agreement",), step.ref) if step else None,
        agreement_status=(step.status or "") if step else "",
        claims=tuple(map(shelf.pair, event.claimed)),
        responds_to=shelf.rows(event.responds_to),
        answers=shelf.rows(site.answers.get(id_, ())),
        see_also=shelf.rows(event.see_also),
        withheld=shelf.maybe(event.when_hidden),
        withdrawn=shelf.lost("event", id_),
        before=shelf.row(before) if before else None,
        after=shelf.row(after) if after else None,
        changes=changes(shelf, event.changes),
        timeline=shelf.timeline_path(id_),
    )


def changes(shelf: Shelf, told: Iterable[Change]) -> tuple[ChangeView, ...]:
    """What a record tells of itself since it was published."""
    return tuple([ChangeView(shelf.when(c.date), c.kind, shelf.words(c.note)) for c in told])


def _figures(shelf: Shelf, event: Event) -> tuple[FigureView, ...]:
    return tuple(
        FigureView(
            shelf.words(f.what), shelf.party(f.by), f.low, f.best, f.high,
            shelf.cited(f.source or event.source),
        )
        for f in event.figures
    )  # fmt: skip
