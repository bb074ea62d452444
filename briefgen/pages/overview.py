"""Overview: what the dossier computes from its records, each on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.pages import agreement, balance, judgement, ledger, names, relations, term
from briefgen.pages.parts import Frame
from briefgen.plan import Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.shelf import Shelf


@frozen()
class OverviewView(Value):
    """The pages that are computed from the records."""

    frame: Frame
    entries: tuple[tuple[str, str], ...]
    """Kind and address of those there are: ledger, relations, names, agreements, balance,
    judgements, terms."""


VIEWS = {"overview.html": OverviewView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The one overview of this language."""
    found = (
        ("ledger", ledger.path(shelf)),
        ("relations", relations.path(shelf)),
        ("names", names.path(shelf)),
        ("agreements", agreement.path(shelf)),
        ("balance", balance.path(shelf)),
        ("judgements", judgement.path(shelf)),
        ("terms", term.path(shelf)),
    )
    view = OverviewView(frame, tuple((kind, address) for kind, address in found if address))
    yield Page(shelf.path("overview"), "overview.html", view, shelf.lang)
