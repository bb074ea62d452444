"""Listed words and the voice they stand in, in English and French."""

from __future__ import annotations

import unicodedata

import pytest

from briefgen.lexicon import Entry, Extra, Hit, Passage, hits, languages, lexicon

NAMES = ("Arland", "Borduria", "Klow", "Szohôd", "Colonel Jorgen", "Marek Ulmann")


def found(
    text: str, lang: str = "en", *, implied: bool = False, markdown: bool = False
) -> tuple[Hit, ...]:
    words = lexicon(lang, (), NAMES)
    assert words
    return hits(Passage(text, markdown, implied), words)


def voices(text: str, lang: str = "en", **how: bool) -> list[tuple[str, str]]:
    return [(hit.word, hit.voice) for hit in found(text, lang, **how)]


ARTICLE = """\
Borduria accuses Arland of arming terrorists

Relations between the two are at an all-time low. A new communiqué accuses Klow of giving
shelter to terrorist groups.

The week begins with a war of words over the ferry. «No port will be open to thugs», stated
Marek Ulmann. He refused to speak of the «junta», as the press of Borduria does.

«The indisputable calm on our shore, and the rout of the bandits whom Arland pays, trouble
certain officials nostalgic for a bygone era», wrote the department of Colonel Jorgen.

Borduria «will answer the terrorism of the river [...] and its state sponsors with all
means». It invites Arland to «leave its renegades and its puppets where they are».
"""


def test_an_article_has_few_words_of_its_own() -> None:
    """Of fourteen words ten are quoted, two attributed, and two the outlet's own."""
    judged = [(hit.word, hit.voice) for hit in found(ARTICLE) if hit.entry.kind == "loaded"]
    assert len(judged) == 14
    assert [word for word, voice in judged if voice == "own"] == ["all-time low", "war of words"]
    assert [w for w, voice in judged if voice == "attributed"] == ["terrorists", "terrorist"]
    assert sum(voice == "quoted" for _, voice in judged) == 10


ATTRIBUTED = [
    "Borduria says that terrorists crossed",
    "Borduria accuses Arland of harbouring terrorists",
    "The ministry called them terrorists",
    "A communiqué accuses Klow of supporting terrorist groups",
    "He spoke of terrorists",
    "the movements that Borduria calls terrorist",
    "Marek Ulmann said that the act, like others, helped terrorists",
    "Terrorists crossed the river, Borduria said",
    "Terrorists crossed the river, said Marek Ulmann",
    "Terrorists crossed the river, the ministry said on Monday",
    "According to Borduria, terrorists crossed",
    "Terrorists crossed, according to the ministry",
    "Arland was accused by Borduria of arming terrorists",
    "groups described as terrorist by Borduria",
    "Borduria says that a boat sank, and that terrorists sank it",
    "Borduria spoke of peace, and called them terrorists",
    "Borduria left, accusing Arland of arming terrorists",
    "the UN says that terrorists crossed",
    "On Monday Ulmann told the press that terrorists had crossed",
    "the boats, which Borduria calls terrorist, left",
    "Borduria refuses to call them terrorists",
    "in the writer's view the regime is near its end",
    "UN experts said that terrorists crossed",
    "“Have they crossed?” asked Marek Ulmann of the terrorists",
]


@pytest.mark.parametrize("text", ATTRIBUTED)
def test_attributed(text: str) -> None:
    assert {voice for _, voice in voices(text)} == {"attributed"}


OWN = [
    "Terrorists crossed the river",
    "The fallacious argument of Borduria about terrorists",
    "Borduria's argument that terrorists crossed",
    "Borduria fought the terrorists",
    "In Borduria, terrorists crossed",
    "Arland is accused of arming terrorists",
    "It was said that terrorists crossed",
    "Some say that terrorists crossed",
    "Observers in Borduria say that terrorists crossed",
    "Borduria said so. Terrorists crossed",
    "Borduria said so, but terrorists crossed",
    "Borduria spoke; terrorists crossed",
    "Borduria spoke while terrorists crossed",
    "the terrorists of the river said nothing",
    "Borduria accused the boats, which carried terrorists",
    "They fought the regime",
    "Borduria said: “They have crossed.” The regime was silent",
    "Experts said that terrorists crossed",
    "the klow said that terrorists crossed",
    "Fighters say nothing of terrorists",
    "Borduria says nothing and the press writes of terrorists, according to observers. Terrorists",
]


