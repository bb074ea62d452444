"""The page of what changed: what it shows of each record, and what it is known by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import pages, theme
from briefgen.dates import parse
from briefgen.model.fields import Localized
from briefgen.model.shared import Change
from briefgen.pages.changes import ASPECTS, ChangesView
from briefgen.plan import Link
from tests.unit import records

if TYPE_CHECKING:
    from briefgen.plan import Page
    from briefgen.resolve import Site

ROCKS = records.claim("rocks", "borduria")
MADE = records.event("made", "2025-03-05", "arland", records.says("asserts"))
DENIED = records.event("denied", "2025-04-05", "borduria", records.says("denies"))
EDITION = replace(records.CONFIG.edition, id="2", date=parse("2025-07-31"))
BASE = records.site(MADE, claims=(ROCKS,)).since.present("1", "CLEAR")


def site(*events: Any, **more: Any) -> Site:
    config = records.config(edition=EDITION, languages=("en", "fr"))
    given = {"claims": (ROCKS,), "config": config, "editions": (BASE,), **more}
    return records.site(*events, **given)


def page(found: Site, lang: str = "en") -> Page:
    path = "changes.html" if lang == "en" else f"{lang}/changes.html"
    return next(made for made in pages.plan(found, lang) if made.path == path)


def view(found: Site) -> ChangesView:
    made = page(found).view
    assert isinstance(made, ChangesView)
    return made


def shown(found: Site, lang: str = "en") -> str:
    return theme.load(Path(), "default").render(page(found, lang))


@pytest.mark.lasting
def test_without_an_earlier_edition_it_says_so() -> None:
    found = site(MADE, DENIED, editions=())
    assert (view(found).edition, view(found).sections) == ("", ())
    assert "No earlier edition is on file" in shown(found)
    assert "Aucune édition antérieure" in shown(found, "fr")
    assert page(found).key == page(site(MADE, editions=())).key


@pytest.mark.lasting
def test_nothing_may_have_changed() -> None:
    assert "No record differs." in shown(site(MADE))


def test_each_record_stands_under_what_became_of_it() -> None:
    found = view(site(MADE, DENIED))
    assert [(s.sort, [c.link.path for c in s.changed]) for s in found.sections] == [
        ("answered", ["claims/rocks.html"]),
        ("new", ["events/denied.html"]),
    ]
    (claim,) = found.sections[0].changed
    assert (claim.before, claim.after) == ("unanswered", "denied")
    assert (found.edition, found.total) == ("1", 2)


def test_minor_changes_stand_apart() -> None:
    note = Change(parse("2025-07-01"), "update", records.text("a comma"), minor=True)
    found = view(site(replace(MADE, what=records.text("other"), changes=(note,))))
    assert found.sections == ()
    (section,) = found.minor
    assert section.changed[0].aspects == ("wording",)
    assert [n.note.text for n in section.changed[0].notes] == ["a comma"]


def test_what_is_gone_has_its_name_and_no_address() -> None:
    found = view(site(DENIED, claims=(ROCKS,)))
    gone = next(s for s in found.sections if s.sort == "removed")
    assert [c.link for c in gone.changed] == [Link("", "made", "en")]


def test_an_edition_that_differs_makes_another_key() -> None:
    other = replace(BASE, date="2025-05-05")
    assert page(site(MADE)).key != page(site(MADE, editions=(other,))).key
    assert page(site(MADE)).key == page(site(MADE)).key
    assert page(site(MADE)).key != page(site(MADE, DENIED)).key


@pytest.mark.lasting
def test_a_page_tells_the_change_in_its_language() -> None:
    both = Localized((("en", "It said more."), ("fr", "Elle en disait plus.")))
    note = Change(parse("2025-07-01"), "correction", both)
    found = site(replace(MADE, changes=(note,)))
    assert "It said more." in shown(found)
    assert "Elle en disait plus." in shown(found, "fr")


def test_every_aspect_holds_fields_that_exist() -> None:
    from dataclasses import fields

    from briefgen.model import KINDS, Config

    known = {f.name for kind in (*(k.type for k in KINDS), Config) for f in fields(kind)}
    assert {name for names in ASPECTS.values() for name in names.split()} <= known
