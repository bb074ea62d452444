"""The state: what is put is found again, and nothing that befalls the file is an error."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from briefgen import state as room
from briefgen.errors import StorageError
from briefgen.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "project" / ".briefgen"


def put(folder: Path, **items: bytes) -> None:
    with State.open(folder) as state:
        state.put_many("things", {k.encode(): v for k, v in items.items()})


def test_rows_outlive_the_run(folder: Path) -> None:
    put(folder, a=b"1", b=b"2")
    with State.open(folder) as state:
        assert state.get("things", b"a") == b"1"
        assert state.get("things", b"none") is None
        assert state.get("elsewhere", b"a") is None
        assert state.get_many("things", [b"a", b"b", b"c"]) == {b"a": b"1", b"b": b"2"}
        assert state.all("things") == {b"a": b"1", b"b": b"2"}


def test_git_is_told_to_look_away(folder: Path) -> None:
    put(folder)
    assert (folder / ".gitignore").read_text() == "*\n"


def test_what_waits_is_seen_and_can_be_dropped(folder: Path) -> None:
    put(folder, a=b"1", b=b"2")
    with State.open(folder) as state:
        state.put_many("things", {b"b": b"new", b"c": b"3"})
        assert state.all("things") == {b"a": b"1", b"b": b"new", b"c": b"3"}
        state.drop_others("things", [b"b"])
        assert state.all("things") == {b"b": b"new"}
        assert state.get("things", b"a") is None
        state.put_many("things", {b"a": b"back"})
    with State.open(folder) as state:
        assert state.all("things") == {b"a": b"back", b"b": b"new"}


def test_a_state_nowhere_forgets(tmp_path: Path) -> None:
    with State.nowhere() as state:
        state.put_many("things", {b"a": b"1"})
        state.commit()
        assert state.get("things", b"a") == b"1"
        assert state.all("things") == {b"a": b"1"}
    assert list(tmp_path.iterdir()) == []


def test_a_bad_room_is_refused(folder: Path) -> None:
    with State.nowhere() as state, pytest.raises(ValueError, match="cannot name a room"):
        state.put_many('x"; DROP', {b"a": b"1"})


def test_much_is_written_without_being_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_ENOUGH", 10)
    with State.open(folder) as state:
        state.put_many("things", {b"a": b"x" * 11})
        with State.open(folder) as other:
            assert other.get("things", b"a") == b"x" * 11


@pytest.mark.lasting
def test_many_keys_are_found_sooner_than_one_after_the_other(folder: Path) -> None:
    rows = {os.urandom(16): os.urandom(500) for _ in range(10_000)}
    with State.open(folder) as state:
        state.put_many("things", rows)
    with State.open(folder) as state:
        start = time.process_time()
        alone = {key: state.get("things", key) for key in rows}
        between = time.process_time()
        found = state.get_many("things", rows)
        end = time.process_time()
    assert found == alone == rows
    assert end - between < (between - start) / 2


def test_some_of_many_keys_are_found(folder: Path) -> None:
    rows = {b"%d" % n: b"v%d" % n for n in range(3_000)}
    with State.open(folder) as state:
        state.put_many("things", rows)
    with State.open(folder) as state:
        some = [b"%d" % n for n in range(0, 3_000, 5)]
        assert state.get_many("things", some) == {k: rows[k] for k in some}


GARBAGE = [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5000]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_a_damaged_database_is_set_aside(folder: Path, garbage: bytes) -> None:
    put(folder, a=b"1")
    (folder / "state.sqlite3").write_bytes(garbage)
    with State.open(folder) as state:
        assert state.all("things") == {}
        state.put_many("things", {b"b": b"2"})
    with State.open(folder) as state:
        assert state.all("things") == {b"b": b"2"}
    assert (folder / "state.sqlite3.old").exists() == bool(garbage)


@pytest.mark.parametrize(
    "change",
    [
        "SET value = substr(value, 1, length(value) - 1)",
        "SET value = CAST(value || x'00' AS BLOB)",
        "SET value = CAST(substr(value, 1, 4) || x'ff' || substr(value, 6) AS BLOB)",
        "SET value = 'text'",
        "SET value = x''",
        "SET value = NULL",
        "SET key = x'7a'",
    ],
)
def test_a_damaged_row_is_lost(folder: Path, change: str) -> None:
    put(folder, a=b"one", b=b"two")
    with closing(sqlite3.connect(folder / "state.sqlite3")) as db, db:
        db.execute(f"UPDATE things {change} WHERE key = x'61'")
    with State.open(folder) as state:
        assert state.get_many("things", (b"a", b"b", b"z")) == {b"b": b"two"}
        assert state.all("things") == {b"b": b"two"}


def test_damage_found_while_reading_is_no_error(folder: Path) -> None:
    with State.open(folder) as state:
        state.put_many("things", {b"%d" % n: b"x" * 500 for n in range(500)})
    path = folder / "state.sqlite3"
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xaa" * (len(data) - 8192)
    path.write_bytes(data)
    with State.open(folder) as state:
        assert state.all("things") == {}
        state.put_many("things", {b"a": b"1"})
        assert state.get("things", b"a") == b"1"
    with State.open(folder) as state:
        assert state.all("things") == {b"a": b"1"}


def test_damage_found_while_writing_is_no_error(folder: Path) -> None:
    put(folder, a=b"1")
    with State.open(folder) as state:
        with sqlite3.connect(folder / "state.sqlite3") as db:
            db.execute("DROP TABLE things")
            db.execute("CREATE TABLE things (other TEXT)")
        db.close()
        state.put_many("things", {b"b": b"2"})
    with State.open(folder) as state:
        assert state.all("things") == {b"b": b"2"}


def test_another_version_is_set_aside(folder: Path) -> None:
    put(folder, a=b"1")
    with sqlite3.connect(folder / "state.sqlite3") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with State.open(folder) as state:
        assert state.all("things") == {}
    assert (folder / "state.sqlite3.old").exists()


def test_a_folder_in_its_place_is_set_aside(folder: Path) -> None:
    (folder / "state.sqlite3").mkdir(parents=True)
    (folder / "state.sqlite3.old").mkdir()
    put(folder, a=b"1")
    with State.open(folder) as state:
        assert state.all("things") == {b"a": b"1"}


def test_one_that_is_held_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, a=b"1")
    monkeypatch.setattr(room, "_PATIENCE", 0.01)
    db = sqlite3.connect(folder / "state.sqlite3", isolation_level=None)
    with State.open(folder) as early:
        db.execute("BEGIN EXCLUSIVE")
        assert early.all("things") == {}
        early.put_many("things", {b"b": b"2"})
        early.commit()
        with State.open(folder) as late:
            assert late.all("things") == {}
            late.put_many("things", {b"c": b"3"})
            assert late.get("things", b"c") == b"3"
        db.execute("ROLLBACK")
        db.close()
    with State.open(folder) as state:
        assert state.all("things") == {b"a": b"1", b"b": b"2"}
    assert not (folder / "state.sqlite3.old").exists()


def test_a_file_in_place_of_the_folder_is_a_storage_error(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("here first")
    with pytest.raises(StorageError, match="cannot keep the state"):
        State.open(folder)


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder with a state in it that nobody may write to."""
    with TemporaryDirectory() as name:  # tmp_path lies where only its owner can go
        folder = Path(name) / ".briefgen"
        put(folder, a=b"1")
        for path, mode in ((folder / "state.sqlite3", 0o444), (folder, 0o555), (name, 0o755)):
            Path(path).chmod(mode)
        yield folder
        folder.chmod(0o755)


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, if it is root who runs the tests."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def test_what_may_only_be_read_is_read(closed: Path) -> None:
    with nobody(), State.open(closed) as state:
        assert state.all("things") == {b"a": b"1"}
        state.put_many("things", {b"b": b"2"})
        state.commit()
        assert state.get("things", b"b") == b"2"
    with State.open(closed) as state:
        assert state.all("things") == {b"a": b"1"}


