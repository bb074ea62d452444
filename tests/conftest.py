"""What all tests share: one environment, one way to draw examples, marks by folder."""

from __future__ import annotations

import gc
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
MARKED = ("browser", "pdf", "faults")

settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("long", deadline=timedelta(seconds=10), max_examples=20_000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default")
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` accepts what golden tests find."""
    parser.addoption("--update", action="store_true", help="accept what golden tests find")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test in ``tests/browser`` needs no mark to be a browser test."""
    for item in items:
        for folder in item.path.relative_to(ROOT / "tests").parts[:1]:
            if folder in MARKED:
                item.add_marker(folder)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector need not look at it time and again."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the tester's environment changes what briefgen does."""
    for name in list(os.environ):
        if name.startswith("BRIEFGEN_") or name in {"CI", "NO_COLOR", "SOURCE_DATE_EPOCH"}:
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """For Playwright's ``executable_path``: the system's Chromium, else None for its own."""
    return shutil.which("chromium")


@pytest.fixture(scope="session")
def npm() -> Path:
    """The folder of the npm packages that ``tests/package.json`` names."""
    modules = ROOT / "tests/node_modules"
    assert modules.is_dir(), "the npm packages are missing: make test installs them"
    return modules
