"""``_redirects``: earlier addresses for hosts that can answer with a redirect of their own.

The form is that of Netlify and Cloudflare Pages: old address, new address, status. Where
nobody reads it, the page at each old address leads on.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from briefgen import value, versions
from briefgen.formats.making import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.formats.making import Making
    from briefgen.pages.redirect import RedirectView
    from briefgen.plan import Output, Page

NAME = "html"
TEMPLATE = "redirect.html"


def outputs(making: Making) -> Iterator[Output]:
    """One file for all languages, if any record has moved."""
    moved = tuple(page for page in making.pages if page.template == TEMPLATE)
    if moved:
        keys = value.digest(tuple((page.path, page.key) for page in moved))
        parts = [("tools", versions.own()), ("redirects", keys)]
        base = making.site.dossier.config.base_url or ""
        yield output("_redirects", parts, partial(_make, moved, base), NAME)


def _make(moved: tuple[Page, ...], base_url: str) -> bytes:
    root = f"{urlsplit(base_url).path.rstrip('/')}/"
    views = (cast("RedirectView", page.view) for page in moved)  # their template says so
    lines = (
        f"{root}{page.path} {root}{view.to.path} 301\n"
        for page, view in zip(moved, views, strict=True)
    )
    return "".join(sorted(lines)).encode()
