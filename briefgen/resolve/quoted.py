"""What is known of each quote: found in the copy of its source, not looked for, or not found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefgen.quotes.asked import asked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.dates import Edtf
    from briefgen.model import Dossier, Event, Source
    from briefgen.model.verification import Verification
    from briefgen.quotes.asked import Asked
    from briefgen.resolve import Site

State = Literal["verified", "unheld", "mismatch"]


class Standing(NamedTuple):
    """What is known of some words."""

    state: State
    """Found; not looked for, since no copy is held; or not as the record has them."""
    on: Edtf | None = None
    """Since when they are known to stand there."""
    source: str = ""
    """The source whose copy says so."""
    moved: bool = False
    """With ``mismatch``: they were looked for in an earlier copy than the one on record."""


UNHELD = Standing("unheld")


class Quoted(NamedTuple):
    """What is known of each of the words that a statement gives."""

    asked: Asked
    standing: Standing


def quoted(dossier: Dossier, events: Iterable[Event]) -> dict[str, tuple[Quoted, ...]]:
    """By the id of the event; events of which the lock says nothing are left out."""
    if not dossier.quotes:
        return {}
    sources = {source.id: source for source in dossier.sources}
    known: dict[str, list[Verification]] = {}
    for entry in dossier.quotes:
        known.setdefault(entry.event, []).append(entry)
    lang = dossier.config.lang
    made = {}
    for event in events:
        if (entries := known.get(event.id)) is not None:
            told = (
                Quoted(a, standing(a, tuple(entries), sources)) for a in asked(event, lang, sources)
            )
            made[event.id] = tuple(told)
    return made


def standing(
    one: Asked, known: tuple[Verification, ...], sources: Mapping[str, Source]
) -> Standing:
    """What the lock says of some words, held against the copies now on record."""
    found = list(_standings(one, known, sources))
    order = ("verified", "mismatch")
    return min(found, key=lambda s: (order.index(s.state), s.moved), default=UNHELD)


def _standings(
    one: Asked, known: tuple[Verification, ...], sources: Mapping[str, Source]
) -> Iterator[Standing]:
    digest = one.digest
    for entry in known:
        if entry.quote != digest or entry.source not in one.sources:
            continue
        snapshot = sources[entry.source].snapshot
        if snapshot is None:
            continue
        if snapshot.sha256 != entry.snapshot:
            yield Standing("mismatch", source=entry.source, moved=True)
        elif entry.state == "verified":
            yield Standing("verified", entry.on, entry.source)
        else:
            yield Standing("mismatch", source=entry.source)


def mark(held: tuple[Quoted, ...], nth: int) -> Standing:
    """What is shown beside a statement: what became of the words it gives as said."""
    return next((q.standing for q in held if q.asked.nth == nth and q.asked.marks), UNHELD)


def plain(held: tuple[Quoted, ...]) -> tuple[tuple[int, bool, str, str], ...]:
    """The same as plain values, for the key of a page that shows it."""
    return tuple(
        (q.asked.nth, q.asked.marks, q.standing.state, q.standing.on.text if q.standing.on else "")
        for q in held
    )


class Counts(NamedTuple):
    """How many quotes were found in the copies of their sources."""

    verified: int
    unheld: int
    mismatch: int


def counts(site: Site) -> Counts:
    """Each statement that quotes words counts once."""
    states = Counter(
        mark(site.quoted.get(event.id, ()), n).state
        for event in site.events.values()
        for n, said in enumerate(event.says)
        if said.quote is not None
    )
    return Counts(states["verified"], states["unheld"], states["mismatch"])
