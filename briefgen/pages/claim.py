"""Claims and replies: each claim beside what was said in return, or the lack of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import Field
from briefgen.model.fields import Words
from briefgen.pages import ledger
from briefgen.pages.event import ChangeView, changes
from briefgen.pages.parts import Frame, Pair, Stone
from briefgen.plan import Link, Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.shelf import Shelf

A_PAGE = 60


@frozen()
class ClaimsView(Value):
    """The list of claims, or one page of it."""

    frame: Frame
    pairs: tuple[Pair, ...]
    """In the order first made on file."""
    total: int
    answered: int
    """How many have a reply on file."""
    page: int
    """The number of this page, from 1."""
    pages: tuple[str, ...]
    """The addresses of all pages."""
    ledger: str
    """The address of the ledger, or an empty string if there are no claims."""


@frozen()
class ClaimView(Value):
    """The page of one claim."""

    frame: Frame
    pair: Pair
    themes: tuple[Words, ...]
    parent: Link | None
    """The wider claim."""
    children: tuple[Link, ...]
    """Narrower claims."""
    withdrawn: tuple[Stone, ...]
    """Records it referred to that have been withdrawn since."""
    changes: tuple[ChangeView, ...]
    """What it tells of itself since it was published."""


VIEWS = {"claims.html": ClaimsView, "claim.html": ClaimView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The list, in pages if it is long, and a page for each claim."""
    yield from _lists(shelf, frame)
    for id_ in shelf.site.claims:
        view = _view(shelf, frame, id_)
        yield Page(shelf.claim_path(id_), "claim.html", view, shelf.lang, Field("claim", id_))


def pairs(shelf: Shelf) -> tuple[Pair, ...]:
    """All claims in the order first made on file."""
    return tuple(shelf.pair(id_) for id_ in shelf.site.claims)


def _lists(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    found = pairs(shelf)
    answered = sum(bool(p.replies) for p in found)
    chunks = [found[n : n + A_PAGE] for n in range(0, len(found), A_PAGE)] or [()]
    names = ["claims", *(f"claims-{n}" for n in range(2, len(chunks) + 1))]
    paths = tuple(shelf.path(name) for name in names)
    for n, (path, chunk) in enumerate(zip(paths, chunks, strict=True), 1):
        view = ClaimsView(frame, chunk, len(found), answered, n, paths, ledger.path(shelf))
        yield Page(path, "claims.html", view, shelf.lang)


def _view(shelf: Shelf, frame: Frame, id_: str) -> ClaimView:
    claims = shelf.site.claims
    claim = claims[id_].claim
    return ClaimView(
        frame=frame,
        pair=shelf.pair(id_),
        themes=tuple(map(shelf.theme, claim.themes)),
        parent=shelf.claim_link(claim.parent) if claim.parent else None,
        children=tuple(shelf.claim_link(c) for c in claims if claims[c].claim.parent == id_),
        withdrawn=shelf.lost("claim", id_),
        changes=changes(shelf, claim.changes),
    )
