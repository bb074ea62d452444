"""What one run remembers for the next, keyed by content, in ``.briefgen/state.sqlite3``.

A row says what was once made of a given content, so an old row is never wrong, and one that
was lost or damaged (``seal``) costs time only. So this is what happens when something is amiss:

- a database that is damaged, unreadable or of another version is set aside as
  ``state.sqlite3.old`` and a new one started;
- one that another run holds is left to it, and so is a folder that may not be written
  to: this run then remembers nothing, and is none the worse for it;
- a disk that is full or faulty is an error (StorageError), because the site is about to
  be written to the same disk and the author should hear of it while nothing has changed.

Rows wait in memory until ``commit``, so other runs may read meanwhile.
"""

from __future__ import annotations

import errno
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from briefgen.errors import StorageError
from briefgen.state.folder import FILE, forget, hidden_from_git, set_aside, storage
from briefgen.state.seal import sealed, whole

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

__all__ = ["State", "forget"]

_VERSION = 4
_ROOM = re.compile(r"[a-z][a-z0-9_]*")
_CHUNK = 500
_ENOUGH = 32 << 20
"""Bytes that may wait in memory before they are written without being asked."""
_PAGE = 16384
"""Bytes of a page of a new database: of SQLite's usual 4096, a record would leave a third empty."""
_BUSY = 5, 6  # SQLITE_BUSY, SQLITE_LOCKED
_DISK = 10, 13  # SQLITE_IOERR, SQLITE_FULL
_PATIENCE = 5.0


