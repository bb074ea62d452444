"""A build killed at every call that changes the disk: the old site or the new one, whole."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from briefgen.publish.exchange import recover
from tests.faults import strace
from tests.faults.driver import build, files, read

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.faults
KINDS = (*strace.WRITES, *strace.NAMES, *strace.FLUSHES)


def prepare(project: Path, editions: int) -> None:
    """A project in which so many editions were published."""
    project.mkdir()
    for edition in range(1, editions + 1):
        build(project, edition)


def check_whole(project: Path, edition: int) -> None:
    """The site is the edition or the one before, and the next build makes all well."""
    site = project / "output" / "site"
    before = files(edition - 1) if edition > 1 else None
    assert read(site) in (before, files(edition))
    for now in (edition, edition + 1):
        build(project, now)
        assert read(site) == files(now)
        assert {p.name for p in site.parent.iterdir()} == {"site", ".site.next", ".site.lock"}
    assert not build(project, edition + 1).made


def kill_everywhere(tmp_path: Path, edition: int, *injected: str) -> int:
    """Kill the build of an edition at each of its calls in turn; how often that was."""
    prepare(tmp_path / "counted", edition - 1)
    kinds = tuple(k for k in KINDS if not (injected and k == "renameat2"))
    points = strace.calls(tmp_path / "counted", edition, (*kinds, "renameat2"), *injected)
    points = [p for p in points if p[0] in kinds]
    for name, n in points:
        project = tmp_path / f"{name}-{n}"
        prepare(project, edition - 1)
        done = strace.run(project, edition, f"{name}:signal=KILL:when={n}", *injected)
        assert done.returncode == -signal.SIGKILL, f"{name} {n}: {done}"
        site = project / "output" / "site"
        if injected and not site.exists() and edition > 1:
            recover(site)  # between two renames nobody has a site: the journal gives it back
            assert read(site) is not None
        check_whole(project, edition)
    return len(points)


@pytest.mark.parametrize("edition", [1, 2, 3])
def test_killed_anywhere_the_site_is_whole(tmp_path: Path, edition: int) -> None:
    assert kill_everywhere(tmp_path, edition) > 25


def test_killed_anywhere_between_two_renames_the_site_comes_back(tmp_path: Path) -> None:
    assert kill_everywhere(tmp_path, 2, strace.NO_EXCHANGE) > 30
