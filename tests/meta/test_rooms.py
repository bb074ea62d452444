"""No two modules keep their rows in one room of the state: each would forget the other's."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.meta.code import modules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.meta.code import Module


def filled(module: Module) -> Iterator[str]:
    """The names of the rooms that a module puts rows into."""
    names = {
        target.id: str(node.value.value)
        for node in module.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".put_many"):
            (room, _) = node.args
            yield str(room.value) if isinstance(room, ast.Constant) else names[ast.unparse(room)]


@pytest.mark.lasting
def test_each_room_has_one_owner() -> None:
    owners = Counter(room for module in modules() for room in set(filled(module)))
    assert {"files", "published", "records", "settings"} <= owners.keys()
    assert [room for room, many in owners.items() if many > 1] == []
