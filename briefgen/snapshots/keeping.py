"""Files read and written whole, with the system's refusals in words."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, StorageError
from briefgen.publish.disk import sync

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def _storage(path: Path, deed: str) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        message = f"cannot {deed} {path}: {fault.strerror or fault}"
        hint = "see to its name, its rights and the disk"
        raise StorageError(Diagnostic("R12", message, hint=hint)) from fault


def read(path: Path, limit: int) -> bytes:
    """The first ``limit`` bytes of a file; raises StorageError."""
    with _storage(path, "read"), path.open("rb") as file:
        return file.read(limit)


def write(path: Path, raw: bytes) -> None:
    """Put a file in place of another at once, with its rights; raises StorageError."""
    with _storage(path, "write"):
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=target.parent, prefix=".briefgen-")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            _like(name, target)
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        sync(target.parent)


def _like(name: str, target: Path) -> None:
    """Give a new file the rights of the one it replaces, or those of any new file."""
    if target.exists():
        shutil.copymode(target, name)
        return
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
