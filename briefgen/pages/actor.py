"""Actors: the index, and for each what it said, what was said of it, and whom it addresses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen.errors import Field
from briefgen.model.fields import Words
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Cited, Frame, Pair, Party, Quote, Row, Stone, When
from briefgen.plan import Page
from briefgen.resolve.chronology import grouped
from briefgen.resolve.ledger import Utterance
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.dates import Edtf
    from briefgen.model import Actor
    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf


@frozen()
class OfficeView(Value):
    """A post, who held it, and when."""

    holder: Party
    title: Words
    of: Party | None
    start: When | None
    end: When | None
    sources: tuple[Cited, ...]


@frozen()
class DesignationView(Value):
    """What somebody calls the actor."""

    label: Words
    by: Party
    since: When | None
    sources: tuple[Cited, ...]


@frozen()
class Entry(Value):
    """An actor as a line of the index."""

    party: Party
    kind: str
    """state, government-body, person, …; worded by the theme."""
    side: Party | None
    note: Words | None
    acts: int
    """Events it acts in."""
    addressed: int
    """Events that address it."""


@frozen()
class ActorsView(Value):
    """The index of actors."""

    frame: Frame
    entries: tuple[Entry, ...]
    """Subjects first, then all others by name."""


@frozen()
class ActorView(Value):
    """The page of one actor."""

    frame: Frame
    party: Party
    kind: str
    side: Party | None
    part_of: Party | None
    note: Words | None
    names: tuple[Words, ...]
    """Names in other languages and scripts."""
    aliases: tuple[str, ...]
    wikidata: str
    """Its item, or an empty string."""
    offices: tuple[OfficeView, ...]
    """Posts it held."""
    officials: tuple[OfficeView, ...]
    """Posts of this body or state, and who held them."""
    designations: tuple[DesignationView, ...]
    said: tuple[Quote, ...]
    """What it said, and what was said for it, in order of date."""
    about: tuple[Pair, ...]
    """Claims about it, each beside its reply or the lack of one."""
    acts: tuple[Row, ...]
    """Events it acts in."""
    addressed: tuple[Row, ...]
    """Events that address it."""
    edges: tuple[tuple[Party, Party, int], ...]
    """Who addresses whom, in how many events: those in which it takes part."""
    twin: Party | None
    """The other subject, whose page has the same sections."""
    sources: tuple[Cited, ...]
    withdrawn: tuple[Stone, ...]
    """Records it referred to that have been withdrawn since."""


VIEWS = {"actors.html": ActorsView, "actor.html": ActorView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The index and a page for each actor."""
    index = ActorsView(frame, entries(shelf))
    yield Page(shelf.path("actors"), "actors.html", index, shelf.lang)
    keys = Keys.of(shelf, frame)
    for actor in shelf.site.actors.values():
        made_of, make = partial(_parts, keys, actor), partial(_view, shelf, frame, actor)
        later = keys.later(made_of, make, actor)
        path = shelf.path("actors", actor.id)
        yield Page(path, "actor.html", later, shelf.lang, Field("actor", actor.id))


def entries(shelf: Shelf) -> tuple[Entry, ...]:
    """All actors, the subjects first."""
    site, subjects = shelf.site, shelf.config.subjects
    found = [_entry(shelf, actor) for actor in site.actors.values()]
    order = {s: n for n, s in enumerate(subjects)}
    last = len(order)
    return tuple(
        sorted(found, key=lambda e: (order.get(e.party.id, last), e.party.name.text.casefold()))
    )


def _entry(shelf: Shelf, actor: Actor) -> Entry:
    site = shelf.site
    return Entry(
        shelf.party(actor.id),
        actor.kind,
        shelf.side(actor.id),
        shelf.maybe(actor.note),
        len(site.acts.get(actor.id, ())),
        len(site.addressed.get(actor.id, ())),
    )


def _parts(keys: Keys, actor: Actor) -> Made:
    site, id_ = keys.site, actor.id
    officials = (site.actors[holder] for holder in _holders(keys.shelf).get(id_, ()))
    return (
        ("side", keys.actor(id_)),
        ("part of", actor.part_of and keys.actor(actor.part_of)),
        ("offices", _offices_of(keys, actor)),
        ("officials", tuple((keys.actor(o.id), _offices_of(keys, o)) for o in officials)),
        (
            "designations",
            tuple((keys.actor(d.by), keys.cited(d.source)) for d in actor.designations),
        ),
        (
            "acts and statements",
            tuple(keys.events(site.acts.get(v, ())) for v in _voices(keys.shelf, id_)),
        ),
        ("claims and replies", tuple(map(keys.pair, _claims(keys.shelf, id_)))),
        ("addressed", keys.events(site.addressed.get(id_, ()))),
        ("sources", keys.cited(actor.source)),
        ("withdrawn", keys.lost("actor", id_)),
    )


