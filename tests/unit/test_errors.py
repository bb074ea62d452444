"""Exceptions carry their diagnostics wherever they go."""

from __future__ import annotations

import pickle

import pytest

from briefgen.errors import BriefgenError, ContentError, Diagnostic, LimitError, Span


@pytest.mark.parametrize("kind", [BriefgenError, ContentError, LimitError])
def test_an_exception_passes_between_processes(kind: type[BriefgenError]) -> None:
    found = Diagnostic("P09", "too slow", Span("a.yaml", 2, 3), "wait"), Diagnostic("P08", "big")
    passed = pickle.loads(pickle.dumps(kind(*found)))  # noqa: S301 - made one line above
    assert (type(passed), passed.diagnostics, str(passed)) == (kind, found, "too slow; big")
