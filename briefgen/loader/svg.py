"""SVG drawings: refused when they are a danger, otherwise rewritten from an allow-list.

What leaves here has no script, no style from elsewhere, no address but those within the
drawing itself, and none of the drawing program's notes.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
NODES = 10_000
"""After every ``use`` is put in: 900 bytes of nested ones can keep WeasyPrint busy forever."""
DEPTH = 50
ELEMENTS = frozenset(
    """svg a g defs symbol use title desc path rect circle ellipse line polyline polygon text
    tspan textPath linearGradient radialGradient stop clipPath mask pattern marker
    style""".split()
)
ADDRESS = re.compile(r"url\(\s*['\"]?([^)'\"]*)")
UNSAFE = re.compile(r"javascript:|expression|@|\\|/\*", re.IGNORECASE)


class UnsafeError(ValueError):
    """The drawing cannot be published; the message says why."""


@dataclass(slots=True)
class _Node:
    name: str
    attributes: list[tuple[str, str]]
    children: list[_Node | str] = field(default_factory=list)


def rewritten(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The drawing as it may be published, and the names of what was taken out.

    Raises UnsafeError when it is not SVG, has a DTD, or would grow beyond all bounds.
    """
    reader = _Reader()
    reader.read(raw)
    if reader.root is None or reader.root.name != "svg":
        raise UnsafeError("not an SVG drawing")
    _bounded(reader.root)
    parts = "".join(_written(reader.root, root=True))
    return f"{parts}\n".encode(), tuple(sorted(reader.dropped))


class _Reader:
    """Builds the tree of what is allowed while the parser runs."""

    def __init__(self) -> None:
        self.root: _Node | None = None
        self.stack: list[_Node] = []
        self.skipped = 0
        self.count = 0
        self.dropped: set[str] = set()

    def read(self, raw: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        try:
            parser.ParseFile(io.BytesIO(raw))
        except expat.ExpatError as error:
            raise UnsafeError(f"not well-formed: {error}") from None
        except (LookupError, ValueError) as error:
            raise UnsafeError(str(error)) from None

    def refuse(self, *_: object) -> None:
        raise UnsafeError("DTD not allowed")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > NODES:
            raise UnsafeError(f"more than {NODES:,} elements")
        space, _, local = name.rpartition(" ")
        if self.skipped or space != SVG or local not in ELEMENTS:
            self.drop(local, space)
            return
        if len(self.stack) >= DEPTH:
            raise UnsafeError(f"nested deeper than {DEPTH} levels")
        # A link is of no use in a picture, what it surrounds is.
        node = _Node("g" if local == "a" else local, list(self.kept(attributes)))
        if self.stack:
            self.stack[-1].children.append(node)
        elif self.root is None:
            self.root = node
        self.stack.append(node)

    def drop(self, local: str, space: str) -> None:
        # What a drawing program notes in its own namespace, or in metadata, nobody misses.
        if not self.skipped and space == SVG and local != "metadata":
            self.dropped.add(local)
        self.skipped += 1

    def end(self, _name: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        node = self.stack.pop()
        if node.name == "style" and not _harmless("".join(map(str, node.children))):
            self.dropped.add("style")
            node.children.clear()

    def text(self, data: str) -> None:
        if not self.skipped and self.stack:
            self.stack[-1].children.append(data)

    def kept(self, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        for name, value in sorted(attributes.items()):
            space, _, local = name.rpartition(" ")
            if space not in ("", XLINK):
                continue
            outside = local == "href" and not value.startswith("#")
            if outside or local.lower().startswith("on") or not _harmless(value):
                self.dropped.add(local)
            elif not space or local == "href":
                yield local, value


def _harmless(value: str) -> bool:
    """Whether every address in a value leads into the drawing itself."""
    if UNSAFE.search(value):
        return False
    return all(found[1].strip().startswith("#") for found in ADDRESS.finditer(value))


def _references(node: _Node) -> Iterator[str]:
    for name, value in node.attributes:
        if name == "href":
            yield value.removeprefix("#")
        for found in ADDRESS.finditer(value):
            yield found[1].strip().removeprefix("#")


def _bounded(root: _Node) -> None:
    """Refuse a drawing that would have too many nodes once each reference is put in."""
    named: dict[str, _Node] = {}
    order: list[_Node] = [root]
    for node in order:
        order.extend(child for child in node.children if isinstance(child, _Node))
        named.update((value, node) for name, value in node.attributes if name == "id")
    _Measure(named).size(root)


class _Measure:
    """Counts nodes with references put in; a loop of references has no end."""

    def __init__(self, named: dict[str, _Node]) -> None:
        self.named = named
        self.sizes: dict[int, int] = {}
        self.open: set[int] = set()
        self.depth = 0

    def size(self, node: _Node) -> int:
        if id(node) in self.sizes:
            return self.sizes[id(node)]
        if id(node) in self.open:
            raise UnsafeError("a part of the drawing refers to itself")
        self.open.add(id(node))
        self.depth += 1
        if self.depth > 4 * DEPTH:
            raise UnsafeError("references nested too deeply")
        inner = [child for child in node.children if isinstance(child, _Node)]
        inner += [self.named[name] for name in _references(node) if name in self.named]
        total = 1 + sum(self.size(child) for child in inner)
        if total > NODES:
            raise UnsafeError(f"SVG expands to more than {NODES:,} nodes")
        self.depth -= 1
        self.open.discard(id(node))
        self.sizes[id(node)] = total
        return total


def _written(node: _Node, *, root: bool = False) -> Iterator[str]:
    yield f"<{node.name}"
    if root:
        yield f' xmlns="{SVG}"'
    for name, value in node.attributes:
        yield f" {name}={quoteattr(value)}"
    if not node.children:
        yield "/>"
        return
    yield ">"
    for child in node.children:
        if isinstance(child, str):
            yield escape(child)
        else:
            yield from _written(child)
    yield f"</{node.name}>"
