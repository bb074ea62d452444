"""Quotes against passages written for these tests: what may differ, and what may not."""

from __future__ import annotations

import unicodedata

import pytest

from briefgen.quotes.copy import Copy
from briefgen.quotes.match import Found
from briefgen.quotes.nearest import Miss, look
from briefgen.quotes.pattern import ELIDED

PAPER = """\
Harbour talks fail

The dispute over the ferry grew on Monday. «The ferry has run for three hundred years, in war
and in peace, and it failed us only twice», said Ana Brell. She spoke of «reckless neighbours»,
recalling that the port's tolls were agreed in 1998.

These words were rejected by the port office. «Clearly, the undeni-
able profits of the har­bour, as well as the co-\noperation of its merchants, are hard to
accept for some officials», stated the office led by Otto Vint in a communiqué.

Borduria “condemns with all firm-
ness this intrusion [...] and recalls that tolls, fixed by third parties, fall
exclusively under its law”.

The eﬃcient oﬀice ﬁnds that ‘no ship—large or small – shall wait’.
"""
SPEECH = """\
I thank the Assembly. We came to speak of water, of trade, and of peace. Nobody who knows the
river doubts it.

Our neighbours know the river as well. They have drunk from it for as long as we have.

Let us therefore meet.
"""
INTERVIEW = """\
Reporter: Will the ferry run?

Ana Brell: It will run on every day of the week. Nobody will stop it.

Otto Vint: It will stop on Friday. The tolls are not paid.

— And the tolls?
— They are high, and they will stay high.
"""
FRENCH = """\
« L’œuvre de nos aînés n’est pas à vendre ; elle est à nous », a déclaré le ministre. Interrogé
sur l'Île, il a répondu : « Nous n'avons rien à cacher, et rien à nous repro-
cher. »
"""
ARABIC = "قال الوزير: «إنّ العبّارة ستبحر غدًا، ولن يوقفها أحد». وأضاف أن الميـــناء مفتوح."
CHINESE = "部长说：「渡轮明天照常航行，谁也不能阻止。」记者没有再问。"
TEXTS = {
    "paper": PAPER, "speech": SPEECH, "interview": INTERVIEW,
    "french": FRENCH, "arabic": ARABIC, "chinese": CHINESE,
}  # fmt: skip

VERBATIM = [
    ("paper", "The ferry has run for three hundred years, in war and in peace, and it failed us"),
    ("paper", "“reckless neighbours”"),
    ("paper", "Clearly, the undeniable profits of the harbour, as well as the co-operation of"),
    ("paper", "the cooperation of its merchants"),
    ("paper", "condemns with all firmness this intrusion [...] and recalls that tolls"),
    ("paper", "condemns with all firmness this intrusion […] and recalls that tolls"),
    ("paper", "condemns with all firmness this intrusion (…) fall exclusively under its law."),
    ("paper", "condemns … exclusively under its law"),
    ("paper", "… condemns with all firmness ..."),
    ("paper", 'The efficient office finds that "no ship — large or small — shall wait"'),
    ("paper", "The eﬃcient office"),
    ("paper", "the port’s tolls were agreed"),
    ("paper", "« the port's tolls. »"),
    ("paper", "[T]he undeniable profits"),
    ("paper", "[t]he ferry has run"),
    ("paper", "recall[ed] that tolls"),
    ("paper", "thi[s] intrusion"),
    ("paper", "intrusion[s]"),
    ("paper", "co-operation"),
    ("paper", '"reckless neighbours", recalling'),
    ("paper", '"reckless neighbours", recalling that'),
    ("speech", "river doubts it. Our […] Let us therefore meet"),
    ("paper", "tolls [and dues], fixed by third parties,"),
    ("paper", "fall exclusively under [Bordurian] law"),
    ("paper", "[Mrs Brell's] ferry has run"),
    ("paper", 'She spoke of "reckless neighbours", recalling'),
    ("paper", "The ferry has run for three hundred years; "),
    ("speech", "We came to speak of water […] and of peace"),
    ("speech", "Nobody who knows the river doubts it. […] They have drunk from it"),
    ("interview", "It will run […] Nobody will stop it"),
    ("french", "L'oeuvre de nos aînés n'est pas à vendre"),
    ("french", "œuvre de nos aînés n'est pas à vendre; elle est à nous"),
    ("french", unicodedata.normalize("NFD", "L'œuvre de nos aînés")),
    ("french", "rien à nous reprocher"),
    ("arabic", "إنّ العبّارة ستبحر غدًا، ولن يوقفها أحد"),
    ("arabic", "\u202bستبحر غدًا\u202c"),
    ("arabic", "الميناء مفتوح"),
    ("arabic", "إنّ"),
    ("chinese", "渡轮明天照常航行"),
    ("chinese", "照常航行，谁也不能阻止"),
    ("chinese", "渡轮[……]阻止"),
]  # fmt: skip


