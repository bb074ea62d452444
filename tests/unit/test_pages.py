"""Pages: what has an address, where, and what happens when two claim the same one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from briefgen import theme
from briefgen.checks.table import CHECKS
from briefgen.errors import ContentError, Field
from briefgen.model import Agreement, Commentary, Place
from briefgen.model import Page as Plain
from briefgen.model.agreement import Party
from briefgen.model.dossier import Weight, WideWaiver
from briefgen.model.fields import Localized
from briefgen.model.shared import Waiver
from briefgen.pages import edition, plan
from briefgen.pages.actor import ActorsView, ActorView
from briefgen.pages.addresses import SPLIT
from briefgen.pages.checks import ChecksView
from briefgen.pages.claim import A_PAGE, ClaimsView
from briefgen.pages.event import EventView
from briefgen.pages.home import HomeView
from briefgen.pages.page import PageView
from briefgen.pages.redirect import RedirectView
from briefgen.pages.shelf import Shelf
from briefgen.pages.source import SourcesView
from briefgen.pages.timeline import TimelineView
from briefgen.plan import Page, distinct, folded
from briefgen.value import Value, digest
from tests.unit.records import ACTORS, actor, claim, config, event, says, site, source, text

if TYPE_CHECKING:
    from briefgen.resolve import Site

V = TypeVar("V", bound=Value)


def paths(found: Site, lang: str = "en") -> list[str]:
    return [page.path for page in plan(found, lang)]


def views(found: Site, kind: type[V], lang: str = "en") -> dict[str, V]:
    return {p.path: p.view for p in plan(found, lang) if isinstance(p.view, kind)}


MADE = event("a", "2025-03-05", "minister", says("asserts"))
ROCKS = claim("rocks", "borduria")


def test_the_addresses_of_a_small_dossier() -> None:
    comment = Commentary(id="letter", title=text("A"), author="B", kind="opinion")
    about = Plain(id="about", title=text("About"))
    found = site(MADE, claims=(ROCKS,), commentary=(comment,), pages=(about,))
    assert sorted(paths(found)) == [
        "404.html", "about.html", "actors.html", "actors/arland.html", "actors/borduria.html",
        "actors/minister.html", "actors/office.html", "actors/port.html", "actors/press.html",
        "balance.html", "balance/sources-by-affiliation/unknown.html",
        "balance/sources-without-language.html", "balance/sources-without-side.html",
        "changes.html", "claims.html", "claims/rocks.html", "commentary.html",
        "commentary/letter.html", "events/a.html", "index.html", "ledger.html", "overview.html",
        "pdf/dossier-en.pdf", "sources.html", "timeline.html",
    ]  # fmt: skip


def test_other_languages_stand_below_their_tag_and_have_no_404_of_their_own() -> None:
    found = site(MADE, config=config(languages=("en", "fr")), claims=(ROCKS,))
    english, french = paths(found), paths(found, "fr")
    assert set(french) == {
        f"fr/{p}" for p in english if p != "404.html" and not p.startswith("pdf/")
    }
    frame = views(found, HomeView, "fr")["fr/index.html"].frame
    assert (frame.home, frame.languages, frame.pdf) == (
        "fr/index.html",
        ("en", "fr"),
        "pdf/dossier-en.pdf",
    )


def test_words_are_in_the_language_of_the_page_or_the_records() -> None:
    both = Localized((("en", "Stops"), ("fr", "Arrête")))
    found = site(
        event("a", "2025", what=both, title=text("Ferry")),
        config=config(languages=("en", "fr")),
    )
    view = views(found, EventView, "fr")["fr/events/a.html"]
    assert tuple(view.card.summary) == ("Arrête", "fr")
    assert tuple(view.card.row.title) == ("Ferry", "en")


def test_a_dossier_without_commentary_has_no_page_for_it() -> None:
    found = site(MADE, claims=(ROCKS,))
    assert "commentary.html" not in paths(found)
    assert "commentary" not in dict(views(found, HomeView)["index.html"].frame.nav)


def _many(number: int) -> Site:
    years = (2019, 2020, 2025)
    events = [event(f"e-{n:04}", f"{years[n % 3]}-01-{n % 28 + 1:02}") for n in range(number)]
    return site(*events, event("undated", "unknown"))


@pytest.mark.lasting
def test_a_timeline_that_just_fits_is_one_page() -> None:
    found = views(_many(SPLIT - 1), TimelineView)
    assert list(found) == ["timeline.html"]
    assert len(found["timeline.html"].entries) == found["timeline.html"].total == SPLIT


@pytest.mark.lasting
def test_a_longer_timeline_has_a_page_a_year() -> None:
    found = views(_many(SPLIT), TimelineView)
    assert list(found) == [
        "timeline.html", "timeline/2025.html", "timeline/2020.html", "timeline/2019.html",
        "timeline/undated.html",
    ]  # fmt: skip
    whole = found["timeline.html"]
    assert (whole.entries, whole.total) == ((), SPLIT + 1)
    assert [(name, path, n) for name, path, n in whole.years] == [
        ("2025", "timeline/2025.html", 100),
        ("2020", "timeline/2020.html", 100),
        ("2019", "timeline/2019.html", 100),
        ("undated", "timeline/undated.html", 1),
    ]
    assert {e.year for e in found["timeline/2020.html"].entries} == {"2020"}
    event_page = views(_many(SPLIT), EventView)["events/e-0001.html"]
    assert event_page.timeline == "timeline/2020.html#e-e-0001"


def test_the_timeline_is_newest_first_undated_last_with_its_gaps() -> None:
    found = site(
        event("old", "2016-05"), event("new", "2024-01-05"), event("newer", "2024-01-06"),
        event("undated", "unknown"),
    )  # fmt: skip
    entries = views(found, TimelineView)["timeline.html"].entries
    assert [(e.card.id, e.gap) for e in entries] == [
        ("newer", None), ("new", (2017, 2023)), ("old", None), ("undated", None),
    ]  # fmt: skip


@pytest.mark.parametrize(("older", "gap"), [("2022-12-31", None), ("2021", (2022, 2023))])
def test_a_gap_is_more_than_one_whole_year_without_a_record(
    older: str, gap: tuple[int, int] | None
) -> None:
    found = site(event("old", older), event("new", "2024-01-05"))
    assert views(found, TimelineView)["timeline.html"].entries[0].gap == gap


@pytest.mark.lasting
def test_a_long_list_of_sources_is_split_by_year_of_issue() -> None:
    sources = [source(f"s-{n:03}", f"{2020 + n % 2}-05") for n in range(SPLIT - 1)]
    kept = site(MADE, claims=(ROCKS,), sources=(source("gazette"), *sources))
    assert list(views(kept, SourcesView)) == ["sources.html"]
    more = site(
        MADE, claims=(ROCKS,), sources=(source("gazette", "unknown"), *sources, source("x"))
    )
    found = views(more, SourcesView)
    assert list(found) == [
        "sources.html", "sources/2020.html", "sources/2021.html", "sources/2025.html",
        "sources/undated.html",
    ]  # fmt: skip
    assert sum(len(view.sources) for view in found.values()) == SPLIT + 1
    chip = views(more, EventView)["events/a.html"].card.sources[0].chip
    assert chip.path == "sources/undated.html#s-gazette"


def test_a_long_list_of_claims_is_in_pages() -> None:
    claims = tuple(claim(f"c-{n:03}", "borduria") for n in range(A_PAGE + 1))
    found = views(site(MADE, claims=(*claims, ROCKS)), ClaimsView)
    assert list(found) == ["claims.html", "claims-2.html"]
    assert [len(view.pairs) for view in found.values()] == [A_PAGE, 2]
    assert found["claims-2.html"].pages == ("claims.html", "claims-2.html")
    assert [view.page for view in found.values()] == [1, 2]


def test_earlier_addresses_lead_to_the_record() -> None:
    moved = event("a", "2025-03-05", redirect_from=("events/old.html", "old/deep/name.html"))
    about = Plain(id="about", title=text("About"), redirect_from=("who.html",))
    found = site(moved, pages=(about,), config=config(languages=("en", "fr")))
    redirects = views(found, RedirectView)
    assert {path: view.to.path for path, view in redirects.items()} == {
        "events/old.html": "events/a.html",
        "old/deep/name.html": "events/a.html",
        "who.html": "about.html",
    }
    assert "fr/who.html" in views(found, RedirectView, "fr")


def test_kinds_without_a_page_of_their_own_are_not_led_to() -> None:
    gara = Place(id="gara", name=text("Gara"), redirect_from=("gara.html",))
    assert views(site(MADE, claims=(ROCKS,), places=(gara,)), RedirectView) == {}


def test_two_pages_at_one_address_are_refused_with_both_named() -> None:
    first = event("a", "2025-03-05")
    second = event("b", "2025-03-06", redirect_from=("events/a.html", "timeline.html"))
    with pytest.raises(ContentError) as caught:
        plan(site(first, second), "en")
    assert [(d.code, d.message, d.place) for d in caught.value.diagnostics] == [
        ("A01", "the address events/a.html is already taken by event a",
         Field("event", "b", ("redirect_from", 0))),
        ("A01", "the address timeline.html is already taken by a page of briefgen's own",
         Field("event", "b", ("redirect_from", 1))),
    ]  # fmt: skip


def test_addresses_that_some_file_systems_confuse_are_one() -> None:
    assert folded("Café.html") == folded("cafe\u0301.html".upper().replace("HTML", "html"))
    view = views(site(event("a", "2025")), TimelineView)["timeline.html"]
    first = Page("a/Café.html", "x", view, "en", Field("page", "one"))
    second = Page("a/CAFE\u0301.html", "x", view, "en", Field("page", "two"))
    with pytest.raises(ContentError) as caught:
        distinct([first, second])
    assert caught.value.diagnostics[0].place == second.origin
    assert "page one" in caught.value.diagnostics[0].message


def test_home_shows_the_latest_exchange_and_the_latest_open_claim() -> None:
    claims = tuple(claim(id_, "borduria") for id_ in ("one", "two", "three"))
    found = site(
        event("a", "2025-03-01", "minister", says("asserts", "one"), says("asserts", "two")),
        event("b", "2025-03-02", "borduria", says("denies", "one")),
        event("c", "2025-03-03", "minister", says("asserts", "three")),
        claims=claims,
    )
    home = views(found, HomeView)["index.html"]
    assert home.latest
    assert home.open
    assert (home.latest.id, home.open.id) == ("one", "three")
    assert (home.counts.events, home.counts.claims, home.counts.answered) == (3, 3, 1)
    assert [p.name.text for p in home.frame.subjects] == ["Arland", "Borduria"]
    assert [row.number for row in home.recent] == [3, 2, 1]


def test_marks_follow_the_place_of_subjects_and_the_kind_of_the_others() -> None:
    actors = (*ACTORS, actor("rebels", kind="armed-group"), actor("third"))
    found = views(site(event("a", "2025"), actors=actors), ActorsView)["actors.html"]
    assert {e.party.id: e.party.mark for e in found.entries} == {
        "arland": "one", "minister": "one", "office": "one", "borduria": "two", "port": "two",
        "press": "third", "third": "third", "rebels": "group",
    }  # fmt: skip
    assert [e.party.id for e in found.entries][:2] == ["arland", "borduria"]
    turned = config(subjects=("borduria", "arland"))
    found = views(site(event("a", "2025"), config=turned), ActorsView)["actors.html"]
    assert {e.party.id: e.party.mark for e in found.entries}["arland"] == "two"


def test_an_actor_page_has_its_words_those_about_it_and_whom_it_addresses() -> None:
    made = event("a", "2025-03-05", "minister", says("asserts"), to=("borduria",))
    answer = event("b", "2025-03-06", "port", says("denies"), to=("minister",))
    found = views(site(made, answer, claims=(ROCKS,)), ActorView)
    arland, borduria = found["actors/arland.html"], found["actors/borduria.html"]
    assert [q.speaker.id for q in arland.said] == ["minister"]
    assert [p.id for p in borduria.about] == ["rocks"]
    assert arland.twin
    assert arland.twin.id == "borduria"
    minister = found["actors/minister.html"]
    assert [(a.id, b.id, n) for a, b, n in minister.edges] == [
        ("minister", "borduria", 1),
        ("port", "minister", 1),
    ]


def test_waivers_stand_on_the_method_page_only() -> None:
    excused = Plain(id="about", title=text("A"), waive=(Waiver("V01", "As it was said."),))
    pages = (Plain(id="method", title=text("M")), excused)
    found = site(
        event("a", "2025", waive=(Waiver("D02", "A forecast."),)),
        pages=pages,
        config=config(
            waive=(
                WideWaiver("C01", "Said on the page."),
                WideWaiver("C02", "Rumours.", "claims/r-*"),
            )
        ),
    )
    made = views(found, PageView)
    assert made["method.html"].waivers == (
        ("", "C01", "Said on the page."),
        ("claims/r-*", "C02", "Rumours."),
        ("a", "D02", "A forecast."),
        ("about", "V01", "As it was said."),
    )
    assert made["about.html"].waivers == ()


def test_views_have_digests_and_equal_sites_have_equal_ones() -> None:
    one, two = site(MADE, claims=(ROCKS,)), site(MADE, claims=(ROCKS,))
    first = {page.path: digest(page.view) for page in plan(one, "en")}
    assert first == {page.path: digest(page.view) for page in plan(two, "en")}


def test_an_edit_reaches_the_pages_that_show_it_and_no_others() -> None:
    other = event("b", "2025-03-09", "press")
    one = site(MADE, other, claims=(ROCKS,))
    two = site(MADE, event("b", "2025-03-09", "press", body="x"), claims=(ROCKS,))
    before = {page.path: digest(page.view) for page in plan(one, "en")}
    after = {page.path: digest(page.view) for page in plan(two, "en")}
    assert before == after, "a body that no prose was made of is shown nowhere"
    three = site(MADE, event("b", "2025-03-09", "press", what=text("y")), claims=(ROCKS,))
    after = {page.path: digest(page.view) for page in plan(three, "en")}
    changed = [path for path in before if before[path] != after[path]]
    assert "events/b.html" in changed
    assert "claims/rocks.html" not in changed
    assert "actors/borduria.html" not in changed


def test_a_text_without_a_language_is_in_that_of_the_dossier() -> None:
    english = Plain(id="method", title=text("Method"))
    french = Plain(id="method", title=text("Méthode"), lang="fr")
    for order in ((english, french), (french, english)):
        found = site(
            MADE, config=config(languages=("en", "fr", "ar")), claims=(ROCKS,), pages=order
        )
        titles = {
            lang: next(iter(views(found, PageView, lang).values())).title.text
            for lang in ("en", "fr", "ar")
        }
        assert titles == {"en": "Method", "fr": "Méthode", "ar": "Method"}
        frame = views(found, HomeView, "fr")["fr/index.html"].frame
        assert [(link.path, link.text) for link in frame.pages] == [("fr/method.html", "Méthode")]


METHOD = Plain(id="method", title=text("Method"))


def test_the_reference_of_checks_stands_beside_the_page_on_method() -> None:
    assert "checks.html" not in paths(site(MADE, claims=(ROCKS,)))
    found = site(MADE, claims=(ROCKS,), pages=(METHOD,), config=config(languages=("en", "fr")))
    view = views(found, ChecksView, "fr")["fr/checks.html"]
    assert view.method.path == "fr/method.html"
    assert [check.code for _, checks in view.families for check in checks] == [
        rule.code for rule in CHECKS
    ]
    letters = [letter for letter, _ in view.families]
    assert letters == list(dict.fromkeys(rule.code[0] for rule in CHECKS))
    pages = views(found, PageView)
    assert pages["method.html"].checks == "checks.html"


@pytest.mark.lasting
def test_the_reference_says_in_other_languages_why_its_rules_are_in_english() -> None:
    found = site(MADE, claims=(ROCKS,), pages=(METHOD,), config=config(languages=("en", "fr")))
    look = theme.load(Path(), "default")
    english, french = (
        next(look.render(page) for page in plan(found, lang) if page.template == "checks.html")
        for lang in ("en", "fr")
    )
    assert "Les règles sont formulées en anglais" in french
    assert "worded in English" not in english


def test_the_reference_says_how_the_dossier_weighs_a_check_and_waives_it() -> None:
    weights = (
        Weight("D0?", "warning", "events/2024-*"),
        Weight("D02", "info"),
        Weight("D*", "off", "events/2025-*"),
        Weight("S01", "off"),
    )
    excused = event("a", "2025", waive=(Waiver("D02", "A forecast."),))
    found = site(
        excused, config=config(checks=weights, waive=(WideWaiver("D02", "B."),)), pages=(METHOD,)
    )
    made = views(found, ChecksView)["checks.html"]
    told = {check.code: check for _, checks in made.families for check in checks}
    assert (told["D02"].severity, told["D02"].exceptions) == ("info", (("events/2025-*", "off"),))
    assert (told["D04"].severity, told["D04"].exceptions) == (
        "error",
        (("events/2024-*", "warning"), ("events/2025-*", "off")),
    )
    assert (told["S01"].severity, told["S01"].exceptions, told["S01"].fixed) == ("error", (), True)
    assert (told["D02"].waivers, told["D04"].waivers) == (2, 0)
    assert told["D02"].fault == ("Date in the future", "en")


def test_a_book_names_what_it_does_not_hold_and_leads_nowhere() -> None:
    pact = Agreement(
        id="pact", title=text("The Pact"), parties=(Party("arland", text("signatory")),)
    )
    found = site(MADE, claims=(ROCKS,), agreements=(pact,))
    book, web = edition.Book(found, "en"), Shelf(found, "en")
    assert web.link(("agreement",), "pact") == ("agreements/pact.html", "The Pact", "en")
    assert book.link(("agreement",), "pact") == ("", "The Pact", "en")
    assert book.link(("event",), "a") == web.link(("event",), "a")
