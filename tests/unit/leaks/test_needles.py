"""Needles: pieces of what was dropped that occur in nothing that is kept."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import prose
from briefgen.audience import LABELS, Audience
from briefgen.dates import parse
from briefgen.errors import Field
from briefgen.leaks.needles import kept_texts, needles, part, texts
from briefgen.model.dossier import Media
from briefgen.model.shared import Waiver
from tests.unit.records import PUBLIC, TODAY, dossier, event, text

if TYPE_CHECKING:
    from briefgen.model import Dossier

LATER, NOW, NEVER = ({"embargo": parse(day)} for day in ("2025-07-02", "2025-07-01", "unknown"))
PLACE = Field("event", "x", ("what",))
ID = Field("event", "x", ("id",))


def sieve(dropped: str, kept: str, place: Field = PLACE) -> tuple[set[str], int, set[str]]:
    made = needles([(place, dropped)], [kept], {})
    return set(made.words), sum(map(len, made.runs.values())), set(made.ids)


def test_a_word_that_nothing_kept_uses_is_enough() -> None:
    assert sieve("The mediator left", "the left bank") == ({"mediator"}, 1, set())


def test_a_short_word_of_a_language_is_not() -> None:
    assert sieve("They met the man now", "") == (set(), 1, set())


def test_a_name_in_a_sentence_is() -> None:
    assert sieve("They met Zog, the man", "")[0] == {"zog"}


@pytest.mark.parametrize("word", ["7", "2025", "1234567", "ab", "a1b", "é"])
def test_numbers_and_syllables_tell_nothing(word: str) -> None:
    assert sieve(word, "") == (set(), 0, set())


@pytest.mark.parametrize("word", ["Zog", "ab12", "使节", "été"])
def test_short_names_do(word: str) -> None:
    assert len(sieve(word, "")[0]) == 1


def test_common_words_count_by_five() -> None:
    kept = "a b c d e f g"
    assert sieve("b a b c d e", kept)[1] == 1
    assert sieve("a b c d e f g", kept)[1] == 0


@pytest.mark.parametrize(("said", "count"), [("council ministers meeting", 1), ("he is in", 0)])
def test_a_whole_title_of_three_or_four_words_counts_if_it_is_long_enough(
    said: str, count: int
) -> None:
    assert sieve(said, " ".join(reversed(said.split())))[1] == count


def test_an_id_of_common_words_counts_as_a_whole() -> None:
    kept = "2025 03 07 toll"
    assert sieve("2025-03-07-toll", kept, ID)[2] == {"2025-03-07-toll"}
    assert sieve("2025-03-07-toll", f"{kept} my-2025-03-07-toll-2", ID)[2] == set()


def test_equal_needles_have_equal_digests() -> None:
    one = needles([(PLACE, "the envoy")], ["the"], {})
    other = needles([(PLACE, "The  envoy")], ["the", "more"], {})
    assert one.digest == other.digest
    assert one.digest != needles([(PLACE, "the envoy")], ["the"], {b"x": "media/a.png"}).digest


def test_every_text_of_a_record_is_looked_at() -> None:
    waived = event("a", "2025", waive=(Waiver("C01", "because"),), via=text("radio"), body="More.")
    found = dict(texts(waived))
    assert found["waive", 0, "because"] == "because"
    assert found["via",] == "radio"
    assert found["body",] == "More."
    assert found["id",] == "a"
    assert not [path for path in found if "date" in path]


@pytest.mark.parametrize("label", LABELS[:-1])
@pytest.mark.parametrize("own", [None, *LABELS, "WHITE"])
@pytest.mark.parametrize("more", [{}, {"draft": True}, LATER, NOW, NEVER])
def test_what_is_dropped_is_what_the_filter_drops(
    label: str, own: str | None, more: dict[str, Any]
) -> None:
    record = event("a", "2025", tlp=own, **more)
    for audience in (Audience(TODAY, label), Audience(TODAY, label, drafts=True)):
        parted = part(dossier(record), audience)
        dropped = ("event", record) in parted.dropped
        assert dropped is not audience.sees(record, "CLEAR")


def test_an_unknown_audience_sees_nothing() -> None:
    parted = part(dossier(event("a", "2025")), Audience(datetime.date(2025, 1, 1), "WHITE"))
    assert parted.kept == []


def pictured() -> Dossier:
    bodies = ("![a](media/a.png) ![c](media/c.png)", "![b](media/b.png) ![c](media/c.png)")
    return dossier(
        event("a", "2025", body=bodies[0], see_also=("b",)),
        event("b", "2025", body=bodies[1], tlp="AMBER"),
        prose={body: prose.compile(body).prose for body in bodies},
        media=tuple(Media(f"media/{name}.png", b"") for name in "abc"),
    )


def test_pictures_go_with_the_texts_that_show_them() -> None:
    assert part(pictured(), PUBLIC).pictures == {"media/b.png"}


def test_a_reference_to_what_was_dropped_keeps_nothing() -> None:
    held = pictured()
    kept = " ".join(kept_texts(held, part(held, PUBLIC)))
    assert "media/a.png" in kept
    assert " b " not in f" {kept} "
