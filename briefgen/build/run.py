"""One run: what a build does once it holds the lock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.build import last

if TYPE_CHECKING:
    import datetime

    from briefgen.build.options import Options
    from briefgen.build.prepared import Prepared
    from briefgen.build.progress import Clock
    from briefgen.errors import Diagnostic
    from briefgen.publish import Report
    from briefgen.state import State

    Findings = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did."""

    report: Report
    findings: tuple[Diagnostic, ...]
    """What is worth saying but does not stop the build."""
    stages: tuple[tuple[str, float], ...]
    """Each stage and how many seconds it took."""
    made_of: Prepared | None = field(default=None, repr=False)
    """What it was made of; None if nothing had changed."""
    next_build_at: datetime.date | None = None
    """The day on which the next embargo ends, so that another site is due; None if none is on."""


def update(options: Options, state: State, clock: Clock) -> Result:
    """Bring the site up to date; to be called under the lock of the site."""
    from briefgen import publish
    from briefgen.loader.files import survey

    clock.stage("scan")
    seen = survey(options.root, state)
    settings = last.settings(options, state)
    print_ = last.fingerprint(settings, seen)
    known = last.remembered(state, print_)
    if known is not None and known.portrait == publish.portrait(options.site):
        report = publish.Report(kept=known.outputs)
        return Result(report, known.findings, clock.stop(), None, known.next_build_at)
    from briefgen.build.changed import Changed

    return Changed(options, state, clock, seen, settings, print_).build()
