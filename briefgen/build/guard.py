"""The guard: no output leaves that holds what was dropped, and no former site stays beside it.

What is made is looked at as it is made, by the processes that make it. What stays is looked at
again only when the needles are others than last time.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen.errors import ContentError
from briefgen.publish import Guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.build.prepared import Prepared
    from briefgen.leaks import Scan
    from briefgen.plan import Output, Page
    from briefgen.state import State
    from briefgen.theme import Theme

ROOM = "audiences"
OPEN = b"open"
"""What is remembered of a site that dropped nothing and bears no mark."""


def scan(made: Prepared) -> Scan | None:
    """What to look for in this build, if it drops anything."""
    from briefgen import leaks

    loaded = made.loaded
    pictures = leaks.Pictures(loaded.media, loaded.remarks)
    return leaks.scan(loaded.dossier, made.audience, pictures, _known(made))


def _known(made: Prepared) -> Iterator[str]:
    """What may stand in any edition; gathered only if something is dropped from this one."""
    from briefgen import leaks
    from briefgen.checks.table import RULES
    from briefgen.theme import vocabulary

    dossier = made.loaded.dossier
    yield from vocabulary.texts(made.theme, dossier.config.tongues, leaks.languages(dossier))
    yield from (text for rule in RULES for _, text in leaks.texts(rule))
    yield made.site.dossier.config.base_url or ""


def guarded(outputs: Iterable[Output], made: Prepared, look: Scan | None) -> Iterator[Output]:
    """The outputs, each looked at as soon as it is made; raises ContentError for a leak then."""
    if look is None:
        yield from outputs
        return
    sheets = {page.path: page for page in made.pages if page.path.endswith(".pdf")}
    for output in outputs:
        make = partial(_make, output, look, made.theme, sheets.get(output.path))
        yield output._replace(make=make)


def _make(output: Output, look: Scan, theme: Theme, sheet: Page | None) -> bytes:
    data = output.make()
    found = look.look(output.path, data, theme.render(sheet) if sheet else "")
    if found:
        raise ContentError(*found)
    return data


def guard(look: Scan | None, state: State, site: Path, *, marked: bool) -> Guard:
    """What to look at of the site that is there, and whether the former one may stay by.

    Until ``settled`` nothing is held to be known of a restricted site.
    """
    known = state.get(ROOM, _key(site))
    if look is None and not marked:
        return Guard(former=known != OPEN)
    state.put_many(ROOM, {_key(site): b""})
    if look is None:
        return Guard(former=True)
    return Guard(look.look, kept=known != look.needles.digest, former=True)


def settled(look: Scan | None, state: State, site: Path, *, marked: bool) -> None:
    """Remember what was looked for in the site that is now published."""
    known = look.needles.digest if look else b"marked" if marked else OPEN
    state.put_many(ROOM, {_key(site): known})


def _key(site: Path) -> bytes:
    return str(site.absolute()).encode("utf-8", "surrogateescape")
