"""Markdown to safe HTML in which references, pictures and the scope of ids are left open.

``compile`` is pure and costs the time; ``fill`` puts in what a page knows, by replacing
marks. CommonMark 0.31 with tables, footnotes and definition lists. ``[[target]]`` and
``[[target|other words]]`` refer to records. Raw HTML is text; HTML comments are for the
authors and are taken out first, in code too.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from briefgen.prose.parser import MENTION, cleaned, parser
from briefgen.prose.scribe import Scribe
from briefgen.prose.text import (
    END,
    LINK,
    PICTURE,
    SCOPE,
    Compiled,
    Finding,
    Mention,
    Prose,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "Compiled", "Finding", "Mention", "Prose",
    "compile", "fill", "replaced", "uncommented",
]  # fmt: skip

MARK = re.compile(f"([{LINK}{PICTURE}])([0-9]+){END}")
LIMIT = 1_000_000


def compile(text: str) -> Compiled:  # noqa: A001 - read as prose.compile
    """The HTML of a text, what is wrong with it, and where its references stand.

    Never raises: what cannot be published is a finding of severity error.
    """
    if len(text) > LIMIT:
        message = f"the text has {len(text):,} characters, more than the limit of {LIMIT:,}"
        return Compiled(Prose(text), (Finding("M08", message, 1, 1),), ())
    scribe = Scribe(text)
    markdown = parser()
    tokens = markdown.parse(scribe.prepared(), scribe.env)
    if scribe.fits(tokens):
        scribe.refine(tokens)
        written = markdown.renderer.render(tokens, markdown.options, scribe.env)
        made = cleaned(written)
    else:
        made = ""
    prose = Prose(text, tuple(scribe.mentions), tuple(scribe.pictures), made.strip())
    return Compiled(prose, tuple(sorted(scribe.findings, key=_by_place)), tuple(scribe.positions))


def fill(
    prose: Prose, links: Sequence[tuple[str, str]], pictures: Sequence[str], scope: str
) -> str:
    """Safe HTML for one page.

    ``links`` holds an address and the record's name for each mention; the author's own
    words win over the name, and an empty address gives words without a link.
    ``pictures`` holds an address for each picture. ``scope`` keeps the ids of several
    texts on one page apart; it may be empty.
    """

    def put(found: re.Match[str]) -> str:
        index = int(found[2])
        if found[1] == PICTURE:
            return html.escape(pictures[index])
        href, name = links[index]
        words = html.escape(prose.mentions[index].words or name)
        if not href:
            return words
        return f'<a href="{html.escape(href)}">{words}</a>'

    made = MARK.sub(put, prose.html) if links or pictures else prose.html
    return made.replace(SCOPE, html.escape(f"{scope}-") if scope else "")


def replaced(text: str, instead: Callable[[str], str | None]) -> str:
    """The Markdown with other words for some references: those for which it is given some.

    ``instead`` gets what a reference names, as written. Even one that is shown as an example
    of code is replaced.
    """

    def put(found: re.Match[str]) -> str:
        words = instead(found[1].strip())
        return found[0] if words is None else words

    return MENTION.sub(put, text) if "[[" in text else text


def uncommented(text: str) -> str:
    """The Markdown without the comments of its authors, its lines where they were."""
    return Scribe(text).uncommented() if "<!--" in text else text


def _by_place(finding: Finding) -> tuple[int, int, str]:
    return finding.line, finding.col, finding.code
