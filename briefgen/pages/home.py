"""Home: the bottom line, the latest exchange, what the file lacks, who is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model.fields import Words
from briefgen.pages import balance
from briefgen.pages.parts import Cited, Frame, Pair, Party, Row, Stone
from briefgen.plan import Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.shelf import Shelf

RECENT = 6


@frozen()
class Line(Value):
    """One sentence of the bottom line, with its sources."""

    text: Words
    sources: tuple[Cited, ...]


@frozen()
class Counts(Value):
    """What is on file, in numbers."""

    events: int
    exact: int
    """Events dated to the day."""
    claims: int
    answered: int
    """Claims with a reply on file."""
    sources: int
    originals: int
    """Sources that are original texts."""


@frozen()
class HomeView(Value):
    """The first page of the dossier."""

    frame: Frame
    title: Words
    subtitle: Words | None
    editors: tuple[str, ...]
    first: Row
    """The earliest event on file."""
    last: Row
    """The latest."""
    counts: Counts
    lines: tuple[Line, ...]
    """The bottom line."""
    latest: Pair | None
    """The claim with the most recent reply."""
    open: Pair | None
    """The most recent claim without a reply."""
    recent: tuple[Row, ...]
    """The latest events, newest first."""
    lacks: tuple[Words, ...]
    """What the file lacks."""
    quoted: tuple[tuple[Party, int], ...]
    """How many direct quotations each subject has."""
    quoted_others: int
    """And all others together."""
    balance: str
    """Where these numbers, and what they were counted from, stand."""
    scope: Words | None
    licence: Words | None
    withdrawn: tuple[Stone, ...]
    """Records it referred to that have been withdrawn since."""


VIEWS = {"home.html": HomeView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The one home page of this language."""
    yield Page(frame.home, "home.html", view(shelf, frame), shelf.lang)


def view(shelf: Shelf, frame: Frame) -> HomeView:
    """What the home page shows."""
    config, site = shelf.config, shelf.site
    dated = [e for e in site.events.values() if e.date.lower or e.date.upper]
    order = [e.id for e in dated or site.events.values()]
    quoted = _quoted(shelf)
    return HomeView(
        frame=frame,
        title=shelf.words(config.title),
        subtitle=shelf.maybe(config.subtitle),
        editors=config.editors,
        first=shelf.row(order[0]),
        last=shelf.row(order[-1]),
        counts=_counts(shelf),
        lines=tuple(Line(shelf.words(b.text), shelf.cited(b.source)) for b in config.bluf),
        latest=_latest(shelf),
        open=_open(shelf),
        recent=shelf.rows(tuple(reversed(order[-RECENT:]))),
        lacks=tuple(shelf.words(text) for text in config.lacks),
        quoted=tuple((shelf.party(s), quoted.get(s, 0)) for s in config.subjects),
        quoted_others=sum(n for s, n in quoted.items() if s not in config.subjects),
        balance=balance.path(shelf),
        scope=shelf.maybe(config.scope),
        licence=shelf.maybe(config.licence),
        withdrawn=shelf.lost("dossier", "dossier"),
    )


def _counts(shelf: Shelf) -> Counts:
    site = shelf.site
    return Counts(
        events=len(site.events),
        exact=sum(not shelf.when(e.date, e.date_basis).soft for e in site.events.values()),
        claims=len(site.claims),
        answered=sum(bool(c.replies) for c in site.claims.values()),
        sources=len(site.sources),
        originals=sum(s.original for s in site.sources.values()),
    )


def _latest(shelf: Shelf) -> Pair | None:
    order = {id_: n for n, id_ in enumerate(shelf.site.events)}
    answered = [c for c in shelf.site.claims.values() if c.replies]
    if not answered:
        return None
    best = max(answered, key=lambda c: (order[c.replies[-1].said.event.id], c.claim.id))
    return shelf.pair(best.claim.id)


def _open(shelf: Shelf) -> Pair | None:
    waiting = [c for c in shelf.site.claims.values() if c.status == "unanswered"]
    return shelf.pair(waiting[-1].claim.id) if waiting else None


def _quoted(shelf: Shelf) -> dict[str, int]:
    found: dict[str, int] = {}
    for event in shelf.site.events.values():
        for statement in event.says:
            if statement.quote:
                speaker = statement.by or event.who[0]
                side = shelf.site.sides[speaker] or speaker
                found[side] = found.get(side, 0) + 1
    return found
