"""Formats: pages and theme to outputs, made only when their key is new.

``FORMATS`` is in the order of publication. A format is a module with ``NAME`` and
``outputs(making)``, which yields every output it could make. What it makes them with it
imports when it does: a build that finds nothing changed only asks for the names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.formats import assets, data, feeds, html, pdf, redirects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.formats.making import Making
    from briefgen.plan import Output

FORMATS = (html, assets, redirects, data, feeds, pdf)
NAMES = tuple(dict.fromkeys(kind.NAME for kind in FORMATS))


def outputs(making: Making) -> Iterator[Output]:
    """Every output of the site, whichever formats were asked for."""
    for kind in FORMATS:
        yield from kind.outputs(making)
