"""What formats make outputs from, and how the key of an output is put together."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import __version__
from briefgen.plan import Output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.plan import Page
    from briefgen.resolve import Site
    from briefgen.theme import Theme

TOOLS = ("jinja2", "markdown-it-py", "babel", "nh3")
"""Packages whose version can change the bytes of a page; WeasyPrint's reaches PDFs only."""


@dataclass(frozen=True)
class Making:
    """A site, planned and ready to be made."""

    site: Site
    pages: tuple[Page, ...]
    """Of all languages, the print editions too."""
    theme: Theme
    media: Callable[[str], bytes]
    """The publishable bytes of a picture, by its path below ``content/``."""

    @cached_property
    def tools(self) -> bytes:
        """A digest of the versions of briefgen and of what it makes pages with."""
        return versions(TOOLS)


def versions(names: Iterable[str]) -> bytes:
    """A digest of briefgen itself and of the versions of the packages named."""
    from importlib.metadata import version  # noqa: PLC0415 - slow, and not for every run

    made = blake2b(own(), digest_size=16)
    made.update(" ".join(f"{name}={version(name)}" for name in names).encode())
    return made.digest()


@cache
def own() -> bytes:
    """A digest of briefgen's code: in a checkout it changes without a new version."""
    here = Path(__file__).resolve().parent.parent
    made = blake2b(__version__.encode(), digest_size=16)
    for path in sorted(here.rglob("*.py")):
        made.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return made.digest()


def installed() -> bytes:
    """A digest of briefgen's code and of all packages that lie beside it, by name and version."""
    found = {n for p in sys.path if os.path.isdir(p) for n in os.listdir(p)}
    names = sorted(n for n in found if n.endswith(".dist-info"))
    return blake2b(own() + repr((sys.version, names)).encode(), digest_size=16).digest()


def output(
    path: str, parts: Iterable[tuple[str, bytes]], make: Callable[[], bytes], name: str
) -> Output:
    """An output whose key is the digest of its named parts."""
    held = tuple(parts)
    key = blake2b(digest_size=16)
    key.update(path.encode())
    for part, made in held:
        key.update(part.encode() + b"\0" + made)
    return Output(path, key.digest(), make, held, name)