@pytest.mark.parametrize(("copy", "quote"), VERBATIM)
def test_words_that_stand_there_are_found(copy: str, quote: str) -> None:
    found = look(quote, Copy.of(TEXTS[copy]))
    assert isinstance(found, Found), found
    assert 0 <= found.start < found.end <= len(TEXTS[copy])


OTHER = [
    ("paper", "the undeniable profit of the harbour", "altered"),
    ("paper", "The undeniable profits of the harbour", "altered"),
    ("paper", "the profits of the harbour, as well as", "altered"),
    ("paper", "the undeniable great profits of the harbour", "altered"),
    ("paper", "the profits undeniable of the harbour", "altered"),
    ("paper", "in war and in peace and it failed us", "altered"),
    ("paper", "Borduria condemns with all firmness", "altered"),
    ("paper", "this intrusion and recalls that tolls", "altered"),
    ("paper", "[H]e ferry has run for three hundred years", "altered"),
    ("paper", "recalls […] condemns with all firmness", "altered"),
    ("paper", "The ferry has run […] the undeniable profits of the harbour", "stitched"),
    ("paper", "failed us only twice […] She spoke", "stitched"),
    ("paper", 'only twice", said Ana Brell', "stitched"),
    ("paper", 'The ferry has run […] only twice", said', "stitched"),
    ("paper", 'The ferry has run […] three hundred […] only twice", said', "stitched"),
    ("paper", '"neighbours", recalling that', "stitched"),
    ("paper", 'reckless neighbours", recalling that', "stitched"),
    ("paper", "grew on Monday […] recalling that", "stitched"),
    ("paper", "the port's tolls […] tolls were agreed", "altered"),
    ("paper", "These words were refused.", "altered"),
    ("paper", "grew on Monday […] [D]ispute", "altered"),
    ("paper", "reckless neighbours […] are hard to accept", "stitched"),
    ("speech", "We came to speak of water […] Let us therefore meet", "stitched"),
    ("interview", "It will run on every day of the week […] They are high", "stitched"),
    ("interview", "Nobody will stop it […] The tolls are not paid", "stitched"),
    ("interview", "And the tolls? […] they will stay high", "stitched"),
    ("french", "L'œuvre de nos ainés n'est pas à vendre", "altered"),
    ("french", "elle est à nous […] Nous n'avons rien à cacher", "stitched"),
    ("arabic", "إنّ العبّارة ستبحر اليوم، ولن يوقفها أحد", "altered"),
    ("chinese", "渡轮今天照常航行", "altered"),
    ("paper", "Nothing alike stands anywhere here", "absent"),
    ("paper", "A", "short"),
    ("paper", "[F]a[il]", "short"),
    ("paper", "…", "short"),
    ("paper", "— !", "short"),
    ("chinese", "渡", "short"),
]


@pytest.mark.parametrize(("copy", "quote", "why"), OTHER)
def test_other_words_are_not_found(copy: str, quote: str, why: str) -> None:
    missed = look(quote, Copy.of(TEXTS[copy]))
    assert isinstance(missed, Miss), missed
    assert missed.why == why


def test_a_report_may_leave_out_a_whole_quotation_between_its_own_words() -> None:
    assert isinstance(look("The dispute […] grew", Copy.of(PAPER)), Found)
    assert isinstance(look("She spoke of […] recalling that", Copy.of(PAPER)), Found)


