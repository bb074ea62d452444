"""Findings as SARIF 2.1.0, the format in which tools hand their findings to forges and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import re
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefgen import __version__
from briefgen.checks.table import RULES
from briefgen.errors import Span

if TYPE_CHECKING:
    from briefgen.checks.rule import Rule
    from briefgen.cli.document import Verdict
    from briefgen.errors import Diagnostic, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
ROOT = "%SRCROOT%"
"""Stands for the repository's root; whoever reads the file knows where that is."""
PLACE = re.compile(r":\d+:\d+")
"""A line and a column inside a message, which move with the text around them."""


def as_sarif(verdict: Verdict) -> str:
    """One run with every rule, and a result a finding."""
    rules = _rules(verdict)
    index = {rule["id"]: n for n, rule in enumerate(rules)}
    marks = _fingerprints(verdict)
    pairs = zip(verdict.found, marks, strict=True)
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "briefgen", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [
            {"executionSuccessful": verdict.exit_code in {0, 1}, "exitCode": verdict.exit_code}
        ],
        "results": [_result(one, index[one.code], mark, verdict) for one, mark in pairs],
    }
    if verdict.elsewhere is not None:
        run["properties"] = {"elsewhere": verdict.elsewhere}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rules(verdict: Verdict) -> list[dict[str, Any]]:
    """Every check, and the other codes that were found: their messages say all there is."""
    known = {rule.code: _rule(rule) for rule in RULES}
    others = sorted({one.code for one in verdict.found} - known.keys())
    return [*known.values(), *({"id": code} for code in others)]


def _rule(rule: Rule) -> dict[str, Any]:
    """A rule as viewers show it; the example stands in the text for those that show Markdown."""
    told = (("Sees", rule.sees), ("Why", rule.why), ("Cure", rule.cure))
    plain = "\n\n".join(f"{name}: {text}." for name, text in told)
    rich = "\n\n".join(f"**{name}:** {text}." for name, text in told)
    return {
        "id": rule.code,
        "shortDescription": {"text": _sentence(rule.fault)},
        "fullDescription": {"text": _sentence(rule.sees)},
        "help": {"text": plain, "markdown": f"{rich}\n\n```yaml\n{rule.example.strip()}\n```"},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _result(one: Diagnostic, index: int, mark: str, verdict: Verdict) -> dict[str, Any]:
    hint = f" ({one.hint})" if one.hint else ""
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": LEVELS[one.severity],
        "message": {"text": f"{one.message}{hint}"},
        "partialFingerprints": {"briefgen/v1": mark},
    }
    if isinstance(one.place, Span):
        result["locations"] = [{"physicalLocation": _location(one.place, verdict)}]
    return result


def _location(place: Span, verdict: Verdict) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(verdict.file(place)), "uriBaseId": ROOT},
        "region": {"startLine": place.line, "startColumn": place.col},
    }


def _fingerprints(verdict: Verdict) -> list[str]:
    """What tells a finding from all others, wherever in its file it comes to stand."""
    seen: Counter[tuple[str, str, str]] = Counter()
    marks = []
    for one in verdict.found:
        file = verdict.file(one.place) if isinstance(one.place, Span) else ""
        same = one.code, file, PLACE.sub("", one.message)
        marks.append(blake2b(repr((*same, seen[same])).encode(), digest_size=16).hexdigest())
        seen[same] += 1
    return marks
