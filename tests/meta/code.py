"""The map in ``briefgen/__init__.py`` and the code it speaks of, as the meta tests read them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import briefgen

PACKAGE = Path(briefgen.__file__).parent
MAP = briefgen.__doc__ or ""

ROOT = ""
"""The room of ``briefgen/__init__``: the map itself, which any room may import."""
START = "__main__"
"""The room above all others."""


class Import(NamedTuple):
    """One imported name: ``briefgen.model.fields.Id``, where, and whether for types only."""

    name: str
    line: int
    for_types: bool


@dataclass(frozen=True)
class Module:
    """A module of briefgen: its dotted name below ``briefgen``, and its source."""

    name: str
    source: str
    is_package: bool = False

    @property
    def room(self) -> str:
        """The room it stands in."""
        return self.name.split(".")[0]

    @cached_property
    def tree(self) -> ast.Module:
        """Its source, parsed."""
        return ast.parse(self.source)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """All its imports, those inside functions and ``if TYPE_CHECKING`` too."""
        return tuple(_imports(self, self.tree, for_types=False))

    @cached_property
    def calls(self) -> tuple[tuple[int, str], ...]:
        """Line and full name of each call: ``(12, "path.read_text")``."""
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return tuple((node.lineno, ast.unparse(node.func)) for node in found)

    def within(self, holder: str) -> bool:
        """Whether it is ``holder``, or inside it."""
        return f"{self.name}.".startswith(f"{holder}.")


@cache
def modules() -> tuple[Module, ...]:
    """Every module of briefgen, sorted by name."""
    return tuple(
        Module(_dotted(path), path.read_text(encoding="utf-8"), path.stem == "__init__")
        for path in sorted(PACKAGE.rglob("*.py"))
    )


@cache
def rooms() -> tuple[str, ...]:
    """The rooms of the map, lowest first."""
    table = MAP.split("The rooms, lowest first", 1)[1].split("Exclusive rights", 1)[0]
    rows = table.split("=\n", 1)[1].rsplit("    ==", 1)[0]
    return tuple(re.findall(r"^    (\w+)/?  +\S", rows, re.MULTILINE))


def rights() -> dict[str, tuple[str, ...]]:
    """What few may do, and who: ``{"yaml": ("loader",), …, "print": (…), "touch files": (…)}``."""
    text = MAP.split("Exclusive rights", 1)[1].split("Invariants", 1)[0]
    held: dict[str, tuple[str, ...]] = {}
    for clause in re.split(r"[;.]\s+(?=[Oo]nly )", " ".join(text.split()).rstrip(".")):
        holders = tuple(re.findall(r"``([\w.]+)``", clause))
        deeds = re.sub(r"``[\w.]+``,?|^[Oo]nly | imports ", " ", clause)
        for deed in re.split(r"\band\b|,", deeds):
            if deed.strip():
                held[deed.strip()] = holders
    return held


def room_of(name: str) -> str | None:
    """The room that an imported name belongs to; None when it is not of briefgen."""
    first, _, rest = name.partition(".")
    if first != "briefgen":
        return None
    room = rest.split(".")[0]
    known = room in rooms() or (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file()
    return room if known else ROOT


def _dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(module: Module, node: ast.AST, *, for_types: bool) -> list[Import]:
    found: list[Import] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            found += [Import(a.name, child.lineno, for_types) for a in child.names]
        elif isinstance(child, ast.ImportFrom):
            base = _base(module, child)
            found += [Import(f"{base}.{a.name}", child.lineno, for_types) for a in child.names]
        elif isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            found += _imports(module, child, for_types=True)
        elif not isinstance(child, ast.expr):  # no expression holds a statement
            found += _imports(module, child, for_types=for_types)
    return found


def _base(module: Module, node: ast.ImportFrom) -> str:
    """What a relative import starts from, spelled out."""
    if not node.level:
        return node.module or ""
    parts = ["briefgen", *filter(None, module.name.split("."))]
    up = node.level - module.is_package
    return ".".join([*parts[: len(parts) - up], *filter(None, [node.module])])
