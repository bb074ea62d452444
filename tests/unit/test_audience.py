"""One filter: what an audience may see, and nothing of what it may not."""

from __future__ import annotations

import datetime

import pytest

from briefgen import prose
from briefgen.audience import LABELS, Audience, mark, next_end, visible
from briefgen.dates import parse
from briefgen.errors import ContentError, Diagnostic, Field
from briefgen.model.dossier import Media
from briefgen.resolve import resolve
from tests.unit.records import PUBLIC, TODAY, config, dossier, event, source


@pytest.mark.parametrize("label", LABELS)
def test_an_audience_sees_labels_up_to_its_own(label: str) -> None:
    audience = Audience(TODAY, label)
    seen = [name for name in LABELS if audience.sees(event("a", "2025", tlp=name), "CLEAR")]
    assert seen == list(LABELS[: LABELS.index(label) + 1])


def test_a_record_without_a_label_has_the_dossiers() -> None:
    plain = event("a", "2025")
    assert PUBLIC.sees(plain, "CLEAR")
    assert not PUBLIC.sees(plain, "GREEN")
    assert PUBLIC.sees(event("a", "2025", tlp="CLEAR"), "RED")


@pytest.mark.parametrize("label", ["clear", "WHITE", "", "TLP:CLEAR", "AMBER+"])
def test_an_unknown_label_hides_the_record(label: str) -> None:
    assert not Audience(TODAY, "RED").sees(event("a", "2025", tlp=label), "CLEAR")
    assert not Audience(TODAY, "RED").sees(event("a", "2025"), label)


def test_drafts_are_for_those_who_ask() -> None:
    draft = event("a", "2025", draft=True)
    assert not PUBLIC.sees(draft, "CLEAR")
    assert Audience(TODAY, drafts=True).sees(draft, "CLEAR")
    assert not Audience(TODAY, drafts=True).sees(event("a", "2025", draft=True, tlp="RED"), "CLEAR")


@pytest.mark.parametrize(
    ("today", "seen"), [("2025-06-30", False), ("2025-07-01", True), ("2025-07-02", True)]
)
def test_an_embargo_ends_on_its_day(today: str, seen: bool) -> None:
    audience = Audience(datetime.date.fromisoformat(today))
    assert audience.sees(event("a", "2025", embargo=parse("2025-07-01")), "CLEAR") is seen


def test_an_embargo_that_cannot_be_read_never_ends() -> None:
    assert not PUBLIC.sees(event("a", "2025", embargo=parse("unknown")), "CLEAR")


def test_with_nothing_hidden_the_dossier_is_the_same() -> None:
    whole = dossier(event("a", "2025"))
    assert visible(whole, PUBLIC).dossier is whole
    assert visible(whole, PUBLIC).hidden == frozenset()


def test_hidden_records_go_with_their_prose_and_pictures() -> None:
    bodies = {
        text: prose.compile(text)[0]
        for text in (
            "Open. ![a](media/open.png) ![b](media/both.png)",
            "Secret. ![c](media/secret.png) ![b](media/both.png)",
        )
    }
    first, second = bodies
    names = ("both", "nowhere", "open", "secret")
    whole = dossier(
        event("a", "2025", body=first),
        event("b", "2025", body=second, tlp="AMBER"),
        prose=bodies,
        media=tuple(Media(f"media/{name}.png", b"") for name in names),
    )
    found = visible(whole, PUBLIC)
    assert [e.id for e in found.dossier.events] == ["a"]
    assert list(found.dossier.prose) == [first]
    assert [m.path for m in found.dossier.media] == ["media/both.png", "media/open.png"]
    assert found.hidden == {("event", "b")}
    assert "Secret" not in repr(found.dossier)


def test_every_kind_of_record_is_filtered() -> None:
    whole = dossier(
        event("a", "2025"),
        sources=(source("gazette"), source("secret", tlp="RED")),
    )
    assert [s.id for s in visible(whole, PUBLIC).dossier.sources] == ["gazette"]


def test_what_is_kept_must_not_name_what_was_dropped() -> None:
    whole = dossier(event("a", "2025", tlp="GREEN"), event("b", "2025", see_also=("a",)))
    with pytest.raises(ContentError) as caught:
        resolve(visible(whole, PUBLIC))
    assert [d.code for d in caught.value.diagnostics] == ["T01"]
    assert resolve(visible(whole, Audience(TODAY, "GREEN"))).events.keys() == {"a", "b"}


def test_an_audience_that_may_not_read_the_dossier_itself_gets_no_edition() -> None:
    whole = dossier(event("a", "2025", tlp="CLEAR"), config=config(tlp="AMBER"))
    with pytest.raises(ContentError) as caught:
        visible(whole, PUBLIC)
    assert caught.value.diagnostics == (
        Diagnostic(
            "T01",
            "the dossier itself is TLP:AMBER, and its title and bottom line would reach an"
            " audience of TLP:CLEAR",
            Field("dossier", "dossier", ("tlp",)),
            "build it with --audience AMBER, or give dossier.yaml a label it may see",
        ),
    )
    assert visible(whole, Audience(TODAY, "AMBER")).dossier is whole


def test_nobody_gets_an_edition_of_a_dossier_for_named_recipients() -> None:
    with pytest.raises(ContentError) as caught:
        visible(dossier(event("a", "2025"), config=config(tlp="RED")), Audience(TODAY, "AMBER"))
    assert [d.hint for d in caught.value.diagnostics] == [
        "no edition can be for RED: it is for named recipients only"
    ]


def test_a_label_of_the_dossier_that_is_none_is_for_nobody() -> None:
    with pytest.raises(ContentError):
        visible(dossier(event("a", "2025"), config=config(tlp="WHITE")), Audience(TODAY, "RED"))


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        ("CLEAR", ("CLEAR", None), ""),
        ("CLEAR", ("GREEN", None), "TLP:GREEN"),
        ("GREEN", ("CLEAR", None), "TLP:GREEN"),
        ("CLEAR", ("AMBER+STRICT", "AMBER"), "TLP:AMBER+STRICT"),
    ],
)
def test_the_mark_is_the_strictest_label_in_it(
    own: str, others: tuple[str | None, ...], expected: str
) -> None:
    events = [event(f"e{n}", "2025", tlp=label) for n, label in enumerate(others)]
    assert mark(dossier(*events, config=config(tlp=own))) == expected


def test_the_next_end_of_an_embargo_is_of_one_that_changes_this_edition() -> None:
    whole = dossier(
        event("a", "2025", embargo=parse("2025-07-01")),
        event("b", "2025", embargo=parse("2025-08-15")),
        event("c", "2025", embargo=parse("2025-08-01"), tlp="AMBER"),
        event("d", "2025", embargo=parse("2025-08-02"), draft=True),
        event("e", "2025", embargo=parse("unknown")),
    )
    ends = [
        next_end(whole, Audience(TODAY, label, drafts=drafts))
        for label, drafts in (("CLEAR", False), ("AMBER", False), ("CLEAR", True))
    ]
    assert ends == [datetime.date(2025, 8, day) for day in (15, 1, 2)]
    assert next_end(whole, Audience(datetime.date(2025, 8, 15))) is None
