"""References become things: what leads nowhere, numbers, backlinks and the order of time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefgen import prose
from briefgen.audience import Visible
from briefgen.dates import parse
from briefgen.errors import ContentError, Diagnostic, Field
from briefgen.model import KINDS, Commentary, Dossier, Place, Theme, target
from briefgen.model.dossier import Line
from briefgen.model.event import Figure, On, Statement
from briefgen.model.shared import Change, Citation
from briefgen.model.verification import Verification
from briefgen.resolve import Counts, resolve, some
from briefgen.resolve.references import references
from tests.unit.records import actor, claim, config, dossier, event, says, site, source, text

VERIFIED = Verification(
    event="a", quote="0" * 32, source="gazette", snapshot="f" * 64, state="verified", at=0,
    on=parse("2025-03-07"),
)  # fmt: skip


def faults(
    found: Dossier, hidden: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Diagnostic, ...]:
    with pytest.raises(ContentError) as caught:
        resolve(Visible(found, hidden))
    return caught.value.diagnostics


def test_every_reference_of_an_event_is_found_with_its_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("briefgen.resolve.references._SLOTS", {}, raising=False)  # read anew
    statement = Statement(
        form="paraphrase",
        gist=text("x"),
        by="minister",
        source=(Citation("bugle"),),
        on=(On("rocks", "denies"), On("toll", "counters", counter="rocks")),
    )
    made = event(
        "a", "2025-03-05", "arland", statement,
        to=("borduria",), place="channel", themes=("ferry",), responds_to=("b",),
        figures=(Figure(text("boats"), "port", source=(Citation("census"),)),),
    )  # fmt: skip
    assert [(r.path, r.kinds[0], r.id) for r in references(made)] == [
        (("who", 0), "actor", "arland"),
        (("source", 0, "ref"), "source", "gazette"),
        (("to", 0), "actor", "borduria"),
        (("place",), "place", "channel"),
        (("themes", 0), "theme", "ferry"),
        (("responds_to", 0), "event", "b"),
        (("says", 0, "by"), "actor", "minister"),
        (("says", 0, "source", 0, "ref"), "source", "bugle"),
        (("says", 0, "on", 0, "claim"), "claim", "rocks"),
        (("says", 0, "on", 1, "claim"), "claim", "toll"),
        (("says", 0, "on", 1, "counter"), "claim", "rocks"),
        (("figures", 0, "by"), "actor", "port"),
        (("figures", 0, "source", 0, "ref"), "source", "census"),
    ]


def test_all_references_that_lead_nowhere_are_told_at_once() -> None:
    found = faults(
        dossier(
            event("a", "2025-03-05", "arlnad", says("asserts", "rokcs")),
            event("b", "2025-03-06", "arland", source=(Citation("bugle"),)),
            claims=(claim("rocks", "borduria"),),
            config=config(bluf=(Line(text("x"), (Citation("gazete"),)),)),
        )
    )
    assert [(d.code, d.place, d.hint) for d in found] == [
        ("S02", Field("dossier", "dossier", ("bluf", 0, "source", 0, "ref")),
         'did you mean "gazette"?'),
        ("S02", Field("event", "a", ("who", 0)), 'did you mean "arland"?'),
        ("S02", Field("event", "a", ("says", 0, "on", 0, "claim")), 'did you mean "rocks"?'),
        ("S02", Field("event", "b", ("source", 0, "ref")), "add it to content/sources"),
    ]  # fmt: skip


def test_an_id_of_another_kind_does_not_count() -> None:
    (found,) = faults(dossier(event("a", "2025-03-05", "gazette")))
    assert found.message == 'the actor "gazette" does not exist'


def test_a_reference_to_what_was_dropped_is_a_leak() -> None:
    hidden = frozenset([("event", "secret")])
    (found,) = faults(dossier(event("a", "2025-03-05", responds_to=("secret",))), hidden)
    assert found == Diagnostic(
        "T01",
        'the event "secret" may not be seen by this audience, but is named here',
        Field("event", "a", ("responds_to", 0)),
        "take it out, give both records one label, or say in when_hidden what may stand here",
    )


def test_references_in_prose_are_followed() -> None:
    body = "See [[claim:rocks]], [[a]], [[nobody]], [[gazete]], [[clam:rocks]], [[actor:rocks]]."
    made, _, _ = prose.compile(body)
    found = faults(
        dossier(
            event("a", "2025-03-05", body=body, says=(says("asserts"),)),
            claims=(claim("rocks", "borduria"),),
            prose={body: made},
        )
    )
    assert [(d.code, d.place) for d in found] == [
        ("S02", Field("event", "a", ("body", "mentions", n))) for n in (2, 3, 4, 5)
    ]
    assert [(d.message, d.hint) for d in found] == [
        ('the event "nobody" does not exist', "add it to content/events"),
        ('the event "gazete" does not exist', 'did you mean "gazette"?'),
        ('"clam" is not a kind of record', 'did you mean "claim"?'),
        ('the actor "rocks" does not exist', "add it to content/actors"),
    ]


def test_references_in_the_prose_of_commentary_are_followed_too() -> None:
    body = "See [[actor:nobody]]."
    view = Commentary(id="view", title=text("View"), author="A", kind="opinion", body=body)
    made = {body: prose.compile(body).prose}
    (found,) = faults(dossier(event("a", "2025"), commentary=(view,), prose=made))
    assert found.place == Field("commentary", "view", ("body", "mentions", 0))


def test_a_mention_in_prose_of_what_was_dropped_is_a_leak() -> None:
    body = "See [[secret]]."
    made, _, _ = prose.compile(body)
    found = faults(
        dossier(event("a", "2025-03-05", body=body), prose={body: made}),
        frozenset([("claim", "secret")]),
    )
    assert [d.code for d in found] == ["T01"]


def test_the_target_of_a_mention() -> None:
    assert target("claim:rocks") == (("claim",), "rocks")
    kinds, id_ = target("2025-03-05-ferry")
    assert (kinds[0], id_) == ("event", "2025-03-05-ferry")
    assert "source" in kinds


def test_a_dossier_without_events_is_refused() -> None:
    assert faults(dossier()) == (
        Diagnostic(
            "A07",
            "the dossier has no event to publish",
            Field("dossier", "dossier"),
            "write one with: briefgen new event",
        ),
    )


def test_events_are_in_order_of_time_and_numbered() -> None:
    found = site(
        event("z", "2019"),
        event("b-month", "2025-03"),
        event("a-undated", "unknown"),
        event("c-day", "2025-03-01"),
        event("d-same-day", "2025-03-01"),
        event("e-open", "[..2018-05]"),
    )
    assert list(found.events) == ["e-open", "z", "c-day", "d-same-day", "b-month", "a-undated"]
    assert [found.numbers["event", e] for e in found.events] == [1, 2, 3, 4, 5, 6]


def test_sources_are_numbered_in_the_order_of_issue() -> None:
    sources = (source("b", "2025"), source("gazette", "unknown"), source("z", "2019-01-01"))
    found = site(event("a", "2025-03-05"), sources=sources)
    assert list(found.sources) == ["z", "b", "gazette"]
    assert found.numbers["source", "gazette"] == 3


def test_what_is_of_one_day_comes_in_the_order_of_ids() -> None:
    sources = source("b", "2025"), source("a", "2025")
    statements = says("asserts", "toll"), says("asserts", "rocks")
    held = dossier(
        event("a", "2025", "minister", *statements, source=(Citation("a"),)),
        sources=sources, claims=(claim("toll", "borduria"), claim("rocks", "borduria")),
    )  # fmt: skip
    events = (replace(held.events[0], id="b"), *held.events)
    found = resolve(Visible(replace(held, events=events), frozenset()))
    assert [*found.events] == [*found.sources] == ["a", "b"]
    assert [*found.claims] == ["rocks", "toll"]


def test_records_are_found_by_their_ids() -> None:
    places = (Place(id="channel", name=text("C"), precision="exact"),)
    themes = (Theme(id="ferry", label=text("F")), Theme(id="tolls", label=text("T")))
    found = site(event("a", "2025", place="channel"), places=places, themes=themes)
    assert found.places == {"channel": places[0]}
    assert found.themes == {"ferry": themes[0], "tolls": themes[1]}


def test_backlinks() -> None:
    first = event("a", "2025-03-05", "arland", says("asserts"), to=("borduria",))
    quoted = Statement(
        form="paraphrase",
        gist=text("x"),
        by="port",
        source=(Citation("bugle"), Citation("gazette")),
    )
    second = event("b", "2025-03-07", "borduria", quoted, to=("arland",), responds_to=("a",))
    found = site(
        second, first, claims=(claim("rocks", "borduria"),),
        sources=(source("gazette"), source("bugle")),
    )  # fmt: skip
    assert found.answers == {"a": ("b",)}
    assert found.citing == {"gazette": ("a", "b"), "bugle": ("b",)}
    assert found.acts == {"arland": ("a",), "borduria": ("b",), "port": ("b",)}
    assert found.addressed == {"borduria": ("a",), "arland": ("b",)}
    assert found.sides["minister"] == "arland"
    assert found.sides["press"] is None


def test_the_order_of_files_does_not_matter() -> None:
    events = [event(id_, date) for id_, date in (("a", "2025"), ("b", "2024"), ("c", "2025"))]
    one, two = dossier(*events), dossier(*reversed(events))
    assert resolve(Visible(one, frozenset())) == resolve(Visible(two, frozenset()))


def test_a_comment_with_the_same_words_never_answers() -> None:
    """A reader's comment holds no statements, so nothing in it can be a reply."""
    comment = Commentary(
        id="letter", title=text("A letter"), author="A reader", kind="reader-comment",
        refs=("rocks",), body="Borduria denies it.",
    )  # fmt: skip
    found = site(
        event("a", "2025-03-05", "minister", says("asserts")),
        claims=(claim("rocks", "borduria"),),
        commentary=(comment,),
    )
    assert found.claims["rocks"].status == "unanswered"
    assert not hasattr(comment, "says")


