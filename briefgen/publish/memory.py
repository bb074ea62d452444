"""What is known of published files: which key and which bytes lie behind a signature.

A fact holds wherever the file is and whatever became of the build that noted it, because
a signature changes with the file. So facts need no step in common with the exchange of
the folders, and a run cut short leaves nothing false behind.
"""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.plan import Output
    from briefgen.state import State

_FILES = "published"
_PARTS = "parts"
_SIZE = 16
_SUM = 4

Parts = dict[str, bytes]


class Memory:
    """Facts by signature, and by path the parts that the key of an output was made of."""

    def __init__(self, state: State, site: Path) -> None:
        self._state = state
        self._site = site
        self._facts = state.all(_FILES)
        self._kept = dict(self._facts)
        self._contents: dict[bytes, bytes] | None = None

    def is_made(self, mark: bytes, key: bytes) -> bool:
        """Whether the file of that signature is known to be made from the key."""
        fact = self._facts.get(mark)
        return fact is not None and fact[_SIZE:] == key

    def recognise(self, path: str, mark: bytes, key: bytes) -> bool:
        """Whether the site's file, whose signature says nothing, holds what the key stands for.

        So is it after a copy, a restored cache or a change of rights.
        """
        if mark in self._facts:
            return False
        if self._contents is None:
            self._contents = {fact[_SIZE:]: fact[:_SIZE] for fact in self._facts.values()}
        content = self._contents.get(key)
        if content is None or content != self.content(path, mark):
            return False
        self.note(mark, content, key)
        return True

    def content(self, path: str, mark: bytes) -> bytes:
        """The digest of the bytes of the site's file; reads it only when it must."""
        fact = self._facts.get(mark)
        if fact is not None:
            return fact[:_SIZE]
        try:
            with open(f"{self._site}/{path}", "rb") as file:  # noqa: PTH123 - thousands of them
                return content(file.read())
        except OSError:
            return b""  # what cannot be read equals nothing

    def note(self, mark: bytes, content: bytes, key: bytes) -> None:
        """Learn that the file of that signature has these bytes, made from the key."""
        self._facts[mark] = content + key

    def follow(self, before: bytes, after: bytes) -> None:
        """Learn that the file of one signature now bears another."""
        fact = self._facts.get(before)
        if fact is not None:
            self._facts[after] = fact

    def parts(self, outputs: Iterable[Output]) -> dict[str, tuple[bytes, Parts]]:
        """By path the key and its parts as of the last build, where they are known."""
        names = [os.fsencode(o.path) for o in outputs]
        found = self._state.get_many(_PARTS, names)
        return {os.fsdecode(name): _unpack(row) for name, row in found.items()}

    def keep(self, marks: Iterable[bytes], made: Iterable[Output]) -> None:
        """Put into the state the facts of these files only, and how outputs were made."""
        facts = {mark: self._facts[mark] for mark in marks if mark in self._facts}
        self._state.drop(_FILES, self._kept.keys() - facts.keys())
        self._state.put_many(_FILES, {m: f for m, f in facts.items() if self._kept.get(m) != f})
        self._state.put_many(_PARTS, {os.fsencode(o.path): _pack(o) for o in made})

    def forget_others(self, plan: Iterable[Output]) -> None:
        """Drop from the state how outputs were made that are planned no more."""
        self._state.drop_others(_PARTS, {os.fsencode(o.path) for o in plan})


def content(data: bytes) -> bytes:
    """The digest by which equal bytes are known; processors have instructions for this one."""
    return sha256(data).digest()[:_SIZE]


def told(output: Output) -> Parts:
    """A checksum of each part that an output is made of, by name."""
    return {
        name: part if len(part) == _SUM else crc32(part).to_bytes(_SUM)
        for name, part in output.parts
    }


def why(output: Output, before: dict[str, tuple[bytes, Parts]], *, there: bool) -> tuple[str, ...]:
    """Why an output was made, from what is remembered of the last time.

    ``there``: whether the site had a file at its path.
    """
    if output.path not in before:
        return ("nothing is remembered of how it was made" if there else "new",)
    key, parts = before[output.path]
    if key == output.key:
        return ("the file in the site was altered" if there else "missing from the site",)
    now = told(output)
    reasons = [f"{name} {_change(parts, now, name)}" for name in now | parts]
    return tuple(r for r in reasons if not r.endswith(" same")) or ("changed",)


def _change(before: Parts, now: Parts, name: str) -> str:
    if name not in before:
        return "added"
    if name not in now:
        return "removed"
    return "same" if before[name] == now[name] else "changed"


def _pack(output: Output) -> bytes:
    """Its key, the checksums of its parts, and their names, which are those of many outputs."""
    parts, key = told(output), output.key
    counts = len(key).to_bytes(1) + len(parts).to_bytes(2)
    return b"".join((counts, key, *parts.values(), _named(tuple(parts))))


@lru_cache(maxsize=4096)
def _named(names: tuple[str, ...]) -> bytes:
    return "\n".join(names).encode()


def _unpack(row: bytes) -> tuple[bytes, Parts]:
    try:
        size, count = row[0], int.from_bytes(row[1:3])
        start = 3 + size
        end = start + count * _SUM
        sums = (row[at : at + _SUM] for at in range(start, end, _SUM))
        names = row[end:].decode().split("\n") if count else ()
        return row[3:start], dict(zip(names, sums, strict=True))
    except (IndexError, ValueError):
        return b"", {}
