"""The content against the seed it grew from, clause by clause.

The clauses are those of "Acceptance from the seed" in the design: what one article and one
comment hold, and the traps that they set. Their text is not the project's to publish. Tests that
need it read it in ``../shared/seed/``, and are skipped where that folder is not; what they try is
tried on passages written for tests too, here or in ``lexicon`` and ``quotes``.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen import checks, loader
from briefgen.audience import Audience, visible
from briefgen.checks.citing import S12
from briefgen.checks.dated import D04
from briefgen.checks.reading import Context, Ear
from briefgen.checks.speakers import Q06
from briefgen.checks.wording import V01, V02, V03
from briefgen.dates import compare, exact
from briefgen.lexicon import Passage, hits
from briefgen.lexicon.quoted import quotes
from briefgen.model.event import On
from briefgen.model.fields import Localized
from briefgen.model.shared import Citation
from briefgen.pages import plan
from briefgen.pages.commentary import CommentaryView
from briefgen.pages.event import EventView
from briefgen.pages.source import SourcesView, SourceView
from briefgen.quotes.copy import Copy
from briefgen.quotes.match import Found
from briefgen.quotes.nearest import look
from briefgen.resolve import Site, quoted, resolve
from briefgen.resolve.ledger import ASSERTING, ledgers
from briefgen.state import State
from tests.unit import records

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from briefgen.checks.rule import Finding, Rule
    from briefgen.model import Event
    from briefgen.model.event import Statement
    from briefgen.value import Value

pytestmark = pytest.mark.lasting
SEED = "seed-article"
COMMENT = "seed-reader-comment"
ATTAF = "2024-12-30-attaf"
MINISTRY = "2025-01-01-mali-mfa"
MOROCCO = "2024-09-28-morocco-right-of-reply"
MAIGA = "2024-09-28-maiga-unga"
ASSESSED = re.compile("all-time low|war of words|guerre des mots", re.IGNORECASE)
"""What the outlet makes of it, in its own voice."""


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    with State.nowhere() as state:
        dossier = loader.load(root, state).dossier
    return resolve(visible(dossier, Audience(datetime.date(2026, 11, 23))))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Value]:
    """What each page of the records that the seed gave rise to shows."""
    wanted = {
        *(f"events/{id_}.html" for id_ in (ATTAF, MINISTRY, MOROCCO)),
        f"commentary/{COMMENT}.html",
        "sources.html",
    }
    return {page.path: page.view for page in plan(site, "en") if page.path in wanted}


@pytest.fixture(scope="module")
def article(root: Path) -> str:
    file = root.parent / "shared/seed/article-and-comment.txt"
    if not file.is_file():
        pytest.skip("the seed is not ours to publish, and there is no ../shared/seed/ here")
    return file.read_text("utf-8").partition("\nEamses\n")[0]


def cites(event: Event, source: str) -> bool:
    said = (*event.source, *(c for s in event.says for c in s.source))
    return any(c.ref == source for c in said)


def from_seed(event: Event) -> tuple[Statement, ...]:
    """The statements that rest on the article."""
    return tuple(s for s in event.says if SEED in [c.ref for c in s.source or event.source])


def alone(site: Site) -> tuple[Event, ...]:
    """The events as the article alone would have them, in chronological order."""
    held = (event for event in site.events.values() if cites(event, SEED))
    return tuple(replace(event, says=from_seed(event)) for event in held)


def seed_quotes(site: Site) -> list[str]:
    return [said.quote for event in alone(site) for said in event.says if said.quote]


def event_page(pages: dict[str, Value], id_: str) -> EventView:
    view = pages[f"events/{id_}.html"]
    assert isinstance(view, EventView)
    return view


def broken(site: Site, rule: Rule, id_: str, **changes: Any) -> list[str]:
    """Records in which a rule finds fault once an event is changed, and did not before."""
    before = {found.place for found in _found(site, rule)}
    events = tuple(replace(e, **changes) if e.id == id_ else e for e in site.dossier.events)
    dossier = replace(site.dossier, events=events)
    now = resolve(visible(dossier, Audience(datetime.date(2026, 11, 23))))
    return [found.place.id for found in _found(now, rule) if found.place not in before]


def _found(site: Site, rule: Rule) -> list[Finding]:
    return [*rule.find(site)] if rule.find else records.found_in(site, rule)


# It holds 6 events, 7 quotes, about 8 claims and 1 comment


def test_it_holds_6_events(site: Site) -> None:
    assert {event.id for event in alone(site)} == {
        "2015-06-20-cma-signs", "2024-01-25-accord-ended", MAIGA, MOROCCO, ATTAF, MINISTRY,
    }  # fmt: skip


def test_it_holds_7_quotes(site: Site) -> None:
    beginnings = [
        "shelter and sustenance to terrorists",
        "A military solution is impossible",
        "terrorist groups",
        "Clearly, the undeniable successes",
        "condemns with the utmost vigor",
        "Mali neither seeks nor accepts lessons",
        "refocus its energy on resolving",
    ]
    held = seed_quotes(site)
    assert [q[: len(b)] for q, b in zip(held, beginnings, strict=True)] == beginnings


def test_all_7_quotes_are_verified_without_their_marks(site: Site) -> None:
    marks = [
        quoted.mark(site.quoted[event.id], nth).state
        for event in site.events.values()
        for nth, said in enumerate(event.says)
        if said.quote and said in from_seed(event)
    ]
    assert marks == ["verified"] * 7
    assert not any(re.search("[«»]", quote) for quote in seed_quotes(site))


def test_all_7_quotes_are_word_for_word_the_articles(site: Site, article: str) -> None:
    copy = Copy.of(article)
    for quote in seed_quotes(site):
        assert isinstance(look(quote, copy), Found), quote


def test_a_word_altered_in_any_of_the_7_quotes_is_caught(site: Site, article: str) -> None:
    copy = Copy.of(article)
    for quote in seed_quotes(site):
        words = re.findall(r"[^\W\d_]+", quote)
        for word in (words[0], words[len(words) // 2], words[-1]):
            altered = re.sub(rf"\b{word}\b", "otherwise", quote, count=1)
            assert not isinstance(look(altered, copy), Found), altered


@pytest.mark.parametrize(
    "stitched",
    [
        "particularly in Mali […] nostalgic for a bygone era",
        "fall exclusively under Mali's sovereignty […] shelter and sustenance",
        "Mali neither seeks nor accepts lessons […] the Kabyle question",
        "reminds that strategic options […] condemns with the utmost vigor",
        "condemns with the utmost vigor this new interference and reminds that strategic options",
    ],
)
def test_a_quote_stitched_from_several_passages_is_caught(stitched: str, article: str) -> None:
    assert not isinstance(look(stitched, Copy.of(article)), Found)


def test_its_quotes_are_marked_as_the_articles_translation(site: Site) -> None:
    given = {
        (said.lang, said.translation.by if said.translation else None)
        for event in alone(site)
        for said in event.says
        if said.quote
    }
    assert given == {("en", "source")}


def test_it_holds_about_8_claims(site: Site) -> None:
    assert {on.claim for event in alone(site) for said in event.says for on in said.on} == {
        "algeria-shelters-armed-groups", "military-solution-failed",
        "signatories-called-terrorist", "algeria-supports-armed-groups",
        "attaf-remarks-interfere", "foreign-sponsors-back-groups", "algeria-uses-mali-as-lever",
    }  # fmt: skip


def test_it_holds_1_comment(site: Site) -> None:
    comments = [c for c in site.dossier.commentary if c.kind == "reader-comment"]
    assert [(c.id, c.author, c.source) for c in comments] == [(COMMENT, "Eamses", COMMENT)]
    assert comments[0].disclosure


# The outlet, the address and the publication date are not in it


def source_shown(pages: dict[str, Value]) -> SourceView:
    view = pages["sources.html"]
    assert isinstance(view, SourcesView)
    (shown,) = (one for one in view.sources if one.chip.id == SEED)
    return shown


def test_the_outlet_is_not_in_it(site: Site, pages: dict[str, Value]) -> None:
    assert (site.sources[SEED].publisher, site.sources[SEED].author) == (None, ())
    assert source_shown(pages).chip.publisher == ""


def test_the_address_is_not_in_it(site: Site, pages: dict[str, Value]) -> None:
    assert (site.sources[SEED].url, site.sources[SEED].archive) == (None, None)
    assert source_shown(pages).url == ""


def test_the_publication_date_is_not_in_it(site: Site, pages: dict[str, Value]) -> None:
    assert site.sources[SEED].issued.text == "unknown"
    assert source_shown(pages).chip.issued.text == "unknown"


def test_only_the_comment_is_dated(site: Site, pages: dict[str, Value]) -> None:
    """2 January 2025, 16:20."""
    view = pages[f"commentary/{COMMENT}.html"]
    assert isinstance(view, CommentaryView)
    assert (view.when and view.when.date.text) == "2025-01-02"
    source = site.sources[COMMENT]
    assert source.issued.text == "2025-01-02"
    assert source.note
    assert "2 January 2025 at 16:20" in dict(source.note.texts)["en"]


# "yesterday" and the year of "December 30" are inferences; Morocco's support is undated


def reason(pages: dict[str, Value], id_: str, basis: str) -> str:
    """Why a date is inexact, as the page says beside the date that it draws as such."""
    when = event_page(pages, id_).card.row.when
    assert when.soft
    assert (when.basis, bool(when.reason)) == (basis, True)
    return when.reason.text if when.reason else ""


def test_yesterday_is_an_inference(site: Site, pages: dict[str, Value]) -> None:
    assert site.events[MINISTRY].date.text == "2025-01-01"
    assert '"yesterday"' in reason(pages, MINISTRY, "relative")


def test_the_year_of_december_30_is_an_inference(site: Site, pages: dict[str, Value]) -> None:
    assert site.events[ATTAF].date.text == "2024-12-30"
    assert '"December 30" without a year' in reason(pages, ATTAF, "inferred")


def test_moroccos_support_is_undated(site: Site, pages: dict[str, Value]) -> None:
    assert not exact(site.events[MOROCCO].date)
    assert "Undated in the starting article" in reason(pages, MOROCCO, "inferred")


# The communiqué's speaker is the ministry, not its head


def test_the_communiques_speaker_is_the_ministry_not_its_head(
    site: Site, pages: dict[str, Value]
) -> None:
    assert site.actors["mali-mfa"].kind == "government-body"
    assert site.events[MINISTRY].who == ("mali-mfa",)
    assert {q.speaker.id for q in event_page(pages, MINISTRY).quotes} == {"mali-mfa"}


def test_its_head_as_the_speaker_would_be_reported(site: Site) -> None:
    assert broken(site, Q06, MINISTRY, who=("abdoulaye-diop",)) == [MINISTRY]


# The comment is not Algeria's reply


def test_the_comment_is_not_algerias_reply(site: Site, pages: dict[str, Value]) -> None:
    """It is opinion: it stands behind no reply, and beside a claim only as commentary."""
    assert not [c for c in site.dossier.commentary if c.kind == "right-of-reply"]
    cited = {
        c.ref
        for ledger in site.claims.values()
        for reply in ledger.replies
        for c in reply.said.statement.source or reply.said.event.source
    }
    assert cited
    assert COMMENT not in cited
    shown = {actor.name.choose("en", "en").text for actor in site.actors.values()}
    assert "Eamses" not in shown
    view = pages[f"commentary/{COMMENT}.html"]
    assert isinstance(view, CommentaryView)
    assert view.kind == "reader-comment"


def test_nothing_rests_on_the_comment(site: Site) -> None:
    assert site.sources[COMMENT].type == "reader-comment"
    assert COMMENT not in site.citing
    assert COMMENT not in {b.ref for s in site.sources.values() for b in s.based_on}


def test_a_record_that_rested_on_the_comment_would_be_reported(site: Site) -> None:
    assert broken(site, S12, MINISTRY, source=(Citation(COMMENT),)) == [MINISTRY]


# The minister's words precede the communiqué, and are not paired with it as an answer


def test_the_ministers_words_precede_the_communique(site: Site) -> None:
    assert compare(site.events[ATTAF].date, site.events[MINISTRY].date) == "before"
    assert list(site.events).index(ATTAF) < list(site.events).index(MINISTRY)


def test_the_ministers_words_are_not_paired_with_the_communique_as_an_answer(
    site: Site, pages: dict[str, Value]
) -> None:
    assert MINISTRY not in site.events[ATTAF].responds_to
    assert [row.path for row in event_page(pages, MINISTRY).answers] == []
    made = {on.claim for s in site.events[MINISTRY].says for on in s.on if on.stance in ASSERTING}
    answers = {r.said.event.id for id_ in made for r in site.claims[id_].replies}
    assert ATTAF not in answers
    assert broken(site, D04, ATTAF, responds_to=(MINISTRY,)) == [ATTAF]


def test_a_stance_in_them_on_what_it_claims_would_be_no_answer_either(site: Site) -> None:
    on = tuple(On(on.claim, "denies") for s in site.events[MINISTRY].says for on in s.on)
    denial = replace(site.events[ATTAF].says[0], on=on)
    events = replace(site.events[ATTAF], says=(denial,)), site.events[MINISTRY]
    found = ledgers(site.dossier.claims, events, site.actors)
    assert [found[one.claim].replies for one in on if one.claim != "military-solution-failed"] == [
        ()
    ] * 4


def test_the_communique_answers_the_minister_two_days_later(site: Site) -> None:
    replies = site.claims["military-solution-failed"].replies
    assert [(r.said.event.id, r.said.speaker, r.lag) for r in replies] == [
        (MINISTRY, "mali-mfa", (2, 2))
    ]


# Claims about Algeria in it are unanswered on file


def test_claims_about_algeria_in_it_are_unanswered_in_it(site: Site) -> None:
    found = ledgers(site.dossier.claims, alone(site), site.actors)
    made = {id_: one for id_, one in found.items() if one.assertions}
    about = {id_: one.status for id_, one in made.items() if "algeria" in one.claim.about}
    assert about == dict.fromkeys(about, "unanswered")
    assert len(about) == 5


def test_claims_about_algeria_in_the_communique_are_unanswered_on_file(
    site: Site, pages: dict[str, Value]
) -> None:
    pairs = [p for p in event_page(pages, MINISTRY).claims if p.about[0].id == "algeria"]
    assert [(p.id, p.status, p.replies) for p in pairs] == [
        ("algeria-supports-armed-groups", "unanswered", ()),
        ("attaf-remarks-interfere", "unanswered", ()),
        ("foreign-sponsors-back-groups", "unanswered", ()),
        ("algeria-uses-mali-as-lever", "unanswered", ()),
    ]
    assert {p.as_of for p in pairs} == {site.dossier.config.edition.date}


# "all-time low" is the outlet's own assessment


def test_all_time_low_is_the_outlets_own_assessment(site: Site) -> None:
    """No record has its words. Only the page about the dossier does, and says whose they are."""
    ear = Ear(Context.of(site.dossier))
    readings = [ear.read(record) for record in checks.records(site.dossier)]
    held = [(one.id, t) for one in readings for t in one.texts if ASSESSED.search(t.text)]
    assert [id_ for id_, _ in held] == ["about", "about.fr"]
    texts = [told for _, told in held]
    for told in texts:
        marks = quotes(told.passage.text, markdown=True)
        assert all(marks.hold(*one.span()) for one in ASSESSED.finditer(told.passage.text))
    said = " ".join(texts[0].passage.text.split())
    assert '"at an all-time low"; these words are the outlet\'s own assessment' in said


@pytest.mark.parametrize("field", ["title", "what", "via"])
def test_v01_reports_it_where_it_stands_in_a_records_own_voice(site: Site, field: str) -> None:
    said = records.text("Relations are at an all-time low")
    assert broken(site, V01, MINISTRY, **{field: said}) == [MINISTRY]


WRITTEN = """\
Borduria accuses Arland of arming terrorists

