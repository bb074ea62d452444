"""What is known of published files: which key and which bytes lie behind a signature.

A fact holds wherever the file is and whatever became of the build that noted it, because
a signature changes with the file. So facts need no step in common with the exchange of
the folders, and a run cut short leaves nothing false behind.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.plan import Output
    from briefgen.state import State

_FILES = "files"
_PARTS = "parts"
_SIZE = 16

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
        if not self._kept.keys() <= facts.keys():
            self._state.drop_others(_FILES, facts.keys())
        self._state.put_many(_FILES, {m: f for m, f in facts.items() if self._kept.get(m) != f})
        self._state.put_many(_PARTS, {os.fsencode(o.path): _pack(o) for o in made})

    def forget_others(self, plan: Iterable[Output]) -> None:
        """Drop from the state how outputs were made that are planned no more."""
        self._state.drop_others(_PARTS, {os.fsencode(o.path) for o in plan})


def content(data: bytes) -> bytes:
    """The digest by which equal bytes are known."""
    return blake2b(data, digest_size=_SIZE).digest()


def _pack(output: Output) -> bytes:
    rows = "".join(f"\n{value.hex()} {name}" for name, value in output.parts)
    return f"{output.key.hex()}{rows}".encode()


def _unpack(row: bytes) -> tuple[bytes, Parts]:
    try:
        key, *lines = row.decode().split("\n")
        pairs = (line.split(" ", 1) for line in lines)
        return bytes.fromhex(key), {name: bytes.fromhex(value) for value, name in pairs}
    except ValueError:
        return b"", {}