@pytest.mark.parametrize(("more", "kind"), [(0, Found), (1, Miss)])
def test_an_elision_has_its_bound(more: int, kind: type) -> None:
    copy = Copy.of(f"begin here {'word ' * (ELIDED + more)}end here")
    assert isinstance(look("begin here […] end here", copy), kind)


def test_what_begins_with_a_quotation_may_go_on_after_it() -> None:
    copy = Copy.of('"One", she said, "two", but he said "three" and left')
    assert isinstance(look('"One", she said', copy), Found)
    assert isinstance(look('"One", she said, "two", but', copy), Found)
    assert isinstance(look('"One", she said […] but', copy), Found)
    assert look('"One", she said […] and left', copy)[0] == "stitched"


def test_words_that_begin_outside_may_end_inside_a_quotation() -> None:
    copy = Copy.of('He said "one two three" and left')
    assert isinstance(look('said "one […] three" and', copy), Found)


@pytest.mark.parametrize("text", ["It was the ferry", "It ran, the ferry"])
def test_a_quote_does_not_go_on_where_its_source_ends(text: str) -> None:
    assert isinstance(look("the ferry ran", Copy.of(text)), Miss)


def test_brackets_of_a_source_are_its_own() -> None:
    copy = Copy.of("It began [as the ministry put it] and ended.")
    assert isinstance(look("as the ministry put it", copy), Found)
    assert isinstance(look("began [as the ministry", copy), Found)
    missed = look("It began as the ministry put it and ended", copy)
    assert isinstance(missed, Miss)
    assert [part.words for part in missed.difference] == [
        "It began", "[", "as the ministry put it", "]", "and ended",
    ]  # fmt: skip


@pytest.mark.parametrize(("words", "kind"), [(ELIDED + 5, Found), (ELIDED + 6, Miss)])
def test_an_elision_and_an_insertion_stand_for_the_words_of_both(words: int, kind: type) -> None:
    copy = Copy.of(f"begin here {'word ' * words}end here")
    assert isinstance(look("begin here [it] […] end here", copy), kind)


@pytest.mark.parametrize(("words", "kind"), [(5, Found), (6, Miss)])
def test_an_insertion_stands_for_a_few_words(words: int, kind: type) -> None:
    copy = Copy.of(f"begin here {'word ' * words}end here")
    assert isinstance(look("begin here [it] end here", copy), kind)


@pytest.mark.parametrize(("words", "kind"), [(8, Found), (9, Miss)])
def test_a_longer_insertion_stands_for_two_words_more_than_it_has(words: int, kind: type) -> None:
    copy = Copy.of(f"begin here {'word ' * words}end here")
    assert isinstance(look("begin here [one two three four five six] end here", copy), kind)


def test_a_long_insertion_may_stand_in_the_source_itself() -> None:
    text = "begin [as the ministry of the interior of Borduria put it] end"
    assert isinstance(look(text, Copy.of(text)), Found)


@pytest.mark.parametrize("char", [*"\u00ad\u0640\u200d\u200e\ufe00\ufe0f", "\u00ad\n"])
def test_what_nobody_sees_in_a_word_changes_it_not(char: str) -> None:
    assert isinstance(look("The ferry ran", Copy.of(f"The fer{char}ry ran.")), Found)


@pytest.mark.parametrize("char", ",;~\u200b\ufe10\u2028\u3000")
def test_other_signs_part_words(char: str) -> None:
    assert isinstance(look("ferry", Copy.of(f"The{char}ferry{char}ran")), Found)


def test_each_ideograph_is_a_word_from_the_first_of_its_block_to_the_last() -> None:
    assert isinstance(look("㐀〇", Copy.of("㐀㐀〇〇")), Found)


def test_a_quotation_goes_on_over_paragraphs_that_open_it_again() -> None:
    again = Copy.of("“One word.\n\n“Two words.\n\n“Three words”, said Brell. “Four”, said Vint.")
    assert isinstance(look("One word. […] Two words.", again), Found)
    assert look("Three words […] Four", again)[0] == "stitched"
    to_the_end = Copy.of("« Un mot.\n\nDeux mots. » a dit Brell.")
    assert isinstance(look("Un mot. […] Deux mots", to_the_end), Found)


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    copy = Copy.of("He said “one word.\n\nThe talks went on. They were long.")
    assert look("one word […] The talks went on", copy)[0] == "stitched"
    assert isinstance(look("The talks went on. […] were long", copy), Found)


