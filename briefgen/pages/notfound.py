"""The page for an address that leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.pages.parts import Frame
from briefgen.plan import Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.shelf import Shelf


@frozen()
class NotFoundView(Value):
    """404.html."""

    frame: Frame


VIEWS = {"404.html": NotFoundView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """One page at the root, in the dossier's own language: hosts know only one."""
    if not shelf.prefix:
        yield Page("404.html", "404.html", NotFoundView(frame), shelf.lang)