@pytest.mark.parametrize("text", OWN)
def test_own(text: str) -> None:
    loaded = [hit.voice for hit in found(text) if hit.entry.kind == "loaded"]
    assert loaded[-1] == "own"


FRENCH_ATTRIBUTED = [
    "La Bordurie affirme que des terroristes sont passés",
    "Le ministère dénonce des terroristes",
    "L'armée dit avoir visé des terroristes",
    "Selon Szohôd, des terroristes sont passés",
    "D’après le ministère, des terroristes sont passés",
    "Des terroristes sont passés, affirme le ministère",
    "Des terroristes sont passés, a déclaré Marek Ulmann",
    "ceux qu'il appelle terroristes",
    "des groupes qualifiés de terroristes par Szohôd",
    "Il a été accusé par Szohôd d'aider des terroristes",
    "Szohôd dit que le bac a coulé, et que des terroristes l'ont coulé",
    "Marek Ulmann a dit à la presse qu'un « bandit » et un terroriste avaient passé le fleuve",
]


@pytest.mark.parametrize("text", FRENCH_ATTRIBUTED)
def test_attributed_in_french(text: str) -> None:
    assert voices(text, "fr")[-1][1] == "attributed"


FRENCH_OWN = [
    "Des terroristes sont passés",
    "L'armée a tué des terroristes",
    "Klow est accusée d'aider des terroristes",
    "On dit que des terroristes sont passés",
    "Certains affirment que des terroristes sont passés",
    "Szohôd l'a dit, mais des terroristes sont passés",
    "La déclaration de Szohôd sur les terroristes",
    "Szohôd a parlé. Des terroristes sont passés",
    "Marek Ulmann a dit : « C'est fini. » Le régime s'est tu",
    "la guerre des mots entre Klow et Szohôd",
]


@pytest.mark.parametrize("text", FRENCH_OWN)
def test_own_in_french(text: str) -> None:
    loaded = [hit.voice for hit in found(text, "fr") if hit.entry.kind == "loaded"]
    assert loaded == ["own"]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Says that terrorists crossed", "attributed"),
        ("Accuses Arland of arming terrorists", "attributed"),
        ("Recalls its envoy, and calls the crew terrorists", "attributed"),
        ("Kills twenty terrorists", "own"),
        ("Adds boats to the list, and terrorists cross", "own"),
    ],
)
def test_a_subject_may_be_left_out(text: str, voice: str) -> None:
    assert voices(text, implied=True)[-1][1] == voice


def test_without_a_subject_left_out_a_verb_alone_attributes_nothing() -> None:
    assert voices("Says that terrorists crossed") == [("terrorists", "own")]


@pytest.mark.parametrize(
    "text", ["« des terroristes »", "“a terrorist”", '"terrorist"', "‘terrorist’"]
)
def test_quoted(text: str) -> None:
    lang = "fr" if "«" in text else "en"
    assert [voice for _, voice in voices(text, lang)] == ["quoted"]


def test_what_follows_a_mark_that_is_never_closed_is_told() -> None:
    (hit,) = found("He fought «the terrorists of the river")
    assert (hit.voice, hit.unclosed) == ("own", True)
    assert not found("«He fought\n\nthe terrorists of the river")[0].unclosed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The **terrorists** crossed", ["terrorists"]),
        ("A _war_ of words", ["war_ of words"]),
        ("See [here](https://example.org/regime-change)", []),
        ("See [[claim:regime]] and [[claim:x|the regime]]", ["regime"]),
        ("`regime` and\n\n```\nregime\n```\n", []),
        ("<!-- regime -->calm", []),
        ("https://example.org/regime", []),
        ("[a]: https://example.org 'regime'", []),
        ("> the regime fell", ["regime"]),
        ("# The regime", ["regime"]),
    ],
)
def test_markdown_is_read_as_its_words(text: str, words: list[str]) -> None:
    assert [hit.word for hit in found(text, markdown=True)] == words