def test_quotations_inside_a_quotation_are_part_of_it() -> None:
    copy = Copy.of("«We call them “rebels”, they say ‘guards’ and no more», said Brell.")
    assert isinstance(look("We call them […] guards' and no more", copy), Found)
    assert isinstance(look('We call them "rebels", they say "guards" and no more', copy), Found)
    assert isinstance(look("rebels […] guards", copy), Found)


def test_straight_marks_open_and_close_by_where_they_stand() -> None:
    copy = Copy.of(
        "\"One is here\", said Brell, and 'two is there', said Vint of '98 and 'twas all."
    )
    assert isinstance(look("One […] here", copy), Found)
    assert look("One is here […] two is there", copy)[0] == "stitched"
    assert isinstance(look("said Vint […] all", copy), Found)


def test_the_place_is_the_one_in_the_text() -> None:
    found = look("reckless neighbours", Copy.of(PAPER))
    assert isinstance(found, Found)
    assert PAPER[found.start : found.end] == "reckless neighbours"
    hyphened = look("the undeniable profits", Copy.of(PAPER))
    assert isinstance(hyphened, Found)
    assert PAPER[hyphened.start : hyphened.end] == "the undeni-\nable profits"


def test_of_several_places_the_quoted_one_counts_and_a_prefix_decides() -> None:
    more = "Nobody else fears that anything will change soon."
    text = f"They fear the toll. {more} Vint says «the toll» is fair, and «the toll» it stays."
    copy = Copy.of(text)
    places = [text.index("the toll"), text.index("«the toll»") + 1, text.rindex("the toll")]
    assert look("the toll", copy)[0] == places[1]
    assert look("the toll", copy, prefix="and «")[0] == places[2]
    assert look("the toll", copy, prefix="and")[0] == places[2]
    assert look("the toll", copy, prefix="They  fear")[0] == places[0]
    assert look("the toll", copy, suffix=". Nobody")[0] == places[0]
    assert look("the toll", copy, suffix="it stays")[0] == places[2]
    assert look("the toll", copy, prefix="nowhere")[0] == places[1]


def test_the_difference_is_told_word_by_word() -> None:
    missed = look("condemns with great firmness this […] recalls that the tolls", Copy.of(PAPER))
    assert isinstance(missed, Miss)
    assert [(part.of, part.words) for part in missed.difference] == [
        ("both", "condemns with"),
        ("copy", "all"),
        ("quote", "great"),
        ("both", "firm- ness this"),
        ("both", "[…]"),
        ("both", "recalls that"),
        ("quote", "the"),
        ("both", "tolls"),
    ]
    assert PAPER[missed.start : missed.end].startswith("condemns with all")


def test_marks_that_a_quote_lacks_are_told_too() -> None:
    missed = look(
        "She spoke of reckless neighbours", Copy.of("She spoke of «reckless» neighbours.")
    )
    assert isinstance(missed, Miss)
    assert [(part.of, part.words) for part in missed.difference] == [
        ("both", "She spoke of"), ("copy", "«"), ("both", "reckless"), ("copy", "»"),
        ("both", "neighbours"),
    ]  # fmt: skip


def test_an_elision_is_told_where_it_is_whether_it_stands_for_words_or_for_none() -> None:
    copy = Copy.of("Look, the ferry ran in war and in peace, and it never failed us.")
    missed = look("Hear, the ferry […] ran in war […] in peace […] and it failed us", copy)
    assert isinstance(missed, Miss)
    assert [(part.of, part.words) for part in missed.difference] == [
        ("copy", "Look"),
        ("quote", "Hear"),
        ("both", ", the ferry"),
        ("both", "[…]"),
        ("both", "ran in war"),
        ("both", "[…]"),
        ("both", "in peace"),
        ("both", "[…]"),
        ("both", "and it"),
        ("copy", "never"),
        ("both", "failed us"),
    ]


def test_what_was_put_together_is_told_from_its_first_words_to_its_last() -> None:
    text = "He said «one two», then «three four» and left."
    assert look("one […] three", Copy.of(text)) == Miss(
        "stitched", text.index("one"), text.index(" four")
    )


