"""One build at a time for each site and each memory of builds."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, LockedError
from briefgen.publish.disk import storage
from briefgen.publish.exchange import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_CLOSED = errno.EACCES, errno.EPERM, errno.EROFS


@contextmanager
def lock(
    site: Path,
    state_folder: Path | None,
    *,
    wait: bool,
    on_wait: Callable[[], None] | None = None,
) -> Iterator[None]:
    """Hold the site, and the folder of the state unless it is None, for as long as it lasts.

    Waits for another build, after one call of ``on_wait``; without ``wait`` raises
    LockedError at once. StorageError when the site's folder cannot be written to.
    """
    told: list[None] = []

    def tell() -> None:
        if on_wait and not told:
            told.append(None)
            on_wait()

    with ExitStack() as held:
        with storage(site):
            site.parent.mkdir(parents=True, exist_ok=True)
            held.callback(os.close, _take(beside(site, "lock"), tell if wait else None))
            if state_folder:
                handle = _take_state(state_folder, tell if wait else None)
                if handle is not None:
                    held.callback(os.close, handle)
        yield


def _take_state(folder: Path, tell: Callable[[], None] | None) -> int | None:
    """The lock of the state; None where it cannot be written, and so needs no lock."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _take(folder / "lock", tell)
    except OSError as fault:
        if fault.errno in _CLOSED:
            return None
        raise


def _take(path: Path, tell: Callable[[], None] | None) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        try:
            _seize(handle, path, tell)
            if _still_there(handle, path):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its holder removed it: what counts is the file there now


def _seize(handle: int, path: Path, tell: Callable[[], None] | None) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if tell is None:
            raise LockedError(
                Diagnostic(
                    "O10",
                    f"another build holds {path}",
                    hint="wait for it to end, or leave out --no-wait",
                )
            ) from None
        tell()
        fcntl.flock(handle, fcntl.LOCK_EX)


def _still_there(handle: int, path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    return False
