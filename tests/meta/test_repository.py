"""The repository holds sources, not what is made from them."""

from __future__ import annotations

import re
import subprocess
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MADE = re.compile(
    r"^output/(?!\.gitkeep$)|^\.venv/|^\.briefgen/|^content/snapshots/|(^|/)node_modules/"
    r"|__pycache__|\.pyc$|(^|/)\.(mypy|ruff|pytest)_cache/|(^|/)\.hypothesis/|^dist/|^mutants/"
)


def tracked(root: Path) -> list[str]:
    """What git tracks, or outside git what .gitignore would not keep from it."""
    if not (root / ".git").exists():
        files = (p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
        return [name for name in files if not MADE.search(name)]
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True
    )
    return listed.stdout.split("\0")[:-1]


def test_nothing_made_is_tracked(root: Path) -> None:
    assert [name for name in tracked(root) if MADE.search(name)] == []


@pytest.mark.parametrize(
    "name", ["output/site/index.html", "tests/node_modules/a/b.js", "briefgen/__pycache__/a.pyc"]
)
def test_what_is_made_would_be_seen(name: str) -> None:
    assert MADE.search(name)


@pytest.mark.parametrize("name", ["output/.gitkeep", "content/events.yaml", "Makefile"])
def test_sources_are_let_be(name: str) -> None:
    assert not MADE.search(name)


def test_no_two_files_differ_by_case_alone(root: Path) -> None:
    names = [PurePosixPath(name).as_posix().casefold() for name in tracked(root)]
    assert len(names) == len(set(names))
