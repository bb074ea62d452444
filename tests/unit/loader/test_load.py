"""The whole of loading: places, errors of every kind together, and what is remembered."""

from __future__ import annotations

import gc
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import loader
from briefgen.errors import (
    BriefgenError,
    ConfigError,
    ContentError,
    Diagnostic,
    Field,
    Span,
    StorageError,
)
from briefgen.loader import shelf
from briefgen.loader.files import Contents
from briefgen.model import Dossier
from briefgen.state import State

DOSSIER = """\
title: A dossier
subjects: [algeria, mali]
lang: en
editors: the editors
edition: {id: "1", date: 2026-01-01}
bluf:
  - {text: One sentence., source: [a, b]}
"""
EVENT = """\
# a comment
date: 2024-12-30
who: attaf
to: [mali, niger]
what: {en: Says so, fr: Le dit}
source:
  - {ref: a, loc: p. 4}
  - b
says:
  - form: partial
    quote: a fragment
    on:
      - {claim: one, stance: asserts}
      - {claim: two, stance: denies}
body: >-
  Folded text with [[one]] and
  `[[not]]` with [[two|words]], and again
  [[one]].
"""
ACTOR = """\
- id: attaf
  name: Attaf
  kind: person
  offices:
    - title: Minister
      source: a
      from: 2023
"""
PAGE = """\
---
title: About
---

See [[one]].
"""


def write(root: Path, **files: str | bytes) -> Path:
    base = {"dossier.yaml": DOSSIER, "events/2024-12-30-a.yaml": EVENT, "actors.yaml": ACTOR}
    for name, text in {**base, "pages/about.md": PAGE, **files}.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def refused(root: Path, state: State | None = None) -> BriefgenError:
    with pytest.raises(BriefgenError) as caught:
        loader.load(root, state)
    return caught.value


PLACES = [
    (("event", "2024-12-30-a", ("date",)), (2, 7)),
    (("event", "2024-12-30-a", ("who", 0)), (3, 6)),
    (("event", "2024-12-30-a", ("to", 1)), (4, 12)),
    (("event", "2024-12-30-a", ("source", 0, "ref")), (7, 11)),
    (("event", "2024-12-30-a", ("source", 1, "ref")), (8, 5)),
    (("event", "2024-12-30-a", ("says", 0, "on", 1, "claim")), (14, 17)),
    (("event", "2024-12-30-a", ("says", 0, "by")), (10, 5)),
    (("event", "2024-12-30-a", ("title",)), (2, 1)),
    (("event", "2024-12-30-a", ()), (2, 1)),
    (("event", "2024-12-30-a", ("id",)), (2, 1)),
    (("event", "2024-12-30-a", ("body", "mentions", 0)), (16, 20)),
    (("event", "2024-12-30-a", ("body", "mentions", 1)), (17, 18)),
    (("event", "2024-12-30-a", ("body", "mentions", 2)), (18, 3)),
    (("event", "2024-12-30-a", ("body", "mentions", 9)), (15, 7)),
    (("actor", "attaf", ("offices", 0, "start")), (7, 13)),
    (("actor", "attaf", ("offices", 0, "source", 0, "ref")), (6, 15)),
    (("actor", "attaf", ("offices", 5, "of")), (5, 5)),
    (("page", "about", ("body", "mentions", 0)), (5, 5)),
    (("page", "about", ("title",)), (2, 8)),
    (("page", "about.fr", ("title",)), (2, 8)),
    (("dossier", "dossier", ("subjects", 1)), (2, 21)),
    (("dossier", "dossier", ("bluf", 0, "source", 1, "ref")), (7, 39)),
    (("claim", "nobody", ()), (1, 1)),
]


@pytest.mark.parametrize("runs", [1, 2])
@pytest.mark.parametrize(("field", "place"), PLACES)
def test_a_field_has_a_place(
    tmp_path: Path, field: tuple[Any, ...], place: tuple[int, int], runs: int
) -> None:
    write(tmp_path, **{"pages/about.fr.md": PAGE})
    with State.nowhere() as state:
        made = [loader.load(tmp_path, state) for _ in range(runs)][-1]
        span = made.places.locate(Field(*field))
        assert (span.line, span.col) == place


def test_places_stay_out_of_records(tmp_path: Path) -> None:
    first = loader.load(write(tmp_path)).dossier
    moved = EVENT.replace("to: [mali, niger]", "to:\n\n  - mali  # a note\n  - niger")
    assert loader.load(write(tmp_path, **{"events/2024-12-30-a.yaml": moved})).dossier == first


