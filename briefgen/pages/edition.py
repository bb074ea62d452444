"""The print edition: the whole dossier in one view, from the same parts as the pages."""

from __future__ import annotations

from dataclasses import dataclass
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
from briefgen.pages.source import SourceView
from briefgen.plan import Page
from briefgen.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
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


VIEWS = {"print/dossier.html": EditionView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The PDF of this language, if it is printed in it."""
    if printed(shelf):
        later = Keys.of(shelf, frame).later(lambda: shelf.site.parts, partial(_view, shelf, frame))
        yield Page(frame.pdf, "print/dossier.html", later, shelf.lang)


def _view(shelf: Shelf, frame: Frame) -> EditionView:
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
