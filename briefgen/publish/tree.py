"""What lies in a folder, in one walk."""

from __future__ import annotations

import os
from hashlib import blake2b
from struct import Struct
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from briefgen.publish.names import MARKER
from briefgen.value import SIZE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Seen = TypeVar("Seen")
_SIGNATURE = Struct("<QQqq")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_LASTING = 24
"""Bytes of a signature that making another link to the file leaves alone."""


class Tree(NamedTuple, Generic[Seen]):
    """Files with what was seen of each, folders, and what is neither; paths from the root."""

    files: dict[str, Seen]
    folders: set[str]
    odd: set[str]


def walk(root: Path, look: Callable[[os.DirEntry[str]], Seen]) -> Tree[Seen]:
    """Everything below the root but our mark; a missing root is an empty tree."""
    tree: Tree[Seen] = Tree({}, set(), set())
    waiting = [""]
    while waiting:
        _list(root, waiting.pop(), look, tree, waiting)
    tree.files.pop(MARKER, None)
    tree.odd.discard(MARKER)
    return tree


def _list(
    root: Path,
    folder: str,
    look: Callable[[os.DirEntry[str]], Seen],
    tree: Tree[Seen],
    waiting: list[str],
) -> None:
    prefix = f"{folder}/" if folder else ""
    files = tree.files
    try:
        handle = os.open(f"{root}/{folder}", _FOLDER)
    except FileNotFoundError:
        return
    try:  # with an open folder each stat is spared the way there
        with os.scandir(handle) as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_file(follow_symlinks=False):
                    files[path] = look(entry)
                elif entry.is_dir(follow_symlinks=False):
                    tree.folders.add(path)
                    waiting.append(path)
                else:
                    tree.odd.add(path)
    finally:
        os.close(handle)


def lies(root: Path, path: str) -> bool:
    """Whether there is anything at a path below the root."""
    return os.path.lexists(f"{root}/{path}")


def portrait(root: Path) -> bytes:
    """A digest of names and signatures: equal as long as nobody touches anything below."""
    return drawn(walk(root, seen))


def drawn(tree: Tree[bytes]) -> bytes:
    """The portrait of a folder in which these files bear these signatures."""
    made = blake2b(repr((sorted(tree.folders), sorted(tree.odd))).encode(), digest_size=SIZE)
    for path in sorted(tree.files):
        made.update(os.fsencode(path) + b"\0" + tree.files[path])
    return made.digest()


def signature(found: os.stat_result) -> bytes:
    """What changes whenever somebody writes to the file: inode, size and both times.

    The time of change catches even writers that set the time of modification back.
    """
    return _SIGNATURE.pack(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def seen(entry: os.DirEntry[str]) -> bytes:
    """The signature of a file met in a walk."""
    found = entry.stat(follow_symlinks=False)
    return _SIGNATURE.pack(found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def inode(mark: bytes) -> int:
    """The inode in a signature."""
    return int(_SIGNATURE.unpack(mark)[0])


def only_linked(before: bytes, after: bytes) -> bool:
    """Whether no more happened between two signatures than a new link to the file."""
    return before[:_LASTING] == after[:_LASTING]
