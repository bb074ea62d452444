"""Formats: pages and theme to outputs, made only when their key is new.

``FORMATS`` is in the order of publication. A format is a module with ``NAME`` and
``outputs(making)``, which yields every output it could make. What it makes them with it
imports when it does, and it is imported itself when outputs are asked for: a build that finds
nothing changed only asks for the names.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.formats.making import Making
    from briefgen.plan import Output

FORMATS = {
    "html": "html",
    "assets": "html",
    "redirects": "html",
    "data": "data",
    "feeds": "data",
    "pdf": "pdf",
}
"""Each module, and the name by which its outputs are asked for, its ``NAME``."""
NAMES = tuple(dict.fromkeys(FORMATS.values()))


def outputs(making: Making) -> Iterator[Output]:
    """Every output of the site, whichever formats were asked for."""
    for module in FORMATS:
        yield from import_module(f"briefgen.formats.{module}").outputs(making)
