"""The report for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefgen.build import Result
    from briefgen.errors import BriefgenError, Diagnostic
    from briefgen.plan import Output


class Json(Report):
    """The same as one JSON object a line, for programs."""

    def waiting(self) -> None:
        """Another build holds the lock."""
        self._put("waiting")

    def stage(self, name: str) -> None:
        """A stage begins."""
        self._put("stage", name=name)

    def made(self, output: Output) -> None:
        """An output was made."""
        self._put("made", path=output.path, format=output.format)

    def _finding(self, one: Diagnostic) -> None:
        place = asdict(one.place) if one.place else None
        fields = {"code": one.code, "severity": one.severity, "message": one.message}
        self._put("finding", **fields, place=place, hint=one.hint)

    def failed(self, error: BriefgenError) -> None:
        """What stopped the run."""
        self.findings(error.diagnostics)
        self._put("failed", exit_code=error.exit_code, **self._left())

    def say(self, text: str) -> None:
        """Programs get no prose."""

    def built(self, result: Result, site: Path, *, explain: bool) -> None:
        """What a build did."""
        self.findings(result.findings)
        report = result.report
        self._put(
            "built",
            changed=report.changed,
            made=[{"path": m.path, "why": list(m.why)} for m in report.made],
            kept=report.kept,
            removed=list(report.pruned),
            site=str(site),
            next_build_at=result.next_build_at.isoformat() if result.next_build_at else None,
            seconds={name: round(seconds, 3) for name, seconds in result.stages},
        )

    def verified(self, different: Sequence[str]) -> None:
        """Whether a build from nothing gives the same site."""
        self._put("verified", differences=list(different))

    def serving(self, url: str) -> None:
        """The preview can be read at this address."""
        self._put("serving", url=url)

    def rebuilt(self, built: dict[str, Any]) -> None:
        """What a build for the preview did, as that build said it."""
        self._put(**built)

    def checked(self, found: Sequence[Diagnostic]) -> None:
        """The findings of a check."""
        self.findings(found)
        self._put("checked", **Counter[str](d.severity for d in found), **self._left())

    def _left(self) -> dict[str, int]:
        return {} if self.elsewhere is None else {"elsewhere": self.elsewhere}

    def _put(self, event: str, **fields: Any) -> None:
        click.echo(json.dumps({"event": event, **fields}, ensure_ascii=False))
