"""Resolve: ids become things; replies, backlinks and the order of time are computed.

``resolve(visible)`` gives a ``Site``: the dossier with everything that follows from it.
It is pure, and raises ContentError with every reference that leads nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from briefgen.errors import ContentError, Diagnostic, Field
from briefgen.model import KINDS, Record
from briefgen.resolve import chronology, ledger, offices, quoted, references, withdrawn
from briefgen.resolve.since import Since
from briefgen.value import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.audience import Visible
    from briefgen.model import Actor, Agreement, Dossier, Event, Place, Source, Theme
    from briefgen.resolve.ledger import Ledger
    from briefgen.resolve.quoted import Quoted
    from briefgen.resolve.withdrawn import Left, Tombstone


R = TypeVar("R", bound=Record)


class Counts(NamedTuple):
    """How many there are of what may be split over several pages."""

    events: int
    sources: int


@dataclass(frozen=True, slots=True)
class Site:
    """A dossier whose references all lead somewhere, with what follows from them."""

    dossier: Dossier
    events: Mapping[str, Event]
    """By id, in chronological order."""
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    """By id, in the order of issue."""
    places: Mapping[str, Place]
    themes: Mapping[str, Theme]
    agreements: Mapping[str, Agreement]
    claims: Mapping[str, Ledger]
    """By the id of the claim, in the order first made on file."""
    numbers: Mapping[tuple[str, str], int]
    """Numbers of events, claims and sources from 1, by kind and id."""
    answers: Mapping[str, tuple[str, ...]]
    """Event id to the ids of the events that respond to it."""
    citing: Mapping[str, tuple[str, ...]]
    """Source id to the ids of the events that cite it."""
    acts: Mapping[str, tuple[str, ...]]
    """Actor id to the events it acts in."""
    addressed: Mapping[str, tuple[str, ...]]
    """Actor id to the events that address it."""
    sides: Mapping[str, str | None]
    """Actor id to the subject it speaks for."""
    quoted: Mapping[str, tuple[Quoted, ...]]
    """Event id to what is known of the words it quotes; only those the lock speaks of."""
    counts: Counts
    since: Since = field(compare=False)
    """What changed since an earlier edition."""
    withdrawn: Mapping[tuple[str, str], Tombstone]
    """What is left of records that were withdrawn, by kind and id."""
    lost: Mapping[tuple[str, str], tuple[Tombstone, ...]]
    """By kind and id of a record: what it referred to that has been withdrawn since."""

    @property
    def parts(self) -> tuple[tuple[str, bytes], ...]:
        """A digest of the configuration and of each kind of record; the rest follows from them."""
        lists = ((kind.plural, getattr(self.dossier, kind.plural)) for kind in KINDS)
        held = (("dossier", self.dossier.config), *lists)
        made = tuple((name, digest(value)) for name, value in held)
        stones = digest(tuple(self.withdrawn.values()))
        return (*made, ("quotes", digest(self.dossier.quotes)), ("withdrawn", stones))


def resolve(visible: Visible) -> Site:
    """Turn references into things; raises ContentError with every one that cannot be."""
    ids = references.known(visible)
    faults = [*references.unresolved(visible, ids)]
    if faults:
        raise ContentError(*faults)
    left = withdrawn.left(visible.dossier)
    faults = [*left.faults, *_empty(left.dossier)]
    if faults:
        raise ContentError(*faults)
    return _site(left)


def some(dossier: Dossier, numbers: Mapping[tuple[str, str], int], counts: Counts) -> Site:
    """The site of a few records out of many, for pages that show no others.

    ``numbers`` are those of all events and sources that it holds; its references are known to
    lead somewhere, though not all of what they lead to is here.
    """
    found = _site(withdrawn.left(dossier))
    return replace(found, numbers={**found.numbers, **numbers}, counts=counts)


def _empty(dossier: Dossier) -> list[Diagnostic]:
    if dossier.events:
        return []
    return [
        Diagnostic(
            "A07",
            "the dossier has no event to publish",
            Field("dossier", "dossier"),
            "write one with: briefgen new event",
        )
    ]


def _site(left: Left) -> Site:
    dossier = left.dossier
    actors = _by_id(dossier.actors)
    events = chronology.chronological(dossier.events)
    sources = chronology.by_issue(dossier.sources)
    claims = chronology.by_assertion(ledger.ledgers(dossier.claims, events, actors))
    return Site(
        dossier=dossier,
        events=_by_id(events),
        actors=actors,
        sources=_by_id(sources),
        places=_by_id(dossier.places),
        themes=_by_id(dossier.themes),
        agreements=_by_id(dossier.agreements),
        claims={found.claim.id: found for found in claims},
        numbers={
            **_numbered("event", (e.id for e in events)),
            **_numbered("source", (s.id for s in sources)),
            **_numbered("claim", (found.claim.id for found in claims)),
        },
        answers=chronology.grouped((to, e.id) for e in events for to in e.responds_to),
        citing=chronology.grouped((ref, e.id) for e in events for ref in _cited(e)),
        acts=chronology.grouped((a, e.id) for e in events for a in _acting(e)),
        addressed=chronology.grouped((a, e.id) for e in events for a in e.to),
        sides=_sides(dossier, actors),
        quoted=quoted.quoted(dossier, events),
        counts=Counts(len(events), len(sources)),
        since=Since(dossier, {found.claim.id: found for found in claims}, left.records),
        withdrawn={(stone.kind, stone.id): stone for stone in left.tombstones},
        lost=left.lost,
    )


def _by_id(records: Iterable[R]) -> dict[str, R]:
    return {record.id: record for record in records}


def _numbered(kind: str, ids: Iterable[str]) -> dict[tuple[str, str], int]:
    return {(kind, id_): n for n, id_ in enumerate(ids, 1)}


def _cited(event: Event) -> list[str]:
    cited = [event.source, *[said.source for said in event.says]]
    return [c.ref for citations in cited for c in citations]


def _acting(event: Event) -> list[str]:
    return [*event.who, *[said.by for said in event.says if said.by]]


def _sides(dossier: Dossier, actors: Mapping[str, Actor]) -> dict[str, str | None]:
    subjects = dossier.config.subjects
    return {id_: offices.subject(actor, actors, subjects) for id_, actor in actors.items()}
