"""Checking: all stages before the first output, and what is said of their findings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from briefgen.build import STATE
from briefgen.build.prepared import Scrutiny, prepare, stop_at_errors
from briefgen.cli import changes, report
from briefgen.errors import ContentError
from briefgen.publish import bad_names
from briefgen.state import State

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.build import Options
    from briefgen.build.prepared import Online
    from briefgen.cli.report import Report
    from briefgen.errors import Diagnostic


@dataclass(frozen=True, slots=True)
class Network:
    """How the network is to be asked."""

    days: int
    allowed: tuple[str, ...]
    service: str
    minutes: int


def check(
    options: Options, said: Report, since: str | None, network: Network | None = None
) -> None:
    """Report what is found: all of it, or what is in files changed ``since`` a revision.

    With ``network`` sources are looked for there. Raises BriefgenError with what is reported if
    that stops a build.
    """
    files = None if since is None else changes.since(options.root, since)
    try:
        found = _found(options, said, network)
    except ContentError as error:
        raise ContentError(*_narrowed(error.diagnostics, files, said, stopped=True)) from None
    kept = _narrowed(found, files, said, stopped=False)
    stop_at_errors(kept, strict=options.strict)
    said.checked(kept)


def document(root: Path, written: str) -> Report:
    """The report that writes one document of that format, in place of the one begun."""
    from briefgen.cli.document import Document, as_github, as_json
    from briefgen.cli.sarif import as_sarif

    ways = {"json": as_json, "sarif": as_sarif, "github": as_github}
    # places in the JSON are those that people see: below the project
    prefix = "" if written == "json" else changes.prefix(root)
    return report.instead(Document(root, ways[written], prefix))


def _found(options: Options, said: Report, network: Network | None) -> tuple[Diagnostic, ...]:
    with State.open(options.root / STATE) as state:
        online = _online(options, said, network, state) if network else None
        scrutiny = Scrutiny(lenient=True, copies=True, online=online)
        made = prepare(options, state, scrutiny=scrutiny)
        state.commit()
    return (*made.findings, *bad_names(output.path for output in made.outputs()))


def _online(options: Options, said: Report, network: Network, state: State) -> Online:
    from briefgen import online

    online.ready()
    from briefgen.online.polite import Manners

    wishes = online.Wishes(
        today=options.audience.today,
        days=network.days,
        service=network.service,
        manners=Manners(allowed=frozenset(network.allowed), total=60.0 * network.minutes),
    )
    return partial(online.ask, state=state, wishes=wishes, watcher=said)


def _narrowed(
    found: tuple[Diagnostic, ...], files: frozenset[str] | None, said: Report, *, stopped: bool
) -> tuple[Diagnostic, ...]:
    if files is None:
        return found
    kept, said.elsewhere = changes.narrowed(found, files, stopped=stopped)
    return kept
