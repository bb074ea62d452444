"""The print edition: the whole dossier in one view, from the same parts as the pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen.pages import actor, claim, commentary, event, home, page, source
from briefgen.pages.actor import Entry
from briefgen.pages.commentary import CommentaryView
from briefgen.pages.event import EventView
from briefgen.pages.frame import printed
from briefgen.pages.home import HomeView
from briefgen.pages.keys import Keys
from briefgen.pages.page import PageView
from briefgen.pages.parts import Frame, Pair
from briefgen.pages.shelf import Shelf
from briefgen.pages.source import SourceView
from briefgen.plan import Link, Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator


@frozen()
class EditionView(Value):
    """The dossier as a book: cover, bottom line, claims, chronology, actors, sources."""

    frame: Frame
    paper: str
    """A4 or Letter."""
    home: HomeView
    """Title, bottom line, counts, gaps: what the cover and the first page show."""
    claims: tuple[Pair, ...]
    """In the order first made on file."""
    events: tuple[EventView, ...]
    """In chronological order."""
    actors: tuple[Entry, ...]
    sources: tuple[SourceView, ...]
    commentary: tuple[CommentaryView, ...]
    pages: tuple[PageView, ...]
    """About, method, and other plain pages."""


BOUND = frozenset(["event", "claim", "actor", "source", "commentary", "page"])
"""The kinds of record that the book holds."""
VIEWS = {"print/dossier.html": EditionView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The PDF of this language, if it is printed in it."""
    if printed(shelf):
        later = Keys.of(shelf, frame).later(lambda: shelf.site.parts, partial(_view, shelf, frame))
        yield Page(frame.pdf, "print/dossier.html", later, shelf.lang)


class Book(Shelf):
    """The parts of a print edition: what the book does not hold is named, and leads nowhere."""

    def link(self, kinds: tuple[str, ...], id_: str, words: str = "") -> Link:
        """As on the web, without an address where the book has none."""
        found = super().link(kinds, id_, words)
        bound = self.gone(kinds, id_) is None and self.found(kinds, id_)[0] in BOUND
        return found if bound else found._replace(path="")


def _view(web: Shelf, frame: Frame) -> EditionView:
    shelf = Book(web.site, web.lang)
    return EditionView(
        frame=frame,
        paper=shelf.config.print.paper,
        home=home.view(shelf, frame),
        claims=claim.pairs(shelf),
        events=event.views(shelf, frame),
        actors=actor.entries(shelf),
        sources=source.views(shelf),
        commentary=commentary.views(shelf, frame),
        pages=page.views(shelf, frame),
    )
