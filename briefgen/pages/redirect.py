"""Redirects: a page at each earlier address of a record that leads to the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import Field
from briefgen.model import KINDS
from briefgen.pages.parts import Frame
from briefgen.plan import Link, Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.shelf import Shelf


@frozen()
class RedirectView(Value):
    """A page that says where the record has gone, and goes there."""

    frame: Frame
    to: Link


VIEWS = {"redirect.html": RedirectView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """A page for each ``redirect_from`` of a record that has an address, or had one."""
    for kind, id_, former in _moved(shelf):
        to = shelf.link((kind,), id_)
        if to.path:
            for n, old in enumerate(former):
                place = Field(kind, id_, ("redirect_from", n))
                view = RedirectView(frame, to)
                yield Page(shelf.prefix + old, "redirect.html", view, shelf.lang, place)


def _moved(shelf: Shelf) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Kind, id and former addresses of each record that has some, withdrawn ones too."""
    for kind in KINDS:
        for record in getattr(shelf.site.dossier, kind.plural):
            if record.redirect_from:
                yield kind.name, record.id, record.redirect_from
    for stone in shelf.site.withdrawn.values():
        yield stone.kind, stone.id, stone.former