@pytest.mark.parametrize("where", ["new", "."])
def test_a_folder_that_may_not_be_written_to_is_no_error(closed: Path, where: str) -> None:
    (closed / "state.sqlite3").unlink()
    with nobody(), State.open(closed / where) as state:
        state.put_many("things", {b"b": b"2"})
        state.commit()
        assert state.all("things") == {b"b": b"2"}


def test_a_full_disk_is_a_storage_error(folder: Path) -> None:
    state = State.open(folder)
    assert state._db is not None
    state._db.execute("PRAGMA max_page_count = 3")
    state.put_many("things", {b"%d" % n: b"x" * 5000 for n in range(10)})
    with pytest.raises(StorageError) as caught:
        state.close()
    assert caught.value.exit_code == 3
    assert "full" in str(caught.value)


def test_a_fault_under_way_is_not_hidden(folder: Path) -> None:
    def fail() -> None:
        with State.open(folder) as state:
            assert state._db is not None
            state._db.execute("PRAGMA max_page_count = 3")
            state.put_many("things", {b"%d" % n: b"x" * 5000 for n in range(10)})
            raise KeyError("the first fault")

    with pytest.raises(KeyError, match="the first fault"):
        fail()


@pytest.mark.lasting
def test_the_module_is_cheap_to_import() -> None:
    code = "import sys, briefgen.state; print('sqlite3' in sys.modules)"
    given = [sys.executable, "-c", code]
    assert subprocess.run(given, check=True, capture_output=True).stdout == b"False\n"


def test_a_fresh_database_that_refuses_too_is_a_storage_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.DatabaseError("this disk is bewitched")

    put(folder, a=b"1")
    state = State.open(folder)
    state.put_many("things", {b"b": b"2"})
    monkeypatch.setattr(State, "_write", refuse)
    with pytest.raises(StorageError, match="bewitched"):
        state.close()