Relations between the two are at an all-time low. A new communiqué accuses Port of hiding
extremists.

The year begins with a war of words. «No quay will be open to thugs», stated the Minister. He
refused to speak of a «junta».

«The undeniable calm on our shore, and the rout of the bandits whom Arland pays, trouble certain
officials nostalgic for a bygone era», wrote the Office.

Borduria «will answer terrorism [...] and its state sponsors». It invites Arland to «leave its
renegades and its puppets where they are».
"""


def voices(text: str, site: Site) -> Counter[str]:
    lexicon = Ear(Context.of(site.dossier)).lexicon("en")
    assert lexicon
    return Counter(h.voice for h in hits(Passage(text), lexicon) if h.entry.kind == "loaded")


def reported(text: str, site: Site) -> list[tuple[str, str]]:
    """What V01 to V03 say once the text stands in a record's own voice."""
    (first, *_) = site.dossier.events
    first = replace(first, conflicts=(Localized((("en", text),)),))
    changed = replace(site, dossier=replace(site.dossier, events=(first,)))
    where = ("conflicts", 0, "en")
    return [
        (rule.code, found.place.word)
        for rule in (V01, V02, V03)
        for found in records.found_in(changed, rule)
        if found.place.path == where
    ]


OWN = [("V01", "all-time low"), ("V01", "war of words")]


