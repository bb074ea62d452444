"""What is kept of files: records are made again of it as they were, or it is refused."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import loader
from briefgen.errors import ContentError
from briefgen.loader import fields, files, kept
from briefgen.loader.text import Found
from briefgen.model import KINDS
from briefgen.state import State
from briefgen.value import Value, digest, head
from tests.unit.records import CONFIG, event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.model import Record

DOSSIERS = (
    pytest.param("content", marks=pytest.mark.lasting),
    "tests/golden/dossier",
    "tests/property/dense",
)
PLAIN = {"date": "2025-03-05", "says": [{"quote": "No.", "form": "direct"}], "body": "Words."}


def records(root: Path, name: str) -> list[Record]:
    held = loader.load(root if name == "content" else root / name).dossier
    return [record for kind in KINDS for record in getattr(held, kind.plural)]


def entries(held: Iterable[Record]) -> list[kept.Entry]:
    return [kept.Entry({}, one, b"") for one in held]


def values(part: object) -> list[Value]:
    """A value and all that it is made of."""
    if isinstance(part, tuple):
        return [one for inner in part for one in values(inner)]
    if not isinstance(part, Value):
        return []
    names = [name for kind in type(part).__mro__ for name in getattr(kind, "__slots__", ())]
    inner = (getattr(part, name) for name in names if not name.startswith("_"))
    return [part, *(one for held in inner for one in values(held))]


@pytest.mark.parametrize("name", DOSSIERS)
def test_records_are_made_again_as_they_were(root: Path, name: str) -> None:
    held = records(root, name)
    row = kept.row(entries(held), [])
    made = [kept.again(member) for member in kept.kept(row).members]
    assert made == held
    assert [type(one) for one in made] == [type(one) for one in held]
    assert [(digest(one), head(one)) for one in made] == [(digest(o), head(o)) for o in held]
    told = [[repr(part) for part in values(one)] for one in held]
    assert [[repr(part) for part in values(one)] for one in made] == told


def test_the_digest_taken_on_the_way_is_that_of_the_record() -> None:
    one, other = event("a", "2025-03-05"), event("a", "2025-03-05")
    kept.row(entries([one]), [])
    assert (digest(one), head(one)) == (digest(other), head(other))


@pytest.mark.lasting
def test_a_value_is_made_again(root: Path) -> None:
    for config in (CONFIG, loader.load(root).dossier.config):
        again = kept.unpacked(kept.packed(config))
        assert again == config
        assert type(again) is type(config)
        assert digest(again) == digest(config)


def test_whichever_writer_is_at_hand_the_same_is_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = records(root, "tests/golden/dossier")
    fast = kept.row(entries(held), [])
    monkeypatch.delitem(sys.modules, "pydantic_core")
    slow = kept.row(entries(held), [])
    made = [[kept.again(one) for one in kept.kept(row).members] for row in (fast, slow)]
    assert made == [held, held]


def test_only_records_that_are_wanted_are_made() -> None:
    held = [event(id_, "2025-03-05") for id_ in "abc"]
    found = Found("M01", "said", 0, "")
    raws: list[dict[str, Any]] = [PLAIN, {}, {"body": 5}]
    row = kept.row(map(kept.Entry, raws, held, [b"one", b"", b"three"]), [found])
    some = kept.kept(row, {"c", "a", "x"})
    assert [(member.number, kept.again(member)) for member in some.members] == [
        (0, held[0]),
        (2, held[2]),
    ]
    assert [member.rest for member in some.members] == [kept.rest(PLAIN), b""]
    assert [member.prose for member in some.members] == [b"one", b"three"]
    assert some.found == (found,)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({**PLAIN, "body": "Other words."}, True),
        ({**PLAIN, "date": "2025-03-06"}, False),
        ({**PLAIN, "place": "harbour"}, False),
        ({**PLAIN, "says": [{"quote": "No!", "form": "direct"}]}, False),
    ],
)
def test_what_stands_beside_the_body(changed: dict[str, Any], *, same: bool) -> None:
    assert (kept.rest(changed) == kept.rest(PLAIN)) is same


EVENT = "content/events/2025-03-05-minister.yaml"


def test_where_only_the_body_changed_nothing_else_is_checked_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = shutil.copytree(root / "tests/golden/dossier", tmp_path / "project")
    path = project / EVENT
    with State.nowhere() as state:
        first = loader.load(project, state).dossier
        few = loader.Few({}, {EVENT: files.digest_of(path.read_bytes())})
        text = path.read_text("utf-8")
        path.write_text(text.replace("after* the", "before* the"), "utf-8")
        with monkeypatch.context() as patched:
            patched.setattr(fields, "make", lambda *_: pytest.fail("checked again"))
            again = loader.load(project, state, few=few).dossier
        assert again == loader.load(project).dossier
        assert again != first
        state.drop_others("records", ())
        assert loader.load(project, state, few=few).dossier == again
        path.write_text(text.replace("after* the", "before* the").replace("date: 2025", "date: 25"))
        with pytest.raises(ContentError) as told:
            loader.load(project, state, few=few)
        assert [one.code for one in told.value.diagnostics] == ["D01"]
