"""Relations: who addresses whom, in how many events, and the very events."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefgen.pages import lists
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Frame, Party, Row
from briefgen.plan import Page
from briefgen.resolve import relations
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf

A_PAGE = 300
SHOWN = 8
"""So many actors have a row and a column; the others are listed."""


@frozen()
class Count(Value):
    """A number of events, and where they are listed."""

    events: int
    path: str


@frozen()
class RelationsView(Value):
    """The matrix: who acts in rows, whom it addresses in columns."""

    frame: Frame
    columns: tuple[Party, ...]
    """The subjects, and those others who take part most often."""
    rows: tuple[tuple[Party, tuple[Count | None, ...], Count | None], ...]
    """An actor, its count for each column, and for all who have none."""
    others: tuple[tuple[Party, Count], ...]
    """Those who have no row, most often first."""


@frozen()
class AddressedView(Value):
    """Events in which one actor addresses another: a stretch of the list."""

    to: Party
    total: int
    """How many there are, on all pages."""
    rows: tuple[Row, ...]
    """Those on this page, in chronological order."""


@frozen()
class RelationView(Value):
    """The events in which one actor addresses others, or one page of them."""

    frame: Frame
    who: Party
    index: str
    """The address of the matrix."""
    groups: tuple[AddressedView, ...]
    """By the one addressed, most often first."""
    page: int
    """The number of this page, from 1."""
    pages: tuple[str, ...]
    """The addresses of all pages."""


VIEWS = {"relations.html": RelationsView, "relation.html": RelationView}


class _Stretch(NamedTuple):
    """Events for one pair that stand on one page."""

    to: str
    ids: tuple[str, ...]


_Pages = tuple[tuple[_Stretch, ...], ...]


def path(shelf: Shelf) -> str:
    """The address of the matrix, or an empty string if no event addresses anybody."""
    return shelf.path("relations") if _held(shelf) else ""


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The matrix, and for each row the events behind it; nothing if nobody is addressed."""
    held = _held(shelf)
    if not held:
        return
    yield Page(shelf.path("relations"), "relations.html", _matrix(shelf, frame), shelf.lang)
    keys = Keys.of(shelf, frame)
    for who in held:
        pages = _paged(shelf, who)
        paths = lists.addresses(shelf, len(pages), "relations", who)
        for n, own in enumerate(pages, 1):
            made_of = partial(_parts, keys, who, own, len(pages))
            make = partial(_view, shelf, frame, who, own, n, paths)
            yield Page(paths[n - 1], "relation.html", keys.later(made_of, make), shelf.lang)


def _held(shelf: Shelf) -> relations.Relations:
    site = shelf.site
    events = site.events.values()
    return shelf.once("relations", lambda: relations.relations(events, site.sides))


def _ranked(shelf: Shelf, who: str) -> list[tuple[str, tuple[str, ...]]]:
    """Whom an actor addresses, with the events, most often first."""
    return sorted(_held(shelf)[who].items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _paged(shelf: Shelf, who: str) -> _Pages:
    """The events of one row, pair after pair, cut into pages."""
    flat = tuple((to, id_) for to, ids in _ranked(shelf, who) for id_ in ids)
    return tuple(
        tuple(
            _Stretch(to, tuple(id_ for other, id_ in piece if other == to))
            for to in dict.fromkeys(to for to, _ in piece)
        )
        for piece in lists.cut(flat, A_PAGE)
    )


def _matrix(shelf: Shelf, frame: Frame) -> RelationsView:
    held = _held(shelf)
    ranked = relations.ranked(held, shelf.config.subjects)
    shown, rest = ranked[:SHOWN], ranked[SHOWN:]
    return RelationsView(
        frame=frame,
        columns=shelf.parties(shown),
        rows=tuple(_row(shelf, who, shown) for who in shown),
        others=tuple(
            (shelf.party(who), Count(len(set().union(*held[who].values())), _start(shelf, who)))
            for who in rest
            if who in held
        ),
    )


def _row(
    shelf: Shelf, who: str, columns: tuple[str, ...]
) -> tuple[Party, tuple[Count | None, ...], Count | None]:
    ranked = _ranked(shelf, who) if who in _held(shelf) else []
    counts: dict[str, Count] = {}
    before = 0
    for to, ids in ranked:
        page = _start(shelf, who, before // A_PAGE + 1)
        counts[to] = Count(len(ids), f"{page}#to-{to}")
        before += len(ids)
    apart = {id_ for to, ids in ranked if to not in columns for id_ in ids}
    rest = Count(len(apart), _start(shelf, who)) if apart else None
    return shelf.party(who), tuple(counts.get(to) for to in columns), rest


def _start(shelf: Shelf, who: str, page: int = 1) -> str:
    return lists.addresses(shelf, page, "relations", who)[-1]


def _parts(keys: Keys, who: str, own: tuple[_Stretch, ...], pages: int) -> Made:
    held = _held(keys.shelf)[who]
    return (
        ("actor", keys.actor(who)),
        ("records", tuple((keys.actor(to), len(held[to]), keys.events(ids)) for to, ids in own)),
        ("pages", pages),
    )


def _view(
    shelf: Shelf, frame: Frame, who: str, own: tuple[_Stretch, ...], n: int, paths: tuple[str, ...]
) -> RelationView:
    held = _held(shelf)[who]
    return RelationView(
        frame=frame,
        who=shelf.party(who),
        index=shelf.path("relations"),
        groups=tuple(
            AddressedView(shelf.party(to), len(held[to]), shelf.rows(ids)) for to, ids in own
        ),
        page=n,
        pages=paths,
    )
