"""The folder in which runs remember, and what is said when it will not take more."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, StorageError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "state.sqlite3"


def forget(folder: Path) -> list[Path]:
    """Remove what runs remember in ``folder``; the files removed. To be called under its lock.

    Raises StorageError.
    """
    try:
        found = sorted(folder.glob(f"{FILE}*"))
        for path in found:
            path.unlink()
    except OSError as fault:
        raise storage(folder, fault.strerror or str(fault)) from fault
    return found


def set_aside(path: Path) -> None:
    """Keep a database that cannot be used under another name; raises OSError."""
    old = path.with_name(f"{FILE}.old")
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old)
    path.replace(old)
    # a journal left behind would be played into the new database
    path.with_name(f"{FILE}-journal").unlink(missing_ok=True)


def hidden_from_git(folder: Path) -> None:
    """See to it that git passes over the folder; raises OSError."""
    ignore = folder / ".gitignore"
    if not ignore.exists() or not ignore.stat().st_size:
        ignore.write_text("*\n", encoding="ascii")


def storage(path: Path, why: str) -> StorageError:
    """What the author is told when the disk will not."""
    return StorageError(
        Diagnostic(
            "O11",
            f"cannot keep the state of this build in {path}: {why}",
            hint="free some space, or see to the disk; the site is unchanged",
        )
    )
