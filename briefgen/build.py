"""Build: the stages, composed. There is no other way to build."""

from __future__ import annotations

import gc
import json
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, Protocol

from briefgen.errors import BriefgenError, Diagnostic, Field, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.audience import Audience
    from briefgen.loader import Loaded
    from briefgen.plan import Output, Page
    from briefgen.publish import Report
    from briefgen.resolve import Site
    from briefgen.state import State
    from briefgen.theme import Theme

STATE = ".briefgen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to build, for whom, and where to."""

    root: Path
    """The project: the folder that holds ``content/``."""
    site: Path
    """The folder to publish to."""
    audience: Audience
    """Who it is for, on which day."""
    only: frozenset[str] | None = None
    """The formats to make; all of them if None."""
    base_url: str | None = None
    """Overrides the dossier's own."""
    strict: bool = False
    """Whether a warning is an error."""
    clean: bool = False
    """Forget what earlier builds remembered."""
    wait: bool = True
    """Whether to wait while another build holds the lock."""
    jobs: int = 1
    """How many processes make pages."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did."""

    report: Report
    findings: tuple[Diagnostic, ...]
    """What is worth saying but does not stop the build."""
    stages: tuple[tuple[str, float], ...]
    """Each stage and how many seconds it took."""


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


def build(options: Options, progress: Progress | None = None) -> Result:
    """Bring the site up to date with the project.

    Raises BriefgenError with every problem of the stage that found one; the site is then as
    it was.
    """
    from briefgen import publish
    from briefgen.state import State

    clock = Clock(progress or Quiet())
    folder = options.root / STATE
    publish.allowed(options.site, options.root)
    with (
        _without_collector(),
        publish.lock(options.site, folder, wait=options.wait, on_wait=clock.progress.waiting),
        State.nowhere() if options.clean else State.open(folder) as state,
    ):
        return _build(options, state, clock)


@contextmanager
def _without_collector() -> Iterator[None]:
    """A site is millions of values without a cycle: to look for one takes a quarter of a build.

    Measured at 10,000 events: 13.3 s against 17.8 s, and no more memory.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _build(options: Options, state: State, clock: Clock) -> Result:
    from briefgen import publish

    clock.stage("scan")
    print_ = fingerprint(options, state)
    known = _remembered(state, print_)
    if known is not None and known.portrait == publish.portrait(options.site):
        return Result(publish.Report(kept=known.outputs), known.findings, clock.stop())
    made = prepare(options, state, clock)
    clock.stage("make")
    from briefgen.formats import parallel

    report = publish.publish(
        made.outputs(),
        options.site,
        state,
        formats=options.only,
        on_made=clock.progress.made,
        maker=partial(parallel.made, jobs=options.jobs),
    )
    _remember(
        state,
        print_,
        Last(publish.portrait(options.site), len(report.made) + report.kept, made.findings),
    )
    state.commit()
    return Result(report, made.findings, clock.stop())


@dataclass(frozen=True)
class Prepared:
    """A project that was loaded, resolved, planned and checked, ready to be made."""

    site: Site
    pages: tuple[Page, ...]
    theme: Theme
    media: Callable[[str], bytes]
    findings: tuple[Diagnostic, ...]

    def outputs(self) -> Iterator[Output]:
        """Everything the site will hold."""
        from briefgen import formats
        from briefgen.formats.making import Making

        return formats.outputs(Making(self.site, self.pages, self.theme, self.media))


def prepare(options: Options, state: State, clock: Clock | None = None) -> Prepared:
    """All stages before the first output: load, filter, resolve, plan, check.

    Raises BriefgenError with the problems of the stage that found some, each with its place.
    """
    from briefgen import loader, theme

    clock = clock or Clock(Quiet())
    clock.stage("load")
    loaded = loader.load(options.root, state)
    try:
        site, pages, judged = _judge(loaded, options, clock)
        clock.stage("theme")
        look = theme.load(options.root, loaded.dossier.config.theme)
        faults = theme.faults(look, state)
    except BriefgenError as error:
        raise type(error)(*_placed(error.diagnostics, loaded)) from None
    findings = (*loaded.findings, *_placed(judged, loaded), *faults)
    stop_at_errors(findings, strict=options.strict)
    return Prepared(site, pages, look, loaded.media, findings)


def _judge(
    loaded: Loaded, options: Options, clock: Clock
) -> tuple[Site, tuple[Page, ...], tuple[Diagnostic, ...]]:
    from briefgen import audience, checks, pages, plan, resolve

    clock.stage("resolve")
    dossier = loaded.dossier
    if options.base_url is not None:
        dossier = replace(dossier, config=replace(dossier.config, base_url=options.base_url))
    site = resolve.resolve(audience.visible(dossier, options.audience))
    clock.stage("plan")
    every = plan.distinct(
        page for lang in dossier.config.tongues for page in pages.plan(site, lang)
    )
    clock.stage("check")
    return site, every, tuple(checks.check(site, every))


def stop_at_errors(findings: tuple[Diagnostic, ...], *, strict: bool) -> None:
    """Raise ContentError with all findings if one of them stops the build."""
    from briefgen.errors import ContentError

    stopping = {"error", "warning"} if strict else {"error"}
    if any(f.severity in stopping for f in findings):
        raise ContentError(*findings)


def _placed(found: tuple[Diagnostic, ...], loaded: Loaded) -> tuple[Diagnostic, ...]:
    return tuple(
        replace(d, place=loaded.places.locate(d.place)) if isinstance(d.place, Field) else d
        for d in found
    )


# What an earlier build was made from, so that one that changes nothing stops at once.


def fingerprint(options: Options, state: State) -> bytes:
    """A digest of everything that can change the site: files, theme, tools, options."""
    from briefgen import versions
    from briefgen.loader import files
    from briefgen.theme import folders

    made = blake2b(digest_size=16)
    for found in files.scan(options.root, state):
        made.update(found.path.encode() + b"\0" + found.digest)
    for folder in folders(options.root):
        for path, digest in files.digests(folder, state):
            made.update(path.encode() + b"\0" + digest)
    only = sorted(options.only) if options.only is not None else None
    said = (str(options.site), only, options.base_url, options.strict, options.audience)
    made.update(repr((said, versions.installed())).encode())
    return made.digest()


class Last(NamedTuple):
    """What the last build left behind."""

    portrait: bytes
    """Of the site as it was then."""
    outputs: int
    findings: tuple[Diagnostic, ...]


def _remembered(state: State, key: bytes) -> Last | None:
    held = state.get("builds", key)
    if held is None:
        return None
    portrait, outputs, rows = json.loads(held)
    findings = tuple(
        Diagnostic(code, message, Span(*place) if place else None, hint, severity)
        for code, message, place, hint, severity in rows
    )
    return Last(bytes.fromhex(portrait), outputs, findings)


def _remember(state: State, key: bytes, last: Last) -> None:
    rows = [
        (d.code, d.message, (p.file, p.line, p.col) if isinstance(p := d.place, Span) else None,
         d.hint, d.severity)
        for d in last.findings
    ]  # fmt: skip
    held = json.dumps((last.portrait.hex(), last.outputs, rows))
    state.drop_others("builds", ())
    state.put_many("builds", {key: held.encode()})
