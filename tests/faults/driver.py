"""A build of five pages and a book, to be killed and starved of disk.

As a program: ``driver.py PROJECT EDITION [--rounds N] [--no-wait]`` publishes an edition
of a small site (with rounds: N editions from that one on) to ``PROJECT/output/site`` and
answers as the command line does: nothing when all is well, else one line and the exit code.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.plan import Output
from briefgen.publish import MARKER, Report, allowed, lock, publish
from briefgen.state import State

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-B", __file__]
Files = dict[str, bytes]


def files(edition: int) -> Files:
    """What an edition consists of; some of it never changes, some comes and goes."""
    stamp = b"edition %d\n" % edition
    found = {
        "index.html": stamp,
        "about.html": b"always the same\n",
        "events/first.html": stamp * 300,
        "events/second.html": stamp + b"second\n",
        f"news/{edition % 2}/latest.html": stamp,
        "book.pdf": b"%PDF-" + stamp * 9000,
    }
    return dict(sorted(found.items()))


def plan(edition: int) -> list[Output]:
    """The outputs of an edition."""
    return [
        Output(path, blake2b(path.encode() + data, digest_size=16).digest(), partial(bytes, data))
        for path, data in files(edition).items()
    ]


def build(project: Path, edition: int, *, wait: bool = True) -> Report:
    """Publish an edition, as a build does."""
    site, folder = project / "output" / "site", project / ".briefgen"
    allowed(site, project)
    with lock(site, folder, wait=wait), State.open(folder) as state:
        return publish(plan(edition), site, state)


def read(site: Path) -> Files | None:
    """The files of a tree but our mark; None when there is no tree."""
    if not site.exists():
        return None
    paths = (path for path in site.rglob("*") if not path.is_dir())
    found = {str(path.relative_to(site)): path.read_bytes() for path in paths}
    assert found.pop(MARKER), "a site without its mark"
    return dict(sorted(found.items()))


def run(
    project: Path, edition: int, *options: str, under: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the build as a program of its own, perhaps under another."""
    return subprocess.run(
        [*under, *COMMAND, str(project), str(edition), *options],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("project", type=Path)
    asked.add_argument("edition", type=int)
    asked.add_argument("--rounds", type=int, default=1)
    asked.add_argument("--no-wait", action="store_true")
    given = asked.parse_args()
    try:
        for edition in range(given.edition, given.edition + given.rounds):
            build(given.project, edition, wait=not given.no_wait)
    except BriefgenError as fault:
        for found in fault.diagnostics:
            with suppress(OSError):
                os.write(2, f"error[{found.code}]: {found.message} ({found.hint})\n".encode())
        return fault.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
