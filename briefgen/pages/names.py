"""Names: who calls whom what, since when, by which source."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen.pages import actor, lists
from briefgen.pages.actor import DesignationView
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Frame, Party
from briefgen.plan import Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Actor
    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf

A_PAGE = 60


@frozen()
class NamedView(Value):
    """What one actor is called."""

    party: Party
    names: tuple[DesignationView, ...]
    """In the order of the record; empty for a subject of which none is on file."""


@frozen()
class NamesView(Value):
    """Who calls whom what, or one page of it."""

    frame: Frame
    named: tuple[NamedView, ...]
    """The subjects first, then all others by name."""
    page: int
    """The number of this page, from 1."""
    pages: tuple[str, ...]
    """The addresses of all pages."""
    terms: str
    """The address of the list of terms, or an empty string."""


VIEWS = {"names.html": NamesView}


def path(shelf: Shelf) -> str:
    """The address of the list, or an empty string if no actor has a designation."""
    any_ = any(actor.designations for actor in shelf.site.actors.values())
    return shelf.path("names") if any_ else ""


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The list, in pages if it is long; nothing if no actor has a designation."""
    if not path(shelf):
        return
    keys = Keys.of(shelf, frame)
    chunks = lists.cut(_named(shelf), A_PAGE)
    paths = lists.addresses(shelf, len(chunks), "names")
    for n, own in enumerate(chunks, 1):
        make = partial(_view, shelf, frame, own, n, paths)
        later = keys.later(partial(_parts, keys, own, paths), make)
        yield Page(paths[n - 1], "names.html", later, shelf.lang)


def _named(shelf: Shelf) -> tuple[Actor, ...]:
    actors, subjects = shelf.site.actors, shelf.config.subjects
    others = [a for a in actors.values() if a.designations and a.id not in subjects]
    order = sorted(others, key=lambda a: (shelf.words(a.name).text.casefold(), a.id))
    return (*(actors[id_] for id_ in subjects), *order)


def _parts(keys: Keys, own: tuple[Actor, ...], paths: tuple[str, ...]) -> Made:
    return (
        ("actors", keys.actors(a.id for a in own)),
        ("by", tuple(keys.actors(d.by for d in a.designations) for a in own)),
        ("sources", tuple(tuple(keys.cited(d.source) for d in a.designations) for a in own)),
        ("pages", paths),
        ("terms", bool(keys.site.dossier.terms)),
    )


def _view(
    shelf: Shelf, frame: Frame, own: tuple[Actor, ...], n: int, paths: tuple[str, ...]
) -> NamesView:
    return NamesView(
        frame=frame,
        named=tuple(NamedView(shelf.party(a.id), actor.designations(shelf, a)) for a in own),
        page=n,
        pages=paths,
        terms=shelf.path("terms") if shelf.site.dossier.terms else "",
    )
