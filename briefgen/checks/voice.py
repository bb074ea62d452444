"""The record's own voice: its texts in their languages, without what they quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefgen.lexicon.quoted import blanked, quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.fields import Localized

Path = tuple[str | int, ...]


class Said(NamedTuple):
    """A text of a record in one language."""

    path: Path
    """From the record to the text."""
    text: str
    lang: str
    """The language alone, without script or region: ``fr``."""


def texts(path: Path, localized: Localized | None, default: str) -> Iterator[Said]:
    """A text in each of its languages; one without a language of its own is in ``default``."""
    for tag, text in localized.texts if localized else ():
        lang = (tag or default).partition("-")[0]
        yield Said((*path, tag) if tag else path, text, lang)


def own(said: Said) -> str:
    """The text with all that it quotes blanked out, as long as before."""
    return blanked(said.text, quotes(said.text, markdown=said.path == ("body",)))
