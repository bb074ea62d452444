"""The authors' files: which there are, and the digest of each. Light enough for every run.

A file whose size, times and number are those of an earlier run is not read again. One that
was changed so shortly before it was looked at that a later change could leave the same
times ("racily clean") is never trusted.
"""

from __future__ import annotations

import os
import stat
import struct
import time
from contextlib import contextmanager
from hashlib import blake2b, file_digest
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefgen.errors import BriefgenError, ContentError, Diagnostic, Span, StorageError
from briefgen.loader import links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.state import State

CONTENT = "content"
PRIVATE = links.PRIVATE
"""Copies of sources: never read by a build."""
SIZE = 16
SMALL = 1 << 20
ENOUGH = 64 << 20
"""Bytes of files just read that are kept for whoever reads them next."""
PART = 1 << 16
ROOM = "files"
FINE, COARSE, SECOND = 50_000_000, 2_000_000_000, 1_000_000_000
"""Nanoseconds within which a file system's clock may stand still, and a coarse one's."""


class InputFile(NamedTuple):
    """A file as it was found."""

    path: str
    """Below the project, with forward slashes: ``content/events/2024-12-30-attaf.yaml``."""
    digest: bytes
    """Of its content."""


class Contents:
    """Files of the project, each of which is read once though it is looked at and loaded.

    What is new was read for its digest, and is at hand the first time it is asked for; the
    rest is read then. So a digest and what is loaded are of the same moment.
    """

    __slots__ = ("_held", "_left", "_root")

    def __init__(self, root: Path) -> None:
        self._root = root
        self._held: dict[str, bytes] = {}
        self._left = ENOUGH

    def keep(self, path: str, raw: bytes) -> None:
        """Have these bytes at hand, unless there are enough already."""
        if len(raw) <= self._left:
            self._left -= len(raw)
            self._held[path] = raw

    def read(self, path: str) -> bytes:
        """The bytes of a file, which are then let go of; raises StorageError."""
        return self.take(path)[0]

    def take(self, path: str) -> tuple[bytes, bool]:
        """As ``read``, and whether they are the very bytes of which the digest was taken."""
        held = self._held.pop(path, None)
        return (read(self._root, path), False) if held is None else (held, True)


class Survey(NamedTuple):
    """What was found, and what could not be looked at."""

    files: tuple[InputFile, ...]
    problems: tuple[BriefgenError, ...]
    contents: Contents


Row = tuple[bytes, bytes]
"""Signature and digest."""
_SIGNATURE = struct.Struct("<QqqQ")
"""Size, time of change, time of change of the entry, number."""
_ROW = struct.Struct(f"{_SIGNATURE.size}s{SIZE}s")


def scan(root: Path, state: State | None = None) -> tuple[InputFile, ...]:
    """The files below ``content/``, sorted by path.

    Leaves out dot files, editors' backups and ``content/snapshots``. Raises StorageError
    or ContentError with everything that could not be read.
    """
    found = survey(root, state)
    if found.problems:
        raise raised(found.problems)
    return found.files


def digests(folder: Path, state: State | None = None) -> tuple[tuple[str, bytes], ...]:
    """Path below ``folder`` and digest of each file in it, sorted; for themes.

    Raises as ``scan`` does.
    """
    found = _Walk(folder, state).survey(folder, "")
    if found.problems:
        raise raised(found.problems)
    return tuple((file.path, file.digest) for file in found.files)


def survey(root: Path, state: State | None = None) -> Survey:
    """What ``scan`` gives, with the problems beside it rather than raised."""
    return _Walk(root, state).survey(root / CONTENT, f"{CONTENT}/")


def raised(problems: tuple[BriefgenError, ...]) -> BriefgenError:
    """One error with all diagnostics; the disk's problems decide its kind."""
    disk = any(isinstance(problem, StorageError) for problem in problems)
    kind = StorageError if disk else ContentError
    told = (d for problem in problems for d in problem.diagnostics)
    return kind(*sorted(told, key=lambda d: str(d.place)))


def read(root: Path, path: str) -> bytes:
    """The bytes of a file of the project; raises StorageError."""
    try:
        return _bytes(f"{root}/{path}")
    except OSError as error:
        raise _unreadable(path, error) from None


def passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no part of a project: hidden, or a backup."""
    return name[0] in ".#" or name[-1] == "~"


def digest_of(raw: bytes) -> bytes:
    """The digest by which the content of a file is known."""
    return blake2b(raw, digest_size=SIZE).digest()


class _Walk:
    """One look at a folder and all below it."""

    def __init__(self, root: Path, state: State | None) -> None:
        self.root = os.path.realpath(root)
        self.state = state
        self.contents = Contents(root)
        self.known: dict[str, Row] = {}
        self.rows: dict[str, Row] = {}
        self.fresh: set[str] = set()
        """What may yet change without a trace."""
        self.problems: list[BriefgenError] = []

    def survey(self, folder: Path, prefix: str) -> Survey:
        key = blake2b(os.path.realpath(folder).encode("utf-8", "surrogateescape")).digest()
        held = self.state.get(ROOM, key) if self.state else None
        self.known = _unpack(held) if held else {}
        waiting = [(str(folder), prefix)]
        while waiting:
            waiting += reversed(self.within(*waiting.pop()))
        files = (InputFile(path, self.rows[path][1]) for path in sorted(self.rows))
        found = Survey(tuple(files), tuple(self.problems), self.contents)
        for path in self.fresh:
            del self.rows[path]
        if self.state and self.rows != self.known:
            self.state.put_many(ROOM, {key: _pack(self.rows)})
        return found

    def within(self, folder: str, prefix: str) -> list[tuple[str, str]]:
        """Take the files of one folder; gives the folders in it, and the prefix of each."""
        inner: list[tuple[str, str]] = []
        try:
            with _opened(folder) as handle, os.scandir(handle) as entries:
                for entry in entries:
                    name = entry.name
                    path = prefix + name
                    if passed_over(name) or path == PRIVATE:
                        continue
                    if not path.isprintable():
                        self.problems.append(_misnamed(path))
                    elif entry.is_dir(follow_symlinks=False):
                        inner.append((f"{folder}/{name}", f"{path}/"))
                    else:
                        self.file(entry, folder, path)
        except FileNotFoundError:
            return inner
        except OSError as error:
            self.problems.append(_unreadable(prefix.rstrip("/"), error))
        return inner

    def file(self, entry: os.DirEntry[str], folder: str, path: str) -> None:
        """Take a file as it was, or look into it when it may have changed."""
        full = f"{folder}/{entry.name}"
        try:
            if entry.is_symlink():
                self.follow(full, path)
            status = entry.stat()
            seen = _signature(status)
            row = self.known.get(path)
            if row is None or row[0] != seen:
                row = seen, self.digest(full, path, status, seen)
            self.rows[path] = row
        except OSError as error:
            self.problems.append(_unreadable(path, error, links.lost(error, full)))
        except BriefgenError as error:
            self.problems.append(error)

    def follow(self, link: str, path: str) -> None:
        """Refuse a link that leads where it must not."""
        if wrong := links.fault(link, self.root):
            raise ContentError(Diagnostic("A06", wrong.message, Span(path), wrong.hint))

    def digest(self, full: str, path: str, status: os.stat_result, seen: bytes) -> bytes:
        """The digest of a file that is new or may have changed."""
        if not stat.S_ISREG(status.st_mode):
            raise ContentError(Diagnostic("A06", "not a file", Span(path), "take it out"))
        # The moment before reading: what changes later is younger than what is kept.
        now = time.time_ns()
        made = self.large(full) if status.st_size >= SMALL else self.small(full, path)
        times = status.st_mtime_ns, status.st_ctime_ns
        coarse = not all(at % SECOND for at in times)
        if not seen or max(times) >= now - (COARSE if coarse else FINE):
            self.fresh.add(path)
        return made

    def small(self, full: str, path: str) -> bytes:
        raw = _bytes(full)
        self.contents.keep(path, raw)
        return digest_of(raw)

    def large(self, full: str) -> bytes:
        with Path(full).open("rb") as file:
            return file_digest(file, lambda: blake2b(digest_size=SIZE)).digest()


def _signature(of: os.stat_result) -> bytes:
    """What changes with a file; empty, and so not to be kept, if one of its times is absurd."""
    try:
        return _SIGNATURE.pack(of.st_size, of.st_mtime_ns, of.st_ctime_ns, of.st_ino)
    except struct.error:
        return b""


def _pack(rows: dict[str, Row]) -> bytes:
    """The paths, which can be printed, a line each; then the rows, all of one length."""
    return "\n".join(rows).encode() + b"\0" + b"".join(chain.from_iterable(rows.values()))


def _unpack(held: bytes) -> dict[str, Row]:
    paths, _, rows = held.partition(b"\0")
    try:
        return dict(zip(paths.decode().split("\n"), _ROW.iter_unpack(rows), strict=False))
    except (struct.error, UnicodeDecodeError):  # a row that is not what was kept costs time only
        return {}


@contextmanager
def _opened(folder: str) -> Iterator[int]:
    """The handle of a folder, with which each stat in it is spared the way there."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield handle
    finally:
        os.close(handle)


def _bytes(path: str) -> bytes:
    """The bytes of a file, in half the time that a file object takes; raises OSError."""
    number = os.open(path, os.O_RDONLY)
    try:
        return b"".join(iter(lambda: os.read(number, PART), b""))
    finally:
        os.close(number)


def _unreadable(path: str, error: OSError, hint: str = "see to its rights") -> StorageError:
    return StorageError(Diagnostic("O12", f"cannot be read: {error.strerror}", Span(path), hint))


def _misnamed(path: str) -> ContentError:
    shown = ascii(path)[1:-1]
    return ContentError(
        Diagnostic("A06", "the file's name holds what cannot be printed", Span(shown), "rename it")
    )
