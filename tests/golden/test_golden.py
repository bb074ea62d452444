"""The pages and data of one small dossier, byte for byte.

``pytest tests/golden --update`` accepts what the build makes now; look at the difference
before committing it.
"""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.audience import Audience
from briefgen.build import Options, build

if TYPE_CHECKING:
    import pytest

HERE = Path(__file__).parent
EXPECTED = HERE / "expected.txt"
HEAD = re.compile(r"(?m)^=== (\S+)\n")
"""Above each file, its path."""


def made(root: Path) -> dict[str, str]:
    project = root / "project"
    shutil.copytree(HERE / "dossier", project)
    site = root / "site"
    today = Audience(datetime.date(2025, 7, 1))
    only = frozenset(("html", "data"))
    build(Options(root=project, site=site, audience=today, only=only, clean=True))
    paths = (p for p in site.rglob("*") if p.suffix in {".html", ".json", ".csv"})
    paths = (p for p in paths if p.name != "checks.html")  # the rules' own words, shown elsewhere
    return {p.relative_to(site).as_posix(): p.read_bytes().decode() for p in paths}


def test_the_small_dossier_is_as_it_was(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    found = made(tmp_path)
    if request.config.getoption("--update"):
        text = "".join(f"=== {path}\n{found[path]}" for path in sorted(found))
        EXPECTED.write_bytes(text.encode())
    _, *pieces = HEAD.split(EXPECTED.read_bytes().decode())
    known = dict(zip(pieces[::2], pieces[1::2], strict=True))
    assert sorted(found) == sorted(known)
    for path in sorted(found):
        assert found[path] == known[path], path
