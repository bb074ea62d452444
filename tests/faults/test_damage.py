"""What was remembered is damaged: the next build is as if that had been forgotten."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen import theme
from briefgen.audience import Audience
from briefgen.build import STATE, Options, build

if TYPE_CHECKING:
    from briefgen.errors import Diagnostic

DOSSIER = Path(__file__).parent.parent / "golden/dossier"
FILE = f"{STATE}/state.sqlite3"
EVENT = "content/events/2025-03-05-minister.yaml"
ROOMS = {
    "audiences", "builds", "files", "found", "lint", "parts", "pictures", "published", "records",
    "roll", "settings",
}  # fmt: skip


def made(project: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The site, and what is said of it."""
    only = frozenset(("html",))
    audience = Audience(datetime.date(2025, 7, 1))
    site = project / "output/site"
    found = build(Options(root=project, site=site, audience=audience, only=only)).findings
    return {p.name: p.read_bytes() for p in site.rglob("*") if p.is_file()}, found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("built") / "project"
    shutil.copytree(DOSSIER / "content", project / "content")
    theme._SOUND.clear()  # what this process knows already it would not write down
    made(project)
    return project


def damaged(value: bytes, n: int) -> bytes:
    """Cut short, or with one bit turned over; a short one is emptied or grows."""
    if n % 3 == 0:
        return value[: len(value) // 2]
    if n % 3 == 1:
        return value + b"?"
    at = n * 31 % len(value)
    return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]


def damage(project: Path, room: str) -> int:
    """Damage every row of a room; how many there were."""
    with sqlite3.connect(project / FILE) as state:
        rows = state.execute(f"SELECT key, value FROM {room}").fetchall()  # noqa: S608 - one of ROOMS
        for n, (key, value) in enumerate(rows):
            change = f"UPDATE {room} SET value = ? WHERE key = ?"  # noqa: S608 - one of ROOMS
            state.execute(change, (damaged(value, n), key))
    state.close()
    return len(rows)


def test_every_room_is_looked_at(built: Path) -> None:
    with sqlite3.connect(built / FILE) as state:
        tables = state.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    state.close()
    assert {name for (name,) in tables} == ROOMS


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_damaged_room_costs_time_only(
    room: str, built: Path, tmp_path: Path, *, edited: bool
) -> None:
    project = tmp_path / "project"
    shutil.copytree(built, project)
    made(project)
    assert damage(project, room)
    if edited:
        path = project / EVENT
        path.write_text(path.read_text("utf-8").replace("after* the", "before* the"), "utf-8")
    got = made(project)
    assert not (project / f"{FILE}.old").exists()
    shutil.rmtree(project / STATE)
    shutil.rmtree(project / "output")
    assert got == made(project)
