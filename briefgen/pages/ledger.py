"""The ledger: each claim against those who asserted, denied or left it unanswered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen.model.fields import Words
from briefgen.pages import lists
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Evidence, Frame, Party, When
from briefgen.plan import Page
from briefgen.resolve import origins, positions
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.event import Stance
    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf
    from briefgen.resolve.ledger import Status
    from briefgen.resolve.positions import Position

A_PAGE = 60
OTHERS = 3
"""So many voices beside the subjects have a column of their own."""
A_CELL = 3
"""So many stances of one voice stand in a cell: the first ones and the last."""


@frozen()
class StandView(Value):
    """One stance, which leads to the statement."""

    stance: Stance | None
    when: When
    path: str
    """Where the statement stands."""
    lag: tuple[int, int] | None
    """Of a reply: fewest and most days after the claim was first made on file."""


@frozen()
class CellView(Value):
    """Where one voice stands on one claim."""

    party: Party
    stands: tuple[StandView, ...]
    """In order of date; empty where the claim is about it and no reply is on file."""
    more: int
    """How many further ones the page of the claim has, between the last two."""


@frozen()
class ClaimRow(Value):
    """One claim of the ledger."""

    number: int
    path: str
    title: Words
    status: Status
    first: When | None
    """When it was first made on file."""
    evidence: Evidence
    """The sources that carry its assertions, and their origins."""
    cells: tuple[CellView | None, ...]
    """One for each column; None where nothing is on file and nothing is owed."""
    others: tuple[CellView, ...]
    """Those who have no column."""


@frozen()
class LedgerView(Value):
    """The ledger, or one page of it."""

    frame: Frame
    columns: tuple[Party, ...]
    """The subjects, and those others who are heard on most claims."""
    others: bool
    """Whether anybody else is heard, on any page."""
    rows: tuple[ClaimRow, ...]
    total: int
    """How many claims there are."""
    page: int
    """The number of this page, from 1."""
    pages: tuple[str, ...]
    """The addresses of all pages."""


VIEWS = {"ledger.html": LedgerView}


def path(shelf: Shelf) -> str:
    """The address of the ledger, or an empty string if there are no claims."""
    return shelf.path("ledger") if shelf.site.claims else ""


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The ledger, in pages if it is long; nothing if there are no claims."""
    if not shelf.site.claims:
        return
    keys = Keys.of(shelf, frame)
    chunks = lists.cut(tuple(shelf.site.claims), A_PAGE)
    paths = lists.addresses(shelf, len(chunks), "ledger")
    for n, ids in enumerate(chunks, 1):
        made_of, make = partial(_parts, keys, ids), partial(_view, shelf, frame, ids, n, paths)
        yield Page(paths[n - 1], "ledger.html", keys.later(made_of, make), shelf.lang)


def _positions(shelf: Shelf) -> dict[str, tuple[Position, ...]]:
    site = shelf.site

    def make() -> dict[str, tuple[Position, ...]]:
        return {id_: positions.positions(held, site.sides) for id_, held in site.claims.items()}

    return shelf.once("positions", make)


def _columns(shelf: Shelf) -> tuple[tuple[str, ...], bool]:
    """The voices that have a column, and whether there are others."""

    def make() -> tuple[tuple[str, ...], bool]:
        held = _positions(shelf).values()
        columns = positions.heard(held, shelf.config.subjects, OTHERS)
        return columns, any(who not in columns for row in held for who, _ in row)

    return shelf.once("ledger columns", make)


def _parts(keys: Keys, ids: tuple[str, ...]) -> Made:
    shelf = keys.shelf
    columns, others = _columns(shelf)
    held = _positions(shelf)
    voices = dict.fromkeys((*columns, *(who for id_ in ids for who, _ in held[id_])))
    cited = (origins.behind(shelf.site.claims[id_]) for id_ in ids)
    return (
        ("claims and replies", tuple(map(keys.pair, ids))),
        ("columns", columns),
        ("others", others),
        ("voices", tuple((who, keys.actor(who)) for who in voices)),
        ("sources", tuple(tuple(map(keys.source, refs)) for refs in cited)),
        ("total", len(shelf.site.claims)),
    )


def _view(
    shelf: Shelf, frame: Frame, ids: tuple[str, ...], n: int, paths: tuple[str, ...]
) -> LedgerView:
    columns, others = _columns(shelf)
    return LedgerView(
        frame=frame,
        columns=shelf.parties(columns),
        others=others,
        rows=tuple(_row(shelf, id_, columns) for id_ in ids),
        total=len(shelf.site.claims),
        page=n,
        pages=paths,
    )


def _row(shelf: Shelf, id_: str, columns: tuple[str, ...]) -> ClaimRow:
    held = shelf.site.claims[id_]
    cells = {one.voice: _cell(shelf, one) for one in _positions(shelf)[id_]}
    return ClaimRow(
        number=shelf.site.numbers["claim", id_],
        path=shelf.claim_path(id_),
        title=shelf.words(held.claim.title or held.claim.text),
        status=held.status,
        first=shelf.quote(held.assertions[0]).when if held.assertions else None,
        evidence=shelf.evidence(origins.behind(held)),
        cells=tuple(cells.get(who) for who in columns),
        others=tuple(cell for who, cell in cells.items() if who not in columns),
    )


def _cell(shelf: Shelf, position: Position) -> CellView:
    stands = position.stands
    more = max(len(stands) - A_CELL, 0)
    shown = (*stands[: A_CELL - 1], stands[-1]) if more else stands
    return CellView(
        party=shelf.party(position.voice),
        stands=tuple(
            StandView(s.said.stance, quote.when, f"{quote.event.path}#{quote.id}", s.lag)
            for s in shown
            for quote in (shelf.quote(s.said),)
        ),
        more=more,
    )
