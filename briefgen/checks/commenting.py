"""Commentary that states what is disputed, or does not say whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.reading import Context, Ear
from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field
from briefgen.lexicon import Passage
from briefgen.lexicon.assertions import assertions, negative, states, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.reading import Reading
    from briefgen.lexicon import Lexicon
    from briefgen.model import Commentary
    from briefgen.model.fields import Localized
    from briefgen.resolve import Site
    from briefgen.resolve.ledger import Ledger

OPEN = frozenset(["unanswered", "declined", "disputed", "denied"])
"""Where a claim may stand so that nobody but who makes it may state it."""


def assumed(site: Site) -> Iterator[Finding]:
    """Each sentence of commentary that says what a claim says, in its author's own voice."""
    ear = Ear(Context.of(site.dossier))
    for comment in site.dossier.commentary:
        lang = comment.lang or site.dossier.config.lang
        words = ear.lexicon(lang)
        claims = [c for c in _claims(site, comment) if c.status in OPEN]
        if words and claims:
            yield from _stated(comment, claims, words, site.dossier.config.lang)


def _stated(
    comment: Commentary, claims: list[Ledger], words: Lexicon, default: str
) -> Iterator[Finding]:
    props = [
        (ledger, stems(said, words), negative(said, words))
        for ledger in claims
        if (said := _told(ledger.claim.text, words.lang, default))
    ]
    id_ = f"{comment.id}.{comment.lang}" if comment.lang else comment.id
    for one in assertions(Passage(comment.body, markdown=True), words):
        for ledger, proposition, denied in props:
            if one.negative == denied and states(one.stems, proposition):
                nth = comment.body.count(one.first, 0, one.start)
                yield Finding(
                    Field("commentary", id_, ("body",), one.first, nth),
                    f'states as fact the claim "{ledger.claim.id}", which is {ledger.status}',
                )


def _told(claim: Localized, lang: str, default: str) -> str:
    """What a claim says in a language, whatever its region; nothing where it is not told in it."""
    texts = ((tag or default, text) for tag, text in claim.texts)
    return next((text for tag, text in texts if tag.partition("-")[0] == lang), "")


def _claims(site: Site, comment: Commentary) -> Iterator[Ledger]:
    """The claims that it refers to, itself or by the events in which they are made."""
    named = {*comment.refs, *_mentioned(site, comment)}
    for ledger in site.claims.values():
        heard = (*ledger.assertions, *(reply.said for reply in ledger.replies), *ledger.others)
        if ledger.claim.id in named or any(said.event.id in named for said in heard):
            yield ledger


def _mentioned(site: Site, comment: Commentary) -> Iterator[str]:
    prose = site.dossier.prose.get(comment.body)
    return (mention.target.rpartition(":")[2] for mention in prose.mentions) if prose else iter(())


def undisclosed(reading: Reading[Commentary]) -> Iterator[Finding]:
    """Commentary that says nothing of its author's interests."""
    if reading.record.disclosure is None:
        author = reading.record.author
        yield Finding(reading.at(), f"nothing is said of the interests of {author}")


V04 = Rule(
    code="V04",
    severity="warning",
    fault="disputed claim stated as fact",
    sees=(
        "a sentence of commentary in English or French that holds nearly all the words of a claim"
        " in the same order (more than four fifths of their stems, three at least), neither quoted,"
        " attributed, asked nor put under an if, and as affirmative or negative as the claim is,"
        " where the claim is unanswered, declined, disputed or denied on file, and the commentary"
        " refers to it or to an event in which it is made or answered. It cannot see a claim in"
        " other words, a sentence that states its contrary, or one spread over two sentences"
    ),
    why="opinion is free, but a reader must see what is at issue between the parties",
    example="""\
# commentary/a-view.md, with refs: [shelters-armed-groups]
Algeria shelters armed groups on its soil, and that has a price.
""",
    cure="say who claims it, quote it, or say that it is disputed",
    find=assumed,
)

V05 = Rule(
    code="V05",
    severity="error",
    fault="commentary without disclosure",
    sees=(
        "commentary without the field disclosure; that author and kind are there is seen to by the"
        " loader. Whether what is disclosed is true or whole it cannot see"
    ),
    why="a reader weighs a view by whose it is and what ties its author has",
    example="""\
# commentary/a-view.md
---
title: A view
author: A writer
kind: opinion
---
""",
    cure="add disclosure: the author's interests, or that none are known",
    each={"commentary": undisclosed},
)
