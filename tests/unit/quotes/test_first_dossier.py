"""The first dossier: the quotes of the article from which it starts are verified by its lock."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from briefgen import loader
from briefgen.audience import Audience, visible
from briefgen.resolve import quoted, resolve
from briefgen.snapshots import verify

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.lasting
DAY = datetime.date(2026, 11, 23)


def test_its_lock_fits_its_records_and_verifies_all_quotes_with_a_copy_on_record(
    root: Path,
) -> None:
    loaded = loader.load(root)
    assert [found for found in loaded.findings if found.code.startswith("R")] == []
    site = resolve(visible(loaded.dossier, Audience(DAY)))
    counts = quoted.counts(site)
    assert (counts.verified, counts.mismatch) == (7, 0)
    cited = {q.standing.source for held in site.quoted.values() for q in held} - {""}
    assert cited == {"seed-article"}


def test_a_look_without_the_copy_leaves_the_lock_as_it_is(root: Path, tmp_path: Path) -> None:
    for path in (root / "content").rglob("*"):
        if path.is_file() and "snapshots" not in path.parts:
            target = tmp_path / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    done = verify(tmp_path, DAY)
    assert (done.count("verified"), done.count("mismatch")) == (7, 0)
    assert not any(result.here for result in done.results if result.state == "verified")
    assert not done.written
