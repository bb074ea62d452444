"""Sees edits: of the records and of the project's own themes."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from watchfiles import DefaultFilter, awatch

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from watchfiles.main import Change

WATCHED = ("content", "themes")
POLL = 500
"""Milliseconds between looks where the system cannot tell of changes."""


class Edits(DefaultFilter):
    """Not what editors leave beside a file while they save it."""

    ignore_entity_patterns = (*DefaultFilter.ignore_entity_patterns, r"^\.", r"^4913$", r"^#.*#$")


class Folders:
    """Of all that happens in the project's folder, the coming and going of the watched."""

    def __call__(self, change: Change, path: str) -> bool:
        """Whether this is worth a look."""
        return path.rpartition("/")[2] in WATCHED


async def watch(root: Path, dirty: asyncio.Event) -> None:
    """Set ``dirty`` after every edit, until cancelled."""
    anew = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_watch_folders(root, dirty, anew))
        while True:
            anew.clear()
            folders = [root / name for name in WATCHED if (root / name).is_dir()]
            if not folders:
                await anew.wait()
            async with aclosing(_changes(folders, anew)) as changes:
                async for _ in changes:
                    dirty.set()


async def _watch_folders(root: Path, dirty: asyncio.Event, anew: asyncio.Event) -> None:
    """A folder that is replaced takes its watch along: begin anew when one comes or goes."""
    async for _ in awatch(root, watch_filter=Folders(), recursive=False):
        dirty.set()
        anew.set()


async def _changes(folders: list[Path], stop: asyncio.Event) -> AsyncGenerator[None]:
    edits = Edits()
    try:
        async for _ in awatch(*folders, watch_filter=edits, stop_event=stop):
            yield
    except OSError:  # too many folders for the system's limit, or none it can watch
        polled = awatch(
            *folders, watch_filter=edits, stop_event=stop, force_polling=True, poll_delay_ms=POLL
        )
        async for _ in polled:
            yield
