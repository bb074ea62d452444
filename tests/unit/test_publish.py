"""Publishing: what is made, what is kept, what is pruned, and what is refused."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import (
    BriefgenError,
    ConfigError,
    ContentError,
    Diagnostic,
    LimitError,
    LockedError,
    StorageError,
)
from briefgen.plan import Output
from briefgen.publish import MARKER, Report, allowed, clean, disk, exchange, lock, publish
from briefgen.publish.tree import seen, walk
from briefgen.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Pages = dict[str, str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "output" / "site"


@pytest.fixture
def state() -> Iterator[State]:
    with State.nowhere() as state:
        yield state


def output(path: str, text: str, make: Callable[[], bytes] | None = None) -> Output:
    parts = (("view.text", text.encode()), ("theme", b"plain"))
    kind = "pdf" if path.endswith(".pdf") else "html"
    key = blake2b(repr((path, text)).encode(), digest_size=16).digest()
    return Output(path, key, make or text.encode, lambda: parts, kind)


def plan(pages: Pages) -> list[Output]:
    return [output(path, text) for path, text in pages.items()]


def read(folder: Path) -> Pages:
    """Every file of a tree but our mark."""
    files = (p for p in folder.rglob("*") if p.is_symlink() or not p.is_dir())
    found = {str(p.relative_to(folder)): p.read_text() for p in files}
    found.pop(MARKER, None)
    return found


def why(report: Report) -> dict[str, tuple[str, ...]]:
    return {made.path: made.why for made in report.made}


def codes(fault: BriefgenError) -> list[str]:
    assert all(d.hint for d in fault.diagnostics)
    return [d.code for d in fault.diagnostics]


def unmade() -> bytes:
    raise AssertionError("nobody should ask for this")


PAGES = {"index.html": "home", "events/a.html": "a", "events/b.html": "b", "book.pdf": "book"}


def test_the_first_publication_makes_everything(site: Path, state: State) -> None:
    heard: list[str] = []
    site.parent.mkdir()
    report = publish(plan(PAGES), site, state, on_made=lambda o: heard.append(o.path))
    assert read(site) == PAGES
    assert heard == list(PAGES)
    assert (len(report.made), report.kept, report.pruned, report.changed) == (4, 0, (), True)
    assert set(why(report).values()) == {("new",)}
    assert {p.name for p in site.parent.iterdir()} == {"site", ".site.next"}


def test_nothing_changed_touches_nothing(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    before = walk(site.parent, seen)
    report = publish([output(p, t, unmade) for p, t in PAGES.items()], site, state)
    assert report == Report(kept=4)
    assert walk(site.parent, seen) == before


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_one_edit_makes_one_page(site: Path, state: State, rounds: int) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    for n in range(rounds):
        before = walk(site, seen).files
        pages = {**PAGES, "events/a.html": f"edit {n}"}
        report = publish(plan(pages), site, state)
        assert why(report) == {"events/a.html": ("view.text changed",)}
        assert (report.kept, report.changed) == (3, True)
        assert read(site) == pages
        after = walk(site, seen).files
        times = {path for path in PAGES if before[path][:24] != after[path][:24]}
        assert times == {"events/a.html"}


def test_the_previous_site_waits_with_links_to_this_one(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    publish(plan({**PAGES, "index.html": "new"}), site, state)
    standby = site.with_name(".site.next")
    assert read(standby) == PAGES
    assert (site / "book.pdf").samefile(standby / "book.pdf")
    assert not (site / "index.html").samefile(standby / "index.html")


def test_what_is_planned_no_more_goes(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    report = publish(plan({"index.html": "home"}), site, state)
    assert report.pruned == ("book.pdf", "events/a.html", "events/b.html")
    assert report.changed
    assert read(site) == {"index.html": "home"}
    assert not (site / "events").exists()
    report = publish(plan(PAGES), site, state)
    assert why(report)["events/a.html"] == ("new",)
    assert read(site) == PAGES


def test_other_formats_stay_as_they_are(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    pages = {**PAGES, "index.html": "new", "book.pdf": "new book", "leaflet.pdf": "new"}
    report = publish(plan(pages), site, state, formats={"html"})
    assert list(why(report)) == ["index.html"]
    assert (report.stale, report.pruned, report.kept) == (("book.pdf",), (), 3)
    assert read(site) == {**PAGES, "index.html": "new"}
    report = publish(plan(pages), site, state)
    assert list(why(report)) == ["book.pdf", "leaflet.pdf"]
    assert read(site) == pages


def test_another_format_altered_by_hands_stays_until_it_is_asked_for(
    site: Path, state: State
) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    shutil.rmtree(site.with_name(".site.next"))
    replace(site / "book.pdf")
    pages = {**PAGES, "index.html": "new"}
    assert publish(plan(pages), site, state, formats={"html"}).stale == ("book.pdf",)
    assert read(site) == {**pages, "book.pdf": "other"}
    publish(plan(pages), site, state)
    assert read(site) == pages


def test_a_link_never_stands_in_for_another_format(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    (site / "book.pdf").unlink()
    (site / "book.pdf").symlink_to("index.html")
    report = publish(plan(PAGES), site, state, formats={"html"})
    assert (report.pruned, report.changed) == (("book.pdf",), True)
    assert read(site) == {p: t for p, t in PAGES.items() if p != "book.pdf"}


def test_other_formats_go_when_they_are_planned_no_more(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    pages = {p: t for p, t in PAGES.items() if p != "book.pdf"}
    assert publish(plan(pages), site, state, formats={"html"}).pruned == ("book.pdf",)


def test_reasons_name_the_parts_that_differ(site: Path, state: State) -> None:
    def given(*parts: tuple[str, bytes]) -> list[Output]:
        return [Output("a.html", repr(parts).encode(), lambda: repr(parts).encode(), lambda: parts)]

    site.parent.mkdir()
    publish(given(("theme", b"1"), ("old", b"1"), ("same", b"1")), site, state)
    report = publish(given(("theme", b"2"), ("new", b"1"), ("same", b"1")), site, state)
    assert report.made[0].why == ("theme changed", "new added", "old removed")
    publish(given(), site, state)
    assert publish([Output("a.html", b"k", b"".__str__().encode)], site, state).made[0].why == (
        "changed",
    )


def test_equal_bytes_under_another_key_change_nothing(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    before = walk(site, seen)
    other = [Output(o.path, o.key + b"!", o.make, o.explain, o.format) for o in plan(PAGES)]
    report = publish(other, site, state)
    assert (len(report.made), report.kept, report.changed) == (4, 0, False)
    assert walk(site, seen) == before
    assert publish(other, site, state) == Report(kept=4)


def alter_in_place(path: Path) -> None:
    found = path.stat()
    with path.open("r+b") as file:
        file.write(b"X")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def replace(path: Path) -> None:
    path.unlink()
    path.write_text("other")


def to_folder(path: Path) -> None:
    path.unlink()
    (path / "in").mkdir(parents=True)
    (path / "in" / "it").write_text("surprise")


def to_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("book.pdf")


ALTERATIONS = [alter_in_place, replace, Path.unlink, to_folder, to_link]


@pytest.mark.parametrize("alter", ALTERATIONS)
@pytest.mark.parametrize("edited", [False, True])
def test_what_hands_altered_is_made_again(
    site: Path, state: State, alter: Callable[[Path], None], *, edited: bool
) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    if edited:
        publish(plan({**PAGES, "index.html": "new"}), site, state)
        publish(plan(PAGES), site, state)
    alter(site / "events/a.html")
    report = publish(plan(PAGES), site, state)
    there = alter in (alter_in_place, replace)
    reason = "the file in the site was altered" if there else "missing from the site"
    assert why(report) == {"events/a.html": (reason,)}
    assert report.changed
    assert read(site) == PAGES
    assert publish(plan(PAGES), site, state) == Report(kept=4)


@pytest.mark.parametrize("alter", ALTERATIONS)
def test_what_hands_altered_in_the_standby_never_comes_back(
    site: Path, state: State, alter: Callable[[Path], None]
) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    pages = {**PAGES, "index.html": "new"}
    publish(plan(pages), site, state)
    standby = site.with_name(".site.next")
    alter(standby / "index.html")
    alter(standby / "events/b.html")
    publish(plan(PAGES), site, state)
    assert read(site) == PAGES


def test_what_others_put_into_the_site_goes(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    (site / "mine").mkdir()
    (site / "empty" / "too").mkdir(parents=True)
    (site / "mine" / "note.txt").write_text("note")
    (site / "link").symlink_to("/etc")
    os.mkfifo(site / "pipe")
    (site / os.fsdecode(b"caf\xe9")).write_text("bytes")
    report = publish(plan(PAGES), site, state)
    assert report.pruned == (
        "caf\N{REPLACEMENT CHARACTER}", "empty/", "empty/too/", "link", "mine/note.txt", "pipe",
    )  # fmt: skip
    assert report.changed
    assert read(site) == PAGES
    assert publish(plan(PAGES), site, state) == Report(kept=4)


def test_a_file_may_become_a_folder_and_back(site: Path, state: State) -> None:
    site.parent.mkdir()
    one = {"x": "file", "y/deep/er/in.html": "in", "y/deep/on.html": "on"}
    two = {"x/deep/in.html": "in", "y": "file"}
    for pages in (one, two, one, two, one):
        publish(plan(pages), site, state)
        assert read(site) == pages


def test_a_copied_site_is_recognised_by_its_bytes(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    shutil.rmtree(site.with_name(".site.next"))
    shutil.copytree(site, site.with_name("copy"))
    shutil.rmtree(site)
    site.with_name("copy").rename(site)
    (site / "index.html").write_text("HOME")
    report = publish(plan(PAGES), site, state)
    assert why(report) == {"index.html": ("the file in the site was altered",)}
    assert read(site) == PAGES


def test_a_site_without_memory_is_compared(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    before = walk(site, seen)
    with State.nowhere() as fresh:
        report = publish(plan(PAGES), site, fresh)
    assert set(why(report).values()) == {("nothing is remembered of how it was made",)}
    assert not report.changed
    assert walk(site, seen) == before


def test_a_lost_standby_is_made_afresh(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    shutil.rmtree(site.with_name(".site.next"))
    pages = {**PAGES, "index.html": "new"}
    assert list(why(publish(plan(pages), site, state))) == ["index.html"]
    assert read(site) == pages


def test_a_page_that_fails_leaves_the_site(site: Path, state: State) -> None:
    def fail(code: str) -> Callable[[], bytes]:
        def make() -> bytes:
            raise ContentError(Diagnostic(code, f"fault {code}", hint="mend it"))

        return make

    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    bad = [
        output("index.html", "new"),
        output("events/a.html", "a1", fail("X1")),
        output("events/b.html", "b1", fail("X1")),
        output("book.pdf", "book1", fail("X2")),
    ]
    with pytest.raises(ContentError) as caught:
        publish(bad, site, state)
    assert codes(caught.value) == ["X1", "X2"]
    assert read(site) == PAGES
    pages = {**PAGES, "index.html": "new"}
    report = publish(plan(pages), site, state)
    assert why(report) == {"index.html": ("view.text changed",)}
    assert read(site) == pages


def test_hopeless_plans_are_given_up(site: Path, state: State) -> None:
    tried: list[int] = []

    def fail() -> bytes:
        tried.append(1)
        raise ContentError(Diagnostic("X1", "the theme is broken", hint="mend it"))

    site.parent.mkdir()
    with pytest.raises(ContentError) as caught:
        publish([output(f"{n}.html", "", fail) for n in range(1000)], site, state)
    assert len(caught.value.diagnostics) == 1
    assert len(tried) == 20
    assert not site.exists()


def test_a_limit_stops_at_once(site: Path, state: State) -> None:
    def fail() -> bytes:
        raise LimitError(Diagnostic("L1", "too long"))

    site.parent.mkdir()
    with pytest.raises(LimitError):
        publish([output("a.html", "", fail), output("b.html", "", unmade)], site, state)


def test_a_run_cut_short_before_the_exchange_is_not_made_twice(
    site: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_: Path) -> None:
        raise KeyboardInterrupt

    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    pages = {**PAGES, "index.html": "new"}
    with monkeypatch.context() as patch:
        patch.setattr("briefgen.publish.swap", die)
        with pytest.raises(KeyboardInterrupt):
            publish(plan(pages), site, state)
    assert read(site) == PAGES
    again = [output(p, t, unmade if p == "index.html" else None) for p, t in pages.items()]
    report = publish(again, site, state)
    assert why(report) == {"index.html": ("the last build was cut short",)}
    assert read(site) == pages


BAD_NAMES = [
    "", "/etc/passwd", "../up.html", "a/../../b", "a//b", "a/", "./a", "a\\b", "a\nb", "a\x00b",
    "\ud800.html", "x" * 256, MARKER, ".BriefGen-Site/x",
]  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_leave_the_site_are_refused(site: Path, state: State, name: str) -> None:
    site.parent.mkdir()
    with pytest.raises(ContentError) as caught:
        publish([output(name, "", unmade)], site, state)
    assert codes(caught.value) == ["O08"]
    assert str(caught.value).isprintable()
    assert list(site.parent.iterdir()) == []


MEETINGS = [
    ("a.html", "a.html"),
    ("a.html", "A.html"),
    ("caf\N{LATIN SMALL LETTER E WITH ACUTE}", "cafe\N{COMBINING ACUTE ACCENT}"),
    ("stra\N{LATIN SMALL LETTER SHARP S}e", "strasse"),
    ("a", "a/b"),
    ("A", "a/b"),
    ("x/a", "X/b"),
    ("x/y/a", "x/Y/b"),
]


@pytest.mark.parametrize(("first", "second"), MEETINGS)
def test_names_that_meet_are_refused(site: Path, state: State, first: str, second: str) -> None:
    site.parent.mkdir()
    with pytest.raises(ContentError) as caught:
        publish([output(first, "1"), output("other", "2"), output(second, "3")], site, state)
    assert codes(caught.value) == ["O07"]
    for name in (first, second):
        assert repr(name.rpartition("/")[0] or name)[1:-1] in str(caught.value)


@pytest.mark.parametrize(
    "name", ["fonts/Inter.woff2", ".nojekyll", ".well-known/x", "caf\xe9.html"]
)
def test_unusual_names_that_do_no_harm_pass(site: Path, state: State, name: str) -> None:
    site.parent.mkdir()
    publish([output(name, "x")], site, state)
    assert read(site) == {name: "x"}


def foreign(site: Path) -> str:
    site.mkdir(parents=True)
    (site / "thesis.txt").write_text("years of work")
    return "O04"


def forged(site: Path) -> str:
    foreign(site)
    (site / MARKER).write_text("")
    return "O04"


def linked_mark(site: Path) -> str:
    foreign(site)
    (site.parent / "mark").write_text("briefgen site 1\n")
    (site / MARKER).symlink_to(site.parent / "mark")
    return "O04"


def later(site: Path) -> str:
    foreign(site)
    (site / MARKER).write_text("briefgen site 2\n")
    return "O06"


def link(site: Path) -> str:
    foreign(site.with_name("precious"))
    site.symlink_to("precious")
    return "O03"


def link_to_nowhere(site: Path) -> str:
    site.parent.mkdir()
    site.symlink_to("nowhere")
    return "O03"


def file(site: Path) -> str:
    site.parent.mkdir()
    site.write_text("here first")
    return "O05"


def neighbour(site: Path) -> str:
    foreign(site.with_name(".site.next"))
    return "O04"


def linked_neighbour(site: Path) -> str:
    foreign(site.with_name("precious"))
    site.with_name(".site.spare").symlink_to("precious")
    return "O03"


FOREIGN = [
    foreign, forged, linked_mark, later, link, link_to_nowhere, file, neighbour, linked_neighbour,
]  # fmt: skip


@pytest.mark.parametrize("lay", FOREIGN)
def test_folders_that_are_not_ours_are_never_touched(
    site: Path, state: State, lay: Callable[[Path], str]
) -> None:
    code = lay(site)
    before = walk(site.parent.parent, seen)
    acts: list[Callable[[], object]] = [
        lambda: publish(plan(PAGES), site, state),
        lambda: clean(site),
        lambda: allowed(site, site.parent.parent),
    ]
    for act in acts:
        with pytest.raises(ConfigError) as caught:
            act()
        assert codes(caught.value) == [code]
    assert walk(site.parent.parent, seen) == before


def test_an_empty_folder_may_be_taken(site: Path, state: State) -> None:
    site.mkdir(parents=True)
    allowed(site, site.parent.parent)
    publish(plan(PAGES), site, state)
    assert read(site) == PAGES


def test_an_empty_plan_makes_an_empty_site(site: Path, state: State) -> None:
    site.parent.mkdir()
    assert publish([], site, state) == Report(changed=True)
    assert publish([], site, state) == Report()
    assert [p.name for p in site.iterdir()] == [MARKER]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("/", "O01"), (".", "O01"), ("..", "O01"), ("home", "O01"), ("content", "O02"),
        ("content/site", "O02"), ("themes/x", "O02"), (".git/x", "O02"), (".briefgen", "O02"),
        ("output/../content/x", "O02"), ("alias/x", "O02"),
    ],
)  # fmt: skip
def test_precious_folders_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    root = tmp_path / "in" / "project"
    for folder in ("content", "themes", "output", "home/me"):
        (root / folder).mkdir(parents=True)
    (root / "alias").symlink_to("content")
    monkeypatch.setenv("HOME", str(root / "home" / "me"))
    with pytest.raises(ConfigError) as caught:
        allowed(root / name, root)
    assert codes(caught.value) == [code]


def test_a_home_nobody_knows_is_no_obstacle(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", unknown)
    allowed(site, site.parent.parent)


def test_clean_removes_the_site_and_its_neighbours(site: Path, state: State) -> None:
    with lock(site, None, wait=True):
        publish(plan(PAGES), site, state)
        publish(plan({**PAGES, "index.html": "new"}), site, state)
        (site.parent / "mine.txt").write_text("stays")
        (site / "link").symlink_to("../mine.txt")
        assert clean(site)
    assert read(site.parent) == {"mine.txt": "stays"}
    assert not clean(site)


def test_clean_ends_what_a_clean_began(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    site.rename(site.with_name(".site.gone"))
    publish(plan(PAGES), site, state)
    assert {p.name for p in site.parent.iterdir()} == {"site", ".site.next"}


def test_without_exchange_two_renames_do_it(
    site: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "call", lambda *_: False)
    site.parent.mkdir()
    for n in range(4):
        pages = {**PAGES, "index.html": str(n)}
        publish(plan(pages), site, state)
        assert read(site) == pages
        assert {p.name for p in site.parent.iterdir()} == {"site", ".site.next"}


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_two_renames_cut_short_are_mended(
    site: Path, state: State, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    done: list[Path] = []
    rename = Path.rename

    def limited(old: Path, new: Path) -> Path:
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(new)
        return rename(old, new)

    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    pages = {**PAGES, "index.html": "new"}
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "call", lambda *_: False)
        patch.setattr(Path, "rename", limited)
        if steps < 3:
            with pytest.raises(KeyboardInterrupt):
                publish(plan(pages), site, state)
        else:
            publish(plan(pages), site, state)
    exchange.recover(site)
    assert read(site) == (pages if steps else PAGES)
    assert {p.name for p in site.parent.iterdir()} == {"site", ".site.next"}
    publish(plan(pages), site, state)
    assert read(site) == pages


def test_an_old_site_without_journal_comes_back(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    site.rename(site.with_name(".site.old"))
    assert publish(plan(PAGES), site, state) == Report(kept=4)


@pytest.mark.parametrize("code", [errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP])
def test_file_systems_without_links_get_copies(
    site: Path, state: State, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", no_link)
    site.parent.mkdir()
    for n in range(4):
        pages = {**PAGES, "index.html": str(n)}
        report = publish(plan(pages), site, state)
        assert len(report.made) == (1 if n else 4)
        assert read(site) == pages


def test_a_link_that_fails_otherwise_is_a_storage_error(
    site: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "link", no_link)
    site.parent.mkdir()
    with pytest.raises(StorageError, match="No space left on device") as caught:
        publish(plan(PAGES), site, state)
    assert codes(caught.value) == ["O09"]
    assert not site.exists()


def test_a_file_written_to_while_it_is_linked_is_made_again(
    site: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.link

    def meddle(source: str, target: str, *, follow_symlinks: bool) -> None:
        if source.endswith("b.html"):
            Path(source).write_text("meddled")
        real(source, target, follow_symlinks=follow_symlinks)

    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    shutil.rmtree(site.with_name(".site.next"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", meddle)
        publish(plan({**PAGES, "index.html": "new"}), site, state)
    publish(plan(PAGES), site, state)
    assert read(site) == PAGES


@pytest.mark.lasting
def test_many_files_are_flushed_at_once(
    site: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        one_by_one.append(handle)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    site.parent.mkdir()
    pages = {f"{n}.html": str(n) for n in range(200)}
    publish(plan(pages), site, state)
    assert len(one_by_one) < 5
    monkeypatch.setattr(disk, "call", lambda *_: False)
    publish(plan({p: f"new {t}" for p, t in pages.items()}), site, state)
    assert len(one_by_one) > 200


def test_a_call_the_system_lacks_is_no_fault() -> None:
    assert disk.call("briefgen_has_no_such_function") is False
    assert disk.call("renameat2", -100, b"/", -100, b"/", 99) is False
    with pytest.raises(OSError, match="Bad file descriptor"):
        disk.call("syncfs", -1)


def test_an_exchange_that_fails_leaves_the_site(
    site: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> bool:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    monkeypatch.setattr(exchange, "call", busy)
    with pytest.raises(StorageError, match="busy") as caught:
        publish(plan({"index.html": "new"}), site, state)
    assert "mount point" in caught.value.diagnostics[0].hint
    assert read(site) == PAGES


def test_a_second_build_is_told_or_waits(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "site"
    folder = tmp_path / ".briefgen"
    told: list[str] = []
    entered = threading.Event()

    def wait_for_it() -> None:
        with lock(site, folder, wait=True, on_wait=lambda: told.append("waiting")):
            entered.set()

    with lock(site, folder, wait=False):
        for place, memory in ((site, None), (other, folder)):
            with pytest.raises(LockedError) as caught, lock(place, memory, wait=False):
                raise AssertionError("two builds hold one lock")
            assert codes(caught.value) == ["O10"]
            assert caught.value.exit_code == 4
        thread = threading.Thread(target=wait_for_it)
        thread.start()
        while not told:
            time.sleep(0.001)
        assert not entered.is_set()
    thread.join(10)
    assert entered.is_set()
    assert told == ["waiting"]


@pytest.mark.lasting
def test_nobody_need_hear_of_waiting(site: Path, tmp_path: Path) -> None:
    entered = threading.Event()

    def wait_for_it() -> None:
        with lock(site, tmp_path, wait=True):
            entered.set()

    with lock(site, tmp_path, wait=False):
        thread = threading.Thread(target=wait_for_it)
        thread.start()
        assert not entered.wait(0.05)
    thread.join(10)
    assert entered.is_set()


def test_a_lock_removed_by_its_holder_is_taken_anew(site: Path) -> None:
    name = site.with_name(".site.lock")

    def wait_for_it() -> None:
        with lock(site, None, wait=True, on_wait=told.set):
            held.append(name.exists())

    held: list[bool] = []
    told = threading.Event()
    with lock(site, None, wait=True):
        thread = threading.Thread(target=wait_for_it)
        thread.start()
        assert told.wait(10)
        name.unlink()
    thread.join(10)
    assert held == [True]


def test_a_state_that_cannot_be_written_needs_no_lock(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def open_(path: str | Path, *rest: int) -> int:
        if Path(path).parent == tmp_path / ".briefgen":
            raise OSError(code, os.strerror(code))
        return real(path, *rest)

    monkeypatch.setattr(os, "open", open_)
    code = errno.EROFS
    with lock(site, tmp_path / ".briefgen", wait=False):
        assert site.with_name(".site.lock").exists()
    code = errno.EIO
    with pytest.raises(StorageError), lock(site, tmp_path / ".briefgen", wait=False):
        raise AssertionError("a faulty disk was overlooked")


def test_an_unreadable_file_is_made_again(
    site: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    alter_in_place(site / "index.html")

    def closed(*_: object) -> None:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", closed)
        assert list(why(publish(plan(PAGES), site, state))) == ["index.html"]
    assert read(site) == PAGES


def test_a_damaged_memory_of_reasons_is_no_error(site: Path, state: State) -> None:
    site.parent.mkdir()
    publish(plan(PAGES), site, state)
    state.put_many("parts", {b"index.html": b"\x00\x00\x00\xffgarbage", b"book.pdf": b""})
    report = publish(plan({**PAGES, "index.html": "new", "book.pdf": "new"}), site, state)
    assert set(why(report)) == {"index.html", "book.pdf"}


@pytest.mark.parametrize("way", ["link", "file", "file/further"])
def test_what_stands_in_the_way_of_a_site_is_told(way: str, tmp_path: Path, state: State) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    site = tmp_path / way / "site"
    with pytest.raises(StorageError) as fault, lock(site, None, wait=True):
        publish(plan({"index.html": "x"}), site, state)
    (told,) = fault.value.diagnostics
    assert told.code == "O09"
    assert ("is a link" if way == "link" else "a file is in the way") in told.hint
    assert "--output" in told.hint
