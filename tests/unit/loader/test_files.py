"""Which files there are, and when one is read again."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import tempfile
import time
from hashlib import blake2b
from pathlib import Path

import pytest

from briefgen.errors import BriefgenError, ContentError, StorageError
from briefgen.loader import files
from briefgen.state import State


def write(root: Path, path: str, data: bytes = b"x") -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


@pytest.fixture(autouse=True)
def _soon_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less of a wait, and yet two ticks of the slowest clock a kernel gives files."""
    monkeypatch.setattr(files, "FINE", 20_000_000)


def age(path: Path) -> None:
    """Wait until the file is old enough to be trusted, and no longer."""
    while (left := path.stat().st_ctime_ns + files.FINE - time.time_ns()) >= 0:
        time.sleep((left + 1_000_000) / 1e9)


def paths(found: tuple[files.InputFile, ...]) -> list[str]:
    return [one.path for one in found]


def test_files_are_sorted_and_digested(tmp_path: Path) -> None:
    write(tmp_path, "content/events/b.yaml", b"b")
    write(tmp_path, "content/a.yaml", b"")
    write(tmp_path, "content/media/x/y.png", b"z" * 2_000_000)
    assert files.scan(tmp_path) == tuple(
        files.InputFile(path, blake2b(data, digest_size=16).digest())
        for path, data in [
            ("content/a.yaml", b""),
            ("content/events/b.yaml", b"b"),
            ("content/media/x/y.png", b"z" * 2_000_000),
        ]
    )


def test_what_is_left_out(tmp_path: Path) -> None:
    for name in [".git/x", ".a.yaml", "a.yaml~", "#a.yaml#", "snapshots/p.html", "events/.b"]:
        write(tmp_path, f"content/{name}")
    write(tmp_path, "content/events/snapshots/a.yaml")
    write(tmp_path, "other/a.yaml")
    assert paths(files.scan(tmp_path)) == ["content/events/snapshots/a.yaml"]


def test_no_folder_holds_no_file(tmp_path: Path) -> None:
    assert files.scan(tmp_path) == ()


def test_an_old_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    age(write(tmp_path, "content/a.yaml"))
    with State.nowhere() as state:
        first = files.scan(tmp_path, state)
        monkeypatch.setattr(files, "_bytes", lambda *_: pytest.fail("read again"))
        assert files.scan(tmp_path, state) == first


def test_a_new_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "content/a.yaml", b"one")
    write(tmp_path, "content/b.yaml", b"two" * 9)
    monkeypatch.setattr(files, "ENOUGH", 10)
    contents = files.survey(tmp_path).contents
    for path in ("content/a.yaml", "content/b.yaml"):
        (tmp_path / path).write_bytes(b"later")
    assert contents.take("content/a.yaml") == (b"one", True)
    assert contents.take("content/a.yaml") == (b"later", False)
    assert contents.read("content/b.yaml") == b"later"
    (tmp_path / "content/b.yaml").unlink()
    with pytest.raises(StorageError):
        contents.read("content/b.yaml")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path, "content/a.yaml", b"one")
    age(path)
    with State.nowhere() as state:
        first = files.scan(tmp_path, state)
        before = path.stat()
        path.write_bytes(b"two")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert files.scan(tmp_path, state) != first


def test_a_replaced_file_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path, "content/a.yaml", b"one")
    age(path)
    with State.nowhere() as state:
        first = files.scan(tmp_path, state)
        other = write(tmp_path, "content/b", b"two")
        os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
        other.replace(path)
        assert files.scan(tmp_path, state) != first


def test_a_file_changed_just_now_is_not_trusted(tmp_path: Path) -> None:
    path = write(tmp_path, "content/a.yaml", b"one")
    with State.nowhere() as state:
        files.scan(tmp_path, state)
        assert _rows(state) == {}
        age(path)
        files.scan(tmp_path, state)
        assert list(_rows(state)) == ["content/a.yaml"]


def test_a_file_of_the_future_is_not_trusted(tmp_path: Path) -> None:
    path = write(tmp_path, "content/a.yaml")
    later = time.time_ns() + 10**12
    os.utime(path, ns=(later, later))
    age(path)
    with State.nowhere() as state:
        files.scan(tmp_path, state)
        assert _rows(state) == {}


@pytest.mark.parametrize("damaged", [b"", b"?", b"content/a.yaml\0short", b"\xff\0"])
def test_a_damaged_row_is_none(tmp_path: Path, damaged: bytes) -> None:
    age(write(tmp_path, "content/a.yaml"))
    with State.nowhere() as state:
        first = files.scan(tmp_path, state)
        state.put_many(files.ROOM, dict.fromkeys(state.all(files.ROOM), damaged))
        assert files.scan(tmp_path, state) == first


@pytest.mark.parametrize("when", [-(10**19), 10**19])
def test_no_time_is_too_absurd(tmp_path: Path, when: int) -> None:
    path = write(tmp_path, "content/a.yaml")
    os.utime(path, ns=(when, when))
    with State.nowhere() as state:
        for data in (b"one", b"two"):
            path.write_bytes(data)
            os.utime(path, ns=(when, when))
            (found,) = files.scan(tmp_path, state)
            assert found.digest == blake2b(data, digest_size=16).digest()


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    path = write(tmp_path, "content/a.yaml")
    age(path)
    with State.nowhere() as state:
        files.scan(tmp_path, state)
        path.unlink()
        assert files.scan(tmp_path, state) == ()
        assert _rows(state) == {}


