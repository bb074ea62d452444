"""The place of a word in a file, however YAML wrote the text that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen import loader
from briefgen.errors import Field, Span
from briefgen.state import State

if TYPE_CHECKING:
    from pathlib import Path

DOSSIER = """\
title: A dossier of rocks
subjects: [arland, borduria]
lang: en
editors: the editors
edition: {id: "1", date: 2026-01-01}
"""
ACTORS = """\
- id: arland
  name: Arland of the rocks
  kind: state
  note: >-
    The rocks of the
    sea, the rocks of
    the river
- {id: borduria, name: Borduria, kind: state, note: "The \\u0072ocks"}
"""
PAGE = """\
---
title: The rocks
---
On *rocks*
and rocks.
"""


@pytest.mark.parametrize(
    ("field", "place"),
    [
        (Field("dossier", "dossier", ("title",), "rocks"), "dossier.yaml:1:21"),
        (Field("actor", "arland", ("note",), "rocks"), "actors.yaml:5:9"),
        (Field("actor", "arland", ("note",), "rocks", 1), "actors.yaml:6:14"),
        (Field("actor", "arland", ("note",), "the sea", 0), "actors.yaml:5:18"),
        (Field("actor", "arland", ("note",), "of the", 1), "actors.yaml:6:20"),
        (Field("actor", "borduria", ("note",), "rocks"), "actors.yaml:8:53"),
        (Field("page", "about", ("body",), "rocks"), "pages/about.md:4:5"),
        (Field("page", "about", ("body",), "rocks", 1), "pages/about.md:5:5"),
        (Field("page", "about", ("body",), "boats"), "pages/about.md:4:1"),
    ],
)
def test_a_word_is_found_where_it_stands(tmp_path: Path, field: Field, place: str) -> None:
    content = tmp_path / "content"
    (content / "pages").mkdir(parents=True)
    (content / "dossier.yaml").write_text(DOSSIER, "utf-8")
    (content / "actors.yaml").write_text(ACTORS, "utf-8")
    (content / "pages/about.md").write_text(PAGE, "utf-8")
    with State.nowhere() as state:
        found = loader.load(tmp_path, state).places.locate(field)
    assert str(found) == f"content/{place}"
    assert isinstance(found, Span)
