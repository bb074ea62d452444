"""What publishing asks of the disk: faults told in one line, and bytes that stay."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, StorageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_MANY = 64
"""From so many files on, one flush of the file system is cheaper than one a file."""
_ABSENT = errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP
_HINTS = {
    errno.ENOSPC: "free some space and build again",
    errno.EDQUOT: "free some of your quota and build again",
    errno.EIO: "the disk reports a fault: see to it before building again",
    errno.EROFS: "the disk is mounted read-only: name another folder with --output",
    errno.EACCES: "see to the rights on the folder, or name another with --output",
    errno.EPERM: "see to the rights on the folder, or name another with --output",
    errno.ELOOP: "a folder on the way is a link: name the one it leads to with --output",
    errno.ENOTDIR: "a file is in the way: name another folder with --output",
    errno.EEXIST: "a file is in the way: name another folder with --output",
    errno.EBUSY: "the folder is a mount point: name a folder inside it with --output",
    errno.EXDEV: "the folder is a mount point: name a folder inside it with --output",
}


@contextmanager
def storage(site: Path) -> Iterator[None]:
    """Turn any OSError inside into a StorageError of one line about the site."""
    try:
        yield
    except OSError as fault:
        raise _storage(site, fault) from fault


def _storage(site: Path, fault: OSError) -> StorageError:
    name = os.fsdecode(fault.filename) if isinstance(fault.filename, str | bytes) else str(site)
    why = fault.strerror or str(fault)
    hint = _HINTS.get(fault.errno or 0, "see to the disk and build again")
    return StorageError(Diagnostic("O09", f"cannot publish to {site}: {why} ({name})", hint=hint))


def flush(root: Path, files: Collection[str], folders: Collection[str]) -> None:
    """Return once the files and folders below ``root`` would outlive a loss of power."""
    if len(files) + len(folders) > _MANY and _flush_all(root):
        return
    for name in (*files, *folders):
        sync(os.path.join(root, name))  # noqa: PTH118 - a Path for each of thousands is slow


def sync(path: str | Path) -> None:
    """Return once one file or folder would outlive a loss of power."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def call(name: str, *args: object) -> bool:
    """Call a function of the C library; false where the system does not have it.

    Raises OSError for every other fault.
    """
    import ctypes

    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return False
    if function(*args) == 0:
        return True
    code = ctypes.get_errno()
    if code in _ABSENT:
        return False
    raise OSError(code, os.strerror(code))


def _flush_all(root: Path) -> bool:
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return call("syncfs", handle)
    finally:
        os.close(handle)
