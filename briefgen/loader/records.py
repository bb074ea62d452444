"""One file to the raw records in it: which fields, under which id, and where they stand."""

from __future__ import annotations

import re
from dataclasses import fields as dataclass_fields
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.loader import frontmatter, tree
from briefgen.loader.places import key_place, walk
from briefgen.loader.text import START, Found, Text, pack
from briefgen.model.fields import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.model import Kind

RESERVED = frozenset(
    """404 actors agreements assets at-issue changes checks claims commentary corrections data
    events feed glossary index judgements media pages places print search sitemap sources
    statements terms themes timeline""".split()
)
"""Addresses at the root of the site that its own pages take, or may come to take."""
TONGUE = re.compile(r"[a-z]{2}")


class Raw(NamedTuple):
    """A record before its fields are checked."""

    value: Any
    find: Callable[[], Any]
    """Finds the marks of its values."""

    @property
    def marks(self) -> Any:
        """The places of its keys and values."""
        return self.find()


class Faults(NamedTuple):
    """All that keeps a tree from being a record."""

    found: tuple[Found, ...]


class Parsed(NamedTuple):
    """What a file holds."""

    raws: tuple[Raw, ...]
    found: tuple[Found, ...]


def parse(text: Text, kind: Kind, name: str, *, markdown: bool) -> Parsed:
    """The raw records of a file; ``name`` is its own without the ending, "" for a list's."""
    if markdown:
        return _markdown(text, kind, name)
    read = tree.read(text)
    if not read.whole:
        return Parsed((), read.problems)
    raws, found = _yaml(read, kind, name)
    return Parsed(raws, (*read.problems, *found))


def _markdown(text: Text, kind: Kind, name: str) -> Parsed:
    parts = frontmatter.split(text)
    if parts.body is None or not isinstance(parts.front.value, dict):
        return Parsed((), parts.front.problems)
    value = parts.front.value
    found = [*parts.front.problems]
    if "body" in value:
        place = key_place(parts.front.marks, ("body",))
        found.append(Found("F01", "the body stands below the front matter", place,
                           "take the field out"))  # fmt: skip
    raw = Raw({**value, "body": parts.body}, partial(_above, parts, text))
    raws, wrong = _named(raw, kind, name)
    return Parsed(raws, (*found, *wrong))


def _above(parts: frontmatter.Parts, text: Text) -> Any:
    """The marks of a Markdown file, with the body as one of the fields."""
    place, inner = parts.front.marks
    start = text.place(parts.start)
    return [place, {**inner, "body": [start, start]}]


def _yaml(read: tree.Tree, kind: Kind, name: str) -> tuple[tuple[Raw, ...], tuple[Found, ...]]:
    value = read.value
    if value is None or value == []:
        hint = "add a record, or take the file away"
        return (), (Found("Y13", f"the file holds no {kind.plural}", START, hint, "warning"),)
    if isinstance(value, dict):
        if not name and "id" not in value:
            message = f"expected a list of {kind.plural}, found a mapping"
            return (), (Found("Y14", message, read.marks[0], 'start each record with "- "'),)
        return _named(Raw(value, lambda: read.marks), kind, name)
    if isinstance(value, list):
        return _listed(read, kind)
    message = f"expected fields or a list of {kind.plural}, found text"
    return (), (Found("Y14", message, walk(read.marks, ())[0], "write name: value"),)


def _listed(read: tree.Tree, kind: Kind) -> tuple[tuple[Raw, ...], tuple[Found, ...]]:
    raws, found = [], []
    for number, item in enumerate(read.value):
        raw = Raw(item, partial(_item, read, number))
        if isinstance(item, dict):
            raws.append(raw)
            found += _reserved(kind, raw)
        elif item is not None:
            message = f"expected the fields of a record in a list of {kind.plural}"
            found.append(Found("Y14", message, walk(raw.marks, ())[0], "write - name: value"))
    return tuple(raws), tuple(found)


def _item(read: tree.Tree, number: int) -> Any:
    return read.marks[1][number]


def _named(raw: Raw, kind: Kind, name: str) -> tuple[tuple[Raw, ...], tuple[Found, ...]]:
    """The one record of a file, which has the file's name for its id."""
    given, found = {}, []
    for field, said in _from_name(kind, name):
        held = raw.value.get(field, said)
        if held != said:
            found.append(Found("A05", f'{field} "{held}" differs from the file\'s name, "{said}"',
                               walk(raw.marks, (field,))[0], "take the line out"))  # fmt: skip
        given[field] = said
    raw = Raw({**given, **raw.value, **given}, raw.find)
    return (raw,), (*found, *_reserved(kind, raw))


def _from_name(kind: Kind, name: str) -> Iterator[tuple[str, str]]:
    """What a file's name says: the id, and in ``about.fr`` the language too."""
    if not name:
        return
    slug, _, tag = name.rpartition(".")
    if slug and LANGUAGE.fullmatch(tag) and "lang" in _names(kind):
        yield "id", slug
        yield "lang", tag
    else:
        yield "id", name


def _reserved(kind: Kind, raw: Raw) -> list[Found]:
    name = raw.value.get("id")
    if kind.name != "page" or not isinstance(name, str):
        return []
    if name not in RESERVED and not TONGUE.fullmatch(name):
        return []
    marks = raw.marks
    place = walk(marks, ("id",))[0] if "id" in marks[1] else pack(1, 1)
    return [Found("A03", f'"{name}" is the address of one of briefgen\'s own pages', place,
                  "give the page another name")]  # fmt: skip


def _names(kind: Kind) -> frozenset[str]:
    return frozenset(field.name for field in dataclass_fields(kind.type))


def takes_markdown(kind: Kind) -> bool:
    """Whether a record of this kind has a body, and so may be a Markdown file."""
    return "body" in _names(kind)
