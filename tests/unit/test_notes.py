"""What stands in place of a reference to what was dropped: the referring record's own note."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen import prose
from briefgen.audience import Audience, visible
from briefgen.errors import ContentError, Field
from briefgen.model import Commentary, Event, Page
from briefgen.model.fields import Localized
from briefgen.model.shared import Citation
from briefgen.resolve import resolve
from tests.unit.records import PUBLIC, TODAY, claim, config, dossier, event, source, text

NOTE = Localized((("en", "A record is held *back*."), ("fr", "Une fiche manque.")))
SECRET = event("secret", "2025", tlp="AMBER")


def seen(*events: Event, audience: Audience = PUBLIC, **more: Any) -> dict[str, Event]:
    bodies = {e.body: prose.compile(e.body).prose for e in events if e.body}
    held = dossier(*events, SECRET, prose=bodies, **more)
    return {e.id: e for e in resolve(visible(held, audience)).events.values()}


def test_a_list_loses_what_was_dropped_and_the_note_stays() -> None:
    one = event("a", "2025", see_also=("b", "secret"), when_hidden=NOTE)
    other = event("b", "2025", responds_to=("secret",), when_hidden=NOTE)
    found = seen(one, other)
    assert (found["a"].see_also, found["a"].when_hidden) == (("b",), NOTE)
    assert (found["b"].responds_to, found["b"].when_hidden) == ((), NOTE)


def test_a_note_that_is_not_needed_is_not_shown() -> None:
    one = event("a", "2025", see_also=("b", "secret"), when_hidden=NOTE)
    found = seen(one, event("b", "2025"), audience=Audience(TODAY, "AMBER"))
    assert (found["a"].see_also, found["a"].when_hidden) == (("b", "secret"), None)


def test_a_source_goes_only_if_another_remains() -> None:
    sources = source("gazette"), source("leak", tlp="RED")
    both = (Citation("leak"), Citation("gazette"))
    found = seen(event("a", "2025", source=both, when_hidden=NOTE), sources=sources)
    assert found["a"].source == (Citation("gazette"),)
    with pytest.raises(ContentError) as caught:
        seen(event("a", "2025", source=both[:1], when_hidden=NOTE), sources=sources)
    assert [d.code for d in caught.value.diagnostics] == ["T01"]


def test_in_a_body_the_note_stands_for_reference_and_words_alike() -> None:
    body = "See [[secret|the *inside* story]], [[event:secret]] and [[b]]; `[[secret]]`."
    found = seen(event("a", "2025", body=body, when_hidden=NOTE), event("b", "2025"))
    note = r"A record is held \*back\*\."
    assert found["a"].body == f"See {note}, {note} and [[b]]; `{note}`."
    assert found["a"].when_hidden is None


def test_the_new_text_is_ready_for_pages() -> None:
    held = dossier(
        event("a", "2025", body="Not [[secret]].", when_hidden=NOTE),
        event("b", "2025"),
        SECRET,
        prose={"Not [[secret]].": prose.compile("Not [[secret]].").prose},
    )
    found = visible(held, PUBLIC).dossier
    (made,) = found.prose.values()
    assert made.source == found.events[0].body
    assert made.html == "<p>Not A record is held *back*..</p>"


def test_a_commentary_gets_the_note_in_its_own_language() -> None:
    text_ = Commentary(
        id="view", title=text("View"), author="A", kind="opinion", lang="fr",
        refs=("secret", "gazette"), body="Voir [[secret]].", when_hidden=NOTE,
    )  # fmt: skip
    held = dossier(event("a", "2025"), SECRET, commentary=(text_,))
    (found,) = visible(held, PUBLIC).dossier.commentary
    assert found.body == r"Voir Une fiche manque\.."
    assert found.refs == ("gazette",)


def test_a_text_in_a_language_without_a_note_gets_that_of_the_dossier() -> None:
    body = "See [[secret]]."
    view = Commentary(
        id="view", title=text("View"), author="A", kind="opinion", lang="ar", body=body,
        when_hidden=NOTE,
    )  # fmt: skip
    held = dossier(event("a", "2025"), SECRET, commentary=(view,), config=config(lang="fr"))
    (found,) = visible(held, PUBLIC).dossier.commentary
    assert found.body == r"See Une fiche manque\.."


def test_a_note_does_not_stand_for_a_name_that_is_mistyped() -> None:
    body = "See [[secrte]] and [[secret]]."
    one = event("a", "2025", body=body, see_also=("secrte", "secret"), when_hidden=NOTE)
    with pytest.raises(ContentError) as caught:
        seen(one)
    assert [(d.code, d.place) for d in caught.value.diagnostics] == [
        ("S02", Field("event", "a", ("see_also", 0))),
        ("S02", Field("event", "a", ("body", "mentions", 0))),
    ]


def test_a_page_has_notes_in_its_text_in_the_language_of_the_dossier() -> None:
    body = "See [[secret]]."
    held = dossier(
        event("a", "2025"), SECRET, pages=(Page(id="about", title=text("About"), body=body,
        when_hidden=NOTE),), prose={body: prose.compile(body).prose},
    )  # fmt: skip
    (found,) = visible(held, PUBLIC).dossier.pages
    assert found.body == r"See A record is held \*back\*\.."


def test_a_name_that_may_be_of_a_record_in_sight_is_left_alone() -> None:
    body = "See [[secret]] and [[event:secret]]."
    view = Commentary(
        id="view", title=text("View"), author="A", kind="opinion", refs=("secret",), body=body,
        when_hidden=NOTE,
    )  # fmt: skip
    claims = (claim("secret", "borduria"),)
    held = dossier(event("a", "2025"), SECRET, commentary=(view,), claims=claims)
    (found,) = visible(held, PUBLIC).dossier.commentary
    assert found.refs == ("secret",)
    assert found.body == r"See [[secret]] and A record is held \*back\*\.."
    assert found.when_hidden is None


def test_a_note_is_one_line_of_plain_words() -> None:
    note = text("Held *back*:\n\n- [x](y)\n  <b>1_2</b>")
    found = seen(event("a", "2025", body="[[secret]]", when_hidden=note))
    made = prose.compile(found["a"].body).prose
    assert made.html == "<p>Held *back*: - [x](y) &lt;b&gt;1_2&lt;/b&gt;</p>"


@pytest.mark.parametrize(
    "fields", [{"see_also": ("secret",)}, {"body": "As [[secret]] shows."}, {"to": ("spy",)}]
)
def test_without_a_note_or_where_none_can_stand_the_reference_is_refused(
    fields: dict[str, Any],
) -> None:
    from tests.unit.records import ACTORS, actor

    actors = (*ACTORS, actor("spy", tlp="RED"))
    note = NOTE if "to" in fields else None
    with pytest.raises(ContentError) as caught:
        seen(event("a", "2025", when_hidden=note, **fields), actors=actors)
    assert [d.code for d in caught.value.diagnostics] == ["T01"]
    assert "when_hidden" in caught.value.diagnostics[0].hint
