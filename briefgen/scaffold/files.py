"""Writing for authors: whole files, with faults in words."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefgen.errors import ConfigError, Diagnostic, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def refusal(code: str, message: str, hint: str) -> ConfigError:
    """What is said when the command asks for something that cannot be."""
    return ConfigError(Diagnostic(code, message, hint=hint))


def inside_records(folder: Path) -> bool:
    """Whether a folder is, or lies in, the ``content/`` of a project."""
    where = folder.resolve()
    return any(
        each.name == "content" and (each / "dossier.yaml").exists()
        for each in (where, *where.parents)
    )


@contextmanager
def storage(path: Path) -> Iterator[None]:
    """Turn the system's refusals into StorageError; ``path`` is what was being written."""
    try:
        yield
    except OSError as fault:
        named = fault.filename or path
        raise StorageError(
            Diagnostic(
                "N06",
                f"cannot write {named}: {fault.strerror or fault}",
                hint="see to the rights on the folder and the space on the disk",
            )
        ) from fault


def write(path: Path, text: str) -> None:
    """Write a file, over one of the same name, whole or not at all; raises StorageError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def write_new(path: Path, text: str) -> bool:
    """Write a file, whole or not at all, unless there is one; false if there is.

    Raises StorageError.
    """
    with storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            file = path.open("x", encoding="utf-8", newline="\n")
        except FileExistsError:
            return False
        try:
            with file:
                file.write(text)
        except BaseException:
            path.unlink()
            raise
    return True
