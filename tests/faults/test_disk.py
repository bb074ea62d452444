"""A disk that fails at every write: exit 3, one line, and the old site as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults import strace
from tests.faults.driver import build, files, read

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

pytestmark = pytest.mark.faults


def check_told(done: CompletedProcess[str]) -> None:
    assert done.returncode == 3, done
    assert done.stderr.startswith("error[O")
    assert done.stderr.count("\n") == 1


def check_next(project: Path) -> None:
    for now in (2, 3):
        build(project, now)
        assert read(project / "output" / "site") == files(now)


def prepare(project: Path) -> Path:
    project.mkdir()
    build(project, 1)
    return project


@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EROFS"])
def test_a_write_that_fails_leaves_the_old_site(tmp_path: Path, error: str) -> None:
    for name, n in strace.calls(prepare(tmp_path / "counted"), 2, strace.WRITES):
        project = prepare(tmp_path / f"{name}-{n}")
        done = strace.run(project, 2, f"{name}:error={error}:when={n}")
        check_told(done)
        assert read(project / "output" / "site") == files(1)
        check_next(project)


@pytest.mark.parametrize("error", ["ENOSPC", "EACCES"])
def test_a_change_of_names_that_fails_leaves_the_old_site(tmp_path: Path, error: str) -> None:
    for name, n in strace.calls(prepare(tmp_path / "counted"), 2, strace.NAMES):
        project = prepare(tmp_path / f"{name}-{n}")
        done = strace.run(project, 2, f"{name}:error={error}:when={n}")
        found = read(project / "output" / "site")
        if done.returncode == 0:  # the call was not needed: the folder was there already
            assert (name, found) == ("mkdir", files(2))
        else:
            check_told(done)
            assert found == files(1)
        check_next(project)


def test_a_disk_that_stays_full_leaves_no_site_at_the_first_publication(tmp_path: Path) -> None:
    (tmp_path / "counted").mkdir()
    for name, n in strace.calls(tmp_path / "counted", 1, (*strace.WRITES, "link")):
        project = tmp_path / f"{name}-{n}"
        project.mkdir()
        done = strace.run(project, 1, f"{name}:error=ENOSPC:when={n}+")
        assert done.returncode == 3, done  # its line may be lost: that is a write too
        assert read(project / "output" / "site") is None
        check_next(project)


def test_a_flush_that_fails_leaves_one_site_whole(tmp_path: Path) -> None:
    for name, n in strace.calls(prepare(tmp_path / "counted"), 2, strace.FLUSHES):
        project = prepare(tmp_path / f"{name}-{n}")
        done = strace.run(project, 2, f"{name}:error=EIO:when={n}")
        found = read(project / "output" / "site")
        assert (done.returncode, found) in ((0, files(2)), (3, files(1)), (3, files(2)))
        check_next(project)
