"""Claims that await an answer, and answers at odds with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import dates
from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field
from briefgen.resolve.ledger import ASSERTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.resolve import Site
    from briefgen.resolve.ledger import Ledger, Utterance


def unanswered(site: Site) -> Iterator[Finding]:
    """Each claim that was made, and that none of those it is about has answered."""
    for ledger in site.claims.values():
        if ledger.status != "unanswered":
            continue
        claim, first = ledger.claim, ledger.assertions[0]
        asked = " or ".join(_name(site, actor) for actor in claim.about)
        yield Finding(
            Field("claim", claim.id),
            f'no reply from {asked} is on file to the claim "{claim.id}", first made'
            f" {first.date.text} by {_name(site, first.speaker)}",
            f"ask {asked}, or look for an answer and record it as a statement with"
            f" on: {{claim: {claim.id}, stance: …}}; if none was given, waive it and say so",
        )


def _name(site: Site, actor: str) -> str:
    lang = site.dossier.config.lang
    return site.actors[actor].name.choose(lang, lang).text


def contradicted(site: Site) -> Iterator[Finding]:
    """Each turn of an actor from asserting a claim to denying it, or back, not withdrawn."""
    for ledger in site.claims.values():
        by_speaker: dict[str, list[Utterance]] = {}
        for said in _in_order(ledger):
            by_speaker.setdefault(said.speaker, []).append(said)
        for said_by_one in by_speaker.values():
            turn = _turn(said_by_one)
            if turn:
                yield _turned(ledger.claim.id, *turn)


def _in_order(ledger: Ledger) -> list[Utterance]:
    """All that was said on a claim, first to last as far as their dates tell."""
    every = [*ledger.assertions, *(reply.said for reply in ledger.replies), *ledger.others]
    return sorted(every, key=lambda said: dates.sort_key(said.date, said.event.id))


def _turn(said_by_one: list[Utterance]) -> tuple[Utterance, Utterance] | None:
    """What stood, and what went against it; a withdrawal settles whatever came before it."""
    stands: Utterance | None = None
    turn = None
    for said in said_by_one:
        if said.stance == "withdraws":
            stands = turn = None
        elif said.stance == "denies" or said.stance in ASSERTING:
            if stands and (stands.stance == "denies") != (said.stance == "denies"):
                turn = turn or (stands, said)
            stands = said
    return turn


def _turned(claim: str, before: Utterance, said: Utterance) -> Finding:
    on = next(
        n
        for n, on in enumerate(said.statement.on)
        if on.claim == claim and on.stance == said.stance
    )
    return Finding(
        Field("event", said.event.id, ("says", said.nth, "on", on, "stance")),
        f'"{said.speaker}" {said.stance} the claim "{claim}" here and {before.stance} it in'
        f' "{before.event.id}" ({before.date.text}), and has withdrawn neither',
    )


C01 = Rule(
    code="C01",
    severity="warning",
    fault="claim without a reply",
    sees=(
        "a claim that somebody asserted and that none of those it is about, nor anyone who speaks"
        " for them, has answered on file; to decline to answer is a reply. One of several who"
        " answers is enough. It cannot see replies that nobody recorded"
    ),
    why="whoever is accused is heard, or the file says that they were not",
    example="""\
# claims.yaml
- {id: drone-entered, text: A drone entered Algerian airspace, about: mali}
# and no statement by Mali with on: {claim: drone-entered, stance: …}
""",
    cure="look for an answer and record it as a statement, or waive it with what was done to get"
    " one",
    find=unanswered,
)

C04 = Rule(
    code="C04",
    severity="warning",
    fault="actor at odds with itself",
    sees=(
        "one actor that both asserts (or repeats, endorses) and denies one claim, with no"
        " withdraws of its own between or after; a minister and a ministry are two actors. It"
        " cannot see a contradiction between two claims, and goes by the dates on file"
    ),
    why="either its position changed, which is news, or one of the records is wrong",
    example="""\
# events/2025-09-04-mali.yaml, who: mali
says: [{form: paraphrase, gist: …, on: {claim: case-filed, stance: asserts}}]
# events/2025-09-13-mali.yaml, who: mali
says: [{form: paraphrase, gist: …, on: {claim: case-filed, stance: denies}}]
""",
    cure="mend the stance or the speaker, or record the statement that withdraws the first",
    find=contradicted,
)
