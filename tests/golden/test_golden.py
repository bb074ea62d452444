"""The pages and data of one small dossier, byte for byte.

``pytest tests/golden --update`` accepts what the build makes now; look at the difference
before committing it.
"""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.audience import Audience
from briefgen.build import Options, build

if TYPE_CHECKING:
    import pytest

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"


def made(root: Path) -> dict[str, bytes]:
    project = root / "project"
    shutil.copytree(HERE / "dossier", project)
    site = root / "site"
    today = Audience(datetime.date(2025, 7, 1))
    only = frozenset(("html", "data"))
    build(Options(root=project, site=site, audience=today, only=only, clean=True))
    paths = (p for p in site.rglob("*") if p.suffix in {".html", ".json", ".csv"})
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in paths}


def test_the_small_dossier_is_as_it_was(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    found = made(tmp_path)
    if request.config.getoption("--update"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for path, data in found.items():
            (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / path).write_bytes(data)
    known = {
        p.relative_to(EXPECTED).as_posix(): p.read_bytes()
        for p in EXPECTED.rglob("*")
        if p.is_file()
    }
    assert found.keys() == known.keys()
    for path in sorted(found):
        assert found[path].decode().splitlines() == known[path].decode().splitlines(), path
