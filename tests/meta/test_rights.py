"""What the map allows few rooms to do, no other room does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.meta.code import Module, modules, rights, rooms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RIGHTS = rights()
LIBRARIES = tuple(sorted(RIGHTS.keys() - {"print", "touch files"}))

KIN = {"mdit_py_plugins": "markdown_it"}
"""A library that belongs to another falls under its right."""

FILE_MODULES = frozenset(
    ["fcntl", "fileinput", "glob", "linecache", "os", "shutil", "sqlite3", "tempfile"]
)
FILE_METHODS = frozenset(
    """chmod cwd exists expanduser glob hardlink_to home is_dir is_file is_symlink iterdir lstat
    mkdir open read_bytes read_text readlink rglob rmdir samefile stat symlink_to touch unlink
    walk write_bytes write_text""".split()
)
PRINTING_MODULES = frozenset(["click", "rich"])
PRINTING_CALLS = frozenset(["print", "sys.stdout.write", "sys.stderr.write", "pprint.pprint"])


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Line and library of each import, a library's kin under its own name."""
    for found in module.imports:
        library = found.name.split(".")[0]
        yield found.line, KIN.get(library, library)


def printing(module: Module) -> Iterator[tuple[int, str]]:
    """Where ``module`` prints."""
    yield from ((line, name) for line, name in imported(module) if name in PRINTING_MODULES)
    yield from ((line, name) for line, name in module.calls if name in PRINTING_CALLS)


def touching(module: Module) -> Iterator[tuple[int, str]]:
    """Where ``module`` reads or writes files, or looks at folders."""
    yield from ((line, name) for line, name in imported(module) if name in FILE_MODULES)
    classes = own_classes(module)
    for line, name in module.calls:
        owner, _, method = name.rpartition(".")
        if name == "open" or (owner and owner not in classes and method in FILE_METHODS):
            yield line, name


def own_classes(module: Module) -> frozenset[str]:
    """The classes of briefgen that it imports: ``State.open`` is the deed of ``state``."""
    names = (i.name.rpartition(".") for i in module.imports if i.name.startswith("briefgen."))
    return frozenset(name for _, _, name in names if not name.isupper() and name[0].isupper())


def using(library: str) -> Callable[[Module], Iterator[tuple[int, str]]]:
    """A finder of the imports of ``library``."""
    return lambda module: (found for found in imported(module) if found[1] == library)


FINDERS = {
    "print": printing,
    "touch files": touching,
    **{library: using(library) for library in LIBRARIES},
}


def test_the_map_gives_rights_to_rooms() -> None:
    assert set(RIGHTS) >= {"yaml", "markdown_it", "nh3", "jinja2", "babel", "weasyprint"}
    assert set(RIGHTS) >= {"print", "touch files"}
    assert {h.split(".")[0] for holders in RIGHTS.values() for h in holders} <= set(rooms())


@pytest.mark.parametrize("right", sorted(RIGHTS))
def test_only_its_holders_use_a_right(right: str) -> None:
    wrong = [
        f"briefgen.{module.name}, line {line}: {what}"
        for module in modules()
        if not any(module.within(holder) for holder in RIGHTS[right])
        for line, what in FINDERS[right](module)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("right", "source"),
    [
        *((library, f"import {library}") for library in LIBRARIES),
        ("markdown_it", "from mdit_py_plugins.footnote import footnote_plugin"),
        ("jinja2", "def f():\n    from jinja2 import Environment"),
        ("print", "print('x')"),
        ("print", "import click\nclick.echo('x')"),
        ("print", "import sys\nsys.stderr.write('x')"),
        ("touch files", "open('x')"),
        ("touch files", "import os"),
        ("touch files", "from shutil import rmtree"),
        ("touch files", "path.read_text()"),
        ("touch files", "(folder / 'x').write_bytes(b'')"),
        ("touch files", "from PIL import Image\nImage.open('x')"),
        ("touch files", "from briefgen.theme import FOLDER\nFOLDER.iterdir()"),
    ],
)
def test_a_use_is_seen(right: str, source: str) -> None:
    assert list(FINDERS[right](Module("checks.balance", source)))


@pytest.mark.parametrize("right", sorted(RIGHTS))
def test_what_is_no_use_is_let_be(right: str) -> None:
    source = """
from pathlib import Path
from briefgen.state import State
"a".replace("a", "b")
blueprint(1)
opener("x")
State.open(folder)
"""
    assert list(FINDERS[right](Module("checks.balance", source))) == []
