"""The frame: what every page of a language shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import audience
from briefgen.pages.parts import Frame
from briefgen.plan import Link

if TYPE_CHECKING:
    from briefgen.model import Page
    from briefgen.pages.shelf import Shelf

SECTIONS = ("timeline", "claims", "actors", "sources", "overview", "commentary")


def frame(shelf: Shelf) -> Frame:
    """The frame of this shelf's language."""
    config, dossier = shelf.config, shelf.site.dossier
    sections = [s for s in SECTIONS if s != "commentary" or dossier.commentary]
    texts = shelf.translated(dossier.pages).values()
    home = shelf.path("index")
    return Frame(
        title=shelf.words(config.short_title or config.title),
        lang=shelf.lang,
        home=home,
        subjects=shelf.parties(config.subjects),
        edition=config.edition.id,
        as_of=config.edition.date,
        nav=(("home", home), *((s, shelf.path(s)) for s in sections)),
        pages=tuple(_page(shelf, text) for text in sorted(texts, key=_by_order)),
        languages=config.tongues,
        changes=shelf.path("changes"),
        pdf=pdf_path(shelf),
        base_url=config.base_url or "",
        mark=audience.mark(dossier),
    )


def _by_order(text: Page) -> tuple[int, str]:
    return text.order, text.id


def _page(shelf: Shelf, text: Page) -> Link:
    lang = text.lang or shelf.config.lang
    return Link(shelf.path(text.id), *text.title.choose(lang, lang))


def printed(shelf: Shelf) -> bool:
    """Whether there is a PDF in this language."""
    wanted = shelf.config.print.languages or (shelf.config.lang,)
    return shelf.lang in wanted


def pdf_path(shelf: Shelf) -> str:
    """Where the PDF for readers of this language is."""
    lang = (
        shelf.lang if printed(shelf) else (shelf.config.print.languages or (shelf.config.lang,))[0]
    )
    return f"pdf/dossier-{lang}.pdf"
