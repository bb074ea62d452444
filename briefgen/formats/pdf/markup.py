"""What is looked at in the HTML before WeasyPrint may have it.

WeasyPrint 70 dies of deep nesting, never ends on ``<col span=10000000>`` or on an SVG whose
``<use>`` elements multiply, writes relative links as addresses of the machine's own files,
and embeds what ``rel=attachment`` names. Each is seen here, and said in a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.formats.pdf.tags import tags

if TYPE_CHECKING:
    from briefgen.formats.pdf.tags import Tag

DEPTH = 150
"""Levels of elements; WeasyPrint's recursion ends at 300 lists or 500 divisions."""
SPAN = 1000
"""Columns or rows that one cell may cover: what HTML allows for columns."""
USES = 10_000
"""Shapes that the ``<use>`` elements of a page may stand for."""
SCHEMES = ("https:", "http:", "mailto:", "tel:")
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
CLOSES = {
    "p": ("p",), "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "option": ("option",),
    "td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"),
    "tbody": ("td", "th", "tr", "thead", "tbody"),
}  # fmt: skip
"""Which open elements end where one of these begins: HTML lets their end tags be left out."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the markup, and the line it stands in."""

    code: str
    message: str
    line: int
    hint: str = ""


@dataclass(slots=True)
class Markup:
    """What was found in a text."""

    pictures: dict[str, int] = field(default_factory=dict)
    """The pictures it shows, and the line of each."""
    faults: list[Fault] = field(default_factory=list)


def inspect(text: str) -> Markup:
    """Read a text of HTML or SVG; never raises, and takes time in proportion to its length."""
    reader = _Reader()
    for tag in tags(text):
        reader.read(tag)
    reader.end()
    return reader.found


class _Reader:
    """Walks through the tags once."""

    def __init__(self) -> None:
        self.found = Markup()
        self.open: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.links: dict[str, int] = {}
        self.uses: dict[str, list[str]] = {}
        self.line = 1
        self.drawings = 0
        self.deep = False

    def fault(self, code: str, message: str, hint: str = "", line: int = 0) -> None:
        """Note what is wrong, here or at a line."""
        self.found.faults.append(Fault(code, message, line or self.line, hint))

    def read(self, tag: Tag) -> None:
        """Go into an element, or out of it and of those in it that were left open."""
        self.line = tag.line
        if tag.ends:
            self.leave(tag.name)
            return
        while self.open and self.open[-1][0] in CLOSES.get(tag.name, ()):
            self.open.pop()
        self.look(tag.name, tag.attributes)
        if tag.name not in VOID and not (tag.empty and self.drawings):
            self.enter(tag)

    def enter(self, tag: Tag) -> None:
        """What follows is inside this element; beyond the limit, depth is no longer counted."""
        if len(self.open) < DEPTH:
            self.open.append((tag.name, tag.attributes.get("id", "")))
            self.drawings += tag.name == "svg"
        elif not self.deep:
            self.deep = True
            self.fault("P01", f"nested too deeply: more than {DEPTH} elements in each other")

    def leave(self, name: str) -> None:
        """What follows is outside the nearest element of this name."""
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == name:
                self.drawings -= sum(left == "svg" for left, _ in self.open[place:])
                del self.open[place:]
                return

    def look(self, tag: str, held: dict[str, str]) -> None:
        """One element and its attributes."""
        if held.get("id"):
            self.ids.add(held["id"])
        for name in ("colspan", "rowspan", "span"):
            self.span(tag, name, held.get(name, ""))
        if "attachment" in held.get("rel", "").lower().split():
            self.fault("P04", f'<{tag} rel="attachment"> would put a file into the PDF')
        elif tag == "a" and "href" in held:
            self.link(held["href"].strip())
        if tag == "img":
            self.found.pictures.setdefault(held.get("src", ""), self.line)
        if tag == "use":
            self.use((held.get("href") or held.get("xlink:href", "")).strip())

    def span(self, tag: str, name: str, value: str) -> None:
        """A cell or a column covers a number of others that can be laid out."""
        number = re.match(r"\s*\+?0*([0-9]+)", value)
        if number and (len(number[1]) > 5 or int(number[1]) > SPAN):
            shown = f"{number[1][:12]}…" if len(number[1]) > 12 else number[1]
            self.fault("P02", f"<{tag} {name}={shown}> is more than {SPAN}")

    def link(self, href: str) -> None:
        """A link leads to a place in the PDF, or to a full address."""
        if href.startswith("#"):
            self.links.setdefault(href[1:], self.line)
        elif not href.lower().startswith(SCHEMES):
            hint = "links inside the PDF are made by the filter href"
            self.fault("P04", f'a link to "{href[:200]}" would lead nowhere from a PDF', hint)

    def use(self, href: str) -> None:
        """What an SVG shape is drawn with, for each named element around it and for the page."""
        for id_ in {"", *(id_ for _, id_ in self.open)}:
            self.uses.setdefault(id_, []).append(href[1:])

    def end(self) -> None:
        """What can be said only when all was read."""
        for name, line in self.links.items():
            if name and name not in self.ids:
                hint = f'give what it leads to the id "{name}"'
                self.fault("P05", f'a link leads to "#{name}", which is not in the PDF', hint, line)
        if self.uses and self.weight("", {}, ()) > USES:
            self.fault("P03", f"an SVG drawing repeats itself more than {USES} times by <use>")

    def weight(self, id_: str, known: dict[str, int], above: tuple[str, ...]) -> int:
        """How many shapes the uses inside an element stand for; a circle counts as too many."""
        if id_ in above or len(above) > DEPTH:
            return USES + 1
        if id_ not in known:
            names = (name for name in self.uses.get(id_, ()) if name)
            found = sum(1 + self.weight(name, known, (*above, id_)) for name in names)
            known[id_] = min(found, USES + 1)
        return known[id_]
