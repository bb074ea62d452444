"""The pages that are computed from the records, and that each number leads to its inputs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import pytest

from briefgen.dates import parse
from briefgen.model import Agreement, Judgement, Term
from briefgen.model.actor import Designation
from briefgen.model.agreement import Party
from briefgen.model.event import AgreementStep, Statement
from briefgen.model.shared import Citation
from briefgen.model.source import BasedOn
from briefgen.pages import balance, plan, relations
from briefgen.pages.agreement import AgreementsView, AgreementView
from briefgen.pages.balance import BalanceView, InputsView
from briefgen.pages.event import EventView
from briefgen.pages.judgement import JudgementsView
from briefgen.pages.ledger import A_PAGE, LedgerView
from briefgen.pages.names import NamesView
from briefgen.pages.overview import OverviewView
from briefgen.pages.relations import SHOWN, RelationsView, RelationView
from briefgen.pages.source import SourcesView
from briefgen.pages.term import TermsView
from briefgen.value import Value
from tests.unit.records import ACTORS, actor, claim, event, says, site, source, text

if TYPE_CHECKING:
    from briefgen.resolve import Site

V = TypeVar("V", bound=Value)
ROCKS = claim("rocks", "borduria")
MADE = event("a", "2025-03-01", "minister", says("asserts"), to=("port",))
DENIED = event("b", "2025-03-04", "port", says("denies"), to=("arland", "press"))


def views(found: Site, kind: type[V]) -> dict[str, V]:
    return {p.path: p.view for p in plan(found, "en") if isinstance(p.view, kind)}


def test_the_ledger_has_a_cell_for_each_voice_and_leads_to_the_statements() -> None:
    (view,) = views(site(MADE, DENIED, claims=(ROCKS,)), LedgerView).values()
    assert [party.id for party in view.columns] == ["arland", "borduria"]
    (row,) = view.rows
    assert [
        [(s.stance, s.path, s.lag) for s in cell.stands] for cell in row.cells if cell
    ] == [
        [("asserts", "events/a.html#q-a-1", None)],
        [("denies", "events/b.html#q-b-1", (3, 3))],
    ]  # fmt: skip


def test_the_ledger_shows_who_owes_a_reply_and_who_has_no_column() -> None:
    others = tuple(actor(f"other-{n}") for n in range(4))
    said = [says("disputes", id_, by=one.id) for one in others for id_ in ("rocks", "sand")]
    found = site(
        event("a", "2025-03-01", "arland", says("asserts"), *said),
        claims=(ROCKS, claim("sand", "press")), actors=(*ACTORS, *others),
    )  # fmt: skip
    (view,) = views(found, LedgerView).values()
    assert [p.id for p in view.columns] == ["arland", "borduria", "other-0", "other-1", "other-2"]
    assert view.others
    row = view.rows[0]
    assert [cell.party.id for cell in row.others] == ["other-3"]
    assert row.cells[1]
    assert row.cells[1].stands == ()


def test_a_cell_of_many_stances_shows_the_first_ones_and_the_last() -> None:
    made = [event(f"e-{n}", f"2025-03-0{n}", "arland", says("repeats")) for n in range(1, 6)]
    (view,) = views(site(*made, claims=(ROCKS,)), LedgerView).values()
    cell = view.rows[0].cells[0]
    assert cell
    assert ([s.path[:15] for s in cell.stands], cell.more) == (
        ["events/e-1.html", "events/e-2.html", "events/e-5.html"], 2,
    )  # fmt: skip


def test_a_long_ledger_is_in_pages() -> None:
    claims = tuple(claim(f"c-{n:03}", "borduria") for n in range(A_PAGE + 1))
    found = views(site(MADE, claims=(*claims, ROCKS)), LedgerView)
    assert [(path, len(view.rows), view.page) for path, view in found.items()] == [
        ("ledger.html", A_PAGE, 1), ("ledger/2.html", 2, 2),
    ]  # fmt: skip


def test_claims_are_carried_by_sources_and_these_by_their_origins() -> None:
    drawn = tuple(
        source(id_, based_on=(BasedOn("agency", "reprints"),)) for id_ in ("daily", "weekly")
    )
    made = event(
        "a", "2025", "arland", says("asserts"), source=(Citation("daily"), Citation("weekly"))
    )
    found = site(made, claims=(ROCKS,), sources=(source("agency"), *drawn))
    (view,) = views(found, LedgerView).values()
    assert (view.rows[0].evidence.sources, view.rows[0].evidence.origins) == (2, 1)


def test_each_number_of_the_matrix_leads_to_that_many_records() -> None:
    found = site(MADE, DENIED, event("c", "2025-04-01", "press", to=("port",)), claims=(ROCKS,))
    (matrix,) = views(found, RelationsView).values()
    lists = views(found, RelationView)
    counts = {
        (who.id, to.id): count
        for who, row, _ in matrix.rows
        for to, count in zip(matrix.columns, row, strict=True)
        if count
    }
    assert {pair: count.events for pair, count in counts.items()} == {
        ("arland", "borduria"): 1, ("borduria", "arland"): 1, ("borduria", "press"): 1,
        ("press", "borduria"): 1,
    }  # fmt: skip
    for (_, to), count in counts.items():
        path, _, fragment = count.path.partition("#")
        (group,) = (g for g in lists[path].groups if f"to-{g.to.id}" == fragment)
        assert (group.to.id, group.total, len(group.rows)) == (to, count.events, count.events)


def test_a_matrix_of_many_actors_lists_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relations, "A_PAGE", 2)
    many = tuple(actor(f"actor-{n:02}") for n in range(20))
    events = [event(f"e-{a.id}", "2025", a.id, to=("arland",)) for a in many]
    back = event("back", "2025", "arland", to=tuple(a.id for a in many))
    found = site(*events, back, actors=(*ACTORS, *many))
    (matrix,) = views(found, RelationsView).values()
    assert (len(matrix.columns), len(matrix.rows), len(matrix.others)) == (SHOWN, SHOWN, 14)
    who, row, rest = matrix.rows[0]
    assert (who.id, sum(count.events for count in row if count)) == ("arland", 6)
    assert rest
    assert (rest.events, rest.path) == (1, "relations/arland.html")
    lists = views(found, RelationView)
    own = [view for path, view in lists.items() if path.startswith("relations/arland")]
    assert [len(view.groups) for view in own] == [2] * 10
    assert row[4]
    path, _, fragment = row[4].path.partition("#")
    assert fragment in {f"to-{group.to.id}" for group in lists[path].groups}


def test_names_have_both_subjects_even_where_none_is_on_file() -> None:
    label = Designation(label="smugglers", by="press", source=(Citation("gazette"),))
    port = actor("port", kind="government-body", side="borduria", designations=(label,))
    actors = (*(a for a in ACTORS if a.id != "port"), port)
    (view,) = views(site(MADE, claims=(ROCKS,), actors=actors), NamesView).values()
    assert [(n.party.id, [d.label.text for d in n.names]) for n in view.named] == [
        ("arland", []), ("borduria", []), ("port", ["smugglers"]),
    ]  # fmt: skip
    assert views(site(MADE, claims=(ROCKS,)), NamesView) == {}


def test_an_agreement_has_its_steps_and_the_events_lead_to_it() -> None:
    treaty = Agreement(id="t", title=text("Treaty"), parties=(Party("arland", text("guarantor")),))
    signed = event("s", "2019", agreement=AgreementStep("t", "signed"))
    ended = event("x", "2024-01-25", agreement=AgreementStep("t", "ended"), phase="announced")
    found = site(signed, ended, agreements=(treaty,))
    page = views(found, AgreementView)["agreements/t.html"]
    assert [(s.status, s.row.path, s.announced) for s in page.steps] == [
        ("signed", "events/s.html", False), ("ended", "events/x.html", True),
    ]  # fmt: skip
    assert page.standing == page.steps[1:]
    (entry,) = views(found, AgreementsView)["agreements.html"].entries
    assert (entry.path, entry.standing, entry.steps) == ("agreements/t.html", page.standing, 2)
    link = views(found, EventView)["events/s.html"].agreement
    assert link
    assert link.path == "agreements/t.html"


def quote(words: str, lang: str | None = None) -> Statement:
    return Statement(form="direct", quote=words, lang=lang)


SPOKEN = (
    event("a", "2025-03-01", "minister", quote("No, never."), quote("Non", "fr")),
    event("b", "2025-03-02", "press", quote("It was said")),
)
HELD = (
    source("gazette", lang="en", affiliation="independent"),
    source("bulletin", side="port", affiliation="state-media"),
)


@pytest.mark.parametrize("page", [1, 300])
def test_each_number_of_the_balance_leads_to_that_many_inputs(
    page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(balance, "A_PAGE", page)
    found = site(*SPOKEN, sources=HELD)
    (view,) = views(found, BalanceView).values()
    lists = views(found, InputsView)
    named = (*view.sides, *view.affiliations, *view.languages)
    for line in named:
        words = quotes = sources = 0
        for path in {line.quotes_path, line.sources_path} - {""}:
            for own in map(lists.__getitem__, lists[path].pages):
                words += sum(one.words for one in own.heard)
                quotes += sum(one.quotes for one in own.heard)
                sources += len(own.sources)
        assert (words, quotes, sources) == (line.words, line.quotes, line.sources)
    assert {re.sub("/[0-9]+", "", path) for path in lists} == {
        path for line in named for path in (line.quotes_path, line.sources_path) if path
    }


def test_the_balance_counts_both_subjects_and_what_belongs_to_neither() -> None:
    (view,) = views(site(*SPOKEN, sources=HELD), BalanceView).values()
    assert [
        (line.group.party and line.group.party.id, line.words, line.quotes, line.sources)
        for line in view.sides
    ] == [("arland", 3, 2, 0), ("borduria", 0, 0, 1), (None, 3, 1, 1)]
    assert view.total == (6, 3, 2)
    assert [(line.group.name, line.words, line.sources) for line in view.languages] == [
        ("en", 5, 1), ("fr", 1, 0), ("", 0, 1),
    ]  # fmt: skip
    assert [(line.group.name, line.sources) for line in view.affiliations] == [
        ("independent", 1), ("state-media", 1),
    ]  # fmt: skip


def test_judgements_stand_against_the_day_of_the_edition() -> None:
    held = tuple(
        Judgement(
            id=id_, text=text(id_), likelihood="likely", confidence="low",
            horizon=parse(horizon), basis=("a",),
        )
        for id_, horizon in (("late", "2026"), ("soon", "2025-05"))
    )  # fmt: skip
    (view,) = views(site(MADE, claims=(ROCKS,), judgements=held), JudgementsView).values()
    assert [(one.id, one.due) for one in view.judgements] == [("soon", "due"), ("late", "open")]
    assert {one.range for one in view.judgements} == {(55, 80)}
    assert {link.path for one in view.judgements for link in one.basis} == {"events/a.html"}


def test_terms_are_in_the_order_of_their_labels() -> None:
    held = (
        Term(id="a", label=text("Rebels"), loaded=True, attribute_to=("press",)),
        Term(id="b", label=text("junta"), lang="fr"),
    )
    (view,) = views(site(MADE, claims=(ROCKS,), terms=held), TermsView).values()
    assert [(t.label, t.loaded, [p.id for p in t.used_by]) for t in view.terms] == [
        (("junta", "fr"), False, []), (("Rebels", "en"), True, ["press"]),
    ]  # fmt: skip


def test_the_overview_leads_to_the_pages_there_are() -> None:
    (view,) = views(site(event("a", "2025")), OverviewView).values()
    assert view.entries == (("balance", "balance.html"),)
    found = site(MADE, claims=(ROCKS,), terms=(Term(id="a", label=text("A")),))
    (view,) = views(found, OverviewView).values()
    assert [kind for kind, _ in view.entries] == ["ledger", "relations", "balance", "terms"]
    assert {address for _, address in view.entries} <= {page.path for page in plan(found, "en")}


def test_a_source_says_what_it_goes_back_to_if_that_is_further_than_what_it_draws_on() -> None:
    chain = (
        source("agency"),
        source("daily", based_on=(BasedOn("agency", "reprints"),)),
        source("weekly", based_on=(BasedOn("daily", "quotes"),)),
    )
    (view,) = views(
        site(event("a", "2025", source=(Citation("weekly"),)), sources=chain), SourcesView
    ).values()
    assert {s.chip.id: [chip.id for chip in s.origins] for s in view.sources} == {
        "agency": [], "daily": [], "weekly": ["agency"],
    }  # fmt: skip
