"""What changed, as an Atom feed (RFC 4287) in each language; minor changes are left out.

An entry's id is the address of the page of changes with the edition, what became of the
record, and the record. Without a ``base_url`` there is no such address, nor a name to coin a
``tag:`` of, so it is a ``urn:uuid:`` made of the same and the dossier's title; links are then
relative to the feed. A restricted edition bears its TLP label as ``rights``.
"""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING, cast
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from briefgen import value, versions
from briefgen.formats.making import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.formats.making import Making
    from briefgen.pages.changes import Changed, ChangesView
    from briefgen.plan import Output, Page

NAME = "data"
TEMPLATE = "changes.html"
ATOM = "http://www.w3.org/2005/Atom"
HTML = "text/html"


def outputs(making: Making) -> Iterator[Output]:
    """``changes.atom`` beside each page of changes."""
    editors = making.site.dossier.config.editors
    for page in making.pages:
        if page.template == TEMPLATE:
            path = page.path.removesuffix(".html") + ".atom"
            parts = [
                ("tools", versions.own()),
                ("editors", value.digest(editors)),
                ("changes", page.key),
            ]
            yield output(path, parts, partial(_make, page, path, editors), NAME)


def _make(page: Page, path: str, editors: tuple[str, ...]) -> bytes:
    view = cast("ChangesView", page.view)  # its template says so
    feed = _Feed(view, page.path, path).feed(editors)
    ET.indent(feed, " ")
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


class _Feed:
    """The feed of one language."""

    def __init__(self, view: ChangesView, page: str, path: str) -> None:
        self.view = view
        self.page = page
        self.path = path
        self.base = view.frame.base_url

    def feed(self, editors: tuple[str, ...]) -> ET.Element:
        """The whole document."""
        frame = self.view.frame
        root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": frame.lang})
        _add(root, "id", self.named(self.path))
        _add(root, "title", frame.title.text)
        _add(root, "updated", _moment(frame.as_of.text))
        for editor in editors:
            _add(ET.SubElement(root, "author"), "name", editor)
        if frame.mark:
            _add(root, "rights", frame.mark)
        if self.base:
            _link(root, "self", self.address(self.path), "application/atom+xml")
        _link(root, "alternate", self.address(self.page), HTML)
        for section in self.view.sections:
            for one in section.changed:
                self.entry(root, section.sort, one)
        return root

    def entry(self, root: ET.Element, sort: str, one: Changed) -> None:
        """One record: what became of it, when, and where to read on."""
        days = [note.when.date.text for note in one.notes]
        made = ET.SubElement(root, "entry")
        _add(made, "id", self.named(f"{self.page}#{self.view.edition}-{sort}-{one.kind}-{one.id}"))
        _add(made, "title", one.link.text)
        _add(made, "updated", _moment(max(days, default=self.view.frame.as_of.text)))
        ET.SubElement(made, "category", {"term": sort})
        _link(made, "alternate", self.address(one.link.path or self.page), HTML)
        if one.notes:
            _add(made, "summary", " ".join(note.note.text for note in one.notes))

    def named(self, what: str) -> str:
        """An id for something at this address, the same in every build."""
        if self.base:
            return f"{self.base}{what}"
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self.view.frame.title.text} {what}')}"

    def address(self, path: str) -> str:
        """Where it is: an absolute address, or one relative to the feed."""
        if self.base:
            return f"{self.base}{path}"
        return posixpath.relpath(path, posixpath.dirname(self.path) or ".")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, "type": kind})


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
