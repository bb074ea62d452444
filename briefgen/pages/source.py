"""Sources: the list, with what each is, where it has it from, and what rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model.fields import Words
from briefgen.pages.addresses import SPLIT, year
from briefgen.pages.parts import Chip, Frame, Party, Row, When
from briefgen.plan import Page
from briefgen.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Source
    from briefgen.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class SourceView(Value):
    """A source in full."""

    chip: Chip
    authors: tuple[str, ...]
    url: str
    """Its address, or an empty string."""
    accessed: When | None
    lang: str
    """Its language (BCP 47), or an empty string."""
    archive_url: str
    """The address of an archived copy, or an empty string."""
    archived: When | None
    affiliation: str
    """party, state-media, igo, ngo, academic, independent or unknown; worded by the theme."""
    side: Party | None
    original: bool
    """Whether it is the original text."""
    based_on: tuple[tuple[Chip, str], ...]
    """What it draws on, and how."""
    note: Words | None
    cited_by: tuple[Row, ...]
    """The events that rest on it, in chronological order."""


@dataclass(frozen=True, slots=True)
class SourcesView(Value):
    """The list of sources, or one year of it."""

    frame: Frame
    sources: tuple[SourceView, ...]
    """In the order of their numbers. Empty on the overview of a list in many pages."""
    years: tuple[tuple[str, str, int], ...]
    """Year of issue, address and number of sources; empty if there is one page only."""
    year: str
    """The year of this page, or an empty string."""
    total: int


VIEWS = {"sources.html": SourcesView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """One page, or an overview and a page a year when there are many sources."""
    found = views(shelf)
    if len(found) <= SPLIT:
        whole = SourcesView(frame, found, (), "", len(found))
        yield Page(shelf.path("sources"), "sources.html", whole, shelf.lang)
        return
    byyear: dict[str, list[SourceView]] = {}
    for source in found:
        byyear.setdefault(year(source.chip.issued), []).append(source)
    years = tuple((y, shelf.path("sources", y), len(own)) for y, own in byyear.items())
    overview = SourcesView(frame, (), years, "", len(found))
    yield Page(shelf.path("sources"), "sources.html", overview, shelf.lang)
    for name, path, _ in years:
        view = SourcesView(frame, tuple(byyear[name]), years, name, len(found))
        yield Page(path, "sources.html", view, shelf.lang)


def views(shelf: Shelf) -> tuple[SourceView, ...]:
    """All sources in the order of their numbers."""
    found = shelf.site.sources.values()
    return shelf.once("sources", lambda: tuple(_view(shelf, source) for source in found))


def _view(shelf: Shelf, source: Source) -> SourceView:
    archive = source.archive
    return SourceView(
        chip=shelf.chip(source.id),
        authors=source.author,
        url=source.url or "",
        accessed=shelf.when(source.accessed) if source.accessed else None,
        lang=source.lang or "",
        archive_url=archive.url if archive else "",
        archived=shelf.when(archive.date) if archive else None,
        affiliation=source.affiliation,
        side=shelf.party(source.side) if source.side else None,
        original=source.original,
        based_on=tuple((shelf.chip(b.ref), b.how) for b in source.based_on),
        note=shelf.maybe(source.note),
        cited_by=shelf.rows(shelf.site.citing.get(source.id, ())),
    )
