"""The workshop: a private folder with all that a PDF is made of, gone when it is made."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from briefgen.errors import ContentError, Diagnostic, Span
from briefgen.formats.pdf.child import SECONDS, Child, Limits, Printed
from briefgen.formats.pdf.markup import Fault, inspect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.formats.making import Making
    from briefgen.plan import Page

DENSITY = 2500
"""Bytes of HTML on a page, at the very least; the default theme has about twice as many."""
FEW = 40
"""Pages that a dossier may have without any text."""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>{folder}/files/print/fonts</dir>
<cachedir>{folder}/cache</cachedir>
</fontconfig>
"""
"""The theme's fonts and no others: what is installed here changes no PDF."""


def nobody(_page: int) -> None:
    """Watch no progress."""


class Workshop:
    """Makes PDFs of one site with one theme."""

    def __init__(self, making: Making, on_page: Callable[[int], None] = nobody) -> None:
        self.making = making
        self.on_page = on_page

    def printed(self, page: Page) -> Printed:
        """The page as a PDF.

        Raises ContentError for markup that cannot be printed, LimitError when it costs too
        much time, memory or pages, ConfigError when WeasyPrint's libraries are missing.
        """
        text = self.making.theme.render(page)
        files = dict(self._files(page, text))
        return make(text, files, limits(text), self.on_page)

    def _files(self, page: Page, text: str) -> Iterator[tuple[str, bytes]]:
        """All that the page may ask for; raises ContentError if its markup is at fault."""
        theme, found = self.making.theme, inspect(text)
        known = {picture.path for picture in self.making.site.dossier.media}
        faults = list(found.faults)
        for path, line in found.pictures.items():
            if path in known:
                yield path, self.making.media(path)
            elif path not in theme.files or not path.startswith("print/"):
                faults.append(Fault("P04", f"{path[:200]} is no picture of the dossier", line))
        if faults:
            raise ContentError(*(_said(page, fault) for fault in faults))
        yield from ((path, theme.read(path)) for path in theme.files if path.startswith("print/"))


def limits(text: str) -> Limits:
    """What a PDF of this text may cost."""
    pages = FEW + len(text.encode()) // DENSITY
    return Limits(seconds=SECONDS + pages, pages=pages)


def make(
    text: str, files: dict[str, bytes], most: Limits, on_page: Callable[[int], None] = nobody
) -> Printed:
    """HTML and the files it shows, by path, to a PDF; raises what ``Child.run`` raises."""
    with tempfile.TemporaryDirectory(prefix="briefgen-") as name:
        folder = Path(name).resolve()
        (folder / "page.html").write_text(text, "utf-8")
        for path, data in files.items():
            at = folder / "files" / path
            at.parent.mkdir(parents=True, exist_ok=True)
            at.write_bytes(data)
        (folder / "fonts.conf").write_text(FONTS.format(folder=escape(str(folder))), "utf-8")
        return Child(folder, most, on_page).run()


def _said(page: Page, fault: Fault) -> Diagnostic:
    message = f"{fault.message} (line {fault.line} of the HTML for {page.path})"
    return Diagnostic(fault.code, message, Span(f"templates/{page.template}"), fault.hint)
