"""The tables of pages, checks, formats and kinds hold every module that belongs in them."""

from __future__ import annotations

import inspect
import pkgutil
import re
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from briefgen import checks, formats, model, pages
from briefgen.checks.rule import Rule
from briefgen.checks.table import CHECKS, RULES
from briefgen.formats import FORMATS
from briefgen.model import KINDS, Record
from briefgen.pages.table import PAGES
from tests.cases.cases import read
from tests.meta.code import modules

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

FORTY = (
    "S01 S02 S03 S04 S05 S06 S07 S08 S09 S10 S11 S12 Q01 Q02 Q03 Q04 Q05 Q06 Q07 D01 D02 D03 D04"
    " D05 C01 C02 C03 C04 C05 V01 V02 V03 V04 V05 V06 V07 B01 B02 B03 T01"
).split()
"""The codes of the design's table, in its order."""


def _modules(package: ModuleType) -> list[ModuleType]:
    names = [info.name for info in pkgutil.iter_modules(package.__path__)]
    return [import_module(f"{package.__name__}.{name}") for name in names]


def test_every_kind_of_page_is_in_pages() -> None:
    found = {m.__name__ for m in _modules(pages) if hasattr(m, "plan")}
    assert found == {m.__name__ for m in PAGES}


def test_every_view_has_its_template() -> None:
    for module in PAGES:
        source = inspect.getsource(module)
        asked = set(re.findall(r'"((?:print/)?[a-z0-9]+\.html)"', source))
        assert asked - {"404.html"} == set(module.VIEWS) - {"404.html"}, module.__name__


def test_every_check_is_in_checks() -> None:
    found = [r for m in _modules(checks) for r in vars(m).values() if isinstance(r, Rule)]
    assert sorted(r.code for r in found) == sorted(r.code for r in RULES)


def test_the_checks_are_the_forty_in_their_order() -> None:
    codes = [rule.code for rule in CHECKS]
    assert codes == FORTY
    assert [rule.code for rule in RULES if rule not in CHECKS] == [
        "K01",
        "K02",
        "K03",
        "K04",
        "K05",
    ]


def _told(room: str) -> set[str]:
    """The codes of rules that stand in a room's sources as they are reported."""
    texts = (m.source for m in modules() if m.room == room)
    named = re.compile(r'"([SQDCVBTK][0-9]{2})"|\blinks\.(S07)\b')
    return {"".join(code) for text in texts for code in named.findall(text)}


def test_no_rule_is_reported_that_is_not_in_the_table() -> None:
    told = {code for room in {m.room for m in modules()} for code in _told(room)}
    assert told - {rule.code for rule in RULES} == set()


SHARED = {"G01"}
"""There is no folder of records: every verb that needs one says so."""


def test_a_code_that_is_no_rules_means_one_thing() -> None:
    """It is told in one room, so that who reads it in JSON or SARIF knows what it is."""
    rooms: dict[str, set[str]] = {}
    for module in modules():
        for code in re.findall(r'"([A-Z][0-9]{2})"', module.source):
            rooms.setdefault(code, set()).add(module.room)
    rules = {rule.code for rule in RULES}
    several = {code for code, told in rooms.items() if len(told) > 1}
    assert several - rules == SHARED


LOOKING = [rule for rule in CHECKS if rule.find or rule.each]


def test_a_rule_looks_at_a_site_or_at_each_record_of_some_kinds() -> None:
    kinds = {"dossier", *(kind.name for kind in KINDS)}
    for rule in LOOKING:
        assert not (rule.find and rule.each), rule.code
        assert rule.each.keys() <= kinds, rule.code


@pytest.mark.parametrize(
    "rule", [r for r in CHECKS if r not in LOOKING], ids=lambda rule: rule.code
)
def test_a_rule_that_does_not_look_itself_is_reported_by_its_stage(rule: Rule) -> None:
    assert rule.code in _told({"load": "loader"}.get(rule.stage, rule.stage))


def test_every_check_documents_itself() -> None:
    for rule in RULES:
        for text in (rule.fault, rule.sees, rule.why, rule.cure):
            assert text, rule.code
            assert text[0].islower() or text[0] == "[", text
            assert not text.endswith("."), text
        assert rule.example.strip(), rule.code


def test_every_check_has_cases_that_fire_and_cases_that_do_not(root: Path) -> None:
    for rule in RULES:
        cases = read(root / f"tests/cases/checks/{rule.code}.md")
        fire = [case for case in cases if any(e.code == rule.code for e in case.expected)]
        assert len(fire) >= 2, rule.code
        assert len(cases) - len(fire) >= 2, rule.code


def test_every_format_is_in_formats() -> None:
    found = {m.__name__ for m in _modules(formats) if hasattr(m, "outputs")}
    assert found == {f"briefgen.formats.{name}" for name in FORMATS}
    asked = {m.__name__.rpartition(".")[2]: m.NAME for m in _modules(formats) if hasattr(m, "NAME")}
    assert asked == FORMATS


def test_every_kind_of_record_is_in_kinds() -> None:
    found = {
        kind
        for module in _modules(model)
        for kind in vars(module).values()
        if inspect.isclass(kind) and issubclass(kind, Record) and kind is not Record
    }
    assert found == {kind.type for kind in KINDS}
    assert {kind.plural for kind in KINDS} <= set(model.Dossier.__dataclass_fields__)
