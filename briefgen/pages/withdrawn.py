"""Withdrawn: at the address of a record that was withdrawn, when and why, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import Field
from briefgen.pages.parts import Frame, Stone
from briefgen.plan import Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.shelf import Shelf


@frozen()
class WithdrawnView(Value):
    """The page of a record that was withdrawn."""

    frame: Frame
    stone: Stone


VIEWS = {"withdrawn.html": WithdrawnView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """A page for each event and claim; sources are told of where the list of sources was."""
    for (kind, id_), left in shelf.site.withdrawn.items():
        stone = shelf.stone(left)
        if kind != "source":
            view = WithdrawnView(frame, stone)
            yield Page(stone.path, "withdrawn.html", view, shelf.lang, Field(kind, id_))
