"""What every frozen value shares: a digest of its content.

The digest covers the fields that take part in equality and nothing else, so that a
place, a cache or an order of discovery never reaches it. It is kept with the value
once computed; a value read back from ``state`` brings its digest along.
"""

from __future__ import annotations

from dataclasses import fields
from hashlib import blake2b
from typing import Any

SIZE = 16


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
            made = _of(type(value).__name__, (getattr(value, n) for n in _names(type(value))))
            object.__setattr__(value, "_digest", made)
            return made
    if isinstance(value, tuple):
        return _of(type(value).__name__, value)
    if value is None or isinstance(value, str | bytes | int | float):
        return blake2b(_atom(value), digest_size=SIZE).digest()
    raise TypeError(f"a {type(value).__name__} has no digest: {value!r}")


def stamp(value: Value, known: bytes) -> None:
    """Give a value the digest that an earlier run computed for it."""
    object.__setattr__(value, "_digest", known)


def parts(value: Value) -> tuple[tuple[str, bytes], ...]:
    """The digest of each field by name: what ``build --explain`` compares."""
    return tuple((n, digest(getattr(value, n))) for n in _names(type(value)))


def _atom(value: object) -> bytes:
    return f"{type(value).__name__}:{value!r}".encode("utf-8", "surrogatepass")


def _of(name: str, values: Any) -> bytes:
    made = blake2b(name.encode(), digest_size=SIZE)
    for value in values:
        if isinstance(value, Value | tuple):
            made.update(b"v" + digest(value))
        elif value is None or isinstance(value, str | bytes | int | float):
            atom = _atom(value)
            made.update(b"%d:" % len(atom) + atom)
        else:
            raise TypeError(f"a {type(value).__name__} has no digest: {value!r}")
    return made.digest()


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    found = _NAMES.get(kind)
    if found is None:
        found = _NAMES[kind] = tuple(f.name for f in fields(kind) if f.compare)
    return found