class State:
    """Rooms of rows; each row a key and a value of bytes. Not shared between processes."""

    __slots__ = ("_db", "_folder", "_pending", "_rooms", "_weight")

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._db: sqlite3.Connection | None = None
        self._rooms: set[str] = set()
        self._pending: dict[str, dict[bytes, bytes | None]] = {}
        self._weight = 0

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The state kept in ``folder``, which is made when it is missing.

        Raises StorageError when the disk is full or faulty.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            hidden_from_git(folder)
        except OSError as fault:
            if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                return cls.nowhere()
            raise storage(folder, fault.strerror or str(fault)) from fault
        state = cls(folder)
        state._connect()
        return state

    @classmethod
    def nowhere(cls) -> Self:
        """A state in memory, forgotten when it is closed."""
        return cls(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
            return
        with suppress(StorageError):  # the fault that is under way is the one to tell
            self.close()

    def get(self, room: str, key: bytes) -> bytes | None:
        """The value kept under the key, if any."""
        return self.get_many(room, (key,)).get(key)

    def get_many(self, room: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values kept under those of the keys that are known."""
        wanted = list(dict.fromkeys(keys))
        waiting = self._pending.get(room, {})
        found = {k: v for k in wanted if (v := waiting.get(k)) is not None}
        asked = [k for k in wanted if k not in waiting]
        if len(asked) > _CHUNK and 2 * len(asked) > self._count(room):
            some = set(asked)  # most of the room: one sweep beats as many look-ups
            found.update((k, v) for k, v in self._rows(room) if k in some)
            return found
        for start in range(0, len(asked), _CHUNK):
            part = asked[start : start + _CHUNK]
            found.update(self._rows(room, f" WHERE key IN ({','.join('?' * len(part))})", part))
        return found

    def all(self, room: str) -> dict[bytes, bytes]:
        """Everything kept in the room."""
        found = dict(self._rows(room))
        for key, value in self._pending.get(room, {}).items():
            if value is None:
                found.pop(key, None)
            else:
                found[key] = value
        return found

    def put_many(self, room: str, items: Mapping[bytes, bytes]) -> None:
        """Keep the items; much of it at once is written at once, and may raise StorageError."""
        self._waiting(room).update(items)
        if self._db is not None:
            self._weight += sum(map(len, items.values()))
            if self._weight > _ENOUGH:
                self.commit()

    def drop_others(self, room: str, keep: Collection[bytes]) -> None:
        """Forget every row of the room whose key is not among those to keep."""
        keep = keep if isinstance(keep, set | frozenset | dict) else set(keep)
        waiting = self._waiting(room)
        known = [row[0] for row in self._select(room, "SELECT key FROM")]
        waiting.update((k, None) for k in (*known, *waiting) if k not in keep)

    def drop(self, room: str, keys: Iterable[bytes]) -> None:
        """Forget these rows of the room."""
        self._waiting(room).update(dict.fromkeys(keys))

    def commit(self) -> None:
        """Write what waits, all or nothing; raises StorageError when the disk will not."""
        if self._db is None or not any(self._pending.values()):
            return
        from sqlite3 import Error

        try:
            self._write(self._db)
        except Error as fault:
            self._roll_back()
            if _code(fault) in _DISK:
                raise storage(self._path, str(fault)) from fault
            if _code(fault) in _BUSY:
                return  # another run is keeping the same truths
            if not self._retry():
                return  # nowhere to write: what waits stays at hand for this run
        self._pending.clear()
        self._weight = 0

    def close(self) -> None:
        """Commit and let go of the file; raises StorageError when the disk will not."""
        try:
            self.commit()
        finally:
            self._let_go()

    @property
    def _path(self) -> Path:
        assert self._folder is not None  # only reached with a database  # noqa: S101
        return self._folder / FILE

    def _waiting(self, room: str) -> dict[bytes, bytes | None]:
        if not _ROOM.fullmatch(room):
            raise ValueError(f"{room!r} cannot name a room")
        return self._pending.setdefault(room, {})

    def _count(self, room: str) -> int:
        rows = self._select(room, "SELECT count(*) FROM")
        return int(rows[0][0]) if rows else 0

    def _rows(
        self, room: str, where: str = "", args: Iterable[bytes] = ()
    ) -> list[tuple[bytes, bytes]]:
        return whole(self._select(room, "SELECT key, value FROM", where, args))

    def _select(
        self, room: str, verb: str, where: str = "", args: Iterable[bytes] = ()
    ) -> list[tuple[bytes, bytes]]:
        if self._db is None or room not in self._rooms:
            return []
        from sqlite3 import Error

        try:
            return self._db.execute(f'{verb} "{room}"{where}', tuple(args)).fetchall()
        except Error as fault:
            if _code(fault) not in _BUSY:
                self._afresh()
            return []

    def _write(self, db: sqlite3.Connection) -> None:
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA user_version = {_VERSION}")
        for room, items in self._pending.items():
            db.execute(f'CREATE TABLE IF NOT EXISTS "{room}" (key BLOB PRIMARY KEY, value BLOB)')
            db.executemany(
                f'DELETE FROM "{room}" WHERE key = ?',  # noqa: S608 - a room's name is checked
                [(k,) for k, v in items.items() if v is None],
            )
            db.executemany(
                f'INSERT INTO "{room}" VALUES (?, ?)'  # noqa: S608 - a room's name is checked
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                ((k, sealed(k, v)) for k, v in items.items() if v is not None),
            )
        db.execute("COMMIT")
        self._rooms.update(self._pending)

    def _retry(self) -> bool:
        """Write to a fresh database, after the one at hand refused; false if there is none."""
        from sqlite3 import Error

        self._afresh()
        if self._db is None:
            return False
        try:
            self._write(self._db)
        except Error as fault:
            self._roll_back()
            raise storage(self._path, str(fault)) from fault
        return True

    def _roll_back(self) -> None:
        from sqlite3 import Error

        with suppress(Error):
            if self._db is not None and self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def _connect(self) -> None:
        """Open the database, or set it aside and open a new one; failing that, have none."""
        from sqlite3 import Error

        try:
            if self._open():
                return
        except Error as fault:
            if _code(fault) in _BUSY:
                self._let_go()
                return
        self._afresh()

    def _afresh(self) -> None:
        from sqlite3 import Error

        self._let_go()
        try:
            set_aside(self._path)
            self._open()
        except (Error, OSError):
            self._let_go()

    def _open(self) -> bool:
        """Connect; false when the database is another version's."""
        from sqlite3 import connect

        self._db = connect(
            self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        self._db.execute(f"PRAGMA page_size = {_PAGE}")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        tables = self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._rooms = {name for (name,) in tables}
        return version == _VERSION or not self._rooms

    def _let_go(self) -> None:
        from sqlite3 import Error

        if self._db is not None:
            with suppress(Error):
                self._db.close()
        self._db = None
        self._rooms = set()


def _code(fault: sqlite3.Error) -> int:
    """SQLite's primary result code."""
    return getattr(fault, "sqlite_errorcode", 1) & 0xFF
