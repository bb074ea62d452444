"""The ways around markdown-it's own: each gives what the long way gives."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefgen.prose import shortcuts

PIECES = st.lists(
    st.sampled_from(
        ["a", "é", "word ", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\0", "*", "**", "_", "`", "``",
         "[", "]", "](https://e.org/a-b_c?d=e#f)", "](<x y>)", "![", "^[", "[^1]", "\n\n[^1]: n\n",
         "\\", "<", ">", "<https://e.org/é>", "<a@b.c>", "&amp;", "&#58;", "!", "#", "$", "%", "+",
         "-", ":", "=", "@", "{", "}", "~", "~~", "|", "\n: d\n", "\n- ", "\n> ", "\n    ", "- - -",
         "[a]: https://x.y\n"]
    ),
    max_size=24,
).map("".join)  # fmt: skip
"""What looks like Markdown and is made mostly of what its rules react to."""


def parsers() -> tuple[MarkdownIt, MarkdownIt]:
    """One that goes the short ways, and one that does not."""
    made = [
        MarkdownIt("commonmark", {"html": False}).enable("table")
        .use(footnote_plugin).use(deflist_plugin)
        for _ in range(2)
    ]  # fmt: skip
    shortcuts.take(made[0])
    return made[0], made[1]


SHORT, LONG = parsers()


LINES = st.lists(
    st.sampled_from(
        ["", "", "a", "é *b*", "word", "w ", "x\u00a0", "\u00a0", "y\t", "ª", "ع", "1. a",
         "a\u2028", "---", "===", "| - |", "- b", "+ b", "* b", ": d", "~ d", "a | b", " ", "\t",
         "  c", "    e", "[^1]: n", "[a]: b", "<b>", "a[^1]", "a  ", "a\\", "\f", "ﬁ", "(a)", "«a»",
         ". a", "!", "&", "```", "# a", "> a", "___", "2) a", "\\", "@", "{", "-|-"]
    ),
    max_size=8,
).map("\n".join)  # fmt: skip
"""Mostly paragraphs, and what may or may not end one."""


@given(PIECES | LINES)
@example("a-b: c = d @ e ~ f # g $ h % i + j > k { l }")
def test_a_text_becomes_the_same_html(source: str) -> None:
    assert SHORT.parse(source) == LONG.parse(source)
    assert SHORT.render(source) == LONG.render(source)


@given(st.from_regex(shortcuts.PLAIN, fullmatch=True))
@example("https://xn--e1afmkfd.example/--//?#?")
@example("http://" + ".".join(["a" * 60] * 4))
def test_a_plain_address_stays_as_it_is(url: str) -> None:
    assert normalizeLink(url) == url


@pytest.mark.parametrize("url", ["https://é.org", "https://e.org/é b", "HTTP://E.org/%zz"])
def test_another_address_goes_the_long_way(url: str) -> None:
    assert not shortcuts.PLAIN.fullmatch(url)
    assert shortcuts.address(url) == normalizeLink(url)
