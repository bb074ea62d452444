"""Imports go up the table of rooms in ``briefgen/__init__.py``, and nowhere else."""

from __future__ import annotations

import pytest

from tests.meta.code import PACKAGE, ROOT, START, Import, Module, modules, room_of, rooms

ALLOWED = {
    # Dossier holds the prose its loader compiled; the type alone is needed, never the code.
    ("model.dossier", "prose"),
}

ORDER = (ROOT, *rooms(), START)


def downward(module: Module) -> list[Import]:
    """The imports of ``module`` that lead to a room below its own in the table."""
    own = ORDER.index(module.room)
    return [
        found
        for found in module.imports
        if (room := room_of(found.name)) is not None and _rank(room) > own
    ]


def _rank(room: str) -> int:
    return ORDER.index(room) if room in ORDER else len(ORDER)


def test_the_map_lists_rooms() -> None:
    assert rooms()[:2] == ("errors", "value")
    assert rooms()[-1] == "cli"
    assert len(set(rooms())) == len(rooms())


def test_every_module_stands_in_a_room_of_the_map() -> None:
    assert {m.room for m in modules()} <= set(ORDER)


def test_every_room_of_the_map_exists() -> None:
    places = {room: (PACKAGE / f"{room}.py", PACKAGE / room / "__init__.py") for room in rooms()}
    assert [room for room, found in places.items() if not any(p.is_file() for p in found)] == []


def test_imports_go_up_the_table() -> None:
    wrong = [
        f"{module.name}, line {found.line}: {module.room} imports {found.name}"
        for module in modules()
        for found in downward(module)
        if not (found.for_types and (module.name, room_of(found.name)) in ALLOWED)
    ]
    assert wrong == []


def test_every_exception_is_needed() -> None:
    used = {(m.name, room_of(i.name)) for m in modules() for i in downward(m)}
    assert used >= ALLOWED


@pytest.mark.parametrize(
    "source",
    [
        "import briefgen.cli",
        "from briefgen import cli",
        "from briefgen.cli import main",
        "from .. import cli",
        "from ..cli import main",
        "def f():\n    from briefgen import cli",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from briefgen.cli import main",
    ],
)
def test_a_wrong_import_is_seen(source: str) -> None:
    pretended = Module("model.event", source)
    assert [room_of(i.name) for i in downward(pretended)] == ["cli"]


def test_a_right_import_is_let_be() -> None:
    source = "import os\nfrom briefgen import __version__, errors\nfrom . import fields"
    assert downward(Module("model.event", source)) == []
