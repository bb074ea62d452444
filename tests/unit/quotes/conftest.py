"""Each test of quotes reads every sign and word anew, whatever tests before it have met."""

from __future__ import annotations

import pytest

from briefgen.quotes import shape, tokens


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shape, "_SIGNS", shape._Signs())
    tokens._normal.cache_clear()
