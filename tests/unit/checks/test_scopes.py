"""What is found in a record is found in it alone, and all else without the bodies of events."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import loader
from briefgen.audience import Audience, visible
from briefgen.checks import (
    Context,
    Known,
    across,
    check,
    in_bodies,
    outline,
    records,
    within,
)
from briefgen.checks.bodies import BODIES as RULES_OF_BODIES
from briefgen.checks.rule import Finding
from briefgen.errors import Field
from briefgen.model import Event
from briefgen.model.dossier import Weight, WideWaiver
from briefgen.model.shared import Waiver
from briefgen.prose.text import Mention, Prose
from briefgen.resolve import resolve
from briefgen.value import digest
from tests.unit.records import blind, claim, config, event, says, site, source, text

if TYPE_CHECKING:
    from briefgen.model import Config, Dossier, Record
    from briefgen.resolve import Site

pytestmark = pytest.mark.lasting
TESTS = Path(__file__).parent.parent.parent
TODAY = Audience(datetime.date(2025, 7, 1))
ROOTS = ["golden/dossier", "property/dense"]
SAID = text("Stopped the regime yesterday")
BODIES = [
    "",
    "The regime slammed the terrorists yesterday; it is likely, with high confidence.",
    "Observers say that “the junta” fell last week [[first]] and [[source:gazette]].",
    "> La junte a prétendu hier que d'aucuns sont probablement des bandits.",
]


@cache
def held(root: str) -> Dossier:
    return loader.load(TESTS / root).dossier


def resolved(dossier: Dossier) -> Site:
    return resolve(visible(dossier, TODAY))


def spoken(dossier: Dossier, body: str, *mentions: Mention) -> Dossier:
    """The dossier with this body in every event, each with the references that it had before."""
    prose, events = dict(dossier.prose), []
    for one in dossier.events:
        said = f"{body} {one.id}"
        before = dossier.prose[one.body].mentions if one.body else ()
        prose[said] = Prose(said, (*before, *mentions))
        events.append(replace(one, body=said))
    return replace(dossier, events=tuple(events), prose=prose)


def asked(made: Site) -> list[Record | Config]:
    return [*records(made.dossier)]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("root", ROOTS)
def test_what_is_found_in_a_record_alone_is_what_is_found_among_all(root: str, body: str) -> None:
    made = resolved(spoken(held(root), body))
    context, every = Context.of(made.dossier), asked(made)
    together = [*within(context, every)]
    assert [next(within(context, [one])) for one in every] == together
    assert [*within(context, every[::-1])] == together[::-1]
    assert any(together)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("root", ROOTS)
def test_what_rules_find_that_read_bodies_is_what_these_find_among_all(
    root: str, body: str
) -> None:
    made = resolved(spoken(held(root), body))
    context, events = Context.of(made.dossier), made.dossier.events
    codes = {rule.code for rule in RULES_OF_BODIES}
    among_all = [
        tuple(one for one in found if one[0] in codes) for found in within(context, events)
    ]
    assert [*in_bodies(context, events)] == among_all
    assert any(among_all) or body != BODIES[1]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("root", ROOTS)
def test_other_bodies_change_nothing_that_is_found_across_records(root: str, body: str) -> None:
    before, after = resolved(held(root)), resolved(spoken(held(root), body))
    assert across(after) == across(before)
    assert outline(after) == outline(before)


@pytest.mark.parametrize("root", ROOTS)
def test_no_rule_reads_the_body_of_an_event_beside_other_records(root: str) -> None:
    made = resolved(spoken(held(root), BODIES[1]))
    events = {id_: blind(one) for id_, one in made.events.items()}
    dossier = replace(made.dossier, events=tuple(events[one.id] for one in made.dossier.events))
    assert across(replace(made, dossier=dossier, events=events)) == across(made)


def test_what_bodies_refer_to_counts_among_records() -> None:
    """It is all that is known of them there: S11 asks whether a source is cited in prose."""
    made = held("golden/dossier")
    extra = replace(made, sources=(*made.sources, source("unread")))
    before = resolved(extra)
    after = resolved(spoken(extra, "x", Mention("unread", "unread")))
    assert [one.place.id for _, one in across(before) if "never cited" in one.message] == ["unread"]
    assert not [one for _, one in across(after) if "never cited" in one.message]
    assert outline(after) != outline(before)


@pytest.mark.parametrize("name", [*sorted(Event.TAIL - {"body"}), "what", "says", "source"])
def test_whatever_else_changes_in_an_event_changes_the_outline(name: str) -> None:
    change: dict[str, Any] = {name: getattr(rich(), name)}
    one, claims = event("a", "2025"), (claim("rocks", "borduria"),)
    changed = site(replace(one, **change), claims=claims)
    assert outline(changed) != outline(site(one, claims=claims))


def rich() -> Event:
    found = next(one for one in held("property/dense").events if one.id == "fourth")
    more: dict[str, Any] = {
        "figures": tuple(replace(one, by="arland", source=()) for one in found.figures),
        "see_also": ("a",),
        "waive": (Waiver("V01", "So it is."),),
        "redirect_from": ("events/b.html",),
        "when_hidden": text("Something is held back."),
        "says": (says("asserts"),),
        "source": (*event("b", "2025").source, *event("b", "2025").source),
    }
    return replace(found, **more)


def test_the_outline_tells_quotes_and_copies() -> None:
    made = site(event("a", "2025"))
    copied = replace(made, dossier=replace(made.dossier, copies=(("gazette.txt", "5f2e"),)))
    assert outline(copied) != outline(made)


@pytest.mark.parametrize("root", ROOTS)
def test_what_is_known_is_not_looked_for_again(root: str) -> None:
    made = resolved(spoken(held(root), BODIES[1]))
    context, every = Context.of(made.dossier), asked(made)
    found = dict(zip(map(digest, every), within(context, every), strict=True))
    half = dict([*found.items()][::2])
    clean = check(made)
    assert check(made, known=Known(found, across(made))) == clean
    assert check(made, known=Known(half)) == clean
    nothing = Known(dict.fromkeys(found, ()), ())
    assert {one.code for one in check(made, known=nothing)} <= {"K04"}


@pytest.mark.parametrize("root", ROOTS)
def test_a_finding_can_be_kept_as_json(root: str) -> None:
    made = resolved(spoken(held(root), BODIES[1]))
    every = [*across(made), *sum(within(Context.of(made.dossier), asked(made)), ())]
    for code, one in every:
        kept = json.loads(json.dumps([code, one.place.__getstate__(), *one[1:]]))
        (kind, id_, path, *word), *rest = kept[1:]
        assert (kept[0], Finding(Field(kind, id_, tuple(path), *word), *rest)) == (code, one)


def test_findings_come_by_rule_and_those_about_events_in_the_order_of_time() -> None:
    events = (event("a", "2025-03", what=SAID), event("b", "2025-02", what=SAID))
    found = [(one.code, one.place.id) for one in check(site(*events))
             if isinstance(one.place, Field) and one.code in ("D03", "V01")]  # fmt: skip
    assert found == [("D03", "b"), ("D03", "a"), ("V01", "a"), ("V01", "b")]


OFF = config(checks=(Weight("V*", "off"), Weight("D*", "warning"), Weight("D*", "off")))


def codes(one: Event, settings: Config) -> list[str]:
    made = site(one, config=settings)
    (found,) = within(Context.of(made.dossier), [one])
    return [code for code, _ in found]


def test_rules_that_are_off_are_asked_only_where_something_is_waived() -> None:
    plain = event("a", "2025", what=SAID)
    waiving = event("a", "2025", what=SAID, waive=(Waiver("V01", "So it is."),))
    wide = replace(OFF, waive=(WideWaiver("V01", "So it is.", "events/a"),))
    last = replace(OFF, checks=(*OFF.checks, Weight("V01", "info", "events/b")))
    assert codes(plain, OFF) == []
    assert codes(waiving, OFF) == ["D03", "V01"]
    assert codes(plain, wide) == ["V01"]
    assert codes(plain, last) == ["V01"]
    assert {one.code for one in check(site(waiving, config=OFF))} == {"S09"}
