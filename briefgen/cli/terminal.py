"""The report for a person who watches a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.cli.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.build import Result
    from briefgen.errors import Diagnostic
    from briefgen.plan import Output


class Terminal(Report):
    """The same with a moving line that shows the stage and what was made last."""

    def __init__(self, root: Path, verbosity: int) -> None:
        super().__init__(root, verbosity)
        from rich.console import Console

        self._status = Console(stderr=True).status("starting")
        self._stage = ""
        self._count = 0

    def stage(self, name: str) -> None:
        """A stage begins."""
        self._stage = name
        self._status.update(name)
        self._status.start()

    def made(self, output: Output) -> None:
        """An output was made."""
        self._count += 1
        self._status.update(f"{self._stage}: {self._count} made, last {output.path}")
        super().made(output)

    def asked(self, done: int, total: int) -> None:
        """So many addresses of so many have answered."""
        if total:
            self._status.update(f"online: {done} of {total} addresses asked")
            self._status.start()

    def built(self, result: Result, site: Path, *, explain: bool) -> None:
        """What a build did."""
        self.end()
        super().built(result, site, explain=explain)

    def findings(self, found: Sequence[Diagnostic]) -> None:
        """Each finding."""
        self.end()
        super().findings(found)

    def end(self) -> None:
        """Take the moving line away, and show the cursor again."""
        self._status.stop()
