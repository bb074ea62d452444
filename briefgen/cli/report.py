"""How diagnostics and progress look: as lines; ``terminal`` and ``machine`` show them otherwise."""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.errors import Span
from briefgen.loader import links

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.build import Result
    from briefgen.errors import BriefgenError, Diagnostic, Severity
    from briefgen.plan import Output

COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "blue"}
READ, READ_AS_TEXT = 16_000_000, 8_000
"""Bytes of a file that are read to show a line of it; those among which no text has a NUL."""
ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


class Report:
    """Tells a person, line by line, what happens; also the progress of a build.

    ``verbosity`` is -1 for errors only, 0 for what matters, 1 for everything.
    """

    def __init__(self, root: Path = Path(), verbosity: int = 0) -> None:
        self.root = root
        self.verbosity = verbosity
        self.elsewhere: int | None = None
        """How many findings a check leaves out, being about files that did not change."""

    # Progress

    def stage(self, name: str) -> None:
        """A stage begins."""

    def waiting(self) -> None:
        """Another build holds the lock."""
        self.say("waiting: another build of this dossier is running")

    def asked(self, done: int, total: int) -> None:
        """So many addresses of so many have answered."""

    def made(self, output: Output) -> None:
        """An output was made."""
        if self.verbosity > 0:
            self.say(f"made {output.path}")

    # Findings

    def findings(self, found: Sequence[Diagnostic]) -> None:
        """Each finding with its source line, a caret and the hint."""
        least = {-1: 0, 0: 1}.get(self.verbosity, 2)
        for one in ordered(found):
            if ORDER[one.severity] <= least:
                self._finding(one)

    def failed(self, error: BriefgenError) -> None:
        """What stopped the run."""
        self.findings(error.diagnostics)
        if len(error.diagnostics) > 1 or self.elsewhere is not None:
            click.echo(self._counted(error.diagnostics), err=True)

    def _finding(self, one: Diagnostic) -> None:
        place = f"{one.place}: " if one.place else ""
        label = _style(f"{one.severity}[{one.code}]", fg=COLOURS[one.severity], bold=True)
        hint = f" ({one.hint})" if one.hint else ""
        click.echo(f"{place}{label} {one.message}{hint}", err=True)
        if isinstance(one.place, Span):
            self._excerpt(one.place)

    def _excerpt(self, place: Span) -> None:
        line = _line(self.root, place)
        if line is None:
            return
        start = max(0, place.col - 60)
        shown = line[start : start + 100]
        gutter = f"{place.line:5d} | "
        click.echo(_style(gutter, dim=True) + shown, err=True)
        pad = " " * (len(gutter) - 2) + "| " + " " * (place.col - 1 - start)
        click.echo(_style(pad + "^", dim=True), err=True)

    def end(self) -> None:
        """Nothing more is to come: leave the terminal as it was."""

    # Results

    def say(self, text: str) -> None:
        """A line for the person who runs it."""
        if self.verbosity >= 0:
            click.echo(text)

    def built(self, result: Result, site: Path, *, explain: bool) -> None:
        """What a build did, where the site is, and how long each stage took."""
        self.findings(result.findings)
        report = result.report
        if explain:
            for made in report.made:
                self.say(f"{made.path}: {', '.join(made.why)}")
            for path in report.pruned:
                self.say(f"{path}: no longer planned, removed")
        if report.changed:
            counts = f"made {len(report.made)}, kept {report.kept}, removed {len(report.pruned)}"
            self.say(counts)
        else:
            files = report.kept + len(report.made)  # some were made again, and came out the same
            self.say(f"nothing changed: {files} files are as they should be")
        self._stages(result.stages)
        if result.next_build_at:
            self.say(f"next: build again on {result.next_build_at}, when an embargo ends")
        self.say(f"site: {_shown(site / 'index.html')}")
        for pdf in sorted(site.glob("pdf/*.pdf")):
            self.say(f"PDF:  {_shown(pdf)}")

    def _stages(self, stages: Sequence[tuple[str, float]]) -> None:
        took = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in stages)
        self.say(f"took: {took}")

    def verified(self, different: Sequence[str]) -> None:
        """Whether a build from nothing gives the same site; a line for each way it does not."""
        for line in different:
            click.echo(line, err=True)
        if not different:
            self.say("verified: a build from nothing gives the same bytes")

    def serving(self, url: str) -> None:
        """The preview can be read at this address."""
        self.say(f"serving {url} (Ctrl-C to stop)")

    def rebuilt(self, built: dict[str, Any]) -> None:
        """What a build for the preview did."""
        seconds = sum(built["seconds"].values())
        if built["changed"]:
            counts = f"made {len(built['made'])}, kept {built['kept']}, "
            self.say(f"{counts}removed {len(built['removed'])} in {seconds:.2f} s")
        else:
            self.say(f"nothing changed, seen in {seconds:.2f} s")

    def checked(self, found: Sequence[Diagnostic]) -> None:
        """The findings of a check, and how many there are."""
        self.findings(found)
        self.say(self._counted(found))

    def _counted(self, found: Sequence[Diagnostic]) -> str:
        unseen = self.verbosity < 1 and any(one.severity == "info" for one in found)
        hint = " (notes are shown with -v)" if unseen else ""
        return counted(found, self.elsewhere) + hint


