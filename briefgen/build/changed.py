"""A build that found something changed: publish what follows from it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from briefgen import audience, loader, publish
from briefgen.build import bodies, guard, last, roll
from briefgen.build.run import Result
from briefgen.errors import ContentError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from briefgen.build.bodies import Again
    from briefgen.build.options import Options
    from briefgen.build.prepared import Prepared
    from briefgen.build.progress import Clock
    from briefgen.build.run import Findings
    from briefgen.loader.files import Survey
    from briefgen.plan import Output
    from briefgen.publish import Guard, Report
    from briefgen.state import State


@dataclass(frozen=True)
class Changed:
    """A build that found something changed."""

    options: Options
    state: State
    clock: Clock
    survey: Survey
    settings: bytes
    """What the site follows from, beside the authors' files."""
    print: bytes
    """What it follows from, all of it."""

    def build(self) -> Result:
        """Publish what follows from the few records that changed, or else from all of them."""
        others, events = roll.parted(self.survey)
        settings = last.fingerprint(self.settings, others)
        self.clock.stage("compare")
        found = bodies.again(self.options, self.state, self.survey, settings)
        if found is not None:
            with suppress(bodies.UnexpectedError):
                return self.again(found)
        from briefgen.build import prepared

        made = prepared.prepare(self.options, self.state, self.clock, survey=self.survey)
        self.clock.stage("make")
        outputs = tuple(made.outputs())
        report = self.guarded(made, outputs)
        alone = bodies.alone(self.options, outputs)
        left = roll.called(made, outputs, events, settings) if alone else None
        roll.keep(self.state, left, self.print)
        return self.done(report, made.findings, made.next_build_at, made)

    def again(self, found: Again) -> Result:
        """Publish what follows from few records; raises UnexpectedError if a file is gone."""
        self.clock.stage("make")
        kept = guard.guard(None, self.state, self.options.site, marked=False)
        report = self.publish(found.outputs, kept)
        loader.forget(self.options.root, self.state, found.former)
        roll.follow(self.state, roll.Since(self.print.hex(), found.files, found.keys))
        return self.done(report, found.last.findings, found.last.next_build_at)

    def done(
        self,
        report: Report,
        findings: Findings,
        due: datetime.date | None,
        made: Prepared | None = None,
    ) -> Result:
        """Leave behind what the next build is to know of this one."""
        left = last.Last(report.portrait, len(report.made) + report.kept, findings, due)
        last.remember(self.state, self.print, left)
        self.state.commit()
        return Result(report, findings, self.clock.stop(), made, due)

    def guarded(self, made: Prepared, outputs: Sequence[Output]) -> Report:
        """Make and publish; nothing leaves that the guard finds something dropped in."""
        from briefgen.build.prepared import placed

        look, marked = guard.scan(made), bool(audience.mark(made.site.dossier))
        kept = guard.guard(look, self.state, self.options.site, marked=marked)
        try:
            report = self.publish(guard.guarded(outputs, made, look), kept)
        except ContentError as error:
            raise ContentError(*placed(error.diagnostics, made.loaded)) from None
        guard.settled(look, self.state, self.options.site, marked=marked)
        return report

    def publish(self, outputs: Iterable[Output], kept: Guard) -> Report:
        """Make what the site lacks, and publish."""
        from briefgen.formats import parallel
        from briefgen.theme import limits

        with limits.watch():
            return publish.publish(
                outputs,
                self.options.site,
                self.state,
                formats=self.options.only,
                on_made=self.clock.progress.made,
                maker=partial(parallel.made, jobs=self.options.jobs),
                guard=kept,
            )
