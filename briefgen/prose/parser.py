"""The one Markdown parser and the one sanitiser, with the rules that are our own."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.prose.text import SCOPE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from nh3 import Cleaner

MENTION = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]|\n]{1,400}))?\]\]")
SCHEMES = frozenset({"http:", "https:", "mailto:", "tel:"})
DEPTH = 40
"""Levels of nesting; WeasyPrint's recursion ends at about 300 lists."""
_CLEANED = {
    "a": {"href", "id", "title", "rel", "role", "class"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
    "img": {"src", "alt", "title"},
    "li": {"id"}, "ol": {"start"}, "section": {"class", "role"}, "sup": {"class"},
    "th": {"class"}, "td": {"class"},
}  # fmt: skip
_TAGS = frozenset(_CLEANED) | {
    "blockquote", "br", "code", "dd", "dl", "dt", "em", "hr", "p", "pre", "strong", "table",
    "tbody", "thead", "tr", "ul",
}  # fmt: skip


def _mention(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """The inline rule for ``[[target|words]]``."""
    if not state.src.startswith("[[", state.pos):
        return False
    found = MENTION.match(state.src, state.pos, state.posMax)
    if not found or not found[1].strip():
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.content = found[0]
        token.meta = {"target": found[1].strip(), "words": (found[2] or "").strip()}
    state.pos = found.end()
    return True


@cache
def parser() -> MarkdownIt:
    """The one parser; making it costs as much as a page of text."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    from briefgen.prose import shortcuts

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": DEPTH + 10}).enable("table")
    made.use(footnote_plugin).use(deflist_plugin)
    made.inline.ruler.before("link", "mention", _mention)
    shortcuts.take(made)
    # The allow-list is applied in one place, where there is something to report to.
    setattr(made, "validateLink", bool)  # noqa: B010 - as a plain attribute mypy sees a method
    for name, rule in _RULES.items():
        made.add_render_rule(name, rule)
    return made


def cleaned(made: str) -> str:
    """The HTML after the allow-list: what is not in it never leaves this room."""
    return made if common().fullmatch(made) else cleaner().clean(made)


@cache
def common() -> re.Pattern[str]:
    """A list much shorter than the sanitiser's: paragraphs of words, some emphasised or a link.

    The sanitiser leaves what is in it as it is, to the letter; the tests hold it to that.
    """
    words = r"[^<>&\xa0\r\0]*+(?:&(?:amp|lt|gt);[^<>&\xa0\r\0]*+)*+"
    # No port, no number, and nothing that is not ASCII in disguise ("xn--"): no host is refused.
    href = r"https?://(?:[a-z0-9]++(?:-[a-z0-9]++)*+\.)++[a-z]{2,}+(?:/[A-Za-z0-9/._~?=#-]*+)?"
    link = f'a href="{href}" rel="noopener noreferrer">{words}</a'
    marked = f"<(?:em>{words}</em|strong>{words}</strong|{link})>"
    return re.compile(rf"(?:<p>{words}(?:{marked}{words})*+</p>\n)*+")


@cache
def cleaner() -> Cleaner:
    """The sanitiser."""
    from nh3 import Cleaner

    return Cleaner(
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _CLEANED.items()},
        url_schemes={scheme[:-1] for scheme in SCHEMES},
        link_rel=None,
    )


def _note(token: Token) -> tuple[str, str]:
    """The number of a footnote, and of the reference to it."""
    number = str(token.meta["id"] + 1)
    again = token.meta.get("subId", 0)
    return number, f"{number}-{again + 1}" if again else number


def _note_ref(_self: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    number, reference = _note(tokens[index])
    return (
        f'<sup class="footnote-ref"><a href="#fn-{SCOPE}{number}" id="fnref-{SCOPE}{reference}"'
        f' role="doc-noteref">{number}</a></sup>'
    )


def _note_back(_self: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    reference = _note(tokens[index])[1]
    # U+FE0E keeps the arrow from being drawn as a picture.
    return (
        f' <a href="#fnref-{SCOPE}{reference}" class="footnote-backref"'
        ' role="doc-backlink">\u21a9\ufe0e</a>'
    )


def _note_open(_self: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    return f'<li id="fn-{SCOPE}{_note(tokens[index])[0]}">'


def _notes_open(*_: object) -> str:
    return '<section class="footnotes" role="doc-endnotes">\n<ol>\n'


def _opened(_self: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    token = tokens[index]
    made = [f' {name}="{html.escape(str(value))}"' for name, value in token.attrs.items()]
    return f"<{token.tag}{''.join(made)}>"


def _raw(_self: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    return tokens[index].content


def _words(_self: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    # As the sanitiser writes it: quotation marks stay as they are.
    return html.escape(tokens[index].content, quote=False)


def _tag(tag: str) -> Callable[..., str]:
    return lambda *_: tag


_RULES: Mapping[str, Callable[..., str]] = {
    "text": _words,
    "em_open": _tag("<em>"), "em_close": _tag("</em>"),
    "strong_open": _tag("<strong>"), "strong_close": _tag("</strong>"),
    "mention": _raw,
    "image": _opened,
    "link_open": _opened, "link_close": _tag("</a>"),
    "footnote_ref": _note_ref,
    "footnote_anchor": _note_back,
    "footnote_open": _note_open,
    "footnote_block_open": _notes_open,
}  # fmt: skip
