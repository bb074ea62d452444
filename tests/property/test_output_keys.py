"""Outputs with equal keys have equal bytes, whatever becomes of the dossier's own settings.

What becomes of records is looked at where the keys of pages are. Here each field of
``dossier.yaml`` is changed in turn, and the pages' views and all files but the PDF that are
not pages are compared.
"""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import formats, pages, theme, value
from briefgen.audience import Audience, visible
from briefgen.formats.making import Making
from briefgen.model.dossier import Config, Line
from briefgen.model.shared import Change, Citation
from briefgen.resolve import resolve
from tests.property.test_keys import dossier
from tests.unit import records

if TYPE_CHECKING:
    from briefgen.model import Dossier

INSIDE = Audience(datetime.date(2025, 7, 1), "GREEN")
NEW = records.text("Something else")
OTHER: dict[str, object] = {
    "title": NEW,
    "subjects": ("borduria", "arland"),
    "lang": "fr",
    "editors": ("Somebody else",),
    "short_title": NEW,
    "subtitle": NEW,
    "languages": ("en",),
    "bluf": (Line(NEW, (Citation("gazette"),)),),
    "lacks": (NEW,),
    "scope": NEW,
    "tlp": "GREEN",
    "licence": NEW,
    "base_url": "https://example.org/dossier/",
}
"""Another value of each field that any of these outputs could show."""
ELSEWHERE = {"edition", "default_tlp", "map_policy", "theme", "print", "balance", "checks", "waive"}
"""Fields that other tests change, or that reach no file but through another one's bytes."""


def moved(held: Dossier) -> Dossier:
    """The dossier with an event that has an earlier address, and a change that is told of."""
    told = Change(held.config.edition.date, "correction", NEW)
    first = replace(held.events[0], redirect_from=("old.html",), changes=(told,))
    return replace(held, events=(first, *held.events[1:]))


@cache
def look() -> theme.Theme:
    return theme.load(Path(), "default")


def outputs(held: Dossier) -> dict[str, tuple[bytes, bytes]]:
    """Of each output its key, and a digest of what it is made of or its bytes."""
    site = resolve(visible(held, INSIDE))
    planned = tuple(page for lang in held.config.tongues for page in pages.plan(site, lang))
    made = {page.path: (page.key, value.digest(page.view)) for page in planned}
    making = Making(site, planned, look(), lambda _: b"")
    for one in formats.outputs(making):
        if one.path not in made and not one.path.startswith("assets/") and one.format != "pdf":
            made[one.path] = one.key, one.make()
    return made


def test_every_field_is_looked_at_here_or_elsewhere() -> None:
    assert {field.name for field in fields(Config)} == OTHER.keys() | ELSEWHERE


@pytest.mark.parametrize("name", sorted(OTHER))
def test_equal_keys_promise_equal_outputs(name: str) -> None:
    held = moved(dossier())
    change: dict[str, Any] = {name: OTHER[name]}
    before = outputs(held)
    assert {"data/events.csv", "data/dossier.json", "_redirects", "changes.atom"} <= before.keys()
    after = outputs(replace(held, config=replace(held.config, **change)))
    for path in before.keys() & after.keys():
        if before[path][0] == after[path][0]:
            assert before[path] == after[path], path
