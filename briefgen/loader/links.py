"""Links among the authors' files: which of them lead to what a build may read."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NamedTuple

PRIVATE = "content/snapshots"
"""Copies of sources: never read by a build, so that they cannot be published."""


class Fault(NamedTuple):
    """What is wrong with a link, and what to do."""

    message: str
    hint: str


def fault(link: str, root: str) -> Fault | None:
    """Why a link may not be followed: it may lead to a file of the project, and nowhere else.

    Private copies and hidden files of the project are no files of it to a build, by whatever
    name. ``root`` is the project's real path.
    """
    target = os.path.realpath(link)
    if os.path.commonpath((target, root)) != root:
        return Fault("a link that leads out of the project", "put a copy of the file here")
    private = os.path.realpath(f"{root}/{PRIVATE}")
    if os.path.commonpath((target, private)) == private:
        return Fault(f"a link into {PRIVATE}/, which is never published", "take it out")
    if any(part.startswith(".") for part in Path(target).relative_to(root).parts):
        return Fault("a link to what is hidden, which is never published", "take it out")
    if Path(target).is_dir():
        return Fault("a link to a folder", "put the files here")
    return None


def lost(error: OSError, path: str) -> str:
    """What to do about a file that cannot be read: its link may be at fault."""
    if error.errno == errno.ELOOP:
        return "the link leads in a circle: take it out, or put the file here"
    if error.errno == errno.ENOENT and Path(path).is_symlink():
        return "the link leads nowhere: take it out, or put the file here"
    return "see to its rights"
