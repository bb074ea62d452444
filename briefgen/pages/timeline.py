"""The timeline: every event in order on two rails, with its gaps and its undated records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.pages.addresses import SPLIT, year
from briefgen.pages.parts import Card, Frame
from briefgen.plan import Page
from briefgen.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.shelf import Shelf

GAP_YEARS = 2


@dataclass(frozen=True, slots=True)
class Entry(Value):
    """A card on the rails, and the gap in the file below it."""

    card: Card
    year: str
    """The year it begins in, or ``undated``."""
    gap: tuple[int, int] | None
    """First and last of the whole years without a record between this card and the next."""


@dataclass(frozen=True, slots=True)
class TimelineView(Value):
    """The timeline, or one year of it."""

    frame: Frame
    entries: tuple[Entry, ...]
    """Newest first; undated last. Empty on the overview of a timeline in many pages."""
    years: tuple[tuple[str, str, int], ...]
    """Year, address and number of events."""
    year: str
    """The year of this page, or an empty string for the whole timeline."""
    total: int
    """How many events the dossier has."""


VIEWS = {"timeline.html": TimelineView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """One page, or an overview and a page a year when there are many events."""
    found = entries(shelf)
    if len(found) <= SPLIT:
        years = _years(found, {e.year: f"#e-{e.card.id}" for e in reversed(found)})
        whole = TimelineView(frame, found, years, "", len(found))
        yield Page(shelf.path("timeline"), "timeline.html", whole, shelf.lang)
        return
    years = _years(found, {e.year: shelf.path("timeline", e.year) for e in found})
    overview = TimelineView(frame, (), years, "", len(found))
    yield Page(shelf.path("timeline"), "timeline.html", overview, shelf.lang)
    for name, path, _ in years:
        own = tuple(e for e in found if e.year == name)
        view = TimelineView(frame, own, years, name, len(found))
        yield Page(path, "timeline.html", view, shelf.lang)


def entries(shelf: Shelf) -> tuple[Entry, ...]:
    """All entries, newest first; undated ones last."""
    ids = list(shelf.site.events)
    dated = [i for i in ids if year(shelf.site.events[i].date) != "undated"]
    order = [*reversed(dated), *ids[len(dated) :]]
    below = [*order[1:], None] if order else []
    return tuple(_entry(shelf, id_, after) for id_, after in zip(order, below, strict=True))


def _entry(shelf: Shelf, id_: str, below: str | None) -> Entry:
    own = year(shelf.site.events[id_].date)
    gap = None
    if below is not None and own != "undated":
        date = shelf.site.events[below].date
        last = date.upper or date.lower
        if last and int(own) - last.year > GAP_YEARS:
            gap = (last.year + 1, int(own) - 1)
    return Entry(shelf.card(id_), own, gap)


def _years(entries: tuple[Entry, ...], paths: dict[str, str]) -> tuple[tuple[str, str, int], ...]:
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.year] = counts.get(entry.year, 0) + 1
    return tuple((name, paths[name], n) for name, n in counts.items())
