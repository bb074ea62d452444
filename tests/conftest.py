"""What all tests share: one environment, one way to draw examples, marks by folder."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

ROOT = Path(__file__).parent.parent
MARKED = ("browser", "pdf", "faults")
LONGEST = ("property", "faults", "browser", "pdf", "golden")
"""Folders in the order in which workers should take them up, lest one work on alone at the end."""

gc.disable()  # until all is loaded
for told, as_ever in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(told) is signal.SIG_IGN:  # as in the background, or under nohup
        signal.signal(told, as_ever)  # what tests start would ignore it too
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
    """A test in ``tests/browser`` is a browser test, a property lasts; the longest come first."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("lasting")
        if (folder := _folder(item.path)) in MARKED:
            item.add_marker(folder)
    items.sort(key=lambda item: [folder != _folder(item.path) for folder in LONGEST])


@cache
def _folder(path: Path) -> str:
    return path.relative_to(ROOT / "tests").parts[0]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector need not look at it time and again."""
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
    gc.enable()


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In place of the tester's own folder for what programs keep."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, cache_folder: Path) -> None:
    """Nothing in the tester's environment, or left by another test, changes what briefgen does."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_folder))
    gc.enable()  # the command leaves it off, since its process ends
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
