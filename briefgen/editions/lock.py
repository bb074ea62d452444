"""``content/editions/NAME.lock``: an edition as it was frozen.

A line of JSON for each record, below one that says what the file is, of which version, and
for whom; sorted by kind and id. So it reads well in a comparison of versions, and what two
branches did to different records lies on different lines.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from briefgen import dates
from briefgen.editions.plain import plain
from briefgen.model.fields import Localized
from briefgen.model.frozen import Entry, Frozen
from briefgen.model.shared import Change
from briefgen.quotes.lock import Fault

if TYPE_CHECKING:
    from pydantic import TypeAdapter

VERSION = 1
FORM = "briefgen edition"
LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
_AGAIN = "restore it from version control; to compare with no edition, take it away"
_CONFLICT = "<<<<<<<", "=======", ">>>>>>>", "|||||||"
_DIGEST = re.compile(r"[0-9a-f]{12}")
_TEXTS = {"kind", "id", "lang", "status"}
_LISTS = {"replies", "from"}
_KEYS = _TEXTS | _LISTS | {"title", "fields", "changes"}


class Lock(NamedTuple):
    """An edition, and the line of each of its entries."""

    frozen: Frozen
    lines: tuple[int, ...]


class _DamagedError(Exception):
    """A line that cannot be what briefgen wrote."""


def dump(frozen: Frozen) -> str:
    """The text of a lock: the same for the same edition, in whatever order its records come."""
    head = {
        "form": FORM,
        "version": VERSION,
        "name": frozen.name,
        "date": frozen.date,
        "audience": frozen.audience,
        "records": len(frozen.entries),
    }
    rows = [head, *(_row(entry) for entry in sorted(frozen.entries, key=key))]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def key(entry: Entry) -> tuple[str, str, str]:
    """What tells a record from all others."""
    return entry.kind, entry.id, entry.lang


def _row(entry: Entry) -> dict[str, Any]:
    row = {
        "kind": entry.kind,
        "id": entry.id,
        "lang": entry.lang,
        "title": plain(entry.title),
        "fields": dict(entry.fields),
        "status": entry.status,
        "replies": list(entry.replies),
        "changes": plain(entry.changes),
        "from": list(entry.former),
    }
    return {name: held for name, held in row.items() if held}


def parse(raw: bytes) -> Lock | Fault:
    """The edition that a lock keeps, or why it cannot be used."""
    try:
        lines = raw.decode().split("\n")
    except UnicodeDecodeError:
        return Fault("E01", "the lock is damaged: it is no text", 1, _AGAIN)
    number = 1
    try:
        head = _object(lines[0])
        newer = _newer(head)
        if newer:
            message = f"the lock is of version {newer}, and this briefgen knows {VERSION}"
            return Fault("E02", message, 1, "use a newer briefgen")
        bare = _bare(head)
        found: dict[tuple[str, str, str], tuple[Entry, int]] = {}
        for number, line in enumerate(lines[1:], 2):
            if line.strip():
                entry = _entry(_object(line))
                _once(entry, found)
                found[key(entry)] = entry, number
        number = 1
        _whole(head, len(found))
    except _DamagedError as error:
        return Fault("E01", f"the lock is damaged: {error}", number, _AGAIN)
    entries = tuple(entry for entry, _ in found.values())
    return Lock(replace(bare, entries=entries), tuple(line for _, line in found.values()))


def _object(line: str) -> dict[str, Any]:
    if line.startswith(_CONFLICT):
        raise _DamagedError("a merge was left unfinished here")
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        _wrong()
    return found


def _wrong() -> NoReturn:
    raise _DamagedError("this line is not what briefgen edition wrote")


def _newer(head: dict[str, Any]) -> int:
    """The version of the lock if it is newer than what is known here, else 0."""
    version = head.get("version")
    if head.get("form") != FORM or type(version) is not int or version < 1:
        _wrong()
    return version if version > VERSION else 0


def _bare(head: dict[str, Any]) -> Frozen:
    """The edition without its records."""
    name, date, audience = (head.get(name) for name in ("name", "date", "audience"))
    if not isinstance(name, str) or audience not in LABELS:
        raise _DamagedError("its first line does not say its name and audience")
    try:
        exact = dates.parse(date).precision == "day"
    except ValueError:
        exact = False
    if not exact:
        raise _DamagedError(f'"{str(date)[:30]}" is no day')
    return Frozen(name, str(date), str(audience), ())


def _entry(row: dict[str, Any]) -> Entry:
    shape = row.get("kind") and row.get("id") and not row.keys() - _KEYS
    texts = all(isinstance(row.get(name, ""), str) for name in _TEXTS)
    lists = all(_strings(row.get(name, [])) for name in _LISTS)
    digests = row.get("fields", {})
    if not (shape and texts and lists and isinstance(digests, dict) and _sound(digests)):
        _wrong()
    try:
        title = Localized.parse(row["title"]) if "title" in row else None
        changes = _changes().validate_python(row.get("changes", []))
    except ValueError:
        _wrong()
    return Entry(
        kind=row["kind"],
        id=row["id"],
        lang=row.get("lang", ""),
        title=title,
        fields=tuple(sorted(digests.items())),
        status=row.get("status", ""),
        replies=tuple(row.get("replies", ())),
        changes=changes,
        former=tuple(row.get("from", ())),
    )


@cache
def _changes() -> TypeAdapter[tuple[Change, ...]]:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Change, ...])


def _strings(held: object) -> bool:
    return isinstance(held, list) and all(isinstance(one, str) for one in held)


def _sound(digests: dict[str, Any]) -> bool:
    return all(isinstance(d, str) and _DIGEST.fullmatch(d) for d in digests.values())


def _whole(head: dict[str, Any], held: int) -> None:
    """Refuse a lock that was cut: what it lost would look new to every reader."""
    told = head.get("records", held)  # locks of the first days do not say
    if told != held:
        raise _DamagedError(f"its first line tells of {told} records, and it holds {held}")


def _once(entry: Entry, found: dict[tuple[str, str, str], tuple[Entry, int]]) -> None:
    if key(entry) in found:
        line = found[key(entry)][1]
        raise _DamagedError(f'the {entry.kind} "{entry.id}" stands here and on line {line}')
