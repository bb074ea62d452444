"""What the lock says of a quote, against the copies that are now on record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.dates import parse
from briefgen.model.event import Original, Statement, Translation
from briefgen.model.shared import Citation
from briefgen.model.source import Snapshot
from briefgen.model.verification import Verification
from briefgen.quotes.asked import asked, digest
from briefgen.resolve import quoted
from tests.unit.records import actor, event, site, source

if TYPE_CHECKING:
    from briefgen.model import Event

A, B = "a" * 64, "b" * 64
WORDS = "The ferry shall run."


def held(id_: str, sha: str | None, **more: Any) -> Any:
    snapshot = Snapshot(f"{id_}.txt", sha, parse("2025-03-07")) if sha else None
    return source(id_, snapshot=snapshot, **more)


def said(words: str = WORDS, **more: Any) -> Statement:
    return Statement(form="direct", quote=words, **more)


def entry(
    sha: str, state: str = "verified", src: str = "gazette", words: str = WORDS
) -> Verification:
    return Verification(
        event="e",
        quote=digest(words),
        source=src,
        snapshot=sha,
        state="verified" if state == "verified" else "mismatch",
        at=0,
        on=parse("2025-03-08"),
    )


def standing(*entries: Verification, sources: Any, cited: tuple[str, ...] = ("gazette",)) -> Any:
    one = event("e", "2025-03-06", "arland", said(), source=tuple(map(Citation, cited)))
    (found,) = asked(one, "en", {s.id: s for s in sources})
    return quoted.standing(found, entries, {s.id: s for s in sources})


CASES = [
    ((), "unheld", False),
    ((entry(A),), "verified", False),
    ((entry(A, "mismatch"),), "mismatch", False),
    ((entry(B),), "mismatch", True),
    ((entry(B, "mismatch"),), "mismatch", True),
    ((entry(B), entry(A)), "verified", False),
    ((entry(B), entry(A, "mismatch")), "mismatch", False),
    ((entry(A, words="Others."), entry(A)), "verified", False),
    ((entry(A, words="Others."),), "unheld", False),
    ((entry(A, src="herald"),), "unheld", False),
]


@pytest.mark.parametrize(("entries", "state", "moved"), CASES)
def test_the_lock_counts_for_the_copy_on_record(
    entries: tuple[Verification, ...], state: str, moved: bool
) -> None:
    found = standing(*entries, sources=[held("gazette", A), held("herald", A)])
    assert (found.state, found.moved) == (state, moved)
    assert (found.on is not None) == (state == "verified")
    assert found.source == ("" if state == "unheld" else "gazette")


def test_without_a_copy_on_record_the_lock_says_nothing() -> None:
    assert standing(entry(A), sources=[held("gazette", None)]) == quoted.UNHELD


def test_one_source_that_has_the_words_is_enough() -> None:
    sources = [held("gazette", A), held("herald", B)]
    entries = entry(A, "mismatch"), entry(B, src="herald")
    found = standing(*entries, sources=sources, cited=("gazette", "herald"))
    assert (found.state, found.source) == ("verified", "herald")
    sources[0] = held("gazette", None)
    found = standing(*entries, sources=sources, cited=("gazette", "herald"))
    assert (found.state, found.source) == ("verified", "herald")


def listed(one: Event, **langs: str | None) -> list[tuple[str, tuple[str, ...], bool]]:
    sources = {id_: source(id_, lang=lang) for id_, lang in langs.items()}
    return [(a.field[0], a.sources, a.marks) for a in asked(one, "en", sources)]


def cites(*ids: str) -> tuple[Citation, ...]:
    return tuple(map(Citation, ids))


def test_a_quote_is_asked_of_its_own_sources_or_of_its_events() -> None:
    both = {"gazette": None, "herald": "en-GB"}
    one = event("e", "2025", "a", said(), source=cites("gazette", "herald"))
    assert listed(one, **both) == [("quote", ("gazette", "herald"), True)]
    own = event("e", "2025", "a", said(source=cites("herald")), source=cites("gazette"))
    assert listed(own, **both) == [("quote", ("herald",), True)]


def test_sources_in_another_language_are_not_asked() -> None:
    one = event("e", "2025", "a", said(lang="fr-DZ"), source=cites("gazette", "herald"))
    assert listed(one, gazette="fr", herald="en") == [("quote", ("gazette",), True)]


@pytest.mark.parametrize(("by", "ours"), [("human", True), ("machine", True), ("source", False)])
def test_a_translation_of_ours_is_asked_by_its_original(by: Any, ours: bool) -> None:
    original = Original("fr", "Le bac partira.")
    words = said(translation=Translation(by), original=original, source=cites("gazette"))
    one = event("e", "2025", "a", words, source=cites("herald"))
    quote = () if ours else ("gazette",)
    assert listed(one, gazette=None, herald="fr") == [
        ("quote", quote, not ours),
        ("original", ("gazette", "herald"), ours),
    ]
    alone = event("e", "2025", "a", said(translation=Translation(by)), source=cites("gazette"))
    assert listed(alone, gazette=None) == [("quote", quote, True)]


def test_what_is_asked_says_which_words_stand_where() -> None:
    both = said("The ferry shall run.", original=Original("fr", "Le bac partira."))
    one = event("e", "2025", "a", said("Others."), both, source=cites("gazette"))
    assert [(a.event, a.path, a.text) for a in asked(one, "en", {})] == [
        ("e", ("says", 0, "quote"), "Others."),
        ("e", ("says", 1, "quote"), "The ferry shall run."),
        ("e", ("says", 1, "original", "text"), "Le bac partira."),
    ]


def test_a_paraphrase_is_asked_of_nobody() -> None:
    gist = Statement(form="paraphrase", gist=actor("x").name)
    assert listed(event("e", "2025", "a", gist), gazette=None) == []


def test_a_digest_is_of_the_words_in_whatever_form_of_unicode() -> None:
    assert digest("e\u0301te\u0301") == digest("été") != digest("ete")


def test_the_marks_of_a_site_are_those_of_its_statements() -> None:
    gist = Statement(form="paraphrase", gist=actor("x").name)
    one = event("e", "2025-03-06", "arland", said(), gist, said("Others."))
    one = replace(one, says=(*one.says, said("None.")))
    two = event("f", "2025-03-06", "arland", said())
    lock = entry(A), entry(A, "mismatch", words="None.")
    made = site(one, two, sources=(held("gazette", A),), quotes=lock)
    marks = [quoted.mark(made.quoted.get(id_, ()), n) for id_ in ("e", "f") for n in range(4)]
    assert [mark.state for mark in marks] == [
        "verified", "unheld", "unheld", "mismatch", "unheld", "unheld", "unheld", "unheld",
    ]  # fmt: skip
    assert set(made.quoted) == {"e"}
    assert quoted.counts(made) == (1, 2, 1)
    assert quoted.plain(made.quoted["e"]) == (
        (0, True, "verified", "2025-03-08"),
        (2, True, "unheld", ""),
        (3, True, "mismatch", ""),
    )


def test_a_change_of_the_lock_changes_the_print_edition() -> None:
    one = event("e", "2025-03-06", "arland", said())
    sources = (held("gazette", A),)
    before, after = (site(one, sources=sources, quotes=q).parts for q in ((), (entry(A),)))
    assert before != after
