"""Two builds at once, and readers while builds exchange the site under them."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from briefgen.publish import lock
from tests.faults.driver import build, files, read, run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.faults
ROUNDS = 20


def test_two_builds_at_once_leave_one_site_whole(tmp_path: Path) -> None:
    site = tmp_path / "output" / "site"
    with ThreadPoolExecutor(2) as pool:
        for first in range(1, 2 * ROUNDS, 2):
            both = [pool.submit(run, tmp_path, edition) for edition in (first, first + 1)]
            for done in (one.result() for one in both):
                assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            assert read(site) in (files(first), files(first + 1))
    build(tmp_path, 1)
    assert read(site) == files(1)


def test_a_second_build_need_not_wait(tmp_path: Path) -> None:
    build(tmp_path, 1)
    with lock(tmp_path / "output" / "site", None, wait=False):
        done = run(tmp_path, 2, "--no-wait")
    assert done.returncode == 4
    assert done.stderr.startswith("error[O10]: another build holds ")
    assert done.stderr.count("\n") == 1
    assert read(tmp_path / "output" / "site") == files(1)


def read_once(site: Path) -> tuple[int, bool]:
    """The edition that a reader met, and whether it was the site's all the while.

    Only then is it to be whole: a reader who holds on to the old folder while two builds
    go by meets the second one at work there.
    """
    names = ("index.html", "events/first.html", "events/second.html", "book.pdf")
    before = stamp(str(site / "index.html"))
    folder = os.open(site, os.O_RDONLY | os.O_DIRECTORY)
    missed: Exception | None = None
    stamps: list[int] = []
    try:
        stamps += [stamp(name, folder) for name in names]
    except (FileNotFoundError, IndexError) as fault:  # not there, or still being written
        missed = fault
    finally:
        os.close(folder)
    same = stamp(str(site / "index.html")) == before
    assert not same or (missed is None and set(stamps) == {before}), (before, stamps, missed)
    return before, same


def stamp(name: str, folder: int | None = None) -> int:
    """The edition that a file of the site says it is of."""
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return int(file.readline().removeprefix(b"%PDF-").split()[1])


def test_readers_never_see_a_mixture_nor_miss_a_file(tmp_path: Path) -> None:
    site = tmp_path / "output" / "site"
    build(tmp_path, 1)
    met: set[int] = set()
    whole = 0
    with ThreadPoolExecutor(1) as pool:
        builds = pool.submit(run, tmp_path, 2, "--rounds", "60")
        while not builds.done():
            edition, same = read_once(site)
            met.add(edition)
            whole += same
            for name in ("about.html", "index.html", "book.pdf"):
                assert (site / name).read_bytes()
    assert builds.result().returncode == 0
    assert read(site) == files(61)
    assert len(met) > 5
    assert whole > 5
