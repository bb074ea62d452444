"""HTML pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen import value
from briefgen.plan import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.formats.making import Making
    from briefgen.plan import Page, Parts

NAME = "html"


def outputs(making: Making) -> Iterator[Output]:
    """A file for each page; its key covers what its view is made of, the theme and the tools."""
    shared = shared_parts(making)
    common = value.digest(shared)
    for page in making.pages:
        if page.path.endswith(".html"):
            key = value.hashed((common, page.path, page.template, page.lang, page.key))
            yield Output(
                page.path, key, partial(_make, making, page), partial(explain, page, shared)
            )


def shared_parts(making: Making) -> Parts:
    """What every page is made with: the theme's templates and words, and the tools."""
    digests = making.theme.digests
    return (
        ("theme templates", digests["templates"]),
        ("theme words", digests["locale"]),
        ("tools", making.tools),
    )


def explain(page: Page, shared: Parts) -> Parts:
    """The parts of a page's key by name, down to what its view is made of."""
    return (*shared, ("template", page.template.encode()), *page.parts)


def _make(making: Making, page: Page) -> bytes:
    return making.theme.render(page).encode("utf-8")
