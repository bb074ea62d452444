"""Sources: the list, with what each is, where it has it from, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model.fields import Words
from briefgen.pages.addresses import SPLIT, year
from briefgen.pages.event import ChangeView, changes
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Chip, Frame, Party, Row, Stone, When
from briefgen.plan import Page
from briefgen.resolve import origins
from briefgen.value import Value, digest, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Source
    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf
    from briefgen.resolve.withdrawn import Tombstone


@frozen()
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
    origins: tuple[Chip, ...]
    """Where that leads when it is followed to its end; empty if it leads no further."""
    note: Words | None
    changes: tuple[ChangeView, ...]
    """What its record tells of itself since it was published."""
    cited_by: tuple[Row, ...]
    """The events that rest on it, in chronological order."""
    withdrawn: tuple[Stone, ...]
    """Records it referred to that have been withdrawn since."""


@frozen()
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
    withdrawn: tuple[Stone, ...]
    """Sources that stood here and were withdrawn; they are none of the total."""


VIEWS = {"sources.html": SourcesView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """One page, or an overview and a page a year when there are many sources."""
    found = tuple(shelf.site.sources.values())
    if len(found) <= SPLIT:
        yield _page(shelf, frame, found, (), "")
        return
    byyear: dict[str, list[Source]] = {}
    for source in found:
        byyear.setdefault(year(source.issued), []).append(source)
    years = tuple((y, shelf.path("sources", y), len(own)) for y, own in byyear.items())
    yield _page(shelf, frame, (), years, "")
    left = {stone.year: None for stone in shelf.site.withdrawn.values() if stone.kind == "source"}
    for name in byyear | left:
        yield _page(shelf, frame, tuple(byyear.get(name, ())), years, name)


def _page(
    shelf: Shelf,
    frame: Frame,
    sources: tuple[Source, ...],
    years: tuple[tuple[str, str, int], ...],
    name: str,
) -> Page:
    """The page of these sources."""
    keys = Keys.of(shelf, frame)
    total = len(shelf.site.sources)
    gone = _withdrawn(shelf, name, split=bool(years))

    def made_of() -> Made:
        held = tuple(_parts(keys, source) for source in sources)
        stones = tuple(digest(left) for left in gone)
        said = ("years", years), ("year", name), ("total", total), ("withdrawn", stones)
        return ("sources", held), *said

    def view() -> SourcesView:
        held = tuple(_view(shelf, s) for s in sources)
        stones = tuple(shelf.stone(left) for left in gone)
        return SourcesView(frame, held, years, name, total, stones)

    path = shelf.path("sources", name) if name else shelf.path("sources")
    return Page(path, "sources.html", keys.later(made_of, view), shelf.lang)


def _withdrawn(shelf: Shelf, year: str, *, split: bool) -> tuple[Tombstone, ...]:
    """The withdrawn sources whose address leads to the page of this year."""
    return tuple(
        left
        for left in shelf.site.withdrawn.values()
        if left.kind == "source" and (not split or left.year == year)
    )


def _parts(keys: Keys, source: Source) -> tuple[object, ...]:
    return (
        keys.source(source.id),
        source.side and keys.actor(source.side),
        tuple(keys.source(b.ref) for b in source.based_on),
        tuple(map(keys.source, _origins(keys.shelf, source))),
        keys.events(keys.site.citing.get(source.id, ())),
        keys.lost("source", source.id),
    )


def views(shelf: Shelf) -> tuple[SourceView, ...]:
    """All sources in the order of their numbers, for the print edition."""
    return tuple(_view(shelf, source) for source in shelf.site.sources.values())


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
        origins=tuple(map(shelf.chip, _origins(shelf, source))),
        note=shelf.maybe(source.note),
        changes=changes(shelf, source.changes),
        cited_by=shelf.rows(shelf.site.citing.get(source.id, ())),
        withdrawn=shelf.lost("source", source.id),
    )


def _origins(shelf: Shelf, source: Source) -> tuple[str, ...]:
    """What a source goes back to, unless that is what it draws on directly."""
    if not source.based_on:
        return ()
    found = origins.origins((source.id,), shelf.site.sources)
    return () if set(found) == {b.ref for b in source.based_on} else found
