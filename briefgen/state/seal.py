"""Seals: a row that is not what was kept is known for it, and counts as lost.

A database checks its own pages, and not what stands in them: a bit that turned over would be
read back as if it had been kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIZE = 4


def sealed(key: bytes, value: bytes) -> bytes:
    """The value as it is written: after a sum of its key and itself."""
    return crc32(value, crc32(key)).to_bytes(_SIZE) + value


def whole(rows: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Key and value of the rows that are what was kept under their key."""
    return [
        (key, value)
        for key, held in rows
        if type(key) is type(held) is bytes  # a row's types are written in the file too
        and crc32(value := held[_SIZE:], crc32(key)).to_bytes(_SIZE) == held[:_SIZE]
    ]
