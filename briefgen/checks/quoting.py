"""Quotes that may say something else: by an elision, a translation, or marks around words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field
from briefgen.lexicon.assertions import negative
from briefgen.lexicon.quoted import quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.reading import Ear, Reading
    from briefgen.lexicon import Lexicon
    from briefgen.model import Event
    from briefgen.model.event import Statement
    from briefgen.resolve import Site

BRACKET = re.compile(r"\[([^\[\]]*)\]")
ELISION = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\.\.")
MARKS = ("[", "(", "…", "...")
"""One of these stands in each of both."""
WORD = re.compile(r"[^\W_]+")


def elided(reading: Reading[Event]) -> Iterator[Finding]:
    """Each quote in which an elision or insertion touches a negation."""
    ear = reading.ear
    for n, said in enumerate(reading.record.says):
        if said.quote and any(mark in said.quote for mark in MARKS):
            words = ear.lexicon(said.lang or ear.context.config.lang)
            if words and (fault := _fault(said.quote, said, words, ear)):
                yield Finding(reading.at("says", n, "quote"), fault)


def _fault(quote: str, said: Statement, words: Lexicon, ear: Ear) -> str:
    for found in BRACKET.finditer(quote):
        if negative(found[1], words):
            return f'a negation stands in brackets: "{found[0]}"'
    elisions = list(ELISION.finditer(quote))
    for found in elisions:
        before = WORD.findall(quote[: found.start()])[-1:]
        if before and negative(before[0], words):
            return f'what follows "{before[0]}" is left out: what it denies cannot be seen'
    other = ear.lexicon(said.original.lang) if said.original else None
    if elisions and said.original and other and _denies(said.original.text, other):
        return "" if negative(quote, words) else _LOST
    return ""


def _denies(original: str, words: Lexicon) -> bool:
    return not ELISION.search(original) and negative(original, words)


_LOST = "the original holds a negation, and the quote with its elision none"


def translated(site: Site) -> Iterator[Finding]:
    """Each quote of which one cannot tell from what language, or by whom, it was translated."""
    for event in site.events.values():
        for n, said in enumerate(event.says):
            if said.quote and (fault := _untold(site, event, said)):
                yield Finding(Field("event", event.id, ("says", n, "quote")), *fault)


def _untold(site: Site, event: Event, said: Statement) -> tuple[str, str] | None:
    if said.translation and not (said.original or said.translation.of):
        hint = "add original: {lang, text}, or translation: {by: …, of: LANGUAGE}"
        return "a translation, and from which language is not said", hint
    if said.original and said.original.lang == said.lang:
        hint = "mend lang or original, or quote the original itself"
        return f"the original is said to be in the quote's own language ({said.lang})", hint
    if said.original and not said.translation:
        hint = "add translation: {by: official, human, machine or source}"
        return f"translated from {said.original.lang}, and by whom is not said", hint
    cited = (site.sources[c.ref] for c in (said.source or event.source))
    tongues = {source.lang for source in cited}
    if said.lang and not said.translation and None not in tongues and said.lang not in tongues:
        hint = "add translation: {by: …, of: …}, or quote the source's own words"
        held = " or ".join(sorted(filter(None, tongues)))
        return f"in {said.lang}, where its source is in {held}: by whom it was translated", hint
    return None


def unmatched(reading: Reading[Event]) -> Iterator[Finding]:
    """Each run of words in quotation marks in what or title that no statement quotes."""
    for told in reading.told("title", "what"):
        spans = quotes(told.text).spans
        held = [*_quoted(reading.record)] if spans else []
        for start, end in spans:
            words = told.text[start:end]
            if not all(_stands(piece, held) for piece in ELISION.split(words)):
                yield Finding(
                    reading.word(told, words, start), f"{words} stands in no quote of this event"
                )


def _quoted(event: Event) -> Iterator[str]:
    for said in event.says:
        if said.quote:
            yield _words(said.quote)
        if said.original:
            yield _words(said.original.text)


def _words(text: str) -> str:
    """The words of a text between spaces, so that a run of them is found as a whole."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def _stands(piece: str, held: list[str]) -> bool:
    words = _words(piece)
    return not words.strip() or any(words in text for text in held)


Q03 = Rule(
    code="Q03",
    severity="warning",
    fault="elision beside a negation",
    sees=(
        "a quote in English or French with a word of negation in square brackets ([not]), with an"
        " elision right after one (does not […]), or with an elision and no negation where the"
        " original on file has one and no elision. What was left out where no original is on"
        " file it cannot see, nor an elision that takes away a condition or another's words"
    ),
    why="what is left out of a denial may turn it round",
    example="""\
says:
  - form: partial
    quote: Mali does not […] lessons from Algeria
""",
    cure="quote the passage in full around the negation, or put its original beside it",
    each={"event": elided},
)

Q04 = Rule(
    code="Q04",
    severity="warning",
    fault="translation without translator or language",
    sees=(
        "a quote with translation but neither original nor of, its language; one with original but"
        " without translation; one whose original is in the quote's own language; and one without"
        " either in another language than all the sources it is cited from, where theirs is on"
        " file. A translation that nothing on file gives away it cannot see"
    ),
    why="words in translation are the translator's too, and a reader must be able to go back",
    example="""\
says:
  - form: direct
    lang: en
    quote: Mali neither seeks nor accepts lessons
    translation: {by: source}
""",
    cure="say who translated, and from which language",
    find=translated,
)

Q07 = Rule(
    code="Q07",
    severity="warning",
    fault="quoted words without their statement",
    sees=(
        "words in quotation marks in the title or what of an event that stand in no quote or"
        " original of its statements, letter case, punctuation and elisions apart; so also words"
        " of a quote that were translated for the title. Names in quotation marks are found too,"
        " since it cannot tell them from speech; straight single marks it takes for apostrophes"
    ),
    why="quotation marks promise somebody's very words, and the reader looks for them below",
    example="""\
what: Accuses Algeria of sheltering "terrorists and renegades"
says: {form: paraphrase, gist: Says that Algeria shelters armed groups.}
""",
    cure="add the statement that holds these words, or take the quotation marks out",
    each={"event": unmatched},
)
