"""The locks pin everything by hash and name no host, index or folder."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"([a-z0-9-]+)==(\S+)(?: ; .+?)?((?: --hash=sha256:[0-9a-f]{64})+)")


def pins(lock: Path) -> Iterator[tuple[str, str, str]]:
    """Name, version and hashes of each entry; an entry that is not of this form fails."""
    text = lock.read_text(encoding="utf-8").replace(" \\\n   ", "")
    for line in text.splitlines():
        pin = PIN.fullmatch(line)
        assert pin, f"{lock.name}: {line[:80]}"
        yield pin[1], pin[2], pin[3]


def plain(requirement: str) -> str:
    """The name in a requirement, as locks spell it."""
    return re.split(r"[<>=\[;~! ]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_pins_with_hashes_and_nothing_else(root: Path, name: str) -> None:
    assert len(list(pins(root / name))) > len(LOCKS)


def test_the_locks_hold_what_the_project_asks_for(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    needed = settings["project"]["dependencies"] + settings["build-system"]["requires"]
    optional = settings["project"]["optional-dependencies"]["dev"]
    run, dev = ({pin[0] for pin in pins(root / name)} for name in LOCKS)
    assert {plain(r) for r in needed} <= run
    assert {plain(r) for r in optional} <= dev


def test_the_locks_agree(root: Path) -> None:
    run, dev = (set(pins(root / name)) for name in LOCKS)
    assert run <= dev


def test_the_npm_lock_pins_by_hash_and_names_no_registry(root: Path) -> None:
    lock = json.loads((root / "tests/package-lock.json").read_text(encoding="utf-8"))
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert packages
    assert [path for path, entry in packages.items() if "integrity" not in entry] == []
    assert [path for path, entry in packages.items() if "resolved" in entry] == []
