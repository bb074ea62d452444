"""From an address to a file of the site, and never to any other."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

if TYPE_CHECKING:
    from pathlib import Path

INDEX = "index.html"
TYPES = {
    "atom": "application/atom+xml",
    "bib": "text/plain",
    "css": "text/css",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gif": "image/gif",
    "html": "text/html",
    "ico": "image/x-icon",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": "text/plain",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""Not the system's own table, which differs from one machine to the next."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site."""

    type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that was asked for as if it were a file; ``address`` ends in a slash."""

    address: str


def find(site: Path, raw: bytes) -> File | Folder | None:
    """What a raw, percent-encoded path leads to; None if that is nothing we serve.

    Refused are dot files, links, anything but plain files, and every spelling of a way out.
    """
    names = split(raw)
    if names is None:
        return None
    if names[-1:] == [""]:
        names[-1] = INDEX
    try:
        data = _read(site, names)
    except IsADirectoryError:
        return Folder(quote("".join(f"/{name}" for name in names)) + "/")
    except (OSError, ValueError):
        return None
    return File(type_of(names[-1]), data)


def split(raw: bytes) -> list[str] | None:
    """The names along a path, the last empty if it ends in a slash; None for a bad one."""
    first, *pieces = raw.split(b"/")
    if first or not pieces:
        return None
    try:
        names = [unquote_to_bytes(piece).decode("utf-8") for piece in pieces]
    except UnicodeDecodeError:
        return None
    if "" in names[:-1] or any(not _plain(name) for name in names):
        return None
    return names


def type_of(name: str) -> str:
    """The media type of a file by its ending."""
    found = TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _plain(name: str) -> bool:
    """Whether a name is one: no way up, no dot file, nothing that some system takes for more."""
    return not name.startswith(".") and name.isprintable() and not set(name) & set("/\\:")


def _read(site: Path, names: list[str]) -> bytes:
    """The bytes of a plain file, reached folder by folder without following a link."""
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    held = os.open(site, flags | os.O_DIRECTORY)
    try:
        for name in names:
            last, held = held, os.open(name, flags, dir_fd=held)
            os.close(last)
        mode = os.fstat(held).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError
        if not stat.S_ISREG(mode):
            raise FileNotFoundError
        with os.fdopen(held, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(held)
