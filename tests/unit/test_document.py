"""Findings for programs: JSON, SARIF that its schema takes, annotations with GitHub's escapes.

``sarif-2.1.0-rtm.5.json`` is the schema of OASIS as npm's ``@microsoft/jest-sarif`` (MIT) has it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from briefgen import __version__
from briefgen.checks.table import RULES
from briefgen.cli.document import Verdict, as_github, as_json
from briefgen.cli.sarif import as_sarif
from briefgen.errors import Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.lasting
LATE = Diagnostic("D02", "2026 is after the edition", Span("content/events/à b.yaml", 3, 7), "mend")
LACKING = Diagnostic("F02", "missing field: who", Span("content/events.yaml", 4), "", "warning")
HOMELESS = Diagnostic("S11", "never cited", None, "cite it", "info")


def verdict(*found: Diagnostic, code: int = 1, left: int | None = None, way: str = "") -> Verdict:
    return Verdict(found, code, left, way)


@cache
def validator() -> jsonschema.Draft4Validator:
    path = Path(__file__).parent / "sarif-2.1.0-rtm.5.json"
    return jsonschema.Draft4Validator(json.loads(path.read_text("utf-8")))


def sarif(given: Verdict) -> Any:
    """The one run of a log that the schema takes."""
    log = json.loads(as_sarif(given))
    assert [error.message for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    return run


def marks(found: Sequence[Diagnostic]) -> list[str]:
    results = sarif(verdict(*found))["results"]
    return [one["partialFingerprints"]["briefgen/v1"] for one in results]


# JSON


def test_json_holds_findings_counts_and_the_exit_code() -> None:
    assert json.loads(as_json(verdict(LATE, HOMELESS, left=2, way="dossiers/mali/"))) == {
        "tool": "briefgen",
        "version": __version__,
        "exit_code": 1,
        "counts": {"error": 1, "warning": 0, "info": 1},
        "elsewhere": 2,
        "findings": [
            {
                "code": "D02",
                "severity": "error",
                "message": "2026 is after the edition",
                "hint": "mend",
                "place": {"file": "content/events/à b.yaml", "line": 3, "col": 7},
            },
            {
                "code": "S11",
                "severity": "info",
                "message": "never cited",
                "hint": "cite it",
                "place": None,
            },
        ],
    }


# SARIF


def test_the_schema_refuses_what_is_not_sarif() -> None:
    log = json.loads(as_sarif(verdict(LATE)))
    del log["runs"][0]["results"][0]["message"]
    assert not validator().is_valid(log)
    assert not validator().is_valid({**log, "version": "2.0.0"})


def test_sarif_describes_every_check_and_names_other_codes_that_were_found() -> None:
    rules = sarif(verdict(LATE, LACKING))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*(rule.code for rule in RULES), "F02"]
    late = next(rule for rule in rules if rule["id"] == "D02")
    assert late["shortDescription"] == {"text": "Date in the future."}
    assert late["defaultConfiguration"] == {"level": "error"}
    assert "```yaml\n# dossier.yaml: edition" in late["help"]["markdown"]
    assert late["help"]["text"].startswith("Sees: an event or statement whose")


def test_sarif_places_a_finding_in_the_repository() -> None:
    run = sarif(verdict(LATE, way="dossiers/"))
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "D02"
    assert (result["level"], result["message"]["text"]) == ("error", f"{LATE.message} (mend)")
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {
                    "uri": "dossiers/content/events/%C3%A0%20b.yaml",
                    "uriBaseId": "%SRCROOT%",
                },
                "region": {"startLine": 3, "startColumn": 7},
            }
        }
    ]


def test_sarif_without_a_place_has_no_location() -> None:
    (result,) = sarif(verdict(HOMELESS, code=0))["results"]
    assert "locations" not in result
    assert result["level"] == "note"


@pytest.mark.parametrize(("code", "done"), [(0, True), (1, True), (2, False), (3, False)])
def test_sarif_tells_whether_the_check_could_be_made(code: int, done: bool) -> None:
    run = sarif(verdict(LATE, code=code, left=3))
    assert run["invocations"] == [{"executionSuccessful": done, "exitCode": code}]
    assert run["properties"] == {"elsewhere": 3}


def test_a_fingerprint_stays_when_lines_move() -> None:
    where = "already used in content/a.yaml:{}:1"
    before = [
        Diagnostic("D02", "late", Span("content/a.yaml", 3, 7)),
        Diagnostic("A04", where.format(4), Span("content/b.yaml", 9)),
        Diagnostic("D02", "late", Span("content/a.yaml", 8, 7)),
    ]
    after = [
        Diagnostic("D02", "late", Span("content/a.yaml", 5, 9)),
        Diagnostic("A04", where.format(6), Span("content/b.yaml", 1)),
        Diagnostic("D02", "late", Span("content/a.yaml", 10, 9)),
    ]
    assert marks(before) == marks(after)
    assert len(set(marks(before))) == 3


@pytest.mark.parametrize(
    "other",
    [
        Diagnostic("D04", "late", Span("content/a.yaml", 3)),
        Diagnostic("D02", "later", Span("content/a.yaml", 3)),
        Diagnostic("D02", "late", Span("content/b.yaml", 3)),
        Diagnostic("D02", "late"),
    ],
)
def test_a_fingerprint_tells_findings_apart(other: Diagnostic) -> None:
    assert marks([other]) != marks([Diagnostic("D02", "late", Span("content/a.yaml", 3))])


# GitHub


def test_github_gets_an_annotation_a_finding_and_the_counts() -> None:
    assert as_github(verdict(LATE, LACKING, HOMELESS, way="x/")).splitlines() == [
        (
            "::error file=x/content/events/à b.yaml,line=3,col=7,title=briefgen D02"
            "::2026 is after the edition (mend)"
        ),
        "::warning file=x/content/events.yaml,line=4,col=1,title=briefgen F02::missing field: who",
        "::notice title=briefgen S11::never cited (cite it)",
        "1 error, 1 warning, 1 note",
    ]


def test_github_escapes_what_would_end_a_command() -> None:
    found = Diagnostic("F01", "100%\r\n::error::x", Span("content/a,b:c%.yaml", 1, 2))
    assert as_github(verdict(found)).splitlines()[:-1] == [
        (
            "::error file=content/a%2Cb%3Ac%25.yaml,line=1,col=2,title=briefgen F01"
            "::100%25%0D%0A::error::x"
        )
    ]


def test_github_says_how_many_were_left_out() -> None:
    said = as_github(verdict(HOMELESS, left=7))
    assert said.splitlines()[-1] == "1 note in changed files, 7 elsewhere left out"
    assert as_github(verdict(code=0)) == "no findings"
