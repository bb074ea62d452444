"""Plain pages: about, method, anything else that is written in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import Field
from briefgen.model import KINDS
from briefgen.model.fields import Words
from briefgen.pages import checks
from briefgen.pages.parts import Body, Frame
from briefgen.plan import Page
from briefgen.resolve import quoted
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Page as Text
    from briefgen.pages.shelf import Shelf


@frozen()
class Held(Value):
    """How many quotes were looked for in copies of their sources, and what became of them."""

    verified: int
    """Found word for word."""
    unheld: int
    """Not looked for: no copy is held that could hold them."""
    mismatch: int
    """Not found as the record has them."""


@frozen()
class PageView(Value):
    """One plain page."""

    frame: Frame
    id: str
    title: Words
    body: Body | None
    waivers: tuple[tuple[str, str, str], ...]
    """On the method page: record (empty for all, a pattern for some), check and reason."""
    held: Held | None
    """On the method page: how many quotes are verified."""
    checks: str
    """On the method page: the address of the reference of checks."""


VIEWS = {"page.html": PageView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """A page for each, in this language where it exists in several."""
    for view in views(shelf, frame):
        yield Page(shelf.path(view.id), "page.html", view, shelf.lang, Field("page", view.id))


def views(shelf: Shelf, frame: Frame) -> tuple[PageView, ...]:
    """Each page once, by its order and id."""
    best = shelf.translated(shelf.site.dossier.pages)
    order = sorted(best.values(), key=lambda p: (p.order, p.id))
    return tuple(_view(shelf, frame, text) for text in order)


def _view(shelf: Shelf, frame: Frame, text: Text) -> PageView:
    lang = text.lang or shelf.config.lang
    return PageView(
        frame=frame,
        id=text.id,
        title=text.title.choose(lang, lang),
        body=shelf.body(text.body, lang, text.id),
        waivers=_waivers(shelf) if text.id == "method" else (),
        checks=checks.path(shelf) if text.id == "method" else "",
        held=Held(*quoted.counts(shelf.site)) if text.id == "method" else None,
    )


def _waivers(shelf: Shelf) -> tuple[tuple[str, str, str], ...]:
    """Those of the whole dossier first; then by kind of record, once for each text of one id."""
    dossier = shelf.site.dossier
    whole = [("" if w.where == "*" else w.where, w.check, w.because) for w in shelf.config.waive]
    records = (r for kind in KINDS for r in getattr(dossier, kind.plural) if r.waive)
    own = ((r.id, w.check, w.because) for r in records for w in r.waive)
    return tuple(dict.fromkeys((*whole, *own)))
