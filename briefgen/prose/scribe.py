"""A walk over the tokens of one text: what is wrong with it, and what it refers to."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefgen.errors import did_you_mean
from briefgen.prose.parser import DEPTH, SCHEMES
from briefgen.prose.text import END, LINK, NONCHARACTERS, PICTURE, SCOPE, Finding, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from briefgen.errors import Severity

SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls that can make text read otherwise than it is (CVE-2021-42574)."""
UNPRINTED = "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFDD0, 0xFDF0)))
)
"""All of them and all noncharacters, which a text hardly ever has: ``in`` says so soonest."""
REFERRING = frozenset({"link_open", "mention", "image"})
FINDINGS = 100
"""More than these in one text would help nobody."""


class Scribe:
    """Gathers what a walk over the tokens of one text finds, and makes them fit to print."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.env: dict[str, object] = {}
        self.findings: list[Finding] = []
        self.mentions: list[Mention] = []
        self.positions: list[tuple[int, int]] = []
        self.pictures: list[str] = []
        self.ids: dict[str, int] = {}
        self.links: list[tuple[Token, tuple[int, int]]] = []

    def prepared(self) -> str:
        """The text without comments and bidi controls, its lines where they were."""
        if self.text.isascii() or not any(map(self.text.__contains__, UNPRINTED)):
            return self.uncommented()
        if found := BIDI.search(self.text):
            self.say(
                _place(self.text, found.start()),
                "M07",
                f"invisible bidi control U+{ord(found[0]):04X}: it can make text read otherwise",
                "take it out; it is left out of every page",
                "warning",
            )
        return NONCHARACTERS.sub("\ufffd", BIDI.sub("", self.uncommented()))

    def uncommented(self) -> str:
        """The text without comments; one that is never closed hides all that follows."""
        kept, end = [], 0
        while (start := self.text.find("<!--", end)) >= 0:
            kept.append(self.text[end:start])
            end = self.text.find("-->", start + 4) + 3
            if end < 3:
                self.say(
                    _place(self.text, start),
                    "M01",
                    "comment opened here is never closed",
                    "end it with -->",
                )
                return "".join(kept)
            kept.append("\n" * self.text.count("\n", start, end))
        return "".join(kept) + self.text[end:]

    def say(
        self,
        place: tuple[int, int],
        code: str,
        message: str,
        hint: str,
        severity: Severity = "error",
    ) -> None:
        """Add a finding, unless the text has so many that more would not help."""
        if len(self.findings) < FINDINGS:
            self.findings.append(Finding(code, message, *place, hint, severity))

    def fits(self, tokens: Sequence[Token]) -> bool:
        """Whether nothing is nested too deeply."""
        for token in tokens:
            if token.level + len(token.children or ()) < DEPTH:
                continue  # each level was opened by one of the children
            deepest = max((child.level for child in token.children or ()), default=0)
            if token.level + deepest >= DEPTH:
                line = token.map[0] + 1 if token.map else 1
                self.say(
                    (line, 1),
                    "M06",
                    f"nested deeper than {DEPTH} levels",
                    "use fewer levels of lists, quotes or emphasis",
                )
                return False
        return True

    def refine(self, tokens: Sequence[Token]) -> None:
        """Give headings their ids, links and pictures their addresses, mentions a number."""
        for number, token in enumerate(tokens):
            if token.type == "heading_open":
                self.head(token, tokens[number + 1])
            elif token.type == "heading_close":
                token.tag = _lower(token.tag)
            elif token.type in ("th_open", "td_open"):
                _align(token)
            elif token.type == "inline" and token.children:
                token.children = self.inline(token, token.children)
        for link, place in self.links:
            self.local(link, place)

    def head(self, token: Token, inline: Token) -> None:
        """One level lower, since the page has its own h1; an id that is new and not empty."""
        token.tag = _lower(token.tag)
        words = "".join(_plain(child) for child in inline.children or ())
        name = base = _slug(words)
        while name in self.ids:
            self.ids[base] += 1
            name = f"{base}-{self.ids[base]}"
        self.ids[name] = 1
        token.attrSet("id", f"h-{SCOPE}{name}")

    def inline(self, parent: Token, children: list[Token]) -> list[Token]:
        """The children of a paragraph, without the links that may not be made."""
        if REFERRING.isdisjoint([token.type for token in children]):
            return children
        finder = _Finder(self.lines, parent.map)
        made, kept = [], True
        for token in children:
            kind = token.type
            if kind == "link_open":
                kept = self.link(token, finder)
            elif kind == "mention":
                self.mention(token, finder)
            elif kind == "image":
                self.picture(token, finder)
            if kept or kind not in ("link_open", "link_close"):
                made.append(token)
        return made

    def mention(self, token: Token, finder: _Finder) -> None:
        """Number a reference; CommonMark keeps it from standing inside a link."""
        self.positions.append(finder.place(token.content))
        token.content = f"{LINK}{len(self.mentions)}{END}"
        self.mentions.append(Mention(token.meta["target"], token.meta["words"]))

    def link(self, token: Token, finder: _Finder) -> bool:
        """Whether a link may be made; outside addresses get their ``rel``."""
        href = str(token.attrGet("href") or "")
        scheme = SCHEME.match(href)
        raw = scheme[0] if scheme else href or "]("
        place = finder.place(raw) if token.markup else finder.target(raw)
        if href.startswith("#"):
            self.links.append((token, place))
            return True
        if not scheme or href.startswith("//"):
            self.say(
                place,
                "M03",
                f'"{href}" is not a full address',
                "write [[id]] for a record, or an address with https://",
            )
            return False
        if scheme[0].lower() not in SCHEMES:
            self.say(
                place,
                "M02",
                f"link scheme not allowed: {scheme[0]}",
                "use http, https, mailto or tel; the words are kept",
                "warning",
            )
            return False
        if href.lower().startswith("http"):
            token.attrSet("rel", "noopener noreferrer")
        return True

    def local(self, token: Token, place: tuple[int, int]) -> None:
        """Point a link to a heading of the same text."""
        name = _slug(unquote(str(token.attrGet("href"))[1:]).removeprefix("h-"))
        if name not in self.ids and len(self.findings) < FINDINGS:
            self.say(
                place,
                "M09",
                f'no heading here is called "{name}"',
                did_you_mean(name, list(self.ids)[:FINDINGS]),
            )
        token.attrSet("href", f"#h-{SCOPE}{name}")

    def picture(self, token: Token, finder: _Finder) -> None:
        """Number a picture; it lies in ``content/media/`` and says what it shows."""
        path = unquote(str(token.attrGet("src") or ""))
        place = finder.place("![")
        alt = "".join(_plain(child) for child in token.children or ()).strip()
        token.children = []
        if not alt:
            self.say(
                place,
                "M04",
                "picture without an alternative text",
                "say what it shows between the brackets: ![words](media/name.png)",
            )
        pieces = path.split("/")
        if pieces[0] != "media" or len(pieces) < 2 or {"", ".", ".."} & set(pieces) or "\\" in path:
            self.say(
                place,
                "M05",
                f'"{path}" is not a picture of this dossier',
                "put it in content/media/ and write media/name.png",
            )
        token.attrSet("src", f"{PICTURE}{len(self.pictures)}{END}")
        token.attrSet("alt", alt)
        self.pictures.append(path)


class _Finder:
    """Finds the places of a paragraph's parts, one after the other."""

    def __init__(self, lines: Sequence[str], span: Sequence[int] | None) -> None:
        self.lines = lines
        self.line, self.end = (span[0], span[1]) if span else (0, len(lines))
        self.col = 0
        self.absent: set[str] = set()

    def target(self, raw: str) -> tuple[int, int]:
        """Where the address of a link begins; plain words before it may say the same."""
        for lead in ("](", "](<"):
            line, col = self.place(lead + raw)
            if lead + raw not in self.absent:
                self.col += len(lead)
                return line, col + len(lead)
        return self.place(raw)

    def place(self, raw: str) -> tuple[int, int]:
        """Line and column of the next occurrence, or where the last one ended."""
        start = self.col
        last = self.line if raw in self.absent else min(self.end, len(self.lines))
        for number in range(self.line, last):
            found = self.lines[number].find(raw, start)
            if found >= 0:
                self.line, self.col = number, found + 1
                return number + 1, found + 1
            start = 0
        self.absent.add(raw)
        return self.line + 1, self.col + 1


def _place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def _lower(tag: str) -> str:
    return f"h{min(int(tag[1]) + 1, 6)}"


def _align(token: Token) -> None:
    """A class in place of the ``style`` that a content security policy refuses."""
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrSet("class", "align-" + style.removeprefix("text-align:"))


def _plain(token: Token) -> str:
    if token.type == "mention":
        return str(token.meta["words"] or token.meta["target"])
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.children:
        return "".join(_plain(child) for child in token.children)
    return token.content


def _slug(words: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:80] or "section"
