"""``edition``: freeze the records as they are now, so that what changes can be told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefgen.editions import lock
from briefgen.errors import did_you_mean
from briefgen.model import fields
from briefgen.scaffold.files import refusal, storage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.model.frozen import Frozen

FOLDER = "content/editions"


def named(name: str) -> str:
    """The name of an edition, which is that of its file; raises ConfigError if it cannot be."""
    try:
        return fields.edition(name)
    except ValueError as fault:
        raise refusal("E06", str(fault), 'a name such as "0.2" or "2025-06"') from None


def freeze(root: Path, frozen: Frozen) -> Path:
    """Write the lock of an edition, whole or not at all; its path.

    Raises ConfigError if there is an edition of that name, StorageError if it cannot be written.
    """
    path = root / FOLDER / f"{frozen.name}.lock"
    if path.exists():
        raise refusal(
            "E07",
            f'there is an edition "{frozen.name}" already',
            "what was published does not change: choose another name, or take "
            f"{FOLDER}/{path.name} away if it was never published",
        )
    beside = path.with_name(f".{path.name}.{os.getpid()}")  # a dot: no loader looks at it
    with storage(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as file:
                file.write(lock.dump(frozen))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    return path


def find(name: str, held: Iterable[Frozen], audience: str = "") -> Frozen:
    """The edition of this name; raises ConfigError if there is none, or none for this audience."""
    known = {one.name: one for one in held}
    if name not in known:
        listed = "write one: briefgen edition NAME"
        if known:
            listed = f"editions on file: {', '.join(known)}"
        raise refusal("E08", f'there is no edition "{name}"', did_you_mean(name, known) or listed)
    if audience and known[name].audience != audience:
        message = f'the edition "{name}" was for TLP:{known[name].audience}, not TLP:{audience}'
        raise refusal("E09", message, "only editions for one audience can be compared")
    return known[name]
