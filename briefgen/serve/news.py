"""What open pages are told: which build of the site this is, and what keeps the next back."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from briefgen.errors import Diagnostic

PULSE = 15.0
"""Seconds after which a silent stream says that it lives."""
ORDER = ("error", "warning", "info")


class News:
    """The present state, and a stream of it for each page."""

    def __init__(self) -> None:
        self.generation = 0
        """Grows with every build that changed the site."""
        self._faults: list[dict[str, str]] = []
        self._changed = asyncio.Event()
        self._closed = False

    def built(self, *, changed: bool) -> None:
        """A build succeeded."""
        self._faults = []
        self.generation += changed
        self._wake()

    def failed(self, findings: Sequence[Diagnostic]) -> None:
        """A build failed; the site is as it was."""
        found = sorted(findings, key=lambda one: ORDER.index(one.severity))
        self._faults = [
            {
                "place": str(one.place or ""),
                "severity": one.severity,
                "code": one.code,
                "message": one.message,
                "hint": one.hint,
            }
            for one in found
        ]
        self._wake()

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        self._wake()

    async def stream(self) -> AsyncIterator[str]:
        """Server-sent events: the state now, and again whenever it changes."""
        while not self._closed:
            changed = self._changed
            yield f"data: {self._state()}\n\n"
            while not changed.is_set():
                try:
                    await asyncio.wait_for(changed.wait(), PULSE)
                except TimeoutError:
                    yield ":\n\n"

    def _state(self) -> str:
        return json.dumps({"generation": self.generation, "faults": self._faults})

    def _wake(self) -> None:
        before, self._changed = self._changed, asyncio.Event()
        before.set()
