"""Prose: what Markdown becomes, what is refused, and where it is said to be."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen import prose
from briefgen.prose.parser import cleaner, common
from briefgen.prose.text import END, LINK, PICTURE, SCOPE
from briefgen.value import digest

LINKS = [("/one.html", "One"), ("/two.html", "Two"), ("/three.html", "Three")]


def made(text: str, scope: str = "") -> str:
    found = prose.compile(text).prose
    links = [LINKS[n % 3] for n in range(len(found.mentions))]
    return prose.fill(found, links, [f"../m{n}.png" for n in range(len(found.pictures))], scope)


def codes(text: str) -> list[tuple[str, int, int, str]]:
    return [(f.code, f.line, f.col, f.severity) for f in prose.compile(text).findings]


WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="<>&\xa0\r\0"), max_size=9
)
HOST = st.lists(st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True), max_size=3)
PATH = st.from_regex(r"(/[A-Za-z0-9/._~?=#-]{0,9})?", fullmatch=True)


@given(WORDS, WORDS, HOST, PATH)
@example("\ufdd00\ufdd3", "\t\n\f\u2028\u0130\ufffe'\"", ["0x1", "1", "a-1", "xn-a"], "/a?b=c#d")
def test_common_html_is_as_the_sanitiser_writes_it(
    words: str, more: str, host: list[str], path: str
) -> None:
    link = f'<a href="https://{"".join(f"{part}." for part in (*host, "e"))}org{path}"'
    html = (
        f"<p>{words}<em>{more}</em>&amp;{words}"
        f'{link} rel="noopener noreferrer">{more}&lt;</a></p>\n'
        f"<p><strong>{words}</strong>{more}&gt;</p>\n"
    )
    assert common().fullmatch(html)
    assert cleaner().clean(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>&quot;</p>\n", "<p>\xa0</p>\n", "<p>a<em>b</p>\n", "<p><em>a</strong></p>\n", "<p>a",
        "a", "<p><em><em>a</em></em></p>\n", "<p>a<br></p>\n",
        "<p id=a>a</p>\n", "<p>a</p>\n</p>\n",
        '<p><a href="https://e.org/">a</a></p>\n',
        *(f'<p><a href="{url}" rel="noopener noreferrer">a</a></p>\n' for url in (
            "javascript:a", "https://e.1", "https://e.0x1", "https://xn--a.org", "https://a@e.org",
            "https://e.org:80", "https://E.org", "https://e", "//e.org", "https://e.org/&amp;",
        )),
    ],
)  # fmt: skip
def test_all_other_html_is_left_to_the_sanitiser(html: str) -> None:
    assert not common().fullmatch(html)


GOOD = [
    ("Hello *you* & **me**", "<p>Hello <em>you</em> &amp; <strong>me</strong></p>"),
    ("See [[a]].", '<p>See <a href="/one.html">One</a>.</p>'),
    ("[[claim:b|other <words>]]", '<p><a href="/one.html">other &lt;words&gt;</a></p>'),
    ("`[[a]]` \\[[b]]", "<p><code>[[a]]</code> [[b]]</p>"),
    ("[[ ]] [[]] [[a\nb]] [[a|]]", "<p>[[ ]] [[]] [[a\nb]] [[a|]]</p>"),
    ("<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>"),
    ("{{ 7*7 }} {% x %}", "<p>{{ 7*7 }} {% x %}</p>"),
    ("&#xFDD0;0&#xFDD3; &#xD800; &#0;", "<p>\ufffd0\ufffd \ufffd \ufffd</p>"),
    ("\ufdd00\ufdd3", "<p>\ufffd0\ufffd</p>"),
    ("&amp;lt;script&amp;gt;", "<p>&amp;lt;script&amp;gt;</p>"),
    ("a <!-- SECRET\nSECRET --> b", "<p>a\nb</p>"),
    ("`<!-- SECRET -->`", "<p>``</p>"),
    (
        "[a](https://e.org/?a=1&b=2)",
        '<p><a href="https://e.org/?a=1&amp;b=2" rel="noopener noreferrer">a</a></p>',
    ),
    ("<mailto:a@e.org>", '<p><a href="mailto:a@e.org">mailto:a@e.org</a></p>'),
    ("[call](tel:+21321)", '<p><a href="tel:+21321">call</a></p>'),
    ("# A\n###### B", '<h2 id="h-a">A</h2>\n<h6 id="h-b">B</h6>'),
    (
        "# location\n# !!!\n# location\n# Été [[x|y]]",
        ('<h2 id="h-location">location</h2>\n<h2 id="h-section">!!!</h2>\n'
        '<h2 id="h-location-2">location</h2>\n'
        '<h2 id="h-ete-y">Été <a href="/one.html">y</a></h2>'),
    ),
    ("# a-2\n# a\n# a", '<h2 id="h-a-2">a-2</h2>\n<h2 id="h-a">a</h2>\n<h2 id="h-a-3">a</h2>'),
    ("# A b\n[up](#a-b)", '<h2 id="h-a-b">A b</h2>\n<p><a href="#h-a-b">up</a></p>'),
    ("![A *map*](media/m.png)", '<p><img src="../m0.png" alt="A map"></p>'),
    (
        "| a | b |\n|:-:|---|\n| 1 | [[x]] |",
        ('<table>\n<thead>\n<tr>\n<th class="align-center">a</th>\n<th>b</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td class="align-center">1</td>\n<td><a href="/one.html">One</a></td>\n'
        "</tr>\n</tbody>\n</table>"),
    ),
    ("t\n: d", "<dl>\n<dt>t</dt>\n<dd>d</dd>\n</dl>"),
    ("```js\n<x>\n```", "<pre><code>&lt;x&gt;\n</code></pre>"),
    ("שלום \u202eabc\u202c", "<p>שלום abc</p>"),
    ('[a](https://e.org){style="x"}',
     '<p><a href="https://e.org" rel="noopener noreferrer">a</a>{style="x"}</p>'),
]  # fmt: skip


@pytest.mark.parametrize("quotes", [0, 1, 5])
@pytest.mark.parametrize("levels", [38, 39, 40, 41])
def test_forty_levels_are_too_many(levels: int, quotes: int) -> None:
    """A level is a quote, an emphasis, or the paragraph that the words stand in."""
    inner = levels - quotes - 1
    found = codes("> " * quotes + "*a " * inner + "b" + " c*" * inner)
    assert found == [("M06", 1, 1, "error")] * (levels >= 40)


@pytest.mark.parametrize(("text", "expected"), GOOD)
def test_html(text: str, expected: str) -> None:
    assert made(text) == expected


BAD = [
    ("a\n\n <!-- open\n", [("M01", 3, 2, "error")]),
    ("x [a](javascript:alert(1))", [("M02", 1, 7, "warning")]),
    ("x\n[a](JaVaScRiPt:alert(1))", [("M02", 2, 5, "warning")]),
    ("[c](&#x6A;avascript:alert(1))", [("M02", 1, 1, "warning")]),
    ("<data:text/html,x>", [("M02", 1, 2, "warning")]),
    ("[x](ev-404.md)", [("M03", 1, 5, "error")]),
    ("[x](//e.org/)", [("M03", 1, 5, "error")]),
    ("[x](/root)", [("M03", 1, 5, "error")]),
    ("![](media/a.png)", [("M04", 1, 1, "error")]),
    ("b ![x](https://e.org/a.png)", [("M05", 1, 3, "error")]),
    ("![x](media/../../etc/passwd)", [("M05", 1, 1, "error")]),
    ("![x](media/%2e%2e/x.png)", [("M05", 1, 1, "error")]),
    ("> " * 60 + "a", [("M06", 1, 1, "error")]),
    ("a\nb\u202ec\u202ed", [("M07", 2, 2, "warning")]),
    ("x" * 1_000_001, [("M08", 1, 1, "error")]),
    ("# A\n\n[x](#b)", [("M09", 3, 5, "error")]),
]


@pytest.mark.parametrize(("text", "expected"), BAD, ids=lambda value: str(value)[:20])
def test_findings(text: str, expected: list[tuple[str, int, int, str]]) -> None:
    assert codes(text) == expected


def test_a_refused_link_keeps_its_words() -> None:
    assert made("[a *b*](vbscript:x) [c](https://e.org)") == (
        '<p>a <em>b</em> <a href="https://e.org" rel="noopener noreferrer">c</a></p>'
    )


def test_the_places_of_references() -> None:
    text = (
        "See [[a]] and\n[[b|B]] `[[b]]` [[a]]\n\n- x [[c]]\n\n| t |\n|---|\n| é [[d]] |\n\n"
        "n[^1] ^[in [[f]]]\n\n[^1]: y [[e]]\n"
    )
    found = prose.compile(text)
    where: dict[str, list[tuple[int, int]]] = {m.target: [] for m in found.prose.mentions}
    for mention, place in zip(found.prose.mentions, found.positions, strict=True):
        where[mention.target].append(place)
    assert where == {
        "a": [(1, 5), (2, 17)],
        "b": [(2, 1)],
        "c": [(4, 5)],
        "d": [(8, 5)],
        "e": [(12, 9)],
        "f": [(10, 12)],
    }


def test_the_scope_keeps_ids_apart() -> None:
    text = "# T\n[t](#t) a[^n] b[^n]\n\n[^n]: note"
    found = made(text, "e1")
    for part in ('id="h-e1-t"', 'href="#h-e1-t"', 'id="fn-e1-1"', 'href="#fn-e1-1"',
                 'id="fnref-e1-1"', 'id="fnref-e1-1-2"', 'href="#fnref-e1-1-2"'):  # fmt: skip
        assert found.count(part) == (2 if part == 'href="#fn-e1-1"' else 1), part


def test_an_empty_address_gives_words_alone() -> None:
    found = prose.compile("[[a]] [[b|B]]").prose
    assert prose.fill(found, [("", "A & O"), ("", "no")], [], "") == "<p>A &amp; O B</p>"


def test_addresses_are_escaped() -> None:
    found = prose.compile("[[a]] ![x](media/a.png)").prose
    assert prose.fill(found, [('"><b>', "<i>")], ['"&'], '"') == (
        '<p><a href="&quot;&gt;&lt;b&gt;">&lt;i&gt;</a> <img src="&quot;&amp;" alt="x"></p>'
    )


def test_only_the_source_counts() -> None:
    found = prose.compile("a [[b]]").prose
    assert found == prose.Prose("a [[b]]")
    assert digest(found) == digest(prose.Prose("a [[b]]"))


def test_findings_end_somewhere() -> None:
    assert len(prose.compile("[a](x:y) " * 500).findings) == 100


N = 4_000
PATHOLOGICAL = {
    "brackets": "[" * 25_000,
    "openers": "[a" * N,
    "closers": "a]" * N,
    "pictures": "![[]()" * N,
    "nested": "[" * N + "a" + "]" * N,
    "quotes": ">" * 25_000,
    "strong": "*a **a " * N + "b" + " a** a*" * N,
    "mixed": "*a_ " * N,
    "backticks": "".join("e" + "`" * n for n in range(250)),
    "links": "[a](b" * N,
    "references": "[[a|b " * N,
    "comments": "<!--" * N,
    "headings": "# a\n" * N,
    "scripts": "[a](&#106;avascript:x)" * N,
    "notes": "".join(f"[^{n}]: x\n" for n in range(N)),
    "definitions": "".join(f"[{n}]: u\n" for n in range(N)),
    "table": "|" + "a|" * N + "\n|" + "-|" * N + "\n|a|\n",
    "line": "a" * 200_000,
    "controls": "\u202e" * N,
    "list": "".join("  " * n + "- a\n" for n in range(200)),
    "emphasis": "_*" * N + "a" + "*_" * N,
}


@pytest.mark.lasting
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_text_takes_long(name: str) -> None:
    started = time.process_time()
    prose.compile(PATHOLOGICAL[name])
    assert time.process_time() - started < 2


ALLOWED = frozenset(
    ["a", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr",
     "img", "li", "ol", "p", "pre", "section", "strong", "sup", "table", "tbody", "td", "th",
     "thead", "tr", "ul"]
)  # fmt: skip


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        for name, value in attrs:
            assert name in {"href", "id", "rel", "role", "class", "src", "alt", "title", "start"}
            if name == "href":
                assert value is not None
                assert value.startswith(("http:", "https:", "mailto:", "tel:", "#", "/"))
            if name == "id":
                assert value
                self.ids.append(value)


PIECES = st.sampled_from(
    ["[", "]", "(", ")", "[[a]]", "[[a|b]]", "![x](media/a.png)", "# ", "\n", "\n\n", "> ", "- ",
     "1. ", "*", "_", "`", "```\n", "|", "|-|", "<", ">", "<script>", "<!--", "-->", "&#60;",
     "javascript:", "https://e.org", "[x](#a)", "^[n]", "[^1]", "[^1]: ", ": ", "é", "\u202e", "a",
     '"', "'", "\\", "\t", "    ", "\ufdd0", "\ufdd3", "0", "data:", "onclick="]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_gives_safe_html(text: str) -> None:
    found = made(text, "s")
    reader = Reader()
    reader.feed(found)
    assert len(reader.ids) == len(set(reader.ids))
    assert not {LINK, PICTURE, SCOPE, END} & set(found)
    first, second = prose.compile(text), prose.compile(text)
    assert (first, first.prose.html) == (second, second.prose.html)
    assert len(first.positions) == len(first.prose.mentions)
