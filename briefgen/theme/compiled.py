"""Compiled templates, kept for the next run in the cache folder of whoever runs briefgen.

What is kept is code, and will be run. So it is never looked for in a project, which may have
come from somebody else, and is taken only from folders that nobody else can write to. The
folder is ``$XDG_CACHE_HOME/briefgen/templates``, by default below ``~/.cache`` (XDG Base
Directory Specification 0.8); where there is none, templates are compiled anew in each run.
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

from briefgen import versions
from briefgen.value import hashed

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

    from briefgen.theme import Theme

KEPT = 8
"""So many themes, languages and versions have their templates kept."""
OTHERS = stat.S_IWGRP | stat.S_IWOTH


class Kept(FileSystemBytecodeCache):
    """Jinja2's own, which does without where the disk will not."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept of a template, if its text is still the same."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - whatever a damaged file makes of itself
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def kept(theme: Theme, lang: str) -> Kept | None:
    """The templates compiled so far with the words of one language; None if none may be kept.

    The words stand in the code, so other words are another folder; Jinja2 itself sees to it
    that code is that of the template's text and of this Python.
    """
    words = hashed((versions.of(("jinja2",)), theme.digests["locale"], lang))
    try:
        folder = _folder()
        own = folder / words.hex()
        fresh = not own.exists()
        folder.parent.parent.mkdir(parents=True, exist_ok=True)
        for one in (folder.parent, folder, own):
            one.mkdir(mode=0o700, exist_ok=True)
            if not _private(one):
                return None
        if fresh:
            _prune(folder)
    except (OSError, RuntimeError):  # no home, no rights, no space
        return None
    return Kept(str(own), "%s.code")


def _folder() -> Path:
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    base = named if named.is_absolute() else Path.home() / ".cache"
    return base / "briefgen" / "templates"


def _private(folder: Path) -> bool:
    """Whether nobody else can put anything here."""
    found = folder.lstat()
    own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    return own and not found.st_mode & OTHERS


def _prune(folder: Path) -> None:
    """Forget what was kept longest ago."""
    held = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in held[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
