"""What every frozen value shares: a digest of its content.

The digest covers the fields that take part in equality and nothing else, so that a
place, a cache or an order of discovery never reaches it. It is kept with the value
once computed; a value read back from ``state`` brings its digest along.
"""

from __future__ import annotations

from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 16
_PLAIN = frozenset([str, int, float, bool, bytes, type(None)])


class Value:
    """Base of frozen dataclasses whose digest is computed once."""

    __slots__ = ("_digest",)

    _digest: bytes


def digest(value: object) -> bytes:
    """Sixteen bytes that two values share exactly when their content is equal.

    Takes ``Value`` dataclasses, tuples, strings, bytes, numbers, booleans and None;
    raises TypeError for anything without a fixed order, such as a set or a dict.
    """
    if isinstance(value, Value):
        try:
            return value._digest
        except AttributeError:
            kind = type(value)
            held = [flat(part) for part in _shape(kind).read(value)]
            made = _hashed((kind.__name__, held))
            object.__setattr__(value, "_digest", made)
            return made
    return _hashed(flat(value))


def flat(value: object) -> object:
    """The value with every ``Value`` in it replaced by its digest: short, and quick to write."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, Value):
        try:
            return value._digest
        except AttributeError:
            return digest(value)
    if isinstance(value, tuple):
        return [flat(part) for part in value] if value else ()
    if isinstance(value, str | bytes | int | float):
        return value
    raise TypeError(f"a {kind.__name__} has no digest: {value!r}")


def stamp(value: Value, known: bytes) -> None:
    """Give a value the digest that an earlier run computed for it."""
    object.__setattr__(value, "_digest", known)


def parts(value: Value) -> tuple[tuple[str, bytes], ...]:
    """A checksum of each field by name: what ``build --explain`` compares.

    It explains and never decides, so four bytes do.
    """
    shape = _shape(type(value))
    return tuple(zip(shape.names, map(_checksum, shape.read(value)), strict=True))


def _checksum(value: object) -> bytes:
    if isinstance(value, Value):
        return digest(value)[:4]
    return crc32(repr(flat(value)).encode()).to_bytes(4)


def _hashed(plain: object) -> bytes:
    return blake2b(repr(plain).encode(), digest_size=SIZE).digest()


class _Shape:
    """The compared fields of a kind of value, and what reads them all at once."""

    __slots__ = ("names", "read")

    def __init__(self, kind: type[Any]) -> None:
        self.names = tuple(f.name for f in fields(kind) if f.compare)
        read = attrgetter(*self.names)
        self.read: Callable[[Value], tuple[object, ...]] = (
            read if len(self.names) > 1 else lambda value: (read(value),)
        )


_SHAPES: dict[type[Value], _Shape] = {}


def _shape(kind: type[Value]) -> _Shape:
    found = _SHAPES.get(kind)
    if found is None:
        found = _SHAPES[kind] = _Shape(kind)
    return found
