"""The filters and functions that templates may use; each one's docstring is its contract."""

from __future__ import annotations

import re
import sys
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jinja2 import pass_context
from markupsafe import Markup

from briefgen import prose as prose_
from briefgen.theme import wording
from briefgen.theme.compiler import safe
from briefgen.theme.macros import markup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from babel.support import Translations
    from jinja2 import Environment
    from jinja2.runtime import Context

    from briefgen.dates import Edtf
    from briefgen.model.fields import Words
    from briefgen.pages.parts import Body, Party
    from briefgen.plan import Link, Page


ROOT = "./"
"""``here`` for pages at the root of the site."""


def install(environment: Environment, lang: str, catalogue: Translations, *, printed: bool) -> None:
    """Give an environment its filters, in one language, for the web or for print."""
    address = _inside if printed else _relative
    environment.filters["href"] = pass_context(address)
    environment.filters["words"] = _marked(lang)
    environment.filters["prose"] = pass_context(_filled(address, printed=printed))
    speaker = wording.Dates(lang, catalogue)
    environment.filters["date"] = speaker.long
    environment.filters["short_date"] = speaker.short
    environment.filters["why"] = speaker.why
    environment.filters["iso"] = _iso
    environment.filters["marks"] = _marks
    environment.filters["number"] = wording.Numbers(lang).plain
    environment.globals["language"] = wording.language_name(lang)
    environment.globals["autonym"] = wording.autonym
    environment.globals["rtl"] = wording.rtl
    environment.tests["foreign"] = _foreign(lang)


def _relative(context: Context, path: str, here: str = "") -> str:
    """The address of a page of the site, as seen from the page that is being made.

    A macro imported without context does not know the page: it passes ``here`` on.
    """
    way = here or context["here"]
    return path if way == ROOT else f"{way}{path}"


def beside(page: Page) -> str:
    """What leads from a page to the root of the site: the same for all pages at one depth.

    The page for unknown addresses is shown at any depth, so its links start from the root of
    the host, or from where ``base_url`` says that the site stands. The text is one and the same
    for all pages at one depth: what a macro made is known by the identity of its arguments.
    """
    if page.path == "404.html":
        frame = getattr(page.view, "frame", None)
        url: str = frame.base_url if frame else ""
        return "/" + url.partition("://")[2].partition("/")[2]
    return _upwards(page.path.count("/"))


@cache
def _upwards(depth: int) -> str:
    return "../" * depth or ROOT


def _inside(context: Context, path: str, here: str = "") -> str:
    """The same address inside one printed document: ``events/x.html`` becomes ``#events-x``."""
    page, _, fragment = path.partition("#")
    return "#" + (fragment or page.removesuffix(".html").replace("/", "-"))


def _marked(lang: str) -> Callable[[Words | Link], Markup]:
    @lru_cache(maxsize=4096)
    def marked(words: Words | Link) -> Markup:
        """A text, marked with its language and direction where they are not the page's."""
        text, own = words.text, words.lang
        if own == lang:
            return safe(text)
        if wording.rtl(own) == wording.rtl(lang):
            return Markup('<span lang="{}">{}</span>').format(own, text)
        direction = "rtl" if wording.rtl(own) else "ltr"
        return Markup('<span lang="{}" dir="{}">{}</span>').format(own, direction, text)

    return marked


def _foreign(lang: str) -> Callable[[str], bool]:
    def foreign(tag: str) -> bool:
        """Whether a tag names another language than the page's; regions do not count."""
        return tag.partition("-")[0] != lang.partition("-")[0]

    return foreign


def _filled(
    address: Callable[[Context, str], str], *, printed: bool
) -> Callable[[Context, Body, int], Markup]:
    def fill(context: Context, body: Body, under: int = 0) -> Markup:
        """Prose as HTML, its references leading to the pages of this site.

        ``under`` is the level of the heading that it stands beneath, if its own are to
        follow on from that one; they keep their levels if it is left out.
        """
        links = [(address(context, k.path) if k.path else "", k.text) for k in body.links]
        # The printed document stands at the root, beside the folder of the pictures.
        pictures = [p if printed else address(context, p) for p in body.pictures]
        made = prose_.fill(body.prose, links, pictures, body.scope)
        filled: Markup = markup(_lowered(made, under) if under and "<h" in made else made)
        return filled

    return fill


HEADING = re.compile("(</?h)([1-6])(?=[ >])")
"""A heading's tag in what ``prose`` made, where text never holds a bare ``<``."""


def _lowered(html: str, under: int) -> str:
    """The same HTML, its highest heading one level below the one it stands beneath."""
    highest = min((int(tag[2]) for tag in HEADING.finditer(html)), default=1)
    shift = under + 1 - highest
    return HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + shift, 6)}", html)


def _marks(parties: Sequence[Party]) -> str:
    """The marks of parties, each once, with a space between: ``one third``."""
    # One and the same text for equal marks, since macros know their arguments by identity.
    return sys.intern(" ".join(dict.fromkeys([party.mark for party in parties])))


def _iso(date: Edtf) -> str:
    """The value for ``<time datetime>``: a day, month or year; empty if HTML has no form for it."""
    plain = date.text.rstrip("?~%")
    return plain if date.precision in ("day", "month", "year") and "X" not in plain else ""
