"""What formats make outputs from, and how the key of an output is put together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen import versions
from briefgen.plan import Output
from briefgen.value import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.plan import Page
    from briefgen.resolve import Site
    from briefgen.theme import Theme

TOOLS = ("jinja2", "markdown-it-py", "babel", "nh3")
"""Packages whose version can change the bytes of a page; WeasyPrint's reaches PDFs only."""


@dataclass(frozen=True)
class Making:
    """A site, planned and ready to be made."""

    site: Site
    pages: tuple[Page, ...]
    """Of all languages, the print editions too."""
    theme: Theme
    media: Callable[[str], bytes]
    """The publishable bytes of a picture, by its path below ``content/``."""

    @cached_property
    def tools(self) -> bytes:
        """A digest of the versions of briefgen and of what it makes pages with."""
        return versions.of(TOOLS)


def output(
    path: str, parts: Iterable[tuple[str, bytes]], make: Callable[[], bytes], name: str
) -> Output:
    """An output whose key is the digest of its named parts."""
    held = tuple(parts)
    return Output(path, digest((path, *held)), make, lambda: held, name)
