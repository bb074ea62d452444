"""Whatever is found, every format tells the same counts, and the run ends with the same code."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen import cli
from briefgen.cli import changes, checking
from briefgen.errors import Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = st.text(st.characters(exclude_characters="[", exclude_categories=["Cs"]), max_size=20)
FILES = st.sampled_from(["content/a.yaml", "content/é b,c:%.yaml", "themes/x/page.html"])
PLACES = st.none() | st.builds(Span, FILES, st.integers(1, 99), st.integers(1, 99))
FINDINGS = st.builds(
    Diagnostic,
    st.sampled_from(["D02", "S11", "F01", "V01", "K04"]),
    WORDS,
    PLACES,
    WORDS,
    st.sampled_from(["error", "warning", "info"]),
)
NONE: dict[str, int] = {"error": 0, "warning": 0, "info": 0}
LEVELS = {"notice": "info", "note": "info"}


class Told(NamedTuple):
    """What a format says."""

    counts: dict[str, int]
    elsewhere: int | None
    code: int


def counts(severities: Sequence[str]) -> dict[str, int]:
    return {**NONE, **Counter(LEVELS.get(one, one) for one in severities)}


def run(found: Sequence[Diagnostic], *words: str) -> tuple[str, str, int]:
    """Standard output, standard error and exit code of a check that finds these."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.object(checking, "_found", lambda *_: tuple(found)),
        patch.object(changes, "since", lambda *_: frozenset({"content/a.yaml"})),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as left,
    ):
        cli.main(["check", *words])
    assert isinstance(left.value.code, int)
    return out.getvalue(), err.getvalue(), left.value.code


def as_text(found: Sequence[Diagnostic], *words: str) -> Told:
    out, err, code = run(found, "-v", *words)
    left = re.findall(r"in changed files, (\d+) elsewhere left out\n", out + err)
    severities = re.findall(r"(error|warning|info)\[[A-Z]\d\d\] ", err)
    return Told(counts(severities), int(left[-1]) if left else None, code)


def as_json(found: Sequence[Diagnostic], *words: str) -> Told:
    out, err, code = run(found, "--format", "json", *words)
    held = json.loads(out)
    assert (err, held["exit_code"]) == ("", code)
    assert held["counts"] == counts([one["severity"] for one in held["findings"]])
    return Told(held["counts"], held["elsewhere"], code)


def as_sarif(found: Sequence[Diagnostic], *words: str) -> Told:
    out, err, code = run(found, "--format", "sarif", *words)
    (held,) = json.loads(out)["runs"]
    assert (err, held["invocations"][0]["exitCode"]) == ("", code)
    levels = [one["level"] for one in held["results"]]
    return Told(counts(levels), held.get("properties", {}).get("elsewhere"), code)


def as_github(found: Sequence[Diagnostic], *words: str) -> Told:
    out, err, code = run(found, "--format", "github", *words)
    assert err == ""
    *commands, last = out.removesuffix("\n").split("\n")
    levels = [re.match(r"::(error|warning|notice) ", one) for one in commands]
    left = re.search(r"in changed files, (\d+) elsewhere left out$", last)
    told = Told(counts([one[1] for one in levels if one]), int(left[1]) if left else None, code)
    said = {LEVELS.get(name, name): int(n) for n, name in re.findall(r"(\d+) (\w+?)s?\b", last)}
    assert told.counts == {name: said.get(name, 0) for name in NONE}
    return told


@given(st.lists(FINDINGS, max_size=6), st.booleans(), st.booleans())
@example([], True, True)
@example([Diagnostic("D02", "a\n::error::b", Span("content/a.yaml"))], False, False)
def test_every_format_agrees(found: list[Diagnostic], strict: bool, narrow: bool) -> None:
    words = (*(["--strict"] if strict else []), *(["--changed-since=HEAD"] if narrow else []))
    away = [d for d in found if isinstance(d.place, Span) and d.place.file != "content/a.yaml"]
    kept = [one for one in found if not narrow or one not in away]
    severities = [one.severity for one in kept]
    stopping = {"error", "warning"} if strict else {"error"}
    expected = Told(
        counts(severities),
        len(found) - len(kept) if narrow else None,
        1 if stopping & set(severities) else 0,
    )
    for told in (as_text, as_json, as_sarif, as_github):
        assert told(found, *words) == expected, told.__name__
