"""The last door for the names of outputs: none leaves the site, no two are one file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import ContentError, Diagnostic
from briefgen.plan import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARKER = ".briefgen-site"
"""The file that says a folder is ours to change."""
_PLAIN = re.compile(r"[a-z0-9_][a-z0-9_.-]*(?:/[a-z0-9_][a-z0-9_.-]*)*")
_LONGEST = 255
"""Bytes of one name on the file systems in use."""


def refuse_bad_names(paths: Iterable[str]) -> None:
    """Raise ContentError with all ``bad_names``, if there are any."""
    if faults := bad_names(paths):
        raise ContentError(*faults)


def bad_names(paths: Iterable[str]) -> list[Diagnostic]:
    """What is wrong with each path that leaves the site or meets another.

    Paths meet when they are equal under NFC and case folding, when one is a folder of
    the other, or when their folders differ only by case or form.
    """
    files: dict[str, str] = {}
    faults: list[Diagnostic] = []
    for path in paths:
        form = path
        if len(path) > _LONGEST or not _PLAIN.fullmatch(path):
            form = folded(path)
            faults.extend(_unusable(path))
        if form in files:
            faults.append(_meeting(files[form], path, "one file"))
        files[form] = path
    return [*faults, *_meetings(files)]


def told(path: str) -> str:
    """A name as it can be printed, whatever bytes it is made of."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def parents(path: str) -> Iterator[str]:
    """The folders a path lies in, innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def folders(paths: Iterable[str]) -> set[str]:
    """Every folder that any of the paths lies in."""
    waiting = {path.rpartition("/")[0] for path in paths}
    found: set[str] = set()
    while waiting:
        found |= waiting
        waiting = {path.rpartition("/")[0] for path in waiting} - found
    found.discard("")
    return found


def _unusable(path: str) -> Iterator[Diagnostic]:
    if why := _fault(path):
        yield Diagnostic(
            "O08",
            f"{path!r} cannot be the name of an output: {why}",
            hint="give the record or the file of the theme another name",
        )


def _fault(path: str) -> str:
    names = path.split("/")
    if not all(names) or {".", ".."} & set(names):
        return "it does not lie inside the site"
    if "\\" in path or not path.isprintable():
        return "it holds a backslash, a control or a character that is not text"
    if any(len(name.encode()) > _LONGEST for name in names):
        return f"a part of it is longer than {_LONGEST} bytes"
    if folded(names[0]) == MARKER:
        return "it is the mark that briefgen itself sets"
    return ""


def _meetings(files: dict[str, str]) -> Iterator[Diagnostic]:
    found: dict[str, str] = {}
    for folder in sorted(folders(files.values())):
        form = folded(folder)
        if form in found:
            yield _meeting(found[form], folder, "one folder")
        if form in files:
            yield _meeting(files[form], folder, "both a file and a folder")
        found[form] = folder


def _meeting(first: str, second: str, what: str) -> Diagnostic:
    return Diagnostic(
        "O07",
        f"the outputs {first!r} and {second!r} would be {what}",
        hint="give one of them another id or name",
    )