_CURRENT: ContextVar[Report] = ContextVar("report")
"""One run, one report: errors reach it from ``main`` too."""


def current() -> Report:
    """The report of this run."""
    return _CURRENT.get(None) or Report()


def begin(root: Path, verbosity: int, log_format: str, *, watched: bool) -> Report:
    """Choose how this run reports, and remember it."""
    if log_format == "json":
        from briefgen.cli.machine import Json

        return instead(Json(root, verbosity))
    if watched and verbosity >= 0:
        from briefgen.cli.terminal import Terminal

        return instead(Terminal(root, verbosity))
    return instead(Report(root, verbosity))


def instead(said: Report) -> Report:
    """Let another kind of report take the place of the one that was begun."""
    _CURRENT.set(said)
    return said


def watched(environ: dict[str, str]) -> bool:
    """Whether a person watches a terminal."""
    return sys.stderr.isatty() and not environ.get("CI") and environ.get("TERM") != "dumb"


def ordered(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The gravest first, then by place."""
    return sorted(found, key=_order)


def _order(one: Diagnostic) -> tuple[int, str, int, int, str]:
    place = one.place if isinstance(one.place, Span) else Span("")
    return ORDER[one.severity], place.file, place.line, place.col, one.code


def _style(text: str, **look: Any) -> str:
    """Text as it looks on a terminal; plain if the person asked for that (no-color.org)."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **look)


def counted(found: Iterable[Diagnostic], elsewhere: int | None = None) -> str:
    """How many there are of each severity, and how many were left out."""
    counts = Counter(d.severity for d in found)
    words = {"error": "error", "warning": "warning", "info": "note"}
    said = [f"{counts[s]} {words[s]}{'' if counts[s] == 1 else 's'}" for s in ORDER if counts[s]]
    if elsewhere is None:
        return ", ".join(said) or "no findings"
    return f"{', '.join(said) or 'no findings'} in changed files, {elsewhere} elsewhere left out"


def _line(root: Path, place: Span) -> str | None:
    """The line of a place in a file of text.

    None for devices, for pipes, for what is far down, and for what a build may not read.
    """
    path, number = root / place.file, place.line
    try:
        if not path.is_file() or _strays(path, root):
            return None
        with path.open("rb") as file:
            raw = file.read(READ)
    except OSError:
        return None
    if b"\0" in raw[:READ_AS_TEXT]:
        return None
    text = raw.decode("utf-8-sig", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not 0 < number <= len(lines):
        return None
    return "".join(c if c.isprintable() else " " for c in lines[number - 1])


def _strays(path: Path, root: Path) -> bool:
    """Whether a file is a link to what a build may not read."""
    return path.is_symlink() and links.fault(str(path), os.path.realpath(root)) is not None


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
