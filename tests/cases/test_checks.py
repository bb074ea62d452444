"""Each check on its cases: what it finds, where exactly, and what it lets be.

A file of cases speaks of the check it is named for, and of those that it names itself;
what others find in the same records is their own files' affair. Whichever stage reports a
rule's fault, its cases stand here. Where the network would be asked, ``answers.txt`` says what
it answers: an address, a kind and its words, and where it leads.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter

from briefgen import loader
from briefgen.audience import Audience, visible
from briefgen.checks import check
from briefgen.dates import parse
from briefgen.errors import BriefgenError, Diagnostic, Field, Span
from briefgen.online.addresses import planned
from briefgen.online.answers import Answer, Kind
from briefgen.online.verdicts import findings
from briefgen.pages import plan
from briefgen.resolve import resolve
from briefgen.state import State
from tests.cases.cases import Case, Expected, read, write

if TYPE_CHECKING:
    from briefgen.loader import Loaded

FOLDER = Path(__file__).parent
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case.title}")
    for path in sorted((FOLDER / "checks").glob("*.md"))
    for case in read(path)
]


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: Case, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path / "content")
    write(case, tmp_path / "content")
    codes = {code, *(e.code for e in case.expected)}
    found = [one for one in _found(tmp_path) if one.code in codes]
    assert [(e.file, e.line, e.col, e.severity, e.code) for e in found] == [
        (e.file, e.line, e.col, e.severity, e.code) for e in sorted(case.expected, key=_order)
    ], found
    for said, asked in zip(found, sorted(case.expected, key=_order), strict=True):
        assert asked.says in said.says


def _found(root: Path) -> list[Expected]:
    with State.nowhere() as state:
        try:
            loaded = loader.load(root, state, copies=True)
        except BriefgenError as error:
            return sorted(map(_told, error.diagnostics), key=_order)
        judged = _judged(loaded, root / "answers.txt")
        found = [*loaded.findings, *(_placed(one, loaded) for one in judged)]
        return sorted(map(_told, found), key=_order)


def _judged(loaded: Loaded, answers: Path) -> tuple[Diagnostic, ...]:
    """What resolving says, or else the checks."""
    today = parse("2026-01-01").lower
    assert today
    try:
        seen = visible(loaded.dossier, Audience(today))
        site = resolve(seen)
    except BriefgenError as error:
        return error.diagnostics
    online = findings(planned(site), _answers(answers)) if answers.is_file() else None
    assert plan(site, "en")  # what is at fault can be shown all the same
    return check(site, whole=not seen.hidden, online=online)


def _answers(file: Path) -> dict[str, Answer]:
    rows = (line.split(" | ") for line in file.read_text("utf-8").splitlines())
    read = TypeAdapter(Kind).validate_python
    return {url: Answer(read(kind), why, "".join(to)) for url, kind, why, *to in rows}


def _placed(one: Diagnostic, loaded: Loaded) -> Diagnostic:
    assert isinstance(one.place, Field)
    assert one.hint
    return replace(one, place=loaded.places.locate(one.place))


def _told(one: Diagnostic) -> Expected:
    at = one.place
    assert isinstance(at, Span)
    return Expected(at.file, at.line, at.col, one.severity, one.code, f"{one.message} ({one.hint})")


def _order(one: Expected) -> tuple[str, int, int, str]:
    return one.file, one.line, one.col, one.code