def _rows(state: State) -> dict[str, object]:
    merged: dict[str, object] = {}
    for held in state.all(files.ROOM).values():
        merged.update(files._unpack(held))
    return merged


def refused(root: Path) -> BriefgenError:
    with pytest.raises(BriefgenError) as caught:
        files.scan(root)
    return caught.value


def test_links_stay_inside(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside.yaml")
    root = tmp_path / "project"
    write(root, "content/a.yaml")
    write(root, "shared/b.yaml")
    (root / "content/b.yaml").symlink_to("../shared/b.yaml")
    assert paths(files.scan(root)) == ["content/a.yaml", "content/b.yaml"]
    (root / "content/c.yaml").symlink_to(outside)
    (root / "content/d").symlink_to("../shared")
    (root / "content/e.yaml").symlink_to("e.yaml")
    error = refused(root)
    assert [(str(d.place), d.code) for d in error.diagnostics] == [
        ("content/c.yaml:1:1", "A06"),
        ("content/d:1:1", "A06"),
        ("content/e.yaml:1:1", "O12"),
    ]
    assert isinstance(error, StorageError)


@pytest.mark.parametrize(
    "target",
    ["content/snapshots/secret.png", "private/secret.png", ".git/annex", ".briefgen/x/y", ".env"],
)
def test_links_lead_to_nothing_private(tmp_path: Path, target: str) -> None:
    write(tmp_path, target)
    if target.startswith("private/"):
        write(tmp_path, "content/a.yaml")
        (tmp_path / "content/snapshots").symlink_to("../private")
    link = tmp_path / "content/media/pic.png"
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / target)
    (found,) = refused(tmp_path).diagnostics
    assert (str(found.place), found.code) == ("content/media/pic.png:1:1", "A06")
    assert "never published" in found.message


@pytest.mark.parametrize(
    ("target", "hint"), [("gone.yaml", "leads nowhere"), ("a.yaml", "leads in a circle")]
)
def test_a_link_without_a_file_is_not_a_matter_of_rights(
    tmp_path: Path, target: str, hint: str
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.yaml").symlink_to(target)
    (found,) = refused(tmp_path).diagnostics
    assert found.code == "O12"
    assert hint in found.hint


def test_folders_in_folders_cost_no_depth(tmp_path: Path) -> None:
    deep = "/".join(["content", *("d" * 120), "e.yaml"])
    write(tmp_path, deep)
    write(tmp_path, "content/d/a.yaml")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 100)
    try:
        found = files.scan(tmp_path)
    finally:
        sys.setrecursionlimit(limit)
    assert paths(found) == ["content/d/a.yaml", deep]


def test_only_files_are_read(tmp_path: Path) -> None:
    write(tmp_path, "content/a.yaml")
    os.mkfifo(tmp_path / "content/b.yaml")
    error = refused(tmp_path)
    assert [d.message for d in error.diagnostics] == ["not a file"]
    assert isinstance(error, ContentError)


@pytest.mark.parametrize("name", [b"a\n.yaml", b"\xe9.yaml", b"a\x1b[31m.yaml"])
def test_names_can_be_printed(tmp_path: Path, name: bytes) -> None:
    write(tmp_path, "content/a.yaml")
    with open(os.fsencode(tmp_path / "content") + b"/" + name, "wb"):  # noqa: PTH123 - bytes
        pass
    (found,) = refused(tmp_path).diagnostics
    assert found.code == "A06"
    assert str(found.place).isprintable()
    assert str(found.place).isascii()


LOOK = """
import sys
from pathlib import Path
from briefgen.errors import StorageError
from briefgen.loader import files
try:
    files.scan(Path(sys.argv[1]))
except StorageError as error:
    print(*(f"{d.place} {d.code} {d.message}" for d in error.diagnostics), sep="\\n")
"""


@pytest.mark.lasting
def test_what_may_not_be_read() -> None:
    drop = ["setpriv", "--reuid=65534", "--clear-groups"] if os.getuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        write(root, "content/a.yaml").chmod(0)
        write(root, "content/events/b.yaml")
        (root / "content/events").chmod(0)
        done = subprocess.run(
            [*drop, sys.executable, "-c", LOOK, folder],
            capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
        )  # fmt: skip
        (root / "content/events").chmod(0o755)
    assert done.stdout.splitlines() == [
        "content/a.yaml:1:1 O12 cannot be read: Permission denied",
        "content/events:1:1 O12 cannot be read: Permission denied",
    ], done.stderr


def test_a_themes_files(tmp_path: Path) -> None:
    write(tmp_path, "b.css", b"b")
    write(tmp_path, "templates/a.html", b"a")
    write(tmp_path, ".hidden")
    with State.nowhere() as state:
        for _ in range(2):
            assert files.digests(tmp_path, state) == (
                ("b.css", blake2b(b"b", digest_size=16).digest()),
                ("templates/a.html", blake2b(b"a", digest_size=16).digest()),
            )


@pytest.mark.lasting
def test_looking_at_files_needs_little() -> None:
    script = "import sys; import briefgen.loader.files; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert not {"yaml", "pydantic", "markdown_it", "nh3", "PIL"} & set(done.stdout.split())
