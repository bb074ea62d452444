"""Withdrawn records: nothing of them is left but when and why, at their old address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import pages, prose, theme
from briefgen.audience import Visible
from briefgen.dates import parse
from briefgen.errors import ContentError, Diagnostic, Field
from briefgen.formats import data
from briefgen.model import Agreement, Commentary, Judgement
from briefgen.model.actor import Designation
from briefgen.model.dossier import Line, Media
from briefgen.model.event import Figure, On, Statement
from briefgen.model.shared import Change, Citation
from briefgen.model.source import BasedOn
from briefgen.model.verification import Verification
from briefgen.plan import Later
from briefgen.resolve import resolve
from tests.unit import records

if TYPE_CHECKING:
    from briefgen.model import Dossier
    from briefgen.resolve import Site

pytestmark = pytest.mark.lasting

TOLD = "zyxwvut"
OUT = Change(parse("2025-06-01"), "withdrawal", records.text("The gazette took it back."))
MADE = records.event("made", "2025-03-05", "arland", records.says("asserts"))
DENIED = records.event(
    "denied", "2025-04-05", "borduria", records.says("denies"), responds_to=("made",)
)
ROCKS = records.claim("rocks", "borduria", parent="wide")
WIDE = records.claim("wide", "borduria", text=records.text(TOLD), changes=(OUT,))
BODY = f"More of {TOLD}."
GONE = replace(
    MADE, what=records.text(TOLD), body=BODY, changes=(OUT,), redirect_from=("events/old.html",)
)
BUGLE = records.source("bugle", title=records.text(TOLD), changes=(OUT,))


def dossier(*events: Any, **more: Any) -> Dossier:
    given = {"claims": (ROCKS, records.claim("wide", "borduria")), **more}
    held = records.dossier(*events, **given)
    bodies = {e.body for e in events if e.body}
    return replace(held, prose={text: prose.compile(text).prose for text in bodies})


def site(*events: Any, **more: Any) -> Site:
    return resolve(Visible(dossier(*events, **more), frozenset()))


def shown(found: Site) -> dict[str, str]:
    look = theme.load(Path(), "default")
    return {p.path: look.render(p) for p in pages.plan(found, "en") if p.path.endswith(".html")}


def test_it_stands_in_nothing_that_is_counted_or_listed() -> None:
    found = site(GONE, DENIED)
    assert list(found.events) == ["denied"]
    assert found.claims["rocks"].status == "unsaid"
    assert found.numbers["event", "denied"] == 1
    assert BODY not in found.dossier.prose


def test_its_page_says_when_and_why_and_nothing_else() -> None:
    made = shown(site(GONE, DENIED))
    assert "The gazette took it back." in made["events/made.html"]
    assert "1 June 2025" in made["events/made.html"]
    assert not [path for path, html in made.items() if TOLD in html]
    leading = [path for path, html in made.items() if "events/made.html" in html]
    assert leading == ["events/denied.html", "events/old.html"]
    assert 'url=../events/made.html"' in made["events/old.html"]


def test_what_referred_to_it_says_that_it_was_withdrawn() -> None:
    made = shown(site(GONE, DENIED))
    assert "withdrawn since" in made["events/denied.html"]
    assert 'href="../events/made.html"' in made["events/denied.html"]


def test_every_kind_of_page_says_what_it_referred_to_and_was_withdrawn() -> None:
    """Else nobody would know that what it shows once had more to rest on."""
    both = (Citation("gazette"), Citation("bugle"))
    label = Designation(label="pirates", by="borduria", source=both)
    named: dict[str, Any] = {
        "basis": ("made", "bugle"),
        "horizon": parse("2026"),
        "confidence": "low",
    }
    held = dossier(
        MADE,
        actors=(
            records.actor("arland", designations=(label,)),
            *records.ACTORS[1:],
        ),
        agreements=(Agreement(id="pact", title=records.text("Pact"), parties=(), source=both),),
        commentary=(
            Commentary(
                id="a", title=records.text("A"), author="B", kind="opinion", refs=("bugle",)
            ),
        ),
        judgements=(
            Judgement(id="j", text=records.text("It holds."), likelihood="likely", **named),
        ),
        sources=(
            BUGLE,
            records.source("gazette"),
            records.source("herald", based_on=(BasedOn("bugle", "quotes"),)),
        ),
        config=records.config(bluf=(Line(records.text("They met."), both),)),
    )
    made = shown(resolve(Visible(held, frozenset())))
    assert {path for path, html in made.items() if "withdrawn since" in html} == {
        "actors/arland.html", "agreements/pact.html", "commentary/a.html",
        "index.html", "judgements.html", "sources.html",
    }  # fmt: skip
    assert made["sources.html"].count('id="s-bugle"') == 1
    assert 'href="../sources.html#s-bugle"' in made["actors/arland.html"]
    assert not [path for path, html in made.items() if TOLD in html]


def test_so_does_the_book() -> None:
    held = dossier(
        GONE,
        DENIED,
        commentary=(
            Commentary(id="a", title=records.text("A"), author="B", kind="opinion", refs=("made",)),
        ),
        sources=(BUGLE, records.source("gazette", based_on=(BasedOn("bugle", "quotes"),))),
    )
    found = resolve(Visible(held, frozenset()))
    (book,) = (p for p in pages.plan(found, "en") if p.template == "print/dossier.html")
    html = theme.load(Path(), "default").render(book)
    assert html.count("withdrawn since") == 3
    assert html.count("made, withdrawn on 1 June 2025: The gazette took it back.") == 2
    assert html.count("bugle, withdrawn on 1 June 2025: ") == 1
    assert TOLD not in html


def test_a_claim_takes_the_stances_on_it_along() -> None:
    said = records.says("asserts", "wide")
    found = site(replace(DENIED, says=(said,), responds_to=()), claims=(ROCKS, WIDE))
    assert found.events["denied"].says[0].on == ()
    assert found.claims["rocks"].claim.parent is None
    made = shown(found)
    assert "The gazette took it back." in made["claims/wide.html"]
    assert "withdrawn since" in made["claims/rocks.html"]
    assert not [path for path, html in made.items() if TOLD in html]


@pytest.mark.parametrize("split", [300, 0])
def test_a_source_keeps_its_place_in_the_list(split: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("addresses", "keys", "source", "timeline"):
        monkeypatch.setattr(f"briefgen.pages.{module}.SPLIT", split)
    event = replace(MADE, source=(Citation("gazette"), Citation("bugle")))
    gazette = records.source("gazette", based_on=(BasedOn("bugle", "quotes"),))
    found = site(event, sources=(gazette, replace(BUGLE, issued=parse("2019"))))
    assert list(found.sources) == ["gazette"]
    assert found.sources["gazette"].based_on == ()
    made = shown(found)
    page = "sources.html" if split else "sources/2019.html"
    assert 'id="s-bugle"' in made[page]
    assert not [path for path, html in made.items() if TOLD in html]


def test_a_record_that_rests_on_nothing_else_is_refused() -> None:
    event = replace(MADE, source=(Citation("bugle"),))
    with pytest.raises(ContentError) as raised:
        site(event, sources=(BUGLE, records.source("gazette")))
    assert raised.value.diagnostics == (
        Diagnostic(
            "E10",
            'this rests on nothing but what was withdrawn: source "bugle"',
            Field("event", "made"),
            "give it another source, or withdraw it too",
        ),
    )


def test_all_that_rests_on_what_was_withdrawn_is_told_at_once() -> None:
    said = Statement(form="paraphrase", gist=records.text("x"), source=(Citation("bugle"),))
    toll = Figure(records.text("boats"), "port", best=3, source=(Citation("bugle"),))
    line = Line(records.text("x"), (Citation("bugle"),))
    with pytest.raises(ContentError) as raised:
        site(
            replace(MADE, id="a", says=(said, said)),
            replace(MADE, id="b", figures=(toll,)),
            replace(MADE, id="c", source=(Citation("bugle"), Citation("gazette"))),
            replace(MADE, id="d", source=(Citation("bugle"), Citation("herald"))),
            sources=(BUGLE, records.source("gazette"), replace(BUGLE, id="herald")),
            config=records.config(bluf=(line,)),
        )
    found = raised.value.diagnostics
    assert [(d.code, d.place) for d in found] == [
        ("E10", Field("event", "a")), ("E10", Field("event", "b")), ("E10", Field("event", "d")),
        ("E10", Field("dossier", "dossier")),
    ]  # fmt: skip
    assert found[2].message.endswith('withdrawn: source "bugle", source "herald"')


@pytest.mark.parametrize(
    ("issued", "year"),
    [("2019-05", "2019"), ("[..2019-05]", "2019"), ("2018/..", "2018"), ("unknown", "undated")],
)
def test_a_source_is_left_at_the_address_of_its_year(issued: str, year: str) -> None:
    found = site(MADE, sources=(records.source("gazette"), replace(BUGLE, issued=parse(issued))))
    assert found.withdrawn["source", "bugle"].year == year


def test_a_stance_stays_where_only_what_is_put_against_the_claim_was_withdrawn() -> None:
    on = (On("rocks", "counters", counter="wide"), On("wide", "asserts"), On("rocks", "denies"))
    said = Statement(form="paraphrase", gist=records.text("x"), on=on)
    found = site(replace(DENIED, says=(said,), responds_to=()), claims=(ROCKS, WIDE))
    assert found.events["denied"].says[0].on == (On("rocks", "counters"), On("rocks", "denies"))


def test_the_bottom_line_goes_on_without_it() -> None:
    line = Line(records.text("x"), (Citation("bugle"), Citation("gazette")))
    found = site(
        MADE, sources=(BUGLE, records.source("gazette")), config=records.config(bluf=(line,))
    )
    assert found.dossier.config.bluf == (replace(line, source=(Citation("gazette"),)),)
    assert [stone.id for stone in found.lost["dossier", "dossier"]] == ["bugle"]


def test_what_a_record_lost_is_known_once_and_in_order() -> None:
    both = replace(DENIED, responds_to=("made",), see_also=("made",))
    found = site(GONE, both, claims=(ROCKS, WIDE))
    assert {name: [stone.id for stone in lost] for name, lost in found.lost.items()} == {
        ("event", "denied"): ["made"], ("claim", "rocks"): ["wide"],
    }  # fmt: skip
    assert found.events["denied"].responds_to == found.events["denied"].see_also == ()


def test_pictures_and_verified_quotes_go_with_it() -> None:
    bodies = "![a](media/out.png) ![b](media/both.png)", "![b](media/both.png)"
    names = ("both", "out", "unshown")
    lock = [
        Verification(
            event=of, quote="0" * 32, source=src, snapshot="f" * 64, state="verified", at=0,
            on=parse("2025-03-07"),
        )
        for of, src in (("made", "gazette"), ("denied", "gazette"), ("denied", "bugle"))
    ]  # fmt: skip
    found = site(
        replace(GONE, body=bodies[0]), replace(DENIED, body=bodies[1]),
        sources=(BUGLE, records.source("gazette")), quotes=tuple(lock),
        media=tuple(Media(f"media/{name}.png", b"") for name in names),
    ).dossier  # fmt: skip
    assert [one.path for one in found.media] == ["media/both.png", "media/unshown.png"]
    assert list(found.prose) == [bodies[1]]
    assert found.quotes == (lock[1],)


def test_a_mention_in_a_text_leads_to_what_is_left() -> None:
    found = site(GONE, replace(DENIED, body="See [[event:made|the act]] and [[made]]."))
    html = shown(found)["events/denied.html"]
    assert '<a href="../events/made.html">the act</a>' in html


def test_the_data_say_that_it_was_withdrawn_and_no_more() -> None:
    made = data._json(site(GONE, DENIED)).decode()
    assert TOLD not in made
    assert '"The gazette took it back."' in made


def test_the_page_of_changes_names_it_by_its_id_and_leads_to_what_is_left() -> None:
    before = site(MADE, DENIED).since.present("0", "CLEAR")
    html = shown(site(GONE, DENIED, editions=(before,)))["changes.html"]
    assert '<a href="events/made.html">made</a>' in html
    assert TOLD not in html


def test_a_claim_and_a_source_tell_of_their_changes() -> None:
    note = Change(parse("2025-05-01"), "correction", records.text("It named the wrong rocks."))
    rocks = records.claim("rocks", "borduria", changes=(note,))
    gazette = records.source("gazette", changes=(note,))
    made = shown(site(MADE, claims=(rocks,), sources=(gazette,)))
    assert {p for p, html in made.items() if "It named the wrong rocks." in html} == {
        "claims/rocks.html", "sources.html",
    }  # fmt: skip


def test_pages_that_refer_to_it_have_other_keys() -> None:
    def keys(found: Site) -> dict[str, bytes]:
        return {p.path: p.key for p in pages.plan(found, "en") if isinstance(p.held, Later)}

    other = replace(GONE, changes=(replace(OUT, note=records.text("It was false.")),))
    one, two = keys(site(GONE, DENIED)), keys(site(other, DENIED))
    assert {path for path in one if one[path] != two[path] and path.endswith(".html")} == {
        "events/denied.html"
    }
