"""Pages with equal keys have equal views, whatever becomes of any field of any record.

A page planned ``Later`` is known by a key that is made without its view. Here every field of
every record takes in turn the values that the other records of its kind have, what it has
if it is left out, and its own in reverse. A part that reads what its key does not say is
found, since its page then keeps the key and changes.
"""

from __future__ import annotations

import datetime
from dataclasses import MISSING, Field, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import loader, pages, value
from briefgen.audience import Audience, visible
from briefgen.errors import ContentError
from briefgen.model import KINDS, Dossier, Record
from briefgen.plan import Later, Page
from briefgen.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent / "dense"
SEEN = Audience(datetime.date(2025, 7, 1))
SPLITS = "addresses", "keys", "source", "timeline"


@cache
def dossier() -> Dossier:
    return loader.load(ROOT).dossier


def changed(held: Dossier, plural: str) -> Iterator[tuple[str, Dossier]]:
    """The dossier with one field of one record of a kind changed; what was changed, in words."""
    records: tuple[Record, ...] = getattr(held, plural)
    for n, record in enumerate(records):
        for field in fields(record):
            for other in values(field, record, records):
                change: dict[str, Any] = {field.name: other}
                try:
                    new = replace(record, **change)
                except ValueError:
                    continue  # a record that nobody could write
                every: dict[str, Any] = {plural: (*records[:n], new, *records[n + 1 :])}
                yield f"{plural} {record.id}: {field.name} = {other!r}", replace(held, **every)


def values(field: Field[Any], record: Record, records: tuple[Record, ...]) -> list[object]:
    """What else the field could hold, each value once; an id stays, since others name it."""
    own = getattr(record, field.name)
    others = [getattr(one, field.name) for one in records]
    others += [field.default] if field.default is not MISSING else []
    others += [own[::-1]] if isinstance(own, tuple) else []
    if field.name == "id":
        return []
    return list({repr(other): other for other in others if other != own}.values())[:6]


def planned(held: Dossier) -> dict[str, Page]:
    site = resolve(visible(held, SEEN))
    return {
        page.path: page
        for lang in held.config.tongues
        for page in pages.plan(site, lang)
        if isinstance(page.held, Later)
    }


@pytest.mark.parametrize("split", [0, 300])
@pytest.mark.parametrize("plural", [kind.plural for kind in KINDS])
def test_equal_keys_promise_equal_views(
    plural: str, split: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in SPLITS:
        monkeypatch.setattr(f"briefgen.pages.{module}.SPLIT", split)
    before = planned(dossier())
    views = {path: value.digest(page.view) for path, page in before.items()}
    for said, held in changed(dossier(), plural):
        try:
            after = planned(held)
        except ContentError:
            continue  # a dossier that would not be published
        for path in before.keys() & after.keys():
            if before[path].key == after[path].key:
                assert value.digest(after[path].view) == views[path], f"{path} after {said}"


def test_a_text_of_an_event_reaches_its_own_page_and_the_book() -> None:
    event = next(e for e in dossier().events if e.body)
    events = [replace(e, body="Other words.") if e is event else e for e in dossier().events]
    before, after = planned(dossier()), planned(replace(dossier(), events=tuple(events)))
    other = {path for path in before if before[path].key != after[path].key}
    assert {path.removeprefix("fr/") for path in other if path.endswith(".html")} == {
        f"events/{event.id}.html"
    }


def test_what_the_lock_says_of_a_quote_reaches_every_page_that_shows_it() -> None:
    held = dossier()
    assert held.quotes
    before = planned(held)
    for quotes in ((), held.quotes[:2], held.quotes[2:]):
        after = planned(replace(held, quotes=quotes))
        changed_keys = {path for path in before if before[path].key != after[path].key}
        assert any(path.startswith("events/") for path in changed_keys)
        for path in before.keys() - changed_keys:
            assert value.digest(after[path].view) == value.digest(before[path].view), path