def test_a_block_quote_is_quoted() -> None:
    assert voices("He wrote:\n\n> the regime fell\n", markdown=True) == [("regime", "quoted")]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("the sanctions regime of the council", "en"),
        ("Szohôd claimed responsibility", "en"),
        ("the claims and replies of Borduria", "en"),
        ("Borduria's claims are many", "en"),
        ("new claims are many", "en"),
        ("The claims are many", "en"),
        ("He left. Claims are many", "en"),
        ("He left. Two claims are many", "en"),
        ("The sources say that it sank", "en"),
        ("an anti-terrorist unit", "en"),
        ("UN experts said that it sank", "en"),
        ("the Crisis Group analysts say that it sank", "en"),
        ("le régime juridique du fleuve", "fr"),
    ],
)
def test_what_only_looks_like_a_listed_word(text: str, lang: str) -> None:
    assert voices(text, lang) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Borduria claims that it sank", "claims"),
        ("he claims that it sank", "claims"),
        ("the ministry claims that it sank", "claims"),
        ("the UN claims that it sank", "claims"),
        ("Jorgen claims that it sank", "claims"),
        ("Klow slammed the act", "slammed"),
        ("Klow admitted the act", "admitted"),
        ("Klow hits back", "hits back"),
    ],
)
def test_slanted_verbs(text: str, word: str) -> None:
    assert [(h.word, h.entry.kind, h.voice) for h in found(text)] == [(word, "slanted", "own")]


def test_a_slanted_verb_that_somebody_reports_is_theirs() -> None:
    assert voices("Borduria says that Arland admitted it") == [("admitted", "attributed")]


def test_case_apostrophes_and_composed_letters_make_no_difference() -> None:
    assert [h.word for h in found("L’ÉTAT VOYOU et le Régime", "fr")] == ["ÉTAT VOYOU", "Régime"]
    decomposed = unicodedata.normalize("NFD", "le régime")
    assert [h.word for h in found(decomposed, "fr")] == ["régime"]


def test_letters_that_grow_in_lower_case_move_no_place() -> None:
    (hit,) = found("İİİ the regime")
    assert ("İİİ the regime"[hit.start :], hit.word) == ("regime", "regime")


def test_a_dossier_adds_words_and_takes_them_away() -> None:
    extra = (Extra("river pirate", True, "crew", ("Arland",)), Extra("regime", False))
    words = lexicon("en-GB", extra)
    assert words
    judged = hits(Passage("River pirates and the regime"), words)
    assert [(h.word, h.entry) for h in judged] == [
        ("River pirates", Entry("loaded", "river pirate", "crew", ("Arland",)))
    ]


def test_a_name_that_holds_a_listed_word_is_a_name() -> None:
    words = lexicon("en", (), ("Puppet State Theatre",))
    assert words
    assert hits(Passage("The Puppet State Theatre opened"), words) == ()


def test_the_article_of_a_name_is_no_name() -> None:
    words = lexicon("en", (), ("The Minister",))
    assert words
    assert (
        hits(Passage("see the claim, and the terrorists the army fought"), words)[0].voice == "own"
    )
    assert len(hits(Passage("see the claim"), words)) == 0


def test_hits_know_their_sentences() -> None:
    judged = found("It is likely. We have high confidence. It is likely with high confidence.")
    assert [(h.entry.kind, h.sentence) for h in judged] == [
        ("likelihood", 0),
        ("confidence", 1),
        ("likelihood", 2),
        ("confidence", 2),
    ]


def test_a_number_makes_nobody_somebody() -> None:
    assert [hit.entry.kind for hit in found("He left. Two observers say that it sank")] == [
        "weasel"
    ]


def test_a_language_without_a_list_has_no_lexicon() -> None:
    assert lexicon("ar") is None
    assert languages() == {"en", "fr"}


@pytest.mark.parametrize("lang", sorted(languages()))
def test_every_listed_word_is_found_by_itself(lang: str) -> None:
    words = lexicon(lang)
    assert words
    for form in words.entries:
        (one,) = words.finder.find(form)
        assert one.key == form


@pytest.mark.lasting
@pytest.mark.parametrize(
    "text",
    [
        "«" * 100_000 + "”" * 100_000 + " regime",
        "regime, which says " * 10_000,
        '"regime ' * 10_000,
        "M. " * 50_000 + "regime",
        "claims some say " * 10_000 + "regime",
        "." * 200_000 + "regime",
        "a " + "`" * 200_000 + "regime",
        "regime" + " " * 200_000,
        "a [b](" * 30_000 + "regime",
        "> " * 50_000 + "\n\nregime",
    ],
    ids=[
        "marks",
        "relatives",
        "unclosed",
        "initials",
        "verbs",
        "stops",
        "ticks",
        "spaces",
        "links",
        "blocks",
    ],
)
def test_odd_texts_are_read_to_their_end(text: str) -> None:
    assert found(text, markdown=True)[-1].word == "regime"
