"""The content against the seed it grew from: what it holds, and the traps it does not step in."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import pytest

from briefgen import loader
from briefgen.audience import Audience, visible
from briefgen.dates import compare, exact
from briefgen.pages.parts import When
from briefgen.resolve import Site, resolve
from briefgen.resolve.ledger import ASSERTING
from briefgen.state import State

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.model import Event
    from briefgen.model.event import Statement

SEED = "seed-article"
COMMENT = "seed-reader-comment"
ATTAF = "2024-12-30-attaf"
MINISTRY = "2025-01-01-mali-mfa"


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    with State.nowhere() as state:
        dossier = loader.load(root, state).dossier
    return resolve(visible(dossier, Audience(datetime.date(2026, 11, 23))))


def _cites(event: Event, source: str) -> bool:
    own = (*event.source, *(c for s in event.says for c in s.source))
    return any(c.ref == source for c in own)


def _seed_quotes(site: Site) -> list[tuple[Event, Statement]]:
    """Quotations that rest on the seed article."""
    return [
        (event, said)
        for event in site.events.values()
        for said in event.says
        if said.quote and SEED in [c.ref for c in said.source or event.source]
    ]


def test_its_six_events_are_on_file(site: Site) -> None:
    found = {id_ for id_, event in site.events.items() if _cites(event, SEED)}
    assert found == {
        "2015-06-20-cma-signs", "2024-01-25-accord-ended", "2024-09-28-maiga-unga",
        "2024-09-28-morocco-right-of-reply", ATTAF, MINISTRY,
    }  # fmt: skip


def test_its_seven_quotes_are_on_file_word_for_word(site: Site) -> None:
    beginnings = (
        "A military solution is impossible in the Sahel and Sahara",
        "terrorist groups",
        "Clearly, the undeniable successes of Mali's armed and security forces",
        "condemns with the utmost vigor this new interference by Algeria",
        "Mali neither seeks nor accepts lessons from Algeria",
        "refocus its energy on resolving its own internal crises",
        "shelter and sustenance to terrorists and renegades in disarray",
    )
    quotes = [said.quote or "" for _, said in _seed_quotes(site)]
    for beginning in beginnings:
        assert [q for q in quotes if q.startswith(beginning)], beginning
    assert not any(re.search("[«»]", quote) for quote in quotes)


def test_its_claims_are_on_file(site: Site) -> None:
    events = {id_ for id_, event in site.events.items() if _cites(event, SEED)}
    claimed = {on.claim for id_ in events for s in site.events[id_].says for on in s.on}
    assert len(claimed) >= 8


def test_what_the_article_does_not_say_of_itself_is_not_made_up(site: Site) -> None:
    article = site.sources[SEED]
    assert (article.url, article.publisher, article.issued.text) == (None, None, "unknown")


@pytest.mark.parametrize("id_", [ATTAF, MINISTRY, "2024-09-28-morocco-right-of-reply"])
def test_inferred_and_relative_dates_say_why(site: Site, id_: str) -> None:
    event = site.events[id_]
    assert event.date_basis
    assert event.date_basis.reason
    assert When(event.date, event.date_basis.basis, None).soft


def test_yesterday_is_relative_and_the_year_of_the_30th_inferred(site: Site) -> None:
    communique, remarks = site.events[MINISTRY], site.events[ATTAF]
    assert communique.date_basis
    assert remarks.date_basis
    assert (communique.date.text, communique.date_basis.basis) == ("2025-01-01", "relative")
    assert (remarks.date.text, remarks.date_basis.basis) == ("2024-12-30", "inferred")


def test_the_communique_is_the_ministrys_not_its_heads(site: Site) -> None:
    event = site.events[MINISTRY]
    assert event.who == ("mali-mfa",)
    assert {said.by for said in event.says} == {None}
    assert site.actors["mali-mfa"].kind == "government-body"


def test_the_comment_is_commentary_and_nothing_rests_on_it(site: Site) -> None:
    (comment,) = (c for c in site.dossier.commentary if c.kind == "reader-comment")
    assert (comment.source, comment.date and comment.date.text) == (COMMENT, "2025-01-02")
    assert comment.disclosure
    assert site.sources[COMMENT].type == "reader-comment"
    assert COMMENT not in site.citing
    assert COMMENT not in {b.ref for s in site.sources.values() for b in s.based_on}


def test_the_comment_answers_nothing(site: Site) -> None:
    """Neither its author nor its source stands behind any reply."""
    authors = {c.author for c in site.dossier.commentary if c.kind == "reader-comment"}
    names = {text for actor in site.actors.values() for _, text in actor.name.texts}
    assert not authors & names
    for ledger in site.claims.values():
        for reply in ledger.replies:
            cited = reply.said.statement.source or reply.said.event.source
            assert COMMENT not in {c.ref for c in cited}


def test_the_ministers_words_come_before_the_communique_and_do_not_answer_it(site: Site) -> None:
    assert compare(site.events[ATTAF].date, site.events[MINISTRY].date) == "before"
    assert MINISTRY not in site.events[ATTAF].responds_to
    claimed = {
        on.claim for s in site.events[MINISTRY].says for on in s.on if on.stance in ASSERTING
    }
    for id_ in claimed:
        assert ATTAF not in {r.said.event.id for r in site.claims[id_].replies}


def test_what_the_communique_claims_of_algeria_is_unanswered_on_file(site: Site) -> None:
    statements = site.events[MINISTRY].says
    claimed = {on.claim for s in statements for on in s.on if on.stance == "asserts"}
    assert len(claimed) >= 3
    for id_ in claimed:
        assert site.claims[id_].claim.about == ("algeria",), id_
        assert site.claims[id_].status == "unanswered", id_


def test_the_communique_answers_the_minister(site: Site) -> None:
    replies = site.claims["military-solution-failed"].replies
    assert [(r.said.event.id, r.said.speaker, r.lag) for r in replies] == [
        (MINISTRY, "mali-mfa", (2, 2))
    ]


def test_both_versions_of_where_morocco_spoke_are_shown(site: Site) -> None:
    event = site.events["2024-09-28-morocco-right-of-reply"]
    said = " ".join(text for conflict in event.conflicts for _, text in conflict.texts)
    assert "Security Council" in said
    assert "General Assembly" in said
    assert _cites(event, SEED)
    assert len({c.ref for c in event.source}) >= 2
    assert not exact(event.date)


def test_the_outlets_own_assessment_is_not_the_records(site: Site) -> None:
    """Words such as "all-time low" may stand in quotes or attributed, never bare."""
    for event in site.events.values():
        for field in (event.what, *([event.title] if event.title else [])):
            for _, text in field.texts:
                assert not re.search("all-time low|war of words", text, re.IGNORECASE)


def test_quotes_of_the_seed_are_marked_as_the_articles_translation(site: Site) -> None:
    for event, said in _seed_quotes(site):
        assert said.lang == "en", event.id
        assert said.translation, event.id
        assert said.translation.by == "source", event.id
