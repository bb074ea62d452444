"""Words that take a side, in the record's own voice: loaded, slanted, or of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.passages import OWN
from briefgen.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from briefgen.checks.reading import Reading
    from briefgen.lexicon import Hit


def loaded(reading: Reading[Any]) -> Iterator[Finding]:
    """Each loaded word that is neither quoted nor attributed."""
    for told, hit in reading.heard("loaded"):
        if hit.voice == "own":
            open_ = "; the quotation mark before it is never closed" if hit.unclosed else ""
            yield Finding(
                reading.word(told, hit.word, hit.start),
                f'"{hit.word}" takes a side, and is neither quoted nor attributed here{open_}',
                _cure(hit),
            )


def _cure(hit: Hit) -> str:
    who = f", as {' or '.join(hit.entry.who)} does" if hit.entry.who else ""
    cure = f"quote it, or say in the same clause who uses it{who}"
    return f"{cure}; or write: {hit.entry.instead}" if hit.entry.instead else f"{cure}; or cut it"


def slanted(reading: Reading[Any]) -> Iterator[Finding]:
    """Each reporting verb that judges what it reports."""
    for told, hit in reading.heard("slanted"):
        if hit.voice == "own":
            message = f'"{hit.word}" judges what it reports'
            yield Finding(
                reading.word(told, hit.word, hit.start), message, f"write: {hit.entry.instead}"
            )


def weasel(reading: Reading[Any]) -> Iterator[Finding]:
    """Each attribution to nobody in particular."""
    for told, hit in reading.heard("weasel"):
        if hit.voice == "own":
            message = f'"{hit.word}" names nobody who could be asked'
            yield Finding(reading.word(told, hit.word, hit.start), message, hit.entry.instead)


V01 = Rule(
    code="V01",
    severity="error",
    fault="loaded word in the record's own voice",
    sees=(
        "a word of the lists for English and French, or a term that terms.yaml marks loaded, in"
        " any text that the record says in its own voice: titles, what, gists, bodies, notes,"
        " conflicts, claims, the bottom line, pages. It is let be inside « », “ ”, „ “, ‹ ›, ‘ ’,"
        ' " " and block quotes, in a name on file, and in a clause with a reporting verb whose'
        " subject is named before it, or with according to and a name. A quotation mark that is"
        " never closed in its paragraph excuses nothing. It cannot see irony, words that are on no"
        " list, words that are loaded in this context only, an attribution in another sentence,"
        " or whether those named really said so; where a comma and a relative clause follow, or"
        " and with a comma, it takes them for a clause of its own; a noun (Mali's charge that)"
        " attributes nothing"
    ),
    why="a word that one side uses of the other makes the record speak for that side",
    example="""\
# events/2024-09-28-maiga-unga.yaml
title: Mali asks Algeria's partners to act, and the regime answers
""",
    cure="quote the word, say in the same clause who uses it, or take a neutral one",
    each=dict.fromkeys(OWN, loaded),
    hears=True,
)

V02 = Rule(
    code="V02",
    severity="warning",
    fault="loaded reporting verb",
    sees=(
        "a verb of the lists for English and French that doubts, praises or mocks what it reports"
        " (claimed, admitted, slammed, insisted; prétend, avoue, fustige, martèle), in the record's"
        " own voice, neither quoted nor itself reported by somebody. Forms that are nouns too"
        " (claims) count only right after a name, a pronoun or a body that can speak, or where a"
        " text leaves its subject out. It cannot see tone, adverbs, or verbs on no list"
    ),
    why="said reports; claimed doubts, admitted convicts and slammed cheers",
    example="""\
# events/2024-12-30-attaf.yaml
title: Attaf claims that a military solution has failed
""",
    cure="write said, stated or announced, or name the act",
    each=dict.fromkeys(OWN, slanted),
    hears=True,
)

V03 = Rule(
    code="V03",
    severity="warning",
    fault="attribution to nobody",
    sees=(
        "a phrase of the lists for English and French that gives a view to people without a name"
        " (observers say, many believe, it is said, reportedly; d'aucuns, selon certains, il se"
        " dit que), in the record's own voice, neither quoted nor itself reported by somebody."
        " It cannot see a phrase on no list, nor know that the next sentence names them"
    ),
    why="who is not named cannot be asked, weighed or answered",
    example="""\
# events/2025-01-01-mali-mfa.yaml
body: Observers say that relations will not recover.
""",
    cure="name who says so, with a source, or leave it out",
    each=dict.fromkeys(OWN, weasel),
    hears=True,
)
