"""``content/quotes.lock``: which quotes were found in the copies of their sources.

A line of JSON for each, below one that says the version, sorted by event: so two branches that
verify different quotes change different lines. A build reads it and needs no copy. It holds
no words of any source.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen import dates
from briefgen.model.verification import Verification

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = "quotes.lock"
VERSION = 1
_FORM = "briefgen quotes.lock"
_NAMES = tuple(field.name for field in fields(Verification))
_AGAIN = "restore it from version control, or take it away and run: briefgen verify"
_CONFLICT = "<<<<<<<", "=======", ">>>>>>>", "|||||||"


class Fault(NamedTuple):
    """Why a lock cannot be used."""

    code: str
    message: str
    line: int
    hint: str


class Lock(NamedTuple):
    """The entries, and the line of each."""

    entries: tuple[Verification, ...] = ()
    lines: tuple[int, ...] = ()


def parse(raw: bytes) -> Lock | Fault:
    """The entries of a lock, or why it cannot be used."""
    try:
        lines = raw.decode().split("\n")
    except UnicodeDecodeError:
        return Fault("R01", "the lock is damaged: it is no text", 1, _AGAIN)
    if (fault := _first(lines[0])) is not None:
        return fault
    entries, numbers = [], []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        entry = _entry(line)
        if isinstance(entry, str):
            return Fault("R01", f"the lock is damaged: {entry}", number, _AGAIN)
        entries.append(entry)
        numbers.append(number)
    return Lock(tuple(entries), tuple(numbers))


def _first(line: str) -> Fault | None:
    """What is wrong with the line that says the version, if anything."""
    head = _json(line)
    version = head.get("version") if head and head.get("form") == _FORM else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return Fault("R01", f"the lock is damaged: {_why(line)}", 1, _AGAIN)
    if version > VERSION:
        message = f"the lock is of version {version}, and this briefgen knows {VERSION}"
        return Fault("R02", message, 1, "use a newer briefgen")
    return None


def _json(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _why(line: str) -> str:
    if line.startswith(_CONFLICT):
        return "a merge was left unfinished here"
    return "this line is not what briefgen verify wrote"


def _entry(line: str) -> Verification | str:
    """An entry, or what is wrong with it."""
    held = _json(line)
    if held is None or set(held) != set(_NAMES):
        return _why(line)
    texts = (held[name] for name in ("event", "quote", "source", "snapshot", "on"))
    at = held["at"]
    if not all(isinstance(text, str) for text in texts) or type(at) is not int or at < 0:
        return _why(line)
    if held["state"] not in ("verified", "mismatch"):
        return _why(line)
    try:
        return Verification(**{**held, "on": dates.parse(held["on"])})
    except ValueError:
        return f'"{held["on"][:30]}" is no date'


def dump(entries: Iterable[Verification]) -> str:
    """The text of a lock: the same for the same entries, in whatever order they come."""
    rows = [json.dumps({"form": _FORM, "version": VERSION})]
    for entry in sorted(set(entries), key=_order):
        row = {name: getattr(entry, name) for name in _NAMES}
        rows.append(json.dumps({**row, "on": entry.on.text}))
    return "\n".join(rows) + "\n"


def _order(entry: Verification) -> tuple[str, ...]:
    return entry.event, entry.quote, entry.source, entry.snapshot, entry.state, entry.on.text
