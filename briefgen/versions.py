"""What made the bytes: digests of briefgen's own code and of the packages it works with."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from briefgen import __version__
from briefgen.value import SIZE


@cache
def own() -> bytes:
    """A digest of briefgen's code: in a checkout it changes without a new version."""
    here = Path(__file__).resolve().parent
    made = blake2b(__version__.encode(), digest_size=SIZE)
    for path in sorted(here.rglob("*.py")):
        made.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return made.digest()


@cache
def of(names: tuple[str, ...]) -> bytes:
    """A digest of briefgen's code and of the versions of the packages named."""
    from importlib.metadata import version

    made = blake2b(own(), digest_size=SIZE)
    made.update(" ".join(f"{name}={version(name)}" for name in names).encode())
    return made.digest()


def installed() -> bytes:
    """A digest of briefgen's code and of every package beside it, by name and version."""
    places = (Path(p) for p in sys.path)
    found = {e.name for p in places if p.is_dir() for e in p.iterdir() if e.suffix == ".dist-info"}
    made = blake2b(own(), digest_size=SIZE)
    made.update(repr((sys.version, sorted(found))).encode())
    return made.digest()
