"""The timeline: every event in order on two rails, with its gaps and its undated records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.pages.addresses import SPLIT, year
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Card, Frame
from briefgen.plan import Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.dates import Edtf
    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf

GAP_YEARS = 2
Years = tuple[tuple[str, str, int], ...]
"""Year, address and number of events."""


@frozen()
class Entry(Value):
    """A card on the rails, and the gap in the file below it."""

    card: Card
    year: str
    """The year it begins in, or ``undated``."""
    gap: tuple[int, int] | None
    """First and last of the whole years without a record between this card and the next."""


@frozen()
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


_Place = tuple[str, str, tuple[int, int] | None]
"""Where an event stands on the rails: its id, its year, and the gap below it."""


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """One page, or an overview and a page a year when there are many events."""
    found = _places(shelf)
    if len(found) <= SPLIT:
        years = _years(found, {y: f"#e-{id_}" for id_, y, _ in reversed(found)})
        yield _page(shelf, frame, found, years, "")
        return
    years = _years(found, {y: shelf.path("timeline", y) for _, y, _ in found})
    yield _page(shelf, frame, (), years, "")
    byyear: dict[str, list[_Place]] = {}
    for place in found:
        byyear.setdefault(place[1], []).append(place)
    for name, own in byyear.items():
        yield _page(shelf, frame, tuple(own), years, name)


def _page(shelf: Shelf, frame: Frame, places: tuple[_Place, ...], years: Years, year: str) -> Page:
    """The page of these places."""
    keys = Keys.of(shelf, frame)
    total = len(shelf.site.events)

    def made_of() -> Made:
        held = tuple((keys.event(id_), gap or ()) for id_, _, gap in places)
        return ("records", held), ("years", years), ("year", year), ("total", total)

    def view() -> TimelineView:
        entries = tuple(Entry(shelf.card(id_), y, gap) for id_, y, gap in places)
        return TimelineView(frame, entries, years, year, total)

    path = shelf.path("timeline", year) if year else shelf.path("timeline")
    return Page(path, "timeline.html", keys.later(made_of, view), shelf.lang)


def _places(shelf: Shelf) -> tuple[_Place, ...]:
    """All events, newest first; undated ones last."""
    events = shelf.site.events
    named = [(id_, year(event.date)) for id_, event in events.items()]
    dated = [one for one in named if one[1] != "undated"]
    order = [*reversed(dated), *named[len(dated) :]]
    below = [*(events[id_].date for id_, _ in order[1:]), None]
    return tuple((*one, _gap(one[1], date)) for one, date in zip(order, below, strict=False))


def _gap(own: str, below: Edtf | None) -> tuple[int, int] | None:
    """The whole years without a record between a record's year and the next date below."""
    last = below and (below.upper or below.lower)
    if own == "undated" or not last or int(own) - last.year <= GAP_YEARS:
        return None
    return last.year + 1, int(own) - 1


def _years(places: tuple[_Place, ...], paths: dict[str, str]) -> Years:
    counts: dict[str, int] = {}
    for _, name, _ in places:
        counts[name] = counts.get(name, 0) + 1
    return tuple((name, paths[name], n) for name, n in counts.items())