def test_actors_may_be_named_by_actors() -> None:
    lost = actor("lost", part_of="nowhere")
    (found,) = faults(
        dossier(event("a", "2025-03-05"), actors=(actor("arland"), actor("borduria"), lost))
    )
    assert found.place == Field("actor", "lost", ("part_of",))


def test_each_part_tells_of_its_own_records_and_of_nothing_else() -> None:
    def changed(**more: Any) -> list[str]:
        now = site(event("a", "2025"), **more).parts
        return [name for (name, part), (_, was) in zip(now, before, strict=True) if part != was]

    before = site(event("a", "2025")).parts
    assert [name for name, _ in before] == [
        "dossier", *(kind.plural for kind in KINDS), "quotes", "withdrawn",
    ]  # fmt: skip
    assert changed(config=config(theme="other")) == ["dossier"]
    assert changed(claims=(claim("rocks", "borduria"),)) == ["claims"]
    assert changed(sources=(source("gazette", "2024"),)) == ["sources"]
    assert changed(quotes=(VERIFIED,)) == ["quotes"]
    out = Change(parse("2025-06-01"), "withdrawal", text("It was false."))
    assert changed(claims=(claim("rocks", "borduria", changes=(out,)),)) == ["withdrawn"]


def test_a_few_records_of_many_keep_the_numbers_and_counts_of_all() -> None:
    one = event("a", "2025-03-05", "arland", says("asserts", "rocks"))
    other = event("b", "2025-03-06", "borduria", responds_to=("a",))
    few = dossier(one, other, claims=(claim("rocks", "borduria"),))
    made = some(few, {("event", "a"): 41, ("event", "b"): 42}, Counts(1200, 7))
    assert made.counts == Counts(1200, 7)
    assert made.numbers == {
        ("event", "a"): 41, ("event", "b"): 42, ("source", "gazette"): 1, ("claim", "rocks"): 1,
    }  # fmt: skip
    assert replace(made, numbers={}, counts=Counts(2, 1)) == replace(
        resolve(Visible(few, frozenset())), numbers={}
    )
