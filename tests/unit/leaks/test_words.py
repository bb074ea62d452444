"""Words are the same words however they are written down."""

from __future__ import annotations

import pytest

from briefgen.leaks.words import halves, plain, runs, slugs, untagged, words


@pytest.mark.parametrize(
    "written",
    [
        "Ça sert à «l'Émir»",
        "c\u0327a sert a\u0300 l\u2019e\u0301mir",
        "&Ccedil;a sert &agrave; l&#39;&Eacute;mir",
        "&amp;Ccedil;a sert &amp;amp;agrave; l'émir",
        r"\u00c7a\nsert \u00e0 l'\u00c9mir",
        "%C3%87a%20sert%20%C3%A0%20l%27%C3%89mir",
        "Ça_sert-à.l'É\u00admir",
    ],
)
def test_no_way_of_writing_hides_a_word(written: str) -> None:
    assert words(plain(written)) == ["ca", "sert", "a", "l", "emir"]


def test_ligatures_and_other_scripts() -> None:
    assert words("oﬃce ＡＢＣ المبعوث 使节") == ["office", "abc", "المبعوث", "使节"]


def test_a_percent_sign_that_means_nothing_stays() -> None:
    assert plain("100% of %zz & more") == "100% of %zz & more"


def test_tags_part_no_text() -> None:
    assert words(untagged("the <em>secret</em> <a href='x'>envoy</a>")) == [
        "the", "secret", "envoy",
    ]  # fmt: skip


def test_runs() -> None:
    assert list(runs("a b c d".split(), 3)) == [("a", "b", "c"), ("b", "c", "d")]
    assert list(runs(["a"], 3)) == []


def test_ids_are_seen_inside_of_addresses() -> None:
    found = slugs('<a href="events/2025-03-toll.html#e-2025-03-toll">', [3])
    assert {"2025-03-toll"} <= found
    assert slugs("one two-three", [2]) == {"two-three"}


def test_words_parted_at_the_end_of_a_line() -> None:
    assert list(halves(["in the inter-", "national court", "of law"])) == ["international"]