def test_a_dossier_is_in_the_order_of_ids(tmp_path: Path) -> None:
    themes = "- {id: c, label: C}\n- {id: a, label: A}\n"
    made = loader.load(write(tmp_path, **{"themes.yaml": themes, "themes/b.yaml": "label: B"}))
    assert [theme.id for theme in made.dossier.themes] == ["a", "b", "c"]


def test_translations_are_records_of_one_id(tmp_path: Path) -> None:
    made = loader.load(write(tmp_path, **{"pages/about.fr.md": PAGE})).dossier
    assert [(page.id, page.lang) for page in made.pages] == [("about", None), ("about", "fr")]


def test_prose_is_kept_by_its_text(tmp_path: Path) -> None:
    made = loader.load(write(tmp_path)).dossier
    assert set(made.prose) == {made.events[0].body, made.pages[0].body}
    assert [m.target for m in made.prose[made.events[0].body].mentions] == ["one", "two", "one"]


def test_no_folder(tmp_path: Path) -> None:
    error = refused(tmp_path)
    assert isinstance(error, ConfigError)
    assert [d.code for d in error.diagnostics] == ["G01"]
    assert "briefgen init" in error.diagnostics[0].hint


def test_no_dossier_yaml_and_what_else_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, **{"themes.yaml": "- {id: a}"})
    (tmp_path / "content/dossier.yaml").unlink()
    error = refused(tmp_path)
    assert isinstance(error, ConfigError)
    assert [d.code for d in error.diagnostics] == ["G02", "F02"]
    assert "briefgen init" in error.diagnostics[0].hint


def test_all_problems_come_together_in_order(tmp_path: Path) -> None:
    write(tmp_path, **{"z.txt": "", "actors.yaml": "- {id: a}", "claims.yaml": "\0"})
    error = refused(tmp_path)
    assert isinstance(error, ContentError)
    assert [(str(d.place), d.code) for d in error.diagnostics] == [
        ("content/actors.yaml:1:3", "F02"),
        ("content/actors.yaml:1:3", "F02"),
        ("content/claims.yaml:1:1", "Y03"),
        ("content/z.txt:1:1", "Y16"),
    ]


def test_the_gravest_fault_gives_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, **{"actors.yaml": "- {id: a}", "dossier.yaml": DOSSIER + "x: y\n"})
    assert isinstance(refused(tmp_path), ConfigError)

    def unreadable(_: Contents, path: str) -> tuple[bytes, bool]:
        if path.endswith("actors.yaml"):
            raise StorageError(Diagnostic("O12", "cannot be read", Span(path)))
        return (tmp_path / path).read_bytes(), False

    monkeypatch.setattr(Contents, "take", unreadable)
    error = refused(tmp_path)
    assert isinstance(error, StorageError)
    assert [d.code for d in error.diagnostics] == ["O12", "F01"]


def test_the_garbage_collector_runs_again(tmp_path: Path) -> None:
    assert gc.isenabled()
    loader.load(write(tmp_path))
    assert gc.isenabled()
    write(tmp_path, **{"actors.yaml": "x"})
    refused(tmp_path)
    assert gc.isenabled()


def test_of_a_folder_that_cannot_be_read_nothing_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").mkdir()

    def closed(_: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("briefgen.loader.files._opened", closed)
    with pytest.raises(StorageError) as caught:
        loader.load(tmp_path)
    assert [(str(d.place), d.code) for d in caught.value.diagnostics] == [("content:1:1", "O12")]


def test_what_is_kept_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    with State.nowhere() as state:
        first = loader.load(tmp_path, state)
        monkeypatch.setattr(shelf.Shelf, "_read", lambda *_: pytest.fail("read again"))
        monkeypatch.setattr("briefgen.prose.compile", lambda *_: pytest.fail("made again"))
        again = loader.load(tmp_path, state)
        assert whole(again) == whole(first)


def whole(made: loader.Loaded) -> tuple[Any, ...]:
    """All that can be seen of what was loaded."""
    places = [str(made.places.locate(Field(*field))) for field, _ in PLACES]
    prose = {text: (one, one.html, one.mentions) for text, one in made.dossier.prose.items()}
    return made.dossier, made.findings, places, prose, type(made.dossier) is Dossier


def outcome(root: Path, state: State | None) -> object:
    try:
        return whole(loader.load(root, state))
    except BriefgenError as error:
        return type(error), error.diagnostics


LINES = st.sampled_from(
    ["", "date: 2024-12-31", "who: mali", "who: [a, b]", "titel: x", "  - x", "what: 'x'",
     "body: |", "  text [[a]] ![x](media/a.png)", "  [x](y:z)", "# note", "- id: x", "---",
     "\u202e", "lang: fr", "source: [a, {ref: b}]", "draft: yes", "\tx", "id: attaf",
     "title: 'a", "tlp: RED", "kind: state"]
)  # fmt: skip
EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ["events/2024-12-30-a.yaml", "actors.yaml", "pages/about.md", "pages/about.fr.md",
             "actors/attaf.yaml", "themes.yaml", "dossier.yaml", "events/b.md"]
        ),
        st.integers(0, 20),
        st.one_of(st.none(), LINES),
    ),
    max_size=6,
)  # fmt: skip


