"""Terms: the glossary of words that need care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model.fields import Words
from briefgen.pages.parts import Frame, Party
from briefgen.plan import Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Term
    from briefgen.pages.shelf import Shelf


@frozen()
class TermView(Value):
    """A word or phrase."""

    id: str
    label: Words
    definition: Words | None
    loaded: bool
    """It takes a side: it stands only inside quotes, or attributed."""
    instead: Words | None
    """The neutral word."""
    used_by: tuple[Party, ...]


@frozen()
class TermsView(Value):
    """The glossary."""

    frame: Frame
    terms: tuple[TermView, ...]
    """By label."""


VIEWS = {"terms.html": TermsView}


def path(shelf: Shelf) -> str:
    """The address of the glossary, or an empty string if there are no terms."""
    return shelf.path("terms") if shelf.site.dossier.terms else ""


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The glossary; nothing if there are no terms."""
    if here := path(shelf):
        found = [_view(shelf, term) for term in shelf.site.dossier.terms]
        order = sorted(found, key=lambda v: (v.label.text.casefold(), v.id))
        yield Page(here, "terms.html", TermsView(frame, tuple(order)), shelf.lang)


def _view(shelf: Shelf, term: Term) -> TermView:
    text, lang = shelf.words(term.label)
    plain = term.label.texts[0][0] == ""
    return TermView(
        id=term.id,
        label=Words(text, term.lang if plain and term.lang else lang),
        definition=shelf.maybe(term.definition),
        loaded=term.loaded,
        instead=shelf.maybe(term.use_instead),
        used_by=shelf.parties(term.attribute_to),
    )
