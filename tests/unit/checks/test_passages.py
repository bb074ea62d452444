"""The record's own texts: which they are, in which language, and where a word of them stands."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.checks.passages import OWN, Told
from briefgen.checks.reading import Context, Ear, Reading, records
from briefgen.dates import parse
from briefgen.model import KINDS, Commentary, Page, Term
from briefgen.model.event import DateBasis, Statement
from briefgen.model.fields import Localized
from briefgen.model.shared import Change
from tests.unit.records import CONFIG, actor, claim, event, site, text

if TYPE_CHECKING:
    from briefgen.lexicon import Hit
    from briefgen.lexicon import Kind as Listed
    from briefgen.model import Kind
    from briefgen.resolve import Site

BOTH = Localized((("en", "The regime"), ("fr", "La junte")))


def told(kind: str, made: Site) -> dict[tuple[str | int, ...], tuple[str, str]]:
    """Path to text and language of what a site says in its own voice in a kind of record."""
    found = [one for reading in read(made) if reading.kind == kind for one in reading.texts]
    return {one.path: (one.text, one.lang) for one in found}


def read(made: Site) -> list[Reading[Any]]:
    ear = Ear(Context.of(made.dossier))
    return [ear.read(record) for record in records(made.dossier)]


def heard(made: Site, kind: Listed) -> list[tuple[Reading[Any], Told, Hit]]:
    return [(reading, *one) for reading in read(made) for one in reading.heard(kind)]


def test_an_event_speaks_in_these_fields() -> None:
    said = Statement(form="paraphrase", gist=BOTH)
    quote = Statement(form="direct", quote="The regime")
    made = event(
        "a",
        "2025",
        "arland",
        said,
        quote,
        title=text("T"),
        via=text("V"),
        date_basis=DateBasis("inferred", text("R")),
        conflicts=(text("C"), BOTH),
        changes=(Change(parse("2025-01-01"), "update", text("N")),),
        body="B",
        when_hidden=text("H"),
    )
    assert told("event", site(made)) == {
        ("title",): ("T", "en"),
        ("what",): ("a", "en"),
        ("via",): ("V", "en"),
        ("date_basis", "reason"): ("R", "en"),
        ("says", 0, "gist", "en"): ("The regime", "en"),
        ("says", 0, "gist", "fr"): ("La junte", "fr"),
        ("conflicts", 0): ("C", "en"),
        ("conflicts", 1, "en"): ("The regime", "en"),
        ("conflicts", 1, "fr"): ("La junte", "fr"),
        ("changes", 0, "note"): ("N", "en"),
        ("body",): ("B", "en"),
        ("when_hidden",): ("H", "en"),
    }


def test_a_subject_is_left_out_in_what_and_gist_and_a_body_is_markdown() -> None:
    said = Statement(form="paraphrase", gist=BOTH)
    made = site(event("a", "2025", "arland", said, title=text("T"), body="B"))
    (spoken,) = (reading for reading in read(made) if reading.kind == "event")
    found = {one.path[-1]: one.passage for one in spoken.texts}
    assert [found[name].implied for name in ("what", "en", "title", "body")] == [
        True,
        True,
        False,
        False,
    ]
    assert [found[name].markdown for name in ("what", "body")] == [False, True]


def test_a_page_is_known_by_its_language() -> None:
    pages = (Page(id="p", title=text("T"), lang="fr", body="B"), Page(id="q", title=text("T")))
    made = site(event("a", "2025"), pages=pages)
    spoken = [reading for reading in read(made) if reading.kind == "page"]
    found = [(reading.id, one.lang) for reading in spoken for one in reading.texts]
    assert found == [("p.fr", "fr"), ("p.fr", "fr"), ("q", "en")]


def test_of_commentary_the_disclosure_alone_is_the_records() -> None:
    one = Commentary(
        id="c", title=text("T"), author="A", kind="opinion", disclosure=text("D"), body="B"
    )
    made = site(event("a", "2025"), commentary=(one,))
    assert told("commentary", made) == {("disclosure",): ("D", "en")}


def test_terms_are_the_only_kind_without_a_voice() -> None:
    assert {kind.name for kind in KINDS} - OWN.keys() == {"term"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name in OWN], ids=lambda k: k.name)
def test_the_fields_of_the_table_are_there(kind: Kind) -> None:
    named = {path.split(".")[0] for path in OWN[kind.name]}
    assert named <= {field.name for field in fields(kind.type)}


def test_each_language_has_its_own_words() -> None:
    made = site(event("a", "2025", conflicts=(BOTH,)))
    found = [(one.path[-1], hit.word) for _, one, hit in heard(made, "loaded")]
    assert found == [("en", "regime"), ("fr", "junte")]


def test_a_language_without_a_list_says_nothing() -> None:
    made = site(event("a", "2025", conflicts=(Localized((("de", "Das regime"),)),)))
    assert heard(made, "loaded") == []


def test_kinds_of_words_are_asked_for() -> None:
    made = site(event("a", "2025", conflicts=(text("The regime is likely to fall"),)))
    assert [hit.word for *_, hit in heard(made, "loaded")] == ["regime"]
    assert [hit.word for *_, hit in heard(made, "likelihood")] == ["likely"]


def test_words_come_in_the_order_of_the_texts_whatever_their_languages() -> None:
    more = Localized((("fr", "La junte"), ("en", "The regime"), ("fr-ML", "La junte")))
    made = site(event("a", "2025", conflicts=(more, BOTH)))
    words = ["junte", "regime", "junte", "regime", "junte"]
    assert [hit.word for *_, hit in heard(made, "loaded")] == words


def test_a_word_whose_accent_is_a_character_of_its_own_is_heard() -> None:
    written = Localized((("fr", unicodedata.normalize("NFD", "Le régime")),))
    made = site(event("a", "2025", conflicts=(written,)))
    assert [hit.word for *_, hit in heard(made, "loaded")] == ["régime"]


def test_terms_count_in_the_language_of_their_label() -> None:
    terms = (
        Term(id="a", label=text("toll"), loaded=True, use_instead=text("fee")),
        Term(id="b", label=text("péage"), lang="fr", loaded=True, attribute_to=("arland",)),
        Term(id="c", label=BOTH, loaded=False),
        Term(
            id="d", label=Localized((("fr-BO", "pirate"),)), loaded=True, attribute_to=("borduria",)
        ),
    )
    names = Localized((("en", "Borduria"), ("fr", "Bordurie")))
    actors = (actor("arland"), actor("borduria", name=names))
    made = site(event("a", "2025"), terms=terms, actors=actors)
    ear = Ear(Context.of(made.dossier))

    def entries(words: str, lang: str) -> list[tuple[str, str, tuple[str, ...]]]:
        spoken = event("a", "2025", conflicts=(Localized(((lang, words),)),))
        found = [hit for _, hit in ear.read(spoken).heard("loaded")]
        return [(hit.entry.word, hit.entry.instead, hit.entry.who) for hit in found]

    assert entries("the toll, the péage", "en") == [("toll", "fee", ())]
    assert entries("the toll, le péage", "fr") == [("péage", "", ("Arland",))]
    assert entries("the toll", "en-GB") == [("toll", "fee", ())]
    assert entries("le pirate", "fr") == [("pirate", "", ("Bordurie",))]


def test_a_neutral_word_is_in_the_language_of_the_label_or_of_the_dossier() -> None:
    both = Localized((("en", "toll"), ("fr", "péage")))
    terms = (
        Term(
            id="a", label=both, loaded=True, use_instead=Localized((("fr", "taxe"), ("en", "fee")))
        ),
        Term(
            id="b",
            label=Localized((("fr", "droit"),)),
            loaded=True,
            use_instead=Localized((("de", "Gebühr"), ("en", "duty"))),
        ),
    )
    ear = Ear(Context.of(site(event("a", "2025"), terms=terms).dossier))
    for words, lang, instead in (
        ("toll", "en", "fee"),
        ("péage", "fr", "taxe"),
        ("droit", "fr", "duty"),
    ):
        said = event("a", "2025", conflicts=(Localized(((lang, words),)),))
        ((_, hit),) = ear.read(said).heard("loaded")
        assert hit.entry.instead == instead


def test_names_on_file_may_speak() -> None:
    actors = (actor("arland", aliases=("Regime of Klow",)), actor("borduria"))
    made = site(
        event("a", "2025", conflicts=(text("Klow says the regime of Klow knows the regime"),)),
        actors=actors,
        claims=(claim("c", "borduria", note=text("Regimes fall")),),
        config=replace(CONFIG, scope=text("The regime")),
    )
    found = [(reading.kind, hit.word, hit.voice) for reading, _, hit in heard(made, "loaded")]
    assert found == [
        ("dossier", "regime", "own"),
        ("event", "regime", "attributed"),
        ("claim", "Regimes", "own"),
    ]


def test_a_word_is_found_again_by_its_number() -> None:
    made = site(event("a", "2025", conflicts=(text("regime or “the regime” and the regime"),)))
    places = [reading.word(one, hit.word, hit.start) for reading, one, hit in heard(made, "loaded")]
    assert [(place.word, place.nth) for place in places] == [
        ("regime", 0),
        ("regime", 1),
        ("regime", 2),
    ]
