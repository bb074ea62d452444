"""Time briefgen against Pelican on one core, in one run; report ratios.

    python -m benchmarks.speed 10000 --pelican PATH/TO/pelican

Prints seconds, processor seconds and peak memory of: a cold build, one in which nothing
changed, one after an edit of a body, one after an edit of a headline; and Pelican's cold build
of as many pages. With several numbers of events it also prints how time and memory a page grow
from the least to the greatest. Only HTML is made. A cold build finds nothing of an earlier one,
compiled templates neither; modules of both programs are compiled. Trust the ratios, not the
seconds: ratios are of processor seconds within one round, and of several rounds the median.
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
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import corpus

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Run:
    """What one command took."""

    wall: float
    cpu: float
    peak: float
    """Megabytes."""

    def share(self, one: Round) -> float:
        """Of the processor seconds of the cold build of the same round."""
        return self.cpu / one.cold.cpu


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


class Round(NamedTuple):
    """What one round took; a machine drifts, so all in it is measured close together."""

    cold: Run
    same: Run
    body: Run
    headline: Run
    peer: Run | None
    """Pelican's cold build."""


OURS = [sys.executable, "-m", "briefgen", "build", "--only", "html", "-q", "-j", "1"]


def begin(n: int, folder: Path) -> int:
    """Write the dossiers in ``folder``; how many pages each of the two makes of them."""
    ours = folder / "ours"
    corpus.briefgen(n, ours)
    timed(OURS, ours)  # modules are compiled
    pages = _pages(ours / "output/site")
    corpus.pelican(n, folder / "peer", max(0, pages - corpus.pages(n)))
    return pages


def once(folder: Path, turn: int, tool: str | None) -> Round:
    """Build, build again, build after an edit of a body and of a headline; and Pelican's build."""
    ours = folder / "ours"
    edited = ours / "content/events/ev-000010.yaml"
    for made in (ours / "output", ours / ".briefgen", ours / "cache"):
        shutil.rmtree(made, ignore_errors=True)
    cold = timed(OURS, ours)
    peer = pelican(folder / "peer", tool) if tool else None
    timed(OURS, ours)
    same = timed(OURS, ours)
    edited.write_text(edited.read_text().rstrip() + f" Edited {turn}.\n")
    time.sleep(0.1)
    body = timed(OURS, ours)
    edited.write_text(edited.read_text().replace('what: "', f'what: "Once {turn} ', 1))
    time.sleep(0.1)
    return Round(cold, same, body, timed(OURS, ours), peer)


def pelican(root: Path, tool: str) -> Run:
    """Pelican's cold build."""
    shutil.rmtree(root / "output", ignore_errors=True)
    return timed([tool, "content", "-o", "output", "-s", "pelicanconf.py", "-q"], root)


def _pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))


def _median(runs: Iterable[Run]) -> Run:
    ranked = sorted(runs, key=lambda run: run.cpu)
    return ranked[len(ranked) // 2]


def _row(name: str, run: Run, shares: Iterable[float] = ()) -> None:
    """A line: what was taken (medians), and the median of the shares of a cold build."""
    print(f"{name:24}{run.wall:8.2f} s{run.cpu:8.2f} s cpu{run.peak:8.0f} MB", end="")
    print("".join(f"  {median(held):.3f} of cold" for held in [[*shares]] if held))


def told(n: int, pages: int, rounds: list[Round]) -> Run:
    """Print what was taken at N events; the cold build."""
    cold = _median(one.cold for one in rounds)
    print(f"{n} events, {pages} pages")
    _row("briefgen cold", cold)
    _row("  nothing changed", _median(o.same for o in rounds), (o.same.share(o) for o in rounds))
    _row("  a body edited", _median(o.body for o in rounds), (o.body.share(o) for o in rounds))
    edits = [one.headline.share(one) for one in rounds]
    _row("  a headline edited", _median(one.headline for one in rounds), edits)
    peers = [(one.cold.cpu / one.peer.cpu, one.peer) for one in rounds if one.peer]
    if peers:
        _row("Pelican cold", _median(peer for _, peer in peers))
        ratios = [ratio for ratio, _ in peers]
        each = ", ".join(f"{ratio:.3f}" for ratio in ratios)
        print(f"  briefgen / Pelican: {median(ratios):.3f} (rounds: {each})")
    return cold


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
            pages = begin(n, Path(folder))
            rounds = [once(Path(folder), turn, given.pelican) for turn in range(given.rounds)]
            cold = told(n, pages, rounds)
            a_page[n] = cold.cpu / pages, cold.peak / pages
    if len(a_page) > 1:
        least, most = min(a_page), max(a_page)
        for name, i in (("time", 0), ("memory", 1)):
            ratio = a_page[most][i] / a_page[least][i]
            print(f"{name} a page, {most} against {least}: {ratio:.2f}")


if __name__ == "__main__":
    main()
