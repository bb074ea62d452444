"""What made the bytes: digests of briefgen's own code and of the packages it works with."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from briefgen import __version__
from briefgen.value import SIZE

INFO = ".dist-info"
CODE = ".py", ".toml"
"""Endings of what the outcome follows from: modules, and lists of words."""


@cache
def own() -> bytes:
    """A digest of briefgen's code and lists: in a checkout they change without a new version."""
    here = str(Path(__file__).resolve().parent)
    made = blake2b(__version__.encode(), digest_size=SIZE)
    held = ((folder, name) for folder, _, names in os.walk(here) for name in names)
    for path in sorted(f"{folder}/{name}" for folder, name in held if name.endswith(CODE)):
        with open(path, "rb") as file:  # noqa: PTH123 - a Path for each of hundreds is slow
            made.update(path.removeprefix(here).encode() + b"\0" + file.read())
    return made.digest()


@cache
def of(names: tuple[str, ...]) -> bytes:
    """A digest of briefgen's code and of the versions of the packages named."""
    made = blake2b(own(), digest_size=SIZE)
    made.update(" ".join(f"{name}={_version(name)}" for name in names).encode())
    return made.digest()


def _version(name: str) -> str:
    """As the name of the package's folder tells it; to read what lies in there takes far longer."""
    start = name.lower().replace("-", "_") + "-"
    found = [one for one in _beside() if one.lower().startswith(start)]
    if len(found) == 1:
        return found[0][len(start) :].removesuffix(INFO)
    from importlib.metadata import version

    return version(name)


def installed() -> bytes:
    """A digest of briefgen's code and of every package beside it, by name and version."""
    made = blake2b(own(), digest_size=SIZE)
    made.update(repr((sys.version, _beside())).encode())
    return made.digest()


@cache
def _beside() -> tuple[str, ...]:
    """The folders in which packages say their name and version (PyPA, recorded projects)."""
    places = (Path(p) for p in sys.path)
    found = {e.name for p in places if p.is_dir() for e in p.iterdir() if e.suffix == INFO}
    return tuple(sorted(found))