@given(EDITS)
def test_remembering_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, str | None]]
) -> None:
    root = write(tmp_path_factory.mktemp("edits"))
    with State.nowhere() as state:
        assert outcome(root, state) == outcome(root, None)
        for name, at, line in edits:
            edit(root / "content" / name, at, line)
            assert outcome(root, state) == outcome(root, None)


def edit(path: Path, at: int, line: str | None) -> None:
    """Put a line in, or take one out; a file without a line is deleted."""
    path.parent.mkdir(exist_ok=True)
    lines = path.read_text("utf-8").split("\n") if path.exists() else []
    lines[at : at + (line is None)] = [line] if line is not None else []
    if lines:
        path.write_text("\n".join(lines), "utf-8")
    else:
        path.unlink(missing_ok=True)


@given(
    st.sampled_from(["actors.yaml", "pages/x.md", "dossier.yaml", "media/a.svg", "media/a.png"]),
    st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)),
)
def test_any_bytes_give_a_dossier_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, name: str, raw: bytes
) -> None:
    root = write(tmp_path_factory.mktemp("bytes"), **{name: raw})
    try:
        found = loader.load(root).findings
    except BriefgenError as error:
        found = error.diagnostics
        assert found
    for one in found:
        assert isinstance(one.place, Span)
        assert re.fullmatch(r"content/[^:]+:\d+:\d+", str(one.place))
        assert one.message.isprintable()
        assert one.hint.isprintable()
        assert one.code in (loader.__doc__ or "")


def test_every_code_of_the_table_is_in_use_and_no_other() -> None:
    listed = set(re.findall(r"^([A-Z]\d\d)  ", loader.__doc__ or "", re.MULTILINE))
    folder = Path(str(loader.__file__)).parent
    rooms = (folder, *(folder.parent / name for name in ("prose", "quotes", "editions")))
    sources = [path for room in rooms for path in room.glob("*.py")]
    used = {c for path in sources for c in re.findall(r'"([A-Z]\d\d)"', path.read_text("utf-8"))}
    assert used == listed


def test_every_code_of_the_table_has_a_test() -> None:
    listed = set(re.findall(r"^([A-Z]\d\d)  ", loader.__doc__ or "", re.MULTILINE))
    tests = Path(__file__).parents[2]
    texts = [*tests.glob("cases/*/*.md"), *tests.glob("unit/**/*.py"),
             tests / "faults/test_bad_inputs.py"]  # fmt: skip
    tried = {c for path in texts for c in re.findall(r"\b[A-Z]\d\d\b", path.read_text("utf-8"))}
    assert listed <= tried


def test_a_place_is_looked_up_in_the_file_that_was_loaded(tmp_path: Path) -> None:
    state = State.nowhere()
    field = Field("actor", "attaf", ("name",))
    for _ in ("new", "kept"):
        loaded = loader.load(write(tmp_path), state)
        assert loaded.places.locate(field).line > 0
    loaded = loader.load(tmp_path, state)
    for path in (tmp_path / "content").rglob("actors*"):
        path.write_text("# other\n" + path.read_text("utf-8"), "utf-8")
    assert loaded.places.locate(field) == Span("content/actors.yaml")


def test_a_mistake_in_a_record_does_not_make_its_quotes_seem_gone(
    tmp_path: Path, root: Path
) -> None:
    shutil.copytree(root / "tests/property/dense", tmp_path / "dense")
    events = tmp_path / "dense/content/events.yaml"
    events.write_text(events.read_text("utf-8").replace("what:", "waht:", 1), "utf-8")
    with pytest.raises(ContentError) as told:
        loader.load(tmp_path / "dense")
    assert {one.code for one in told.value.diagnostics} == {"F01", "F02"}
    events.write_text(events.read_text("utf-8").replace("id: first", "id: other", 1), "utf-8")
    events.write_text(events.read_text("utf-8").replace("waht:", "what:", 1), "utf-8")
    assert "R03" in {one.code for one in loader.load(tmp_path / "dense").findings}
