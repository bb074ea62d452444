"""The table of rules that read bodies of events holds those that do, and no others.

Each rule is given events, those of its cases among them, as a reading that lets nobody see
their bodies: a rule that looks there, or at what is made of all texts together, is caught.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from briefgen import loader
from briefgen.checks import Context
from briefgen.checks.bodies import BODIES
from briefgen.checks.reading import Ear, Reading, records
from briefgen.checks.rule import Rule
from briefgen.checks.table import CHECKS
from briefgen.errors import BriefgenError
from tests.cases.cases import read, write
from tests.unit.records import BodyReadError, blind, dossier, event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.passages import Told
    from briefgen.checks.rule import Finding
    from briefgen.model import Dossier, Event

pytestmark = pytest.mark.lasting

TESTS = Path(__file__).parent.parent
JUDGING = [rule for rule in CHECKS if "event" in rule.each]


class Covered(Reading[Any]):
    """A reading in which nobody may see the body of the event, or what is made of it."""

    @property
    def texts(self) -> NoReturn:
        raise BodyReadError

    pieces = hits = texts

    def told(self, *names: str) -> list[Told]:
        if "body" in names:
            raise BodyReadError
        return [
            told for told in tuple(self)[Reading._fields.index("texts")] if told.path[0] in names
        ]


def covered(ear: Ear, one: Event) -> Covered:
    return Covered(*ear.read(one)._replace(record=blind(one)))


def reads_bodies(rule: Rule, dossiers: list[Dossier]) -> bool:
    """Whether the rule looks at the body of any event."""
    for one in dossiers:
        ear = Ear(Context.of(one))
        try:
            for each in one.events:
                list(rule.each["event"](covered(ear, each)))
        except BodyReadError:
            return True
    return False


@cache
def common() -> list[Dossier]:
    """Dossiers that every rule is tried on."""
    return [loader.load(TESTS / root).dossier for root in ("golden/dossier", "property/dense")]


def cases(code: str, folder: Path) -> Iterator[Dossier]:
    """The cases of a rule that can be loaded."""
    for n, case in enumerate(read(TESTS / f"cases/checks/{code}.md")):
        root = folder / str(n)
        shutil.copytree(TESTS / "cases/base", root / "content")
        write(case, root / "content")
        try:
            yield loader.load(root).dossier
        except BriefgenError:
            continue


@pytest.mark.parametrize("rule", JUDGING, ids=lambda rule: rule.code)
def test_a_rule_is_in_the_table_if_it_reads_bodies(rule: Rule, tmp_path: Path) -> None:
    held = [*cases(rule.code, tmp_path), *common()]
    assert len(held) > len(common())
    assert reads_bodies(rule, held) == (rule in BODIES)


def test_the_table_has_the_order_of_the_reference() -> None:
    assert [rule for rule in CHECKS if rule in BODIES] == [*BODIES]


@pytest.mark.parametrize("rule", [r for r in CHECKS if r.hears], ids=lambda rule: rule.code)
def test_a_rule_that_goes_by_listed_words_finds_nothing_without_them(
    rule: Rule, tmp_path: Path
) -> None:
    held = [*cases(rule.code, tmp_path), *common()]
    assert len(held) > len(common())
    for one in held:
        ear = Ear(Context.of(one))
        for record in records(one):
            deaf = ear.read(record)._replace(hits={})
            each = rule.each.get(deaf.kind)
            assert each is None or not [*each(deaf)]


def by_record(reading: Reading[Event]) -> Iterator[Finding]:
    yield from (reading.record.body,)  # type: ignore[misc] # nothing is found, only read


def by_texts(reading: Reading[Event]) -> Iterator[Finding]:
    yield from (told for told in reading.texts)  # type: ignore[misc] # the same


def by_name(reading: Reading[Event]) -> Iterator[Finding]:
    yield from (told for told in reading.told("what", "body"))  # type: ignore[misc] # the same


def by_words(reading: Reading[Event]) -> Iterator[Finding]:
    yield from (hit for hit in reading.heard("loaded"))  # type: ignore[misc] # the same


def by_pieces(reading: Reading[Event]) -> Iterator[Finding]:
    yield from (piece for piece in reading.pieces)  # type: ignore[misc] # the same


def elsewhere(reading: Reading[Event]) -> Iterator[Finding]:
    yield from (told for told in reading.told("what", "title"))  # type: ignore[misc] # the same


@pytest.mark.parametrize("each", [by_record, by_texts, by_name, by_words, by_pieces])
def test_a_rule_that_reads_bodies_is_caught(each: Any) -> None:
    assert reads_bodies(pretended(each), [dossier(event("a", "2025", body="Said."))])


def test_a_rule_that_reads_other_texts_is_let_be() -> None:
    assert not reads_bodies(pretended(elsewhere), [dossier(event("a", "2025", body="Said."))])


def pretended(each: Any) -> Rule:
    return Rule("V99", "warning", "a", "b", "c", "d", "e", each={"event": each})