def test_of_14_words_10_are_quoted_2_attributed_and_2_the_outlets_own(
    site: Site, article: str
) -> None:
    assert voices(article, site) == {"quoted": 10, "attributed": 2, "own": 2}
    assert reported(article, site) == OWN


def test_so_it_is_with_an_article_written_for_this_test() -> None:
    site = records.site(records.event("a", "2025-03-06"))
    assert voices(WRITTEN, site) == {"quoted": 10, "attributed": 2, "own": 2}
    assert reported(WRITTEN, site) == OWN


# The Security Council or the General Assembly: both are shown, and which is which


def sentences(pages: dict[str, Value], name: str) -> list[str]:
    told = " ".join(words.text for words in event_page(pages, MOROCCO).conflicts)
    return [one for one in re.split(r"(?<=[.:]) ", told) if name in one]


def test_the_security_council_and_the_general_assembly_are_both_shown(
    site: Site, pages: dict[str, Value]
) -> None:
    assert sentences(pages, "Security Council")
    assert sentences(pages, "General Assembly")
    cited = {c.ref for c in site.events[MOROCCO].source}
    assert cited >= {SEED, "yabiladi-en-154652"}


def test_a_reader_of_french_is_told_the_same(site: Site) -> None:
    (told,) = (dict(conflict.texts)["fr"] for conflict in site.events[MOROCCO].conflicts)
    council, assembly = re.findall(r"[^.]*(?:Conseil de sécurité|Assemblée générale)", told)
    assert "l'article de départ" in council
    assert "les autres comptes rendus au dossier" in assembly


def test_it_is_said_which_is_which(pages: dict[str, Value]) -> None:
    (council,) = sentences(pages, "Security Council")
    assert "the starting article" in council
    (assembly,) = sentences(pages, "General Assembly")
    assert "the other reports on file" in assembly
    via = event_page(pages, MOROCCO).via
    assert via
    assert "according to other reports than the starting article" in via.text
