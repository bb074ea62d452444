"""The Atom feed of what changed, held against RFC 4287; and the file of redirects."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from briefgen import pages, theme
from briefgen.dates import parse
from briefgen.formats import feeds, redirects
from briefgen.formats.making import Making
from briefgen.model.shared import Change
from tests.unit import records

if TYPE_CHECKING:
    from briefgen.plan import Output

pytestmark = pytest.mark.lasting
ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://ferry.example/dossier/"
ROCKS = records.claim("rocks", "borduria")
MADE = records.event("made", "2025-03-05", "arland", records.says("asserts"))
DENIED = records.event("denied", "2025-04-05", "borduria", records.says("denies"))
OUT = Change(parse("2025-07-04"), "withdrawal", records.text("It was <false> & taken back."))
SMALL = Change(parse("2025-07-04"), "update", records.text("A comma."), minor=True)
GONE = records.event("gone", "2025-01-05")
COMMA = records.event("comma", "2025-01-06")
EDITION = replace(records.CONFIG.edition, id="2", date=parse("2025-07-31"))
EARLIER = records.site(MADE, GONE, COMMA, claims=(ROCKS,)).since.present("1", "CLEAR")


def making(base: str | None = BASE, *events: Any, **more: Any) -> Making:
    now = (
        MADE, DENIED, replace(GONE, changes=(OUT,), redirect_from=("events/older.html",)),
        replace(COMMA, changes=(SMALL,)),
    )  # fmt: skip
    config = records.config(edition=EDITION, languages=("en", "fr"), base_url=base, **more)
    found = records.site(*(events or now), claims=(ROCKS,), config=config, editions=(EARLIER,))
    every = tuple(page for lang in ("en", "fr") for page in pages.plan(found, lang))
    return Making(found, every, theme.load(Path(), "default"), partial(bytes, 0))


def made(held: Making) -> dict[str, Output]:
    return {one.path: one for one in (*feeds.outputs(held), *redirects.outputs(held))}


def feed(held: Making, path: str = "changes.atom") -> ET.Element:
    return ET.fromstring(made(held)[path].make())  # noqa: S314 - our own bytes


def texts(node: ET.Element, name: str) -> list[str]:
    return [found.text or "" for found in node.findall(f"{ATOM}{name}")]


@pytest.mark.parametrize("base", [None, BASE])
@pytest.mark.parametrize("path", ["changes.atom", "fr/changes.atom"])
def test_a_feed_has_what_the_standard_requires(base: str | None, path: str) -> None:
    root = feed(making(base), path)
    entries = root.findall(f"{ATOM}entry")
    assert root.tag == f"{ATOM}feed"
    assert texts(root.find(f"{ATOM}author") or root, "name") == ["The editors"]
    ids = [*texts(root, "id"), *(id_ for entry in entries for id_ in texts(entry, "id"))]
    assert len(ids) == len(set(ids)) == len(entries) + 1
    assert all(urlsplit(id_).scheme in ("https", "urn") for id_ in ids)
    for node in (root, *entries):
        assert [len(texts(node, name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert texts(node, "updated")[0].endswith("T00:00:00Z")
        links = [link.get("href") for link in node.findall(f"{ATOM}link[@rel='alternate']")]
        assert len(links) == 1


def test_each_record_is_an_entry_and_minor_changes_are_none() -> None:
    entries = feed(making()).findall(f"{ATOM}entry")
    found = {
        e.find(f"{ATOM}category").get("term"): (  # type: ignore[union-attr] # or the test fails
            texts(e, "title")[0],
            texts(e, "updated")[0][:10],
            texts(e, "summary"),
        )
        for e in entries
    }
    assert found == {
        "withdrawn": ("gone", "2025-07-04", ["It was <false> & taken back."]),
        "answered": ("rocks", "2025-07-31", []),
        "new": ("denied", "2025-07-31", []),
    }


@pytest.mark.parametrize("base", [None, BASE])
@pytest.mark.parametrize("path", ["changes.atom", "fr/changes.atom"])
def test_links_lead_to_pages_of_the_site(base: str | None, path: str) -> None:
    held = making(base)
    known = {f"{BASE}{page.path}" for page in held.pages}
    links = [
        urljoin(f"{BASE}{path}", link.get("href"))
        for link in feed(held, path).iter(f"{ATOM}link")
        if link.get("rel") == "alternate"
    ]
    assert len(links) == 4
    assert set(links) <= known


def test_ids_stay_from_build_to_build() -> None:
    one, two = making(None), making(None, editors=("Others",))  # which is a change itself
    before, after = ({n.text for n in feed(held).iter(f"{ATOM}id")} for held in (one, two))
    assert before < after
    assert made(one)["changes.atom"].key != made(two)["changes.atom"].key


def test_a_restricted_edition_says_so() -> None:
    assert texts(feed(making(tlp="GREEN")), "rights") == ["TLP:GREEN"]
    assert texts(feed(making()), "rights") == []


@pytest.mark.parametrize(("base", "root"), [(None, "/"), (BASE, "/dossier/")])
def test_redirects_lead_from_old_addresses_to_new_ones(base: str | None, root: str) -> None:
    held = making(base, replace(MADE, redirect_from=("events/b.html", "events/a.html")))
    assert made(held)["_redirects"].make().decode().splitlines() == [
        f"{root}events/a.html {root}events/made.html 301",
        f"{root}events/b.html {root}events/made.html 301",
        f"{root}fr/events/a.html {root}fr/events/made.html 301",
        f"{root}fr/events/b.html {root}fr/events/made.html 301",
    ]


def test_a_withdrawn_record_is_led_to_as_well() -> None:
    assert "/dossier/events/older.html /dossier/events/gone.html 301" in (
        made(making())["_redirects"].make().decode()
    )


def test_without_old_addresses_there_is_no_file() -> None:
    assert "_redirects" not in made(making(BASE, MADE))


@pytest.mark.parametrize("base", [None, BASE])
def test_the_page_at_an_old_address_leads_on_without_a_script(base: str | None) -> None:
    held = making(base, replace(MADE, redirect_from=("old/place.html",)))
    page = next(p for p in held.pages if p.path == "old/place.html")
    html = held.theme.render(page)
    assert 'http-equiv="refresh" content="0; url=../events/made.html"' in html
    assert '<a href="../events/made.html">made</a>' in html
    assert (f'rel="canonical" href="{BASE}events/made.html"' in html) is (base is not None)
