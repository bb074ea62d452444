"""The kinds of page, one file each, and ``plan``, which puts them together.

``PAGES`` is in the order of the book. A kind of page is a module with frozen views, ``VIEWS``,
which says what each template gets to see, and ``plan(shelf, frame)``, which yields pages; the
shelf makes the parts they share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.pages import (
    actor,
    agreement,
    balance,
    changes,
    checks,
    claim,
    commentary,
    edition,
    event,
    home,
    judgement,
    ledger,
    names,
    notfound,
    overview,
    page,
    redirect,
    relations,
    source,
    term,
    timeline,
    withdrawn,
)
from briefgen.pages.frame import frame
from briefgen.pages.shelf import Shelf
from briefgen.plan import distinct

if TYPE_CHECKING:
    from briefgen.plan import Page
    from briefgen.resolve import Site

PAGES = (
    home,
    timeline,
    event,
    claim,
    actor,
    source,
    overview,
    ledger,
    relations,
    names,
    agreement,
    balance,
    judgement,
    term,
    commentary,
    changes,
    page,
    checks,
    notfound,
    redirect,
    withdrawn,
    edition,
)


def plan(site: Site, lang: str) -> tuple[Page, ...]:
    """All pages of a site in one language; raises ContentError if two share an address."""
    shelf = Shelf(site, lang)
    shared = frame(shelf)
    return distinct(made for kind in PAGES for made in kind.plan(shelf, shared))
