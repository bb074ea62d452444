"""Findings as one document on standard output: JSON, SARIF or annotations of GitHub."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, NamedTuple

import click

from briefgen import __version__
from briefgen.cli.report import ORDER, Report, counted, ordered
from briefgen.errors import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from briefgen.errors import BriefgenError, Diagnostic, Severity
    from briefgen.plan import Output


class Verdict(NamedTuple):
    """What a check comes to."""

    found: tuple[Diagnostic, ...]
    """The findings, in order."""
    exit_code: int
    elsewhere: int | None
    """How many findings are left out because they are about files that did not change."""
    prefix: str
    """The way from the repository's root to the project: empty, or ending in a slash."""

    def file(self, place: Span) -> str:
        """A file as the repository knows it."""
        return f"{self.prefix}{place.file}"


class Document(Report):
    """Says nothing on the way, and writes one document at the end, whatever came of it."""

    def __init__(self, root: Path, write: Callable[[Verdict], str], prefix: str = "") -> None:
        super().__init__(root, -1)
        self._write = write
        self._prefix = prefix

    def made(self, output: Output) -> None:
        """A check makes nothing."""

    def say(self, text: str) -> None:
        """Programs get no prose."""

    def failed(self, error: BriefgenError) -> None:
        """What stopped the run."""
        self._put(error.diagnostics, error.exit_code)

    def checked(self, found: Sequence[Diagnostic]) -> None:
        """The findings of a check that stopped nothing."""
        self._put(found, 0)

    def _put(self, found: Sequence[Diagnostic], exit_code: int) -> None:
        verdict = Verdict(tuple(ordered(found)), exit_code, self.elsewhere, self._prefix)
        click.echo(self._write(verdict))


def as_json(verdict: Verdict) -> str:
    """The findings with their places below the project, the counts and the exit code."""
    counts = Counter(one.severity for one in verdict.found)
    held = {
        "tool": "briefgen",
        "version": __version__,
        "exit_code": verdict.exit_code,
        "counts": {severity: counts[severity] for severity in ORDER},
        "elsewhere": verdict.elsewhere,
        "findings": [
            {
                "code": one.code,
                "severity": one.severity,
                "message": one.message,
                "hint": one.hint,
                "place": asdict(one.place) if isinstance(one.place, Span) else None,
            }
            for one in verdict.found
        ],
    }
    return json.dumps(held, ensure_ascii=False, indent=2)


ANNOTATIONS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(verdict: Verdict) -> str:
    """A workflow command a finding, and a line with the counts.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    lines = [_annotation(one, verdict) for one in verdict.found]
    return "\n".join([*lines, counted(verdict.found, verdict.elsewhere)])


def _annotation(one: Diagnostic, verdict: Verdict) -> str:
    said = {"title": f"briefgen {one.code}"}
    if isinstance(one.place, Span):
        place = {"file": verdict.file(one.place), "line": one.place.line, "col": one.place.col}
        said = {**{name: str(value) for name, value in place.items()}, **said}
    properties = ",".join(f"{name}={_property(value)}" for name, value in said.items())
    hint = f" ({one.hint})" if one.hint else ""
    return f"::{ANNOTATIONS[one.severity]} {properties}::{_data(one.message + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
