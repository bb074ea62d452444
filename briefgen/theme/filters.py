"""The filters and functions that templates may use; each one's docstring is its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import pass_context
from markupsafe import Markup, escape

from briefgen import prose as prose_
from briefgen.theme import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel.support import Translations
    from jinja2 import Environment
    from jinja2.runtime import Context

    from briefgen.dates import Edtf
    from briefgen.model.fields import Words
    from briefgen.pages.parts import Body


def install(
    environment: Environment, lang: str, catalogue: Translations, *, printed: bool
) -> None:
    """Give an environment its filters, in one language, for the web or for print."""
    address = _inside if printed else _relative
    environment.filters["href"] = pass_context(address)
    environment.filters["words"] = pass_context(_words)
    environment.filters["prose"] = pass_context(_filled(address))
    speaker = wording.Dates(lang, catalogue)
    environment.filters["date"] = speaker.long
    environment.filters["short_date"] = speaker.short
    environment.filters["iso"] = _iso
    environment.filters["number"] = wording.Numbers(lang).plain
    environment.globals["language"] = wording.language_name(lang)
    environment.globals["rtl"] = wording.rtl
    environment.tests["foreign"] = lambda tag: tag.partition("-")[0] != lang.partition("-")[0]


def _relative(context: Context, path: str) -> str:
    """The address of a page of the site, as seen from the page that is being made."""
    here = str(context["path"])
    if here == "404.html":
        return base(context) + path
    folders = here.split("/")[:-1]
    target = path.split("/")
    while folders and len(target) > 1 and folders[0] == target[0]:
        folders.pop(0)
        target.pop(0)
    return "../" * len(folders) + "/".join(target)


def base(context: Context) -> str:
    """What leads to the site's root from any address: its path on the host, or nothing.

    The page for unknown addresses is shown at any depth, so it cannot link relatively.
    """
    url = str(context["page"].frame.base_url)
    return "/" + url.partition("://")[2].partition("/")[2] if url else ""


def _inside(context: Context, path: str) -> str:
    """The same address inside one printed document: ``events/x.html`` becomes ``#events-x``."""
    page, _, fragment = path.partition("#")
    return "#" + (fragment or page.removesuffix(".html").replace("/", "-"))


def _words(context: Context, words: Words) -> Markup:
    """A text, marked with its language where that is not the page's."""
    if words.lang == context["lang"]:
        return escape(words.text)
    direction = ' dir="rtl"' if wording.rtl(words.lang) else ""
    return Markup('<span lang="{}"{}>{}</span>').format(words.lang, Markup(direction), words.text)


def _filled(address: Callable[[Context, str], str]) -> Callable[[Context, Body], Markup]:
    def fill(context: Context, body: Body) -> Markup:
        """Prose as HTML, its references leading to the pages of this site."""
        links = [(address(context, k.path) if k.path else "", k.text) for k in body.links]
        pictures = [address(context, p) for p in body.pictures]
        return Markup(prose_.fill(body.prose, links, pictures, body.scope))

    return fill


def _iso(date: Edtf) -> str:
    """The value for ``<time datetime>``: a day, month or year; empty if HTML has no form for it."""
    plain = date.text.rstrip("?~%")
    return plain if date.precision in ("day", "month", "year") and "X" not in plain else ""


