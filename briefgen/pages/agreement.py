"""Agreements: the index, and for each its status over time with the events that set it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen.errors import Field
from briefgen.model.fields import Words
from briefgen.pages import lists
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Cited, Frame, Party, Row, Stone, When
from briefgen.plan import Page
from briefgen.resolve import agreements
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Event
    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf
    from briefgen.resolve.agreements import History

A_PAGE = 60


@frozen()
class StepView(Value):
    """What an event did to the agreement."""

    status: str
    """negotiated, initialled, signed, …; worded by the theme."""
    row: Row
    """The event that set it."""
    announced: bool
    """It was announced, which is not to say that it took effect."""


@frozen()
class AgreementEntry(Value):
    """An agreement as an entry of the index."""

    path: str
    title: Words
    parties: tuple[tuple[Party, Words], ...]
    """Who is party to it, and as what."""
    signed: When | None
    standing: tuple[StepView, ...]
    """The last step on file; several where the order of the last ones is not known."""
    steps: int


@frozen()
class AgreementsView(Value):
    """The index of agreements, or one page of it."""

    frame: Frame
    entries: tuple[AgreementEntry, ...]
    """By title."""
    total: int
    page: int
    """The number of this page, from 1."""
    pages: tuple[str, ...]
    """The addresses of all pages."""


@frozen()
class AgreementView(Value):
    """The page of one agreement."""

    frame: Frame
    index: str
    """The address of the index."""
    title: Words
    parties: tuple[tuple[Party, Words], ...]
    """Who is party to it, and as what."""
    signed: When | None
    standing: tuple[StepView, ...]
    """The last step on file; several where the order of the last ones is not known."""
    steps: tuple[StepView, ...]
    """The events that set its status, in chronological order."""
    mentions: tuple[Row, ...]
    """Other events that concern it."""
    provisions: tuple[tuple[str, Words], ...]
    """Number and content."""
    url: str
    """Where the text can be read, or an empty string."""
    note: Words | None
    sources: tuple[Cited, ...]
    withdrawn: tuple[Stone, ...]
    """Records it referred to that have been withdrawn since."""


VIEWS = {"agreements.html": AgreementsView, "agreement.html": AgreementView}


def path(shelf: Shelf) -> str:
    """The address of the index, or an empty string if there are no agreements."""
    return shelf.path("agreements") if shelf.site.agreements else ""


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The index and a page for each agreement; nothing if there is none."""
    if not shelf.site.agreements:
        return
    found = _histories(shelf)
    entries = tuple(_entry(shelf, history) for history in found.values())
    order = sorted(entries, key=lambda e: (e.title.text.casefold(), e.path))
    chunks = lists.cut(tuple(order), A_PAGE)
    paths = lists.addresses(shelf, len(chunks), "agreements", "page")[1:]
    paths = (shelf.path("agreements"), *paths)
    for n, chunk in enumerate(chunks, 1):
        view = AgreementsView(frame, chunk, len(order), n, paths)
        yield Page(paths[n - 1], "agreements.html", view, shelf.lang)
    keys = Keys.of(shelf, frame)
    for id_, history in found.items():
        made_of, make = partial(_parts, keys, history), partial(_view, shelf, frame, history)
        later = keys.later(made_of, make, history.agreement)
        place = Field("agreement", id_)
        yield Page(shelf.agreement_path(id_), "agreement.html", later, shelf.lang, place)


def _histories(shelf: Shelf) -> dict[str, History]:
    site = shelf.site
    events = site.events.values()
    return shelf.once("histories", lambda: agreements.histories(site.agreements, events))


def _entry(shelf: Shelf, history: History) -> AgreementEntry:
    agreement = history.agreement
    return AgreementEntry(
        path=shelf.agreement_path(agreement.id),
        title=shelf.words(agreement.title),
        parties=_parties(shelf, history),
        signed=shelf.when(agreement.signed) if agreement.signed else None,
        standing=tuple(_step(shelf, event) for event in history.standing),
        steps=len(history.steps),
    )


def _parts(keys: Keys, history: History) -> Made:
    agreement = history.agreement
    steps = tuple((_status(e), e.phase, keys.event(e.id)) for e in history.steps)
    return (
        ("parties", tuple(keys.actor(p.actor) for p in agreement.parties)),
        ("steps", steps),
        ("standing", tuple(e.id for e in history.standing)),
        ("records", tuple(keys.event(e.id) for e in history.mentions)),
        ("sources", keys.cited(agreement.source)),
        ("withdrawn", keys.lost("agreement", agreement.id)),
    )


def _view(shelf: Shelf, frame: Frame, history: History) -> AgreementView:
    agreement = history.agreement
    return AgreementView(
        frame=frame,
        index=shelf.path("agreements"),
        title=shelf.words(agreement.title),
        parties=_parties(shelf, history),
        signed=shelf.when(agreement.signed) if agreement.signed else None,
        standing=tuple(_step(shelf, event) for event in history.standing),
        steps=tuple(_step(shelf, event) for event in history.steps),
        mentions=tuple(shelf.row(event.id) for event in history.mentions),
        provisions=tuple((p.n, shelf.words(p.text)) for p in agreement.provisions),
        url=agreement.url or "",
        note=shelf.maybe(agreement.note),
        sources=shelf.cited(agreement.source),
        withdrawn=shelf.lost("agreement", agreement.id),
    )


def _parties(shelf: Shelf, history: History) -> tuple[tuple[Party, Words], ...]:
    return tuple((shelf.party(p.actor), shelf.words(p.role)) for p in history.agreement.parties)


def _step(shelf: Shelf, event: Event) -> StepView:
    return StepView(_status(event), shelf.row(event.id), event.phase == "announced")


def _status(event: Event) -> str:
    return (event.agreement.status if event.agreement else None) or ""
