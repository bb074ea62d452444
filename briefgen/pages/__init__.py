"""The kinds of page, one file each, and ``plan``, which puts them together.

``PAGES``, in ``table``, is in the order of the book. A kind of page is a module with frozen views,
``VIEWS``, which says what each template gets to see, and ``plan(shelf, frame)``, which yields
pages; the shelf makes the parts they share. Nothing is imported before it is asked for: a build
may need one kind only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.plan import Page
    from briefgen.resolve import Site


def plan(site: Site, lang: str) -> tuple[Page, ...]:
    """All pages of a site in one language; raises ContentError if two share an address."""
    from briefgen.pages.frame import frame
    from briefgen.pages.shelf import Shelf
    from briefgen.pages.table import PAGES
    from briefgen.plan import distinct

    shelf = Shelf(site, lang)
    shared = frame(shelf)
    return distinct(made for kind in PAGES for made in kind.plan(shelf, shared))
