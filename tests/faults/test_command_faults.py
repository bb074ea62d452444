"""The command itself, PDF and all, killed and starved at its calls: old site or new, whole.

Part of ``make test-long``: each point takes two builds with a PDF.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from briefgen import scaffold
from tests.faults.strace import FLUSHES, NAMES, WRITES

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-B", "-m", "briefgen", "build", "-q", "-j", "1"]
POINTS = 12
"""So many of each kind of call, evenly spread, the first and the last among them."""
Tree = dict[str, bytes]


def build(project: Path, *under: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    return subprocess.run(
        [*under, *COMMAND],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def tree(project: Path) -> Tree:
    return files(project / "output/site")


def files(site: Path) -> Tree:
    found = (p for p in site.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in found}


def edit(project: Path) -> None:
    path = project / "content/dossier.yaml"
    path.write_text(re.sub(r"title: .*", "title: A new title", path.read_text(), count=1))


class Bench:
    """A published project, the same after an edit, and the calls from one to the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start = folder / "start"
        scaffold.init(self.start)
        assert build(self.start).returncode == 0
        self.old = tree(self.start)
        edited = self.copy("edited")
        log = folder / "log"
        traced = ",".join((*WRITES, *NAMES, *FLUSHES))
        assert (
            build(edited, "strace", "-f", "-qq", "-o", str(log), "-e", f"trace={traced}").returncode
            == 0
        )
        self.new = tree(edited)
        assert self.old.keys() == self.new.keys()
        assert self.old != self.new
        self.points = list(_spread(log.read_text()))

    def copy(self, name: str) -> Path:
        """The project as it was published, its hard links too, and edited since."""
        project = self.folder / name
        subprocess.run(["cp", "-a", self.start, project], check=True)
        edit(project)
        return project

    def check(self, project: Path) -> None:
        """The site is whole, and the next build is clean and leaves nothing behind."""
        assert tree(project) in (self.old, self.new)
        assert build(project).returncode == 0
        assert tree(project) == self.new
        shutil.rmtree(project)


def _spread(log: str) -> list[tuple[str, int]]:
    """Calls by name and number: the injection counts them in each process by itself."""
    found = Counter(m.groups() for m in re.finditer(r"(?m)^(\d+) +(\w+)\(", log))
    most: dict[str, int] = {}
    for (_, name), times in found.items():
        most[name] = max(most.get(name, 0), times)
    return [
        (name, n)
        for name, times in sorted(most.items())
        for n in sorted({1 + i * (times - 1) // max(1, POINTS - 1) for i in range(POINTS)})
    ]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


def test_killed_anywhere_the_site_is_whole(bench: Bench) -> None:
    killed = 0
    for name, n in bench.points:
        project = bench.copy(f"{name}-{n}")
        fault = f"inject={name}:signal=KILL:when={n}"
        done = build(project, "strace", "-f", "-qq", "-o", "/dev/null", "-e", fault)
        killed += done.returncode == -signal.SIGKILL
        bench.check(project)
    assert killed > len(bench.points) // 2


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_refused_once_anywhere_the_site_is_whole(bench: Bench, error: str) -> None:
    points = [p for p in bench.points if p[0] in (*WRITES, "mkdir", "linkat", "renameat2")]
    refused = 0
    for name, n in points:
        project = bench.copy(f"{error}-{name}-{n}")
        fault = f"inject={name}:error={error}:when={n}"
        done = build(project, "strace", "-f", "-qq", "-o", "/dev/null", "-e", fault)
        assert done.returncode in (0, 3), f"{name} {n}: {done}"
        assert "Traceback" not in done.stderr
        refused += done.returncode == 3
        bench.check(project)
    assert refused > 0


FULL = """
mount -t tmpfs -o size=48m tmpfs disk && cp -a "$1/." disk && cd disk
left=$(df --output=avail -B1K . | tail -1)
head -c "$((left - $2))K" /dev/zero >filler
shift 2
code=0; "$@" 2>../said || code=$?
echo "$code" >../code; cp -a output/site ../during
rm filler; "$@"; cp -a output/site ../after
"""
"""Builds on a disk with so many kilobytes left, then on the same with room again."""


@pytest.mark.parametrize("left", [0, 16, 100, 400, 1200])
def test_a_full_disk_is_told_in_a_line_and_the_site_is_whole(
    bench: Bench, tmp_path: Path, left: int
) -> None:
    project = bench.copy(f"full-{left}")
    (tmp_path / "disk").mkdir()
    subprocess.run(
        ["unshare", "-rm", "sh", "-eu", "-c", FULL, "sh", str(project), str(left), *COMMAND],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=True,
        timeout=120,
    )
    code, said = int((tmp_path / "code").read_text()), (tmp_path / "said").read_text()
    assert code in ((3,) if left < 100 else (0, 3)), said
    assert len(said.splitlines()) == (code == 3), said
    assert files(tmp_path / "during") == (bench.old if code else bench.new)
    assert files(tmp_path / "after") == bench.new
