# ruff: noqa: PTH102, PTH106, PTH108, PTH123
# ^ a Path for each of thousands of files would cost more than the call
"""The tree beside the site that is about to take its place.

After an exchange the previous site stays here as a standby, most of its files being links
to those of the site. The next publication brings it up to date, so it costs as much as
what changed. Nothing here is believed without a look: a file counts as that of the site
only when it is the very same inode. A file is never written to twice, since the site may
share it: it is removed and made anew.

Who follows paths never misses a file. Who holds the folder of the site open while two
publications go by, meets the second at work in it.
"""

from __future__ import annotations

import errno
import os
from itertools import chain
from typing import TYPE_CHECKING

from briefgen.publish.disk import flush
from briefgen.publish.folder import MARK
from briefgen.publish.names import MARKER, folders, parents
from briefgen.publish.tree import Tree, inode, only_linked, signature, walk

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_NO_LINKS = errno.EPERM, errno.EMLINK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV


class Staging:
    """Builds the tree ``root``, with links to the tree ``source``; may raise OSError."""

    def __init__(self, root: Path, source: Path) -> None:
        self._root = root
        self._source = source
        self._written: set[str] = set()
        self._touched: set[str] = set()
        self._found: Tree[int] | None = None

    def look(self, path: str) -> bytes | None:
        """The signature of what is staged at the path, if it is a file."""
        try:
            return signature(os.lstat(f"{self._root}/{path}"))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, path: str, data: bytes) -> bytes:
        """Stage a new file; its signature."""
        self._make_room(path)
        made = _write_new(f"{self._root}/{path}", data)
        self._tree.files[path] = made.st_ino
        self._written.add(path)
        return signature(made)

    def link(self, path: str, mark: bytes) -> bytes | None:
        """Stage the source's file at the path, known by its signature; its signature now.

        None if somebody wrote to the file meanwhile.
        """
        if self._tree.files.get(path) == inode(mark):
            return mark
        self._make_room(path)
        try:
            os.link(f"{self._source}/{path}", f"{self._root}/{path}", follow_symlinks=False)
        except OSError as fault:
            if fault.errno not in _NO_LINKS:
                raise
            return self._copy(path, mark)
        now = signature(os.lstat(f"{self._root}/{path}"))
        self._tree.files[path] = inode(now)
        return now if only_linked(mark, now) else None

    def prune(self, keep: Collection[str]) -> None:
        """Remove from the staged tree what is not to be kept, and folders left empty."""
        needed = folders(keep)
        files = self._tree.files.keys() - keep
        for path in (*files, *self._tree.odd):
            self._remove(path)
        for folder in sorted(self._tree.folders - needed, reverse=True):
            os.rmdir(f"{self._root}/{folder}")
            self._tree.folders.discard(folder)
            self._touch(folder)

    def flush(self) -> None:
        """Return once what was staged would outlive a loss of power."""
        flush(self._root, self._written, self._touched & {"", *self._tree.folders})

    @property
    def _tree(self) -> Tree[int]:
        if self._found is None:
            self._found = self._open()
        return self._found

    def _open(self) -> Tree[int]:
        """The standby, or a new folder with our mark."""
        self._root.mkdir(exist_ok=True)
        mark = self._root / MARKER
        if mark.is_symlink() or not mark.exists() or mark.read_text("utf-8", "replace") != MARK:
            mark.unlink(missing_ok=True)
            _write_new(str(mark), MARK.encode())
            self._written.add(MARKER)
            self._touched.add("")
        return walk(self._root, lambda entry: entry.inode())

    def _copy(self, path: str, mark: bytes) -> bytes | None:
        """What stands in for a link on file systems that have none."""
        with open(f"{self._source}/{path}", "rb") as file:
            data = file.read()
            unchanged = only_linked(mark, signature(os.fstat(file.fileno())))
        made = self.write(path, data)
        return made if unchanged else None

    def _make_room(self, path: str) -> None:
        """Clear the path and see to the folders it lies in."""
        for folder in reversed([*parents(path)]):
            if folder not in self._tree.folders:
                self._clear(folder)
                os.mkdir(f"{self._root}/{folder}")
                self._tree.folders.add(folder)
                self._touched.add(folder)
                self._touch(folder)
        self._clear(path)
        self._touch(path)

    def _clear(self, path: str) -> None:
        tree = self._tree
        if path in tree.files or path in tree.odd:
            self._remove(path)
        elif path in tree.folders:
            inside = f"{path}/"
            for file in [p for p in chain(tree.files, tree.odd) if p.startswith(inside)]:
                self._remove(file)
            for folder in sorted((p for p in tree.folders if p.startswith(inside)), reverse=True):
                os.rmdir(f"{self._root}/{folder}")
                tree.folders.discard(folder)
            os.rmdir(f"{self._root}/{path}")
            tree.folders.discard(path)

    def _remove(self, path: str) -> None:
        os.unlink(f"{self._root}/{path}")
        self._tree.files.pop(path, None)
        self._tree.odd.discard(path)
        self._written.discard(path)
        self._touch(path)

    def _touch(self, path: str) -> None:
        """Remember that the folder a path lies in was changed."""
        self._touched.add(path.rpartition("/")[0])


def _write_new(path: str, data: bytes) -> os.stat_result:
    handle = os.open(path, _NEW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        return os.fstat(handle)
    finally:
        os.close(handle)
