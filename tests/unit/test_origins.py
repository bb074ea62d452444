"""Which sources others go back to."""

from __future__ import annotations

import pytest

from briefgen.model.event import On, Statement
from briefgen.model.shared import Citation
from briefgen.model.source import BasedOn
from briefgen.resolve.origins import behind, carrying, origins
from tests.unit.records import claim, event, says, site, source, text


def drawn(id_: str, *refs: str) -> tuple[str, tuple[BasedOn, ...]]:
    return id_, tuple(BasedOn(ref, "quotes") for ref in refs)


WEB = {
    id_: source(id_, based_on=refs)
    for id_, refs in (
        drawn("agency"),
        drawn("ministry"),
        drawn("daily", "agency"),
        drawn("weekly", "daily"),
        drawn("digest", "daily", "ministry"),
        drawn("echo", "chorus"),
        drawn("chorus", "echo"),
    )
}


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (["agency"], ("agency",)),
        (["daily"], ("agency",)),
        (["weekly", "daily", "agency"], ("agency",)),
        (["agency", "ministry"], ("agency", "ministry")),
        (["ministry", "agency"], ("ministry", "agency")),
        (["weekly", "ministry"], ("agency", "ministry")),
        (["digest"], ("agency", "ministry")),
        (["daily", "daily"], ("agency",)),
        (["echo"], ("chorus",)),
        (["chorus", "echo"], ("chorus",)),
        (["echo", "daily"], ("agency",)),
        ([], ()),
    ],
)
def test_origins(cited: list[str], expected: tuple[str, ...]) -> None:
    assert origins(cited, WEB) == expected


@pytest.mark.lasting
def test_a_long_way_back_is_walked_once() -> None:
    long = {
        f"s{n}": source(f"s{n}", based_on=drawn("", f"s{n - 1}")[1] if n else ())
        for n in range(3000)
    }
    assert origins(list(long), long) == ("s0",)


def test_a_statement_is_carried_by_its_own_sources_or_by_its_events() -> None:
    own = Statement(
        form="paraphrase",
        gist=text("Says so"),
        source=(Citation("letter"), Citation("letter", "page 2")),
        on=(On("rocks", "asserts"),),
    )
    made = event("made", "2025-03-05", "arland", own, says("repeats"))
    found = site(
        made, claims=(claim("rocks", "borduria"),), sources=(source("gazette"), source("letter"))
    ).claims["rocks"]
    assert [carrying(said) for said in found.assertions] == [("letter",), ("gazette",)]
    assert behind(found) == ("letter", "gazette")


def test_replies_carry_no_claim() -> None:
    found = site(
        event("a", "2025-03-05", "arland", says("asserts")),
        event("b", "2025-03-06", "borduria", says("denies"), source=(Citation("letter"),)),
        claims=(claim("rocks", "borduria"),),
        sources=(source("gazette"), source("letter")),
    ).claims["rocks"]
    assert found.status == "denied"
    assert behind(found) == ("gazette",)
