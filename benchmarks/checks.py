"""Time what checks take, an event, as dossiers grow; report ratios.

    python -m benchmarks.checks 1000 10000

Prints for each number of events the processor seconds of: all checks; V01 to V03, which read
every text; B02, which holds events of one day against each other; and a cold build of the same
records. Then how the first three grow an event, from the least to the greatest.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import corpus
from benchmarks.speed import timed
from briefgen import checks, loader
from briefgen.audience import Audience, visible
from briefgen.checks.reading import Context, Ear
from briefgen.checks.twins import B02
from briefgen.checks.wording import V01, V02, V03
from briefgen.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.resolve import Site

ROUNDS = 5


def words(site: Site) -> int:
    """How much V01 to V03 find."""
    ear = Ear(Context.of(site.dossier))
    found = 0
    for record in checks.records(site.dossier):
        reading = ear.read(record)
        found += sum(
            1 for r in (V01, V02, V03) if (each := r.each.get(reading.kind)) for _ in each(reading)
        )
    return found


def twins(site: Site) -> int:
    """How much B02 finds."""
    return sum(1 for _ in B02.find(site)) if B02.find else 0


def everything(site: Site) -> int:
    """How much all checks find."""
    return len(checks.check(site))


MEASURED: dict[str, Callable[[Site], int]] = {
    "all checks": everything,
    "V01 to V03": words,
    "B02": twins,
}


def least(work: Callable[[Site], int], site: Site) -> float:
    """Processor seconds of the quickest of some rounds."""
    took = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work(site)
        took.append(time.process_time() - started)
    return min(took)


def measured(n: int) -> dict[str, float]:
    """What each takes at N events."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.briefgen(n, root)
        seen = visible(loader.load(root).dossier, Audience(datetime.date(2026, 1, 1)))
        site = resolve(seen)
        took = {name: least(work, site) for name, work in MEASURED.items()}
        command = [sys.executable, "-m", "briefgen", "build", "--only", "html", "-q", "-j", "1"]
        took["a cold build"] = timed(command, root).cpu
        return took


def main() -> None:
    """Run and print."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("events", type=int, nargs="+")
    gc.disable()
    found = {n: measured(n) for n in sorted(asked.parse_args().events)}
    for n, took in found.items():
        print(f"{n}: " + ", ".join(f"{name} {value:.3f} s" for name, value in took.items()))
    if len(found) > 1:
        first, last = min(found), max(found)
        for name in MEASURED:
            ratio = found[last][name] / last / (found[first][name] / first)
            print(f"{name}, an event, {last} against {first}: {ratio:.2f}")


if __name__ == "__main__":
    main()
