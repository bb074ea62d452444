"""How far a build is, and how long each of its stages took."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from briefgen.plan import Output


class Progress(Protocol):
    """Told how far a build is; the pure stages never see it."""

    def stage(self, name: str) -> None:
        """A stage begins."""

    def waiting(self) -> None:
        """Another build holds the lock."""

    def made(self, output: Output) -> None:
        """An output was made."""


class Quiet:
    """Progress that nobody watches."""

    def stage(self, name: str) -> None:
        """Say nothing."""

    def waiting(self) -> None:
        """Say nothing."""

    def made(self, output: Output) -> None:
        """Say nothing."""


class Clock:
    """Times the stages and passes them on."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.stages: list[tuple[str, float]] = []
        self._started = time.perf_counter()

    def stage(self, name: str) -> None:
        """Begin a stage; the one before it ends here."""
        self.stop()
        self.progress.stage(name)
        self.stages.append((name, 0.0))

    def stop(self) -> tuple[tuple[str, float], ...]:
        """End the last stage."""
        now = time.perf_counter()
        if self.stages:
            name, _ = self.stages[-1]
            self.stages[-1] = name, now - self._started
        self._started = now
        return tuple(self.stages)
