"""Builds as a process of its own, and what came of each."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError, Diagnostic, Span
from briefgen.verify import command, environment

if TYPE_CHECKING:
    from briefgen.build import Options

GRACE = 3.0
"""Seconds that a build has to clear up after it was asked to stop."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a build."""

    exit_code: int
    findings: tuple[Diagnostic, ...] = ()
    built: dict[str, Any] = field(default_factory=dict)
    """What the command said of its success: how much it made, and how long that took."""

    @property
    def error(self) -> BriefgenError | None:
        """What stopped the build, if something did."""
        if not self.exit_code:
            return None
        kinds = {kind.exit_code: kind for kind in BriefgenError.__subclasses__()}
        return kinds.get(self.exit_code, BriefgenError)(*self.findings)


async def build(options: Options) -> Outcome:
    """Run the command; if this is cancelled it is told to stop, and waited for."""
    process = await asyncio.create_subprocess_exec(
        *command(options),
        env=environment(),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the server, which passes it on
    )
    try:
        out, err = await process.communicate()
    finally:
        if process.returncode is None:
            await _stop(process)
    return read(process.returncode or 0, out.decode(errors="replace"), err.decode(errors="replace"))


async def _stop(process: asyncio.subprocess.Process) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):  # a job in the background ignores SIGINT
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), GRACE)
            return


def read(exit_code: int, out: str, err: str) -> Outcome:
    """What a build that ended with ``exit_code`` wrote as JSON, one object a line."""
    said = [found for line in out.splitlines() if (found := _object(line))]
    findings = tuple(_finding(one) for one in said if one.get("event") == "finding")
    built = next((one for one in said if one.get("event") == "built"), {})
    if exit_code and not any(one.severity != "info" for one in findings):
        message = f"the build failed: {_last_words(err) or f'it ended with {exit_code}'}"
        findings += (Diagnostic("L05", message, hint="run briefgen --debug build to see more"),)
    return Outcome(exit_code, findings, built)


def _last_words(err: str) -> str:
    """What a build that crashed said of it: its line of error, else its last."""
    lines = err.strip().splitlines() or [""]
    said = (line for line in lines if line.lower().startswith("error: "))
    return next(said, lines[-1]).partition(": ")[2] or lines[-1]


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _finding(said: dict[str, Any]) -> Diagnostic:
    place = said["place"] or {}
    span = Span(place["file"], place["line"], place["col"]) if "file" in place else None
    return Diagnostic(said["code"], said["message"], span, said["hint"], said["severity"])
