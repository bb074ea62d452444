"""What loading says of small dossiers: the right places, codes and words, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen import loader
from briefgen.errors import BriefgenError, Diagnostic, Span
from briefgen.state import State
from tests.cases.cases import Case, Expected, read, write

FOLDER = Path(__file__).parent / "loader"
DOSSIER = """\
title: A dossier
subjects: [algeria, mali]
lang: en
editors: the editors
edition: {id: "1", date: 2026-01-01}
"""
CASES = [
    pytest.param(case, id=f"{path.stem}: {case.title}")
    for path in sorted(FOLDER.glob("*.md"))
    for case in read(path)
]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, tmp_path: Path) -> None:
    assert case.files
    content = tmp_path / "content"
    content.mkdir()
    (content / "dossier.yaml").write_text(DOSSIER, "utf-8")
    write(case, content)
    asked = sorted(case.expected, key=_order)
    with State.nowhere() as state:
        for kept in (None, state, state):
            found = sorted((_told(one) for one in _found(tmp_path, kept)), key=_order)
            assert [_order(one) for one in found] == [_order(one) for one in asked], found
            for said, wanted in zip(found, asked, strict=True):
                assert wanted.says in said.says


def _found(root: Path, state: State | None) -> tuple[Diagnostic, ...]:
    try:
        return loader.load(root, state).findings
    except BriefgenError as error:
        return error.diagnostics


def _told(one: Diagnostic) -> Expected:
    at = one.place
    assert isinstance(at, Span)
    return Expected(at.file, at.line, at.col, one.severity, one.code, f"{one.message} ({one.hint})")


def _order(one: Expected) -> tuple[str, int, int, str, str]:
    return one.file, one.line, one.col, one.code, one.severity
