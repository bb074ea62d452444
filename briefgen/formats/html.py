"""HTML pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import value
from briefgen.formats.making import output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.formats.making import Making
    from briefgen.plan import Output, Page

NAME = "html"


def outputs(making: Making) -> Iterator[Output]:
    """A file for each page; its key is a digest of its view, the theme and the tools."""
    theme = making.theme
    shared = (
        ("theme templates", theme.digests["templates"]),
        ("theme words", theme.digests["locale"]),
        ("tools", making.tools),
    )
    for page in making.pages:
        if page.path.endswith(".html"):
            parts = (*shared, ("template", page.template.encode()), *value.parts(page.view))
            yield output(page.path, parts, _maker(making, page), NAME)


def _maker(making: Making, page: Page) -> Callable[[], bytes]:
    return lambda: making.theme.render(page).encode("utf-8")
