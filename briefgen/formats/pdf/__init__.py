"""The print edition: one PDF a language, made by WeasyPrint in a limited child process.

The theme renders the page; ``markup`` looks at the HTML; ``workshop`` lays out a private
folder; ``child`` runs ``worker`` in it. WeasyPrint itself is imported by the worker only.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from briefgen import value, versions
from briefgen.formats.making import output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.formats.making import Making
    from briefgen.plan import Output, Page

NAME = "pdf"
TOOLS = ("weasyprint", "pydyf", "fonttools", "pillow", "tinycss2", "tinyhtml5", "cssselect2")
"""Packages whose version can change the bytes of a PDF, beside those of a page."""


def outputs(making: Making) -> Iterator[Output]:
    """A PDF for each print edition; its key covers all that its bytes depend on."""
    theme = making.theme
    for page in making.pages:
        if page.path.endswith(".pdf"):
            parts = (
                ("theme templates", theme.digests["templates"]),
                ("theme words", theme.digests["locale"]),
                ("theme print", theme.digests["print"]),
                ("tools", making.tools),
                ("print tools", versions.of(TOOLS)),
                ("pictures", _pictures(making)),
                ("template", page.template.encode()),
                *page.parts,
            )
            yield output(page.path, parts, _maker(making, page), NAME)


def _pictures(making: Making) -> bytes:
    made = blake2b(digest_size=value.SIZE)
    for picture in making.site.dossier.media:
        made.update(picture.path.encode() + b"\0" + picture.digest)
    return made.digest()


def _maker(making: Making, page: Page) -> Callable[[], bytes]:
    def make() -> bytes:
        from briefgen.formats.pdf.workshop import Workshop

        return Workshop(making).printed(page).data

    return make