def test_only_half_of_the_words_need_be_alike() -> None:
    copy = Copy.of("The ferry ran in war.")
    missed = look("The ferry shall sail", copy)
    assert isinstance(missed, Miss)
    assert (missed.why, missed.start, missed.end) == ("altered", 0, len("The ferry ran in"))
    assert look("The ferry shall sail again", copy) == Miss("absent")


def test_words_that_come_late_in_a_quote_show_where_it_would_begin() -> None:
    words = [f"word{n}" for n in range(300)]
    copy = Copy.of(" ".join(words))
    missed = look(" ".join(["other"] * 30 + words[130:170]), copy)
    assert isinstance(missed, Miss)
    assert copy.text[missed.start : missed.end] == " ".join(words[100:170])


def test_a_passage_with_a_word_put_in_may_be_the_nearest() -> None:
    other, same = "one two three four five", "one two three four and five six"
    copy = Copy.of(f"{other} {'x ' * 58}{same} y y y")
    missed = look("one two three four five six seven eight", copy)
    assert isinstance(missed, Miss)
    assert copy.text[missed.start : missed.end].startswith(same)


def test_of_passages_as_near_the_first_is_told() -> None:
    missed = look("It is told to all", Copy.of("It is told twice. Nobody hears. " * 9))
    assert isinstance(missed, Miss)
    assert missed.start == 0


def test_marks_do_not_say_where_words_stand() -> None:
    copy = Copy.of(f"one two three four five six {'x ' * 50}" * 3 + "a, b; c: d! e? f")
    missed = look("one, two; three: four! five? six", copy)
    assert isinstance(missed, Miss)
    assert (missed.why, missed.start) == ("altered", 0)


def test_words_that_stand_far_away_are_of_no_passage() -> None:
    text = f"It ran in war and {'sunk ' * 60} failed us twice"
    missed = look("It ran in war and failed us twice", Copy.of(text))
    assert isinstance(missed, Miss)
    assert text[missed.start : missed.end] == "It ran in war and sunk sunk sunk"
    elided = look("It ran in peace […] and failed us twice", Copy.of(text))
    assert isinstance(elided, Miss)
    assert elided.end == len(text)


def test_words_that_stand_everywhere_count_too_when_long_quotes_are_compared() -> None:
    text = " ".join(f"Pier {n} has its toll." for n in range(41))
    missed = look(text.replace("r ", "r x"), Copy.of(text))
    assert isinstance(missed, Miss)
    assert missed.difference[-4:] == (
        ("both", "has its toll. Pier"), ("copy", "40"), ("quote", "x40"), ("both", "has its toll.")
    )  # fmt: skip


def test_the_nearest_passage_is_the_most_alike() -> None:
    text = " ".join(f"The tariff of pier {n} was raised by {n} crowns." for n in range(40))
    missed = look("The tariff of pier 23 was lowered by 23 crowns", Copy.of(text))
    assert isinstance(missed, Miss)
    assert "pier 23 was raised by 23" in text[missed.start : missed.end]


@pytest.mark.lasting
def test_a_quote_may_be_as_long_as_a_source() -> None:
    text = " ".join(f"word{n} and{n % 7}" for n in range(5_000))
    copy = Copy.of(text)
    assert look(text, copy) == Found(0, len(text))
    missed = look(text.replace("word4900", "other"), copy)
    assert isinstance(missed, Miss)


def test_an_empty_copy_holds_nothing() -> None:
    assert look("some words", Copy.of("")) == Miss("absent")


def test_a_quote_has_no_more_than_twenty_pieces() -> None:
    words = [f"word{n}" for n in range(21)]
    copy = Copy.of(" ".join(words))
    assert isinstance(look(" … ".join(words[:20]), copy), Found)
    assert isinstance(look(" … ".join(words), copy), Miss)


@pytest.mark.lasting
def test_common_words_between_elisions_are_soon_decided() -> None:
    copy = Copy.of("the " * 100)
    assert isinstance(look(" … ".join(["the"] * 20), copy), Found)
    assert look(" … ".join([*["the"] * 19, "end"]), copy)[0] in {"altered", "absent"}
