"""All stages before the first output: load, filter, resolve, plan, check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.build import found
from briefgen.build.progress import Clock, Quiet
from briefgen.errors import BriefgenError, ContentError, Diagnostic, Field

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator

    from briefgen.audience import Audience
    from briefgen.build.options import Options
    from briefgen.checks import Known
    from briefgen.checks.rule import Finding, Rule
    from briefgen.loader import Loaded
    from briefgen.loader.files import Survey
    from briefgen.plan import Output, Page
    from briefgen.resolve import Site
    from briefgen.state import State
    from briefgen.theme import Theme

    Online = Callable[[Site], Iterable[tuple[Rule, Finding]]]
    """What finds faults by asking the network."""


@dataclass(frozen=True)
class Prepared:
    """A project that was loaded, resolved, planned and checked, ready to be made."""

    site: Site
    pages: tuple[Page, ...]
    theme: Theme
    loaded: Loaded
    """As it was before the filter."""
    audience: Audience
    known: Known
    """What rules found in it, waived or not."""
    findings: tuple[Diagnostic, ...]

    def outputs(self) -> Iterator[Output]:
        """Everything the site will hold."""
        from briefgen import formats
        from briefgen.formats.making import Making

        return formats.outputs(Making(self.site, self.pages, self.theme, self.loaded.media))

    @property
    def next_build_at(self) -> datetime.date | None:
        """When the next embargo ends for this audience."""
        from briefgen import audience

        return audience.next_end(self.loaded.dossier, self.audience)


@dataclass(frozen=True, slots=True)
class Scrutiny:
    """How else a dossier is looked at than for a build."""

    lenient: bool = False
    """Whether what checks find stops nothing: whoever asks looks at it himself."""
    copies: bool = False
    """Whether the private copies that lie here are held against their digests."""
    online: Online | None = None
    """Asked what the network says, once all is resolved."""


BUILD = Scrutiny()


def prepare(
    options: Options,
    state: State,
    clock: Clock | None = None,
    *,
    survey: Survey | None = None,
    scrutiny: Scrutiny = BUILD,
) -> Prepared:
    """All stages before the first output: load, filter, resolve, plan, check.

    Raises BriefgenError with the problems of the stage that found some, each with its place.
    """
    from briefgen import loader, theme

    clock = clock or Clock(Quiet())
    clock.stage("load")
    loaded = loader.load(options.root, state, survey, copies=scrutiny.copies)
    try:
        site, pages, known, judged = _judge(loaded, options, state, clock, scrutiny.online)
        clock.stage("theme")
        look = theme.load(options.root, loaded.dossier.config.theme)
        faults = theme.faults(look, state, printed=options.asks_for("pdf"))
    except BriefgenError as error:
        raise type(error)(*placed(error.diagnostics, loaded)) from None
    findings = (*loaded.findings, *placed(judged, loaded), *faults)
    if not scrutiny.lenient:
        stop_at_errors(findings, strict=options.strict)
    return Prepared(site, pages, look, loaded, options.audience, known, findings)


def _judge(
    loaded: Loaded, options: Options, state: State, clock: Clock, online: Online | None
) -> tuple[Site, tuple[Page, ...], Known, tuple[Diagnostic, ...]]:
    from briefgen import audience, checks, pages, plan, resolve

    clock.stage("resolve")
    dossier = options.placed(loaded.dossier)
    seen = audience.visible(dossier, options.audience)
    site = resolve.resolve(seen)
    clock.stage("plan")
    every = plan.distinct(
        page for lang in dossier.config.tongues for page in pages.plan(site, lang)
    )
    clock.stage("check")
    heard = online(site) if online else None
    known = found.found(site, state)
    told = checks.check(site, whole=not seen.hidden, online=heard, known=known)
    return site, every, known, told


def stop_at_errors(findings: tuple[Diagnostic, ...], *, strict: bool) -> None:
    """Raise ContentError with all findings if one of them stops the build."""
    stopping = {"error", "warning"} if strict else {"error"}
    if any(f.severity in stopping for f in findings):
        raise ContentError(*findings)


def placed(found: tuple[Diagnostic, ...], loaded: Loaded) -> tuple[Diagnostic, ...]:
    """The same findings, each with its place in a file instead of a field."""
    return tuple(
        replace(d, place=loaded.places.locate(d.place)) if isinstance(d.place, Field) else d
        for d in found
    )
