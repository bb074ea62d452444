"""Time briefgen against Pelican on one core, in one run; report ratios.

    python -m benchmarks.speed 10000 --pelican PATH/TO/pelican

Prints seconds, processor seconds and peak memory of: a cold build, one in which nothing
changed, one after an edit of a body, one after an edit of a headline; and Pelican's cold build
of as many pages. With several numbers of events it also prints how time and memory a page grow
from the least to the greatest. Only HTML is made. A cold build finds nothing of an earlier one,
compiled templates neither; modules of both programs are compiled. Trust the ratios, not the
seconds: on a machine that others use too, those of processor seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpus


@dataclass(frozen=True)
class Run:
    """What one command took."""

    wall: float
    cpu: float
    peak: float
    """Megabytes."""


def timed(argv: list[str], cwd: Path) -> Run:
    """Run a command on one core; stops if it fails."""
    started = time.monotonic()
    env = {**os.environ, "XDG_CACHE_HOME": str(cwd / "cache")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    child = subprocess.Popen(argv, cwd=cwd, env=env, stdout=subprocess.DEVNULL, preexec_fn=_pin)  # noqa: PLW1509 - single-threaded here
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{' '.join(argv)} failed in {cwd}")
    wall = time.monotonic() - started
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _pin() -> None:
    os.sched_setaffinity(0, {0})
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Ours(NamedTuple):
    """What briefgen took (medians)."""

    cold: Run
    same: Run
    body: Run
    headline: Run
    pages: int


def briefgen(n: int, root: Path, rounds: int) -> Ours:
    """Build, build again, and build after an edit of a body and of a headline."""
    corpus.briefgen(n, root)
    command = [sys.executable, "-m", "briefgen", "build", "--only", "html", "-q", "-j", "1"]
    edited = root / "content/events/ev-000010.yaml"
    timed(command, root)  # modules are compiled
    colds, sames, bodies, headlines = [], [], [], []
    for turn in range(rounds):
        for made in (root / "output", root / ".briefgen", root / "cache"):
            shutil.rmtree(made, ignore_errors=True)
        colds.append(timed(command, root))
        time.sleep(0.1)
        timed(command, root)
        sames.append(timed(command, root))
        edited.write_text(edited.read_text().rstrip() + f" Edited {turn}.\n")
        time.sleep(0.1)
        bodies.append(timed(command, root))
        edited.write_text(edited.read_text().replace('what: "', f'what: "Once {turn} ', 1))
        time.sleep(0.1)
        headlines.append(timed(command, root))
    pages = sum(1 for _ in (root / "output/site").rglob("*.html"))
    return Ours(_median(colds), _median(sames), _median(bodies), _median(headlines), pages)


def pelican(n: int, root: Path, pages: int, tool: str, rounds: int) -> tuple[Run, int]:
    """Pelican's cold build of as many pages, and how many it made."""
    more = max(0, pages - corpus.pages(n))
    corpus.pelican(n, root, more)
    runs = []
    for _ in range(rounds):
        shutil.rmtree(root / "output", ignore_errors=True)
        runs.append(timed([tool, "content", "-o", "output", "-s", "pelicanconf.py", "-q"], root))
    return _median(runs), sum(1 for _ in (root / "output").rglob("*.html"))


def _median(runs: list[Run]) -> Run:
    return sorted(runs, key=lambda r: r.wall)[len(runs) // 2]


def _row(name: str, run: Run, pages: int, against: Run | None = None) -> None:
    print(
        f"{name:24}{run.wall:8.2f} s{run.cpu:8.2f} s cpu{run.peak:8.0f} MB{pages:8} pages", end=""
    )
    if against:
        print(f"  of cold: {run.wall / against.wall:.3f}, cpu {run.cpu / against.cpu:.3f}", end="")
    print()


def main() -> None:
    """Run and print."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("events", type=int, nargs="+")
    asked.add_argument("--pelican", help="the command of an installed Pelican")
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    a_page = {}
    for n in sorted(given.events):
        with tempfile.TemporaryDirectory() as folder:
            ours = briefgen(n, Path(folder) / "ours", given.rounds)
            cold, pages = ours.cold, ours.pages
            _row(f"briefgen cold {n}", cold, pages)
            _row("  nothing changed", ours.same, pages, cold)
            _row("  a body edited", ours.body, pages, cold)
            _row("  a headline edited", ours.headline, pages, cold)
            a_page[n] = cold.cpu / pages, cold.peak / pages
            if given.pelican:
                peer, made = pelican(n, Path(folder) / "peer", pages, given.pelican, given.rounds)
                _row("pelican cold", peer, made)
                ratios = cold.wall / peer.wall, cold.cpu / peer.cpu
                print("  briefgen / pelican: {:.3f}, cpu {:.3f}".format(*ratios))
    if len(a_page) > 1:
        least, most = min(a_page), max(a_page)
        for name, i in (("time", 0), ("memory", 1)):
            ratio = a_page[most][i] / a_page[least][i]
            print(f"{name} a page, {most} against {least}: {ratio:.2f}")


if __name__ == "__main__":
    main()
