"""What rules found is found again from memory, and looked for again when it may be another."""

from __future__ import annotations

import datetime
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import checks, loader
from briefgen.audience import Audience, visible
from briefgen.build.found import found
from briefgen.resolve import resolve
from briefgen.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.resolve import Site

DOSSIER = Path(__file__).parent.parent / "golden/dossier"
EVENT = "events/2025-03-05-minister.yaml"

pytestmark = pytest.mark.lasting


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(DOSSIER, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def state() -> Iterator[State]:
    with State.nowhere() as made:
        yield made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many records rules were asked about, and how often about all of them."""
    heard: Counter[str] = Counter()
    within, across = checks.within, checks.across

    def alone(context: Any, records: Any) -> Any:
        asked = [*records]
        heard["alone"] += len(asked)
        return within(context, asked)

    def among(site: Site) -> Any:
        heard["among"] += 1
        return across(site)

    monkeypatch.setattr(checks, "within", alone)
    monkeypatch.setattr(checks, "across", among)
    return heard


def site(root: Path) -> Site:
    dossier = loader.load(root).dossier
    return resolve(visible(dossier, Audience(datetime.date(2026, 1, 1))))


def told(root: Path, state: State) -> tuple[Any, ...]:
    """What is said of a dossier; the same with and without a memory."""
    made = site(root)
    known = checks.check(made, known=found(made, state))
    assert known == checks.check(made)
    return known


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / "content" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_what_did_not_change_is_not_judged_again(
    root: Path, state: State, asked: Counter[str]
) -> None:
    before = told(root, state)
    assert before
    asked.clear()
    found(site(root), state)
    assert asked == {"alone": 0}
    assert told(root, state) == before


@pytest.mark.parametrize(
    ("change", "code", "among"),
    [
        (("The minister spoke", "The thugs spoke yesterday"), "V01", 0),
        (("Says that the ferry", "Admits that the ferry"), "V02", 1),
    ],
)
def test_a_record_that_changed_is(
    change: tuple[str, str], code: str, among: int, root: Path, state: State, asked: Counter[str]
) -> None:
    old, new = change
    told(root, state)
    edit(root, EVENT, old, new)
    asked.clear()
    found(site(root), state)
    assert (asked["alone"], asked["among"]) == (1, among)
    assert code in {one.code for one in told(root, state)}
    edit(root, EVENT, new, old)
    assert code not in {one.code for one in told(root, state)}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("actors.yaml", "Ana Brell", "Ana Thugs"),
        ("dossier.yaml", "lang: en", "lang: en\nchecks: [{check: C01, severity: off}]"),
    ],
)
def test_what_all_are_judged_by_makes_them_be_judged_again(
    path: str, old: str, new: str, root: Path, state: State, asked: Counter[str]
) -> None:
    told(root, state)
    edit(root, path, old, new)
    asked.clear()
    found(site(root), state)
    assert asked["alone"] > 5
    told(root, state)


def test_another_version_of_the_rules_judges_anew(
    root: Path, state: State, asked: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told(root, state)
    asked.clear()
    monkeypatch.setattr("briefgen.versions.own", lambda: b"another")
    found(site(root), state)
    assert asked["alone"] > 5
    assert asked["among"] == 1


def test_what_is_gone_is_forgotten(root: Path, state: State) -> None:
    edit(root, EVENT, "The minister spoke", "The thugs spoke")
    told(root, state)
    assert b"thugs" in b"".join(state.all("found").values())
    (root / "content" / EVENT).write_text(
        "date: 2025-03-05\nwho: minister\nwhat: Speaks\nsource: gazette\n", "utf-8"
    )
    told(root, state)
    assert b"thugs" not in b"".join(state.all("found").values())
