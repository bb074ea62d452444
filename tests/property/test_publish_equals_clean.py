"""Whatever is planned and whatever hands do between builds, the site is as a clean build's."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.plan import Output
from briefgen.publish import MARKER, exchange, lock, portrait, publish
from briefgen.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

Pages = dict[str, int]
PATHS = ["index.html", "a", "b/x.html", "b/y.html", "b/c/z.html", "c/x", "book.pdf", "b/book.pdf"]
TURNED = ["a/x.html", "b", "c/x/y", "index.html", "book.pdf"]
MEMORY = Path("/dev/shm")  # noqa: S108 - only to spare the disk, under a name of its own


def content(path: str, version: int) -> bytes:
    """Versions 0 and 1 are of one length, 2 and 3 are equal: keys may differ, bytes not."""
    return f"{path} {min(version, 2)} {'long ' * (version // 2)}".encode()[:40]


def plan(pages: Pages) -> list[Output]:
    return [
        Output(
            path,
            blake2b(f"{path} {version}".encode(), digest_size=16).digest(),
            partial(content, path, version),
            partial(tuple, [("version", b"%d" % version)]),
            "pdf" if path.endswith("pdf") else "html",
        )
        for path, version in pages.items()
    ]


def overwrite(path: Path) -> None:
    """Same inode, same size, same time of modification."""
    found = path.stat()
    with path.open("r+b") as file:
        file.write(b"!")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def swap_for_folder(path: Path) -> None:
    path.unlink()
    (path / "inside").mkdir(parents=True)
    (path / "inside" / "note").write_text("mine")


def swap_for_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def copy(path: Path) -> None:
    """Another inode with the same bytes."""
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)


def add_beside(path: Path) -> None:
    path.with_name("extra").write_text("mine")
    path.with_name("empty").mkdir(exist_ok=True)


def close(path: Path) -> None:
    path.chmod(0o400)


ALTER: list[Callable[[Path], None]] = [
    overwrite, grow, Path.unlink, swap_for_folder, swap_for_link, copy, add_beside, close,
]  # fmt: skip


def lose_standby(project: Path) -> None:
    shutil.rmtree(project / "output" / ".site.next", ignore_errors=True)


def lose_state(project: Path) -> None:
    shutil.rmtree(project / ".briefgen", ignore_errors=True)


def lose_site(project: Path) -> None:
    shutil.rmtree(project / "output" / "site", ignore_errors=True)


def copy_all(project: Path) -> None:
    """As a cache does that is restored elsewhere."""
    with suppress(FileNotFoundError):
        shutil.copytree(project / "output" / "site", project / "copy", symlinks=True)
        lose_site(project)
        (project / "copy").rename(project / "output" / "site")


LOSE: list[Callable[[Path], None]] = [lose_standby, lose_state, lose_site, copy_all]

pages = st.dictionaries(st.sampled_from(PATHS), st.integers(0, 3))
turned = st.dictionaries(st.sampled_from(TURNED), st.integers(0, 3))
steps = st.one_of(
    st.tuples(st.just("plan"), st.one_of(pages, turned), st.sampled_from(["all", "all", "html"])),
    st.tuples(
        st.just("alter"), st.sampled_from(ALTER), st.sampled_from(["site", ".site.next"]),
        st.integers(0, 9),
    ),
    st.tuples(st.just("lose"), st.sampled_from(LOSE)),
    st.tuples(st.just("again")),
)  # fmt: skip


def read(site: Path) -> dict[str, bytes]:
    """Every entry: files with their bytes, folders that hold nothing with a slash."""
    found = {}
    for path in site.rglob("*"):
        name = str(path.relative_to(site))
        assert not path.is_symlink()
        if path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[f"{name}/"] = b""
    assert found.pop(MARKER)
    return found


def build(project: Path, wanted: Pages, formats: set[str] | None = None) -> bool:
    site, folder = project / "output" / "site", project / ".briefgen"
    with lock(site, folder, wait=False), State.open(folder) as state:
        report = publish(plan(wanted), site, state, formats=formats)
        assert report.portrait == portrait(site)
        return report.changed


def expected(wanted: Pages) -> dict[str, bytes]:
    return {path: content(path, version) for path, version in wanted.items()}


def kept(wanted: Pages, site: Path) -> dict[str, bytes]:
    """What a build of HTML only is to leave: the new HTML, and the PDFs as they lie there."""
    found = {p: b for p, b in expected(wanted).items() if not p.endswith("pdf")}
    for path in (p for p in wanted if p.endswith("pdf")):
        file = site / path
        if file.is_file() and not any(p.is_symlink() for p in (file, file.parent)):
            found[path] = file.read_bytes()
    return found


def follow(project: Path, journey: list[tuple[object, ...]]) -> None:
    site = project / "output" / "site"
    last: Pages = {}
    for step in journey:
        match step:
            case "plan", dict(wanted), "html":
                last = wanted
                result = kept(wanted, site)
                build(project, wanted, {"html"})
                assert read(site) == result
            case "plan", dict(wanted), _:
                last = wanted
                build_all(project, wanted)
            case "alter", alter, str(tree), int(nth):
                found = [p for p in sorted((project / "output" / tree).rglob("*")) if plain(p)]
                if found and callable(alter):
                    alter(found[nth % len(found)])
            case "lose", lose:
                assert callable(lose)
                lose(project)
            case "again", *_:
                build_all(project, last)
    build_all(project, last)


def plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.name != MARKER


def build_all(project: Path, wanted: Pages) -> None:
    build(project, wanted)
    assert read(project / "output" / "site") == expected(wanted)
    assert not build(project, wanted)


def check(journey: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        follow(Path(name), journey)


@settings(max_examples=300, deadline=None)
@given(st.lists(steps, min_size=3, max_size=14))
def test_the_site_is_that_of_a_clean_build(journey: list[tuple[object, ...]]) -> None:
    check(journey)


@settings(max_examples=100, deadline=None)
@given(st.lists(steps, min_size=3, max_size=14))
def test_it_is_so_without_exchange_of_folders(journey: list[tuple[object, ...]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exchange, "call", lambda *_: False)
        check(journey)


@pytest.mark.slow
@settings(max_examples=10_000, deadline=None)
@given(st.lists(steps, max_size=25))
def test_it_is_so_however_long_the_journey(journey: list[tuple[object, ...]]) -> None:
    check(journey)
