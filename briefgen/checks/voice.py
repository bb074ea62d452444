"""The record's own voice: its texts in their languages, without what they quote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.fields import Localized

Path = tuple[str | int, ...]

QUOTED = re.compile(
    r'«[^»]*»|“[^”]*”|„[^“”]*[“”]|‹[^›]*›|"[^"]*"|^ {0,3}>.*(?:\n.*\S.*)*', re.MULTILINE
)
"""What stands in quotation marks, and block quotes with the lines that belong to them."""


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


def own(text: str) -> str:
    """The text with each quotation blanked out, as long as before."""
    return QUOTED.sub(lambda found: " " * len(found[0]), text)
