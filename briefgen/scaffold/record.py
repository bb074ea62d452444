"""A new record: where it goes, what it is called, and what is known of it already."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from briefgen import dates
from briefgen.errors import did_you_mean
from briefgen.loader.records import RESERVED, TONGUE
from briefgen.model import KINDS, Kind
from briefgen.model.fields import slug
from briefgen.scaffold.files import refusal, write_new
from briefgen.scaffold.schema import Schema, record_schema
from briefgen.scaffold.skeleton import skeleton

if TYPE_CHECKING:
    from pathlib import Path

NAMED = ("what", "name", "label", "text", "title")
"""The field that a title goes to: the first of these that the kind requires."""
DATED = ("date", "issued", "signed", "horizon")
"""The field that a date goes to: the first of these that the kind has."""
WORDS = 60
"""So many characters of a title make an id."""


def new(root: Path, kind: str, id_: str | None, title: str, date: str) -> Path:
    """Write a record of ``kind`` for an author to fill in; the path of its file.

    The id is ``id_``, else made of the title, and for an event of its date too. Raises
    ConfigError for a kind, id or date that cannot be, a missing ``content/`` and a file
    that exists; StorageError when it cannot be written.
    """
    found = _kind(kind)
    schema = record_schema(found)
    given = _given(found, schema, title, date)
    name = _id(found, id_, title, date)
    path = _file(root, found, name)
    if not write_new(path, skeleton(found, schema, given)):
        raise refusal("N05", f"{path} exists already", "give the record another id with --id")
    return path


def _kind(name: str) -> Kind:
    for kind in KINDS:
        if name in (kind.name, kind.plural):
            return kind
    names = [kind.name for kind in KINDS]
    hint = did_you_mean(name, names) or f"kinds: {', '.join(names)}"
    raise refusal("N02", f'"{name}" is not a kind of record', hint)


def _given(kind: Kind, schema: Schema, title: str, date: str) -> dict[str, str]:
    """The fields whose values are known from the command line."""
    given = {}
    if date:
        field = next((name for name in DATED if name in schema["properties"]), None)
        if field is None:
            article = "an" if kind.name[0] in "aeiou" else "a"
            raise refusal("N04", f"{article} {kind.name} has no date", "leave out --date")
        given[field] = _date(date)
    if title:
        given[next(name for name in NAMED if name in schema["required"])] = title
    return given


def _date(text: str) -> str:
    try:
        return dates.parse(text).text
    except ValueError as fault:
        raise refusal("N04", str(fault), "write --date 2024-12-30, or --date unknown") from None


def _id(kind: Kind, id_: str | None, title: str, date: str) -> str:
    words = _slug(title)
    if id_ is None and kind.name == "event":
        if not date:
            hint = "add --date 2024-12-30 (or --date unknown), or give it an --id"
            raise refusal("N03", "the file of an event is named for its date", hint)
        words = f"{_day(date)}-{words}" if words else ""
    if id_ is None and not words:
        hint = "give it an --id of a-z, 0-9 and hyphens"
        if title:
            message = f'no letter of "{title}" can stand in an id'
            raise refusal("N03", message, hint)
        hint = f'add --title "A few words", or {hint}'
        raise refusal("N03", f"there is nothing to name the {kind.name} for", hint)
    try:
        name = slug(words if id_ is None else id_)
    except ValueError as fault:
        raise refusal("N04", str(fault), "give it another --id") from None
    if kind.name == "page" and (name in RESERVED or TONGUE.fullmatch(name)):
        message = f'"{name}" is the address of one of briefgen\'s own pages'
        raise refusal("N04", message, "give it another --id")
    return name


def _slug(title: str) -> str:
    """The words of a title that can stand in an id; none for a script without Latin letters."""
    plain = unicodedata.normalize("NFKD", title.replace("'", "")).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    if len(words) <= WORDS:
        return words
    return words[: WORDS + 1].rpartition("-")[0] or words[:WORDS]


def _day(date: str) -> str:
    """The part of a date that a file is named for: the first day, month or year in it."""
    found = re.search(r"\d{4}(?:-\d\d){0,2}", date)
    return found[0] if found else "undated"


def _file(root: Path, kind: Kind, name: str) -> Path:
    content = root / "content"
    if not content.is_dir():
        hint = "go to the project's folder, or begin one with: briefgen init DIR"
        raise refusal("G01", "there is no content/ folder here", hint)
    return content / kind.plural / f"{name}{'.md' if kind.markdown else '.yaml'}"
