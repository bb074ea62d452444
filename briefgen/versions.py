"""What made the bytes: digests of briefgen's own code and of the packages it works with."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from briefgen import __version__
from briefgen.value import SIZE

INFO = ".dist-info"
CODE = frozenset([".py", ".toml"])
"""Endings of what the outcome follows from: modules, and lists of words."""


@cache
def own() -> bytes:
    """A digest of briefgen's code and lists: in a checkout they change without a new version."""
    here = Path(__file__).resolve().parent
    made = blake2b(__version__.encode(), digest_size=SIZE)
    files = (path for path in here.rglob("*") if path.suffix in CODE)
    for path in sorted(files):
        made.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
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