def _offices_of(keys: Keys, actor: Actor) -> tuple[object, ...]:
    return tuple((o.of and keys.actor(o.of), keys.cited(o.source)) for o in actor.offices)


def _view(shelf: Shelf, frame: Frame, actor: Actor) -> ActorView:
    site = shelf.site
    holders = (site.actors[holder] for holder in _holders(shelf).get(actor.id, ()))
    return ActorView(
        frame=frame,
        party=shelf.party(actor.id),
        kind=actor.kind,
        side=shelf.side(actor.id),
        part_of=shelf.party(actor.part_of) if actor.part_of else None,
        note=shelf.maybe(actor.note),
        names=tuple(Words(n.text, n.lang) for n in actor.names),
        aliases=actor.aliases,
        wikidata=actor.wikidata or "",
        offices=_offices(shelf, actor),
        officials=tuple(
            o for h in holders for o in _offices(shelf, h) if o.of and o.of.id == actor.id
        ),
        designations=designations(shelf, actor),
        said=_said(shelf, actor.id),
        about=tuple(map(shelf.pair, _claims(shelf, actor.id))),
        acts=shelf.rows(site.acts.get(actor.id, ())),
        addressed=shelf.rows(site.addressed.get(actor.id, ())),
        edges=_edges(shelf, actor.id),
        twin=_twin(shelf, actor.id),
        sources=shelf.cited(actor.source),
        withdrawn=shelf.lost("actor", actor.id),
    )


def _maybe_when(shelf: Shelf, date: Edtf | None) -> When | None:
    return shelf.when(date) if date else None


def _offices(shelf: Shelf, actor: Actor) -> tuple[OfficeView, ...]:
    return tuple(
        OfficeView(
            shelf.party(actor.id),
            shelf.words(o.title),
            shelf.party(o.of) if o.of else None,
            _maybe_when(shelf, o.start),
            _maybe_when(shelf, o.end),
            shelf.cited(o.source),
        )
        for o in actor.offices
    )


def _holders(shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """For each state or body the actors that held a post of it."""

    def make() -> dict[str, tuple[str, ...]]:
        every = shelf.site.actors.values()
        return grouped((o.of, actor.id) for actor in every for o in actor.offices if o.of)

    return shelf.once("holders", make)


def _claims(shelf: Shelf, id_: str) -> tuple[str, ...]:
    """The claims about an actor."""
    return tuple(i for i, held in shelf.site.claims.items() if id_ in held.claim.about)


def designations(shelf: Shelf, actor: Actor) -> tuple[DesignationView, ...]:
    """What others call an actor, in the order of its record."""
    return tuple(
        DesignationView(
            Words(d.label, d.lang or shelf.config.lang),
            shelf.party(d.by),
            _maybe_when(shelf, d.since),
            shelf.cited(d.source),
        )
        for d in actor.designations
    )


def _voices(shelf: Shelf, id_: str) -> tuple[str, ...]:
    """The actor and those who speak for it."""
    return (id_, *(a for a, side in shelf.site.sides.items() if side == id_ and a != id_))


def _said(shelf: Shelf, id_: str) -> tuple[Quote, ...]:
    site = shelf.site
    voices = set(_voices(shelf, id_))
    events = dict.fromkeys(e for a in voices for e in site.acts.get(a, ()))
    order = [site.events[e] for e in sorted(events, key=lambda e: site.numbers["event", e])]
    found = (Utterance(event, n) for event in order for n in range(len(event.says)))
    return tuple(shelf.quote(u) for u in found if u.speaker in voices)


def _edges(shelf: Shelf, id_: str) -> tuple[tuple[Party, Party, int], ...]:
    counts: dict[tuple[str, str], int] = {}
    ids = dict.fromkeys((*shelf.site.acts.get(id_, ()), *shelf.site.addressed.get(id_, ())))
    for event in (shelf.site.events[i] for i in ids):
        for who in event.who:
            for to in event.to:
                if id_ in (who, to):
                    counts[who, to] = counts.get((who, to), 0) + 1
    order = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    return tuple((shelf.party(who), shelf.party(to), n) for (who, to), n in order)


def _twin(shelf: Shelf, id_: str) -> Party | None:
    subjects = shelf.config.subjects[:2]
    if id_ not in subjects:
        return None
    return shelf.party(subjects[1 - subjects.index(id_)])
