"""Addresses: where in the site each thing is shown, in one language; and its words there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefgen.model import Commentary, Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.dates import Edtf
    from briefgen.model.fields import Localized, Words
    from briefgen.resolve import Site
    from briefgen.resolve.withdrawn import Tombstone

T = TypeVar("T", Commentary, Page)

SPLIT = 300
"""From this many events or sources on, their lists are split by year."""


class Addresses:
    """The addresses and words of one site in one language.

    The dossier's own language stands at the root of the site, others below their tag.
    """

    def __init__(self, site: Site, lang: str) -> None:
        self.site = site
        self.lang = lang
        self.config = site.dossier.config
        self.prefix = "" if lang == self.config.lang else f"{lang}/"

    def words(self, text: Localized) -> Words:
        """The text in this language, or in the dossier's own."""
        return text.choose(self.lang, self.config.lang)

    def maybe(self, text: Localized | None) -> Words | None:
        """The same for a text that may be missing."""
        return None if text is None else self.words(text)

    def translated(self, texts: Iterable[T]) -> dict[str, T]:
        """By id each text once: in this language, else the dossier's, else any that there is."""
        best: dict[str, T] = {}
        for text in sorted(texts, key=self._foreign):
            best.setdefault(text.id, text)
        return best

    def _foreign(self, text: Commentary | Page) -> int:
        lang = text.lang or self.config.lang
        return 0 if lang == self.lang else 1 if lang == self.config.lang else 2

    def path(self, *pieces: str) -> str:
        """The address of a page: ``path("events", id)``."""
        return f"{self.prefix}{'/'.join(pieces)}.html"

    def event_path(self, id_: str) -> str:
        """The address of an event's page."""
        return f"{self.prefix}events/{id_}.html"

    def claim_path(self, id_: str) -> str:
        """The address of a claim's page."""
        return f"{self.prefix}claims/{id_}.html"

    def agreement_path(self, id_: str) -> str:
        """The address of an agreement's page."""
        return f"{self.prefix}agreements/{id_}.html"

    def source_path(self, id_: str) -> str:
        """Where the list of sources describes the source."""
        if self.site.counts.sources <= SPLIT:
            return f"{self.prefix}sources.html#s-{id_}"
        return f"{self.prefix}sources/{year(self.site.sources[id_].issued)}.html#s-{id_}"

    def stone_path(self, left: Tombstone) -> str:
        """The address that a record keeps when it is withdrawn."""
        if left.kind == "source":
            page = "sources" if self.site.counts.sources <= SPLIT else f"sources/{left.year}"
            return f"{self.prefix}{page}.html#s-{left.id}"
        return self.path(f"{left.kind}s", left.id)

    def timeline_path(self, id_: str) -> str:
        """Where the timeline shows the event."""
        if self.site.counts.events <= SPLIT:
            return f"{self.prefix}timeline.html#e-{id_}"
        return f"{self.prefix}timeline/{year(self.site.events[id_].date)}.html#e-{id_}"


def year(date: Edtf) -> str:
    """The year a date begins in, as a piece of an address; ``undated`` if it has none."""
    first = date.lower or date.upper
    return str(first.year) if first else "undated"
