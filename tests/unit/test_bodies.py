"""A build before which events only say more looks at few records, and publishes the same."""

from __future__ import annotations

import datetime
import json
import shutil
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.audience import Audience
from briefgen.build import STATE, Options, build, roll
from briefgen.build.prepared import prepare
from briefgen.errors import BriefgenError
from briefgen.loader import files
from briefgen.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

DOSSIER = Path(__file__).parent.parent / "golden/dossier"
EVENT = "content/events/2025-03-05-minister.yaml"
PAGE = "events/2025-03-05-minister.html"
TODAY = Audience(datetime.date(2025, 7, 1))

pytestmark = pytest.mark.lasting


@pytest.fixture
def project(tmp_path: Path) -> Options:
    shutil.copytree(DOSSIER, tmp_path / "project")
    root = tmp_path / "project"
    options = Options(root=root, site=tmp_path / "site", audience=TODAY, only=frozenset(["html"]))
    build(options)
    return options


class Whole:
    """Hears whether a build took the whole way."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken = 0
        monkeypatch.setattr("briefgen.build.prepared.prepare", self)

    def __call__(self, *given: object, **named: object) -> object:
        self.taken += 1
        return prepare(*given, **named)  # type: ignore[arg-type] # what it was called with


@pytest.fixture
def whole(project: Options, monkeypatch: pytest.MonkeyPatch) -> Whole:
    return Whole(monkeypatch)


def edit(options: Options, old: str, new: str, path: str = EVENT) -> None:
    file = options.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def tree(site: Path) -> dict[str, bytes]:
    files = (p for p in site.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in files}


def same_as_clean(options: Options) -> bool:
    """Whether the site, and what is said of it, is that of a build from nothing."""
    other = options.site.with_name("clean")
    fresh = build(replace(options, site=other, clean=True))
    assert build(options).findings == fresh.findings
    return tree(options.site) == tree(other)


def test_only_the_page_of_the_event_is_made(project: Options, whole: Whole) -> None:
    edit(project, "after* the closing", "before* the closing")
    made = build(project).report.made
    assert [(one.path, one.why) for one in made] == [
        (PAGE, ("body changed",)),
        (f"fr/{PAGE}", ("body changed",)),
    ]
    assert whole.taken == 0
    assert b"<em>before</em> the closing" in (project.site / PAGE).read_bytes()
    assert same_as_clean(project)


def test_a_picture_less_is_only_that_page(project: Options, whole: Whole) -> None:
    edit(project, "![The channel at low water](media/channel.png)", "")
    assert len(build(project).report.made) == 2
    assert whole.taken == 0
    assert same_as_clean(project)


def test_build_after_build(project: Options, whole: Whole) -> None:
    for n in range(3):
        edit(project, "The minister spoke", f"The minister spoke {n} times:")
        edit(project, "date: ", "# a remark\ndate: ", "content/events/2019-treaty.yaml")
        assert len(build(project).report.made) == 2
        assert build(project).report.made == ()
    assert whole.taken == 0
    edit(project, "cannot sail", "may not sail")
    assert len(build(project).report.made) > 2
    edit(project, "The minister spoke", "She spoke")
    assert len(build(project).report.made) == 2
    assert whole.taken == 1
    assert same_as_clean(project)


def test_after_a_build_only_what_changed_is_read(
    project: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.sleep(2 * files.FINE / 1e9)
    read: list[str] = []
    take = files._bytes

    def heard(path: str) -> bytes:
        read.append(path)
        return take(path)

    monkeypatch.setattr(files, "_bytes", heard)
    for before, after in pairwise(["after", "before", "at", "by"]):
        read.clear()
        edit(project, f"{before}* the", f"{after}* the")
        assert build(project).report.made
    assert {path.removeprefix(f"{project.root}/") for path in read} == {EVENT}


def test_what_is_told_of_other_records_is_told_again(project: Options, whole: Whole) -> None:
    """A source that nobody cites is a note of every build."""
    more = "- {id: unread, title: Unread, type: report, issued: 2025-01-01}\n"
    edit(project, "- ", f"{more}- ", "content/sources.yaml")
    before = build(project).findings
    assert "S11" in {one.code for one in before}
    whole.taken = 0
    edit(project, "after* the closing", "before* the closing")
    assert build(project).findings == before
    assert whole.taken == 0


REFUSED = {
    "another field": ("cannot sail", "may not sail"),
    "a field that only its page shows": ("low: 3", "low: 2"),
    "a reference more": ("The minister spoke", "The minister spoke to [[borduria]]"),
    "a reference less": ("[[2025-03-07-office]]", "the office"),
    "a label": ("date: 2025", "tlp: CLEAR\ndate: 2025"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_more_than_words_takes_the_whole_way(name: str, project: Options, whole: Whole) -> None:
    edit(project, *REFUSED[name])
    build(project)
    assert whole.taken == 1
    assert same_as_clean(project)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("The minister spoke", "The thugs spoke", "V01"),
        ("[[claim:rocks|the claim]]", "[[claim:stones|the claim]]", "S02"),
        ("media/channel.png", "media/chanel.png", "I07"),
        ("body: |", "bodies: |", "F01"),
    ],
)
def test_what_is_wrong_is_told_as_ever(
    old: str, new: str, code: str, project: Options, whole: Whole
) -> None:
    before = tree(project.site)
    edit(project, old, new)
    with pytest.raises(BriefgenError) as told:
        build(project)
    with pytest.raises(BriefgenError) as clean:
        build(replace(project, clean=True))
    assert told.value.diagnostics == clean.value.diagnostics
    assert any(one.code.startswith(code) for one in told.value.diagnostics)
    assert tree(project.site) == before
    edit(project, new, old)
    build(project)
    assert same_as_clean(project)


def test_a_waiver_that_is_no_longer_needed_is_told_of(project: Options) -> None:
    waiver = "waive: {check: V01, because: The word is the outlet's.}"
    edit(project, "date: ", f"{waiver}\ndate: ")
    edit(project, "The minister spoke", "The thugs spoke")
    assert "K04" not in {one.code for one in build(project).findings}
    edit(project, "The thugs spoke", "The minister spoke")
    assert "K04" in {one.code for one in build(project).findings}
    assert same_as_clean(project)


def _new(options: Options) -> None:
    shutil.copy(options.root / EVENT, options.root / "content/events/2025-03-06-more.yaml")


def _renamed(options: Options) -> None:
    folder = options.root / "content/events"
    (folder / "2019-treaty.yaml").rename(folder / "2019-ferry.yaml")


def _gone(options: Options) -> None:
    (options.root / "content/events/undated-boatmen.yaml").unlink()


def _actor(options: Options) -> None:
    edit(options, "Ana Brell", "Ana Brel", "content/actors.yaml")


def _lost(options: Options) -> None:
    (options.site / "index.html").unlink()


def _altered(options: Options) -> None:
    (options.site / "claims.html").write_text("altered")


def _theme(options: Options) -> None:
    folder = options.root / "themes/own"
    (folder / "templates").mkdir(parents=True)
    (folder / "theme.toml").write_text('name = "own"\nextends = "default"\n')
    edit(options, "lang: en", "lang: en\ntheme: own", "content/dossier.yaml")


@pytest.mark.parametrize("also", [_new, _renamed, _gone, _actor, _lost, _altered, _theme])
def test_whatever_else_changed_takes_the_whole_way(
    also: Callable[[Options], None], project: Options, whole: Whole
) -> None:
    edit(project, "after* the closing", "before* the closing")
    also(project)
    build(project)
    assert whole.taken == 1
    assert same_as_clean(project)


def test_data_that_holds_all_records_takes_the_whole_way(project: Options, whole: Whole) -> None:
    both = replace(project, only=frozenset(["html", "data"]))
    build(both)
    for options in (both, project, both):
        edit(project, "The minister spoke", "The minister spoke again")
        whole.taken = 0
        build(options)
        assert whole.taken == 1
        with State.open(project.root / STATE) as state:
            assert state.all(roll.ROOM) == {}
    assert same_as_clean(both)


def test_a_draft_that_is_left_out_takes_the_whole_way(project: Options, whole: Whole) -> None:
    edit(project, "date: ", "draft: true\ndate: ", "content/events/undated-boatmen.yaml")
    build(project)
    whole.taken = 0
    edit(project, "after* the closing", "before* the closing")
    build(project)
    assert whole.taken == 1
    assert same_as_clean(project)


def test_of_an_event_with_many_around_it_none_is_kept(
    project: Options, whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefgen.build.roll.NEAR", 8)
    said = "says: [{gist: Rocks., form: paraphrase, on: [{claim: rocks, stance: repeats}]}]"
    for n in range(8):
        day = f"2025-05-{n + 1:02}"
        file = project.root / f"content/events/{day}-rocks.yaml"
        file.write_text(
            f"date: {day}\nwho: borduria\nwhat: Tells of it\nsource: courrier\n{said}\n"
        )
    build(project)
    with State.open(project.root / ".briefgen") as state:
        rows = state.get(roll.ROOM, roll.ENTRIES) or b""
    entries = [json.loads(row) for row in rows.splitlines()]
    assert {len(one[4] or ()) for one in entries} <= set(range(9))
    assert EVENT in {one[1] for one in entries if one[4] is None}
    whole.taken = 0
    edit(project, "after* the closing", "before* the closing")
    build(project)
    assert whole.taken == 1
    assert same_as_clean(project)


@pytest.mark.parametrize("step", ["publish.publish", "loader.forget", "build.roll.follow"])
def test_a_build_that_is_cut_short_leaves_the_next_one_right(
    step: str, project: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    edit(project, "after* the closing", "before* the closing")
    with monkeypatch.context() as patched:
        patched.setattr(f"briefgen.{step}", stop)
        with pytest.raises(KeyboardInterrupt):
            build(project)
    build(project)
    assert same_as_clean(project)


def kept(options: Options) -> bytes:
    return (options.root / ".briefgen/state.sqlite3").read_bytes()


@pytest.mark.parametrize("only", [frozenset(["html"]), frozenset(["html", "data"])])
def test_words_that_are_taken_out_are_kept_nowhere(project: Options, only: frozenset[str]) -> None:
    options = replace(project, only=only)
    edit(options, "The minister spoke", "The minister of Vrendle spoke")
    build(options)
    assert b"Vrendle" in kept(options)
    edit(options, "The minister of Vrendle spoke", "The minister spoke")
    build(options)
    assert b"Vrendle" not in kept(options)
    assert not [path for path, data in tree(options.site).items() if b"Vrendle" in data]


def test_a_record_that_is_taken_out_is_kept_nowhere(project: Options) -> None:
    text = "date: 2025-03-06\nwho: arland\nwhat: Meets Vrendle\nsource: gazette\nbody: Vrendle.\n"
    (project.root / "content/events/2025-03-06-more.yaml").write_text(text)
    build(project)
    assert b"Vrendle" in kept(project)
    (project.root / "content/events/2025-03-06-more.yaml").unlink()
    build(project)
    assert b"Vrendle" not in kept(project)
