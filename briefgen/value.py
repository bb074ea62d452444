"""What every frozen value shares: a digest of its content.

The digest covers the fields that take part in equality and nothing else, so that a
place, a cache or an order of discovery never reaches it. It is kept with the value
once computed; a value read back from ``state`` brings its digest along.

A value may have a *tail*: long fields that nobody but its own page shows. The digest of all
other fields, its *head*, tells the pages that merely mention it whether it changed for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from hashlib import blake2b
from itertools import compress
from marshal import dumps
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from dataclasses import Field

T = TypeVar("T")

SIZE = 16
_WRITTEN = 2
"""The version of ``marshal`` that writes equal values alike; later ones tell what is shared."""
_EMPTY: tuple[object, ...] = ()
_PLAIN = frozenset([str, int, float, bool, bytes, type(None)])


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """Make a ``Value`` of a class: a dataclass that is frozen and has slots.

    What ``Value`` has already is not made again for each: that is a third of the time it takes,
    and a small build is mostly the making of classes.
    """
    return dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=kw_only)


class Value:
    """Base of frozen dataclasses whose digest is computed once."""

    __slots__ = ("_digest", "_head")

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    TAIL: ClassVar[frozenset[str]] = frozenset()
    """Fields that nobody but the value's own page shows."""
    SHARED: ClassVar[bool] = True
    """Whether its parts belong to other values too, so that their digests are worth keeping."""

    _digest: bytes
    _head: bytes

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        held = _shape(type(self)).all
        return held(self) == held(other)

    def __hash__(self) -> int:
        return hash(_shape(type(self)).all(self))

    def __repr__(self) -> str:
        held = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
        return f"{type(self).__qualname__}({held})"


def digest(value: object) -> bytes:
    """Sixteen bytes that two values share exactly when their content is equal.

    Takes ``Value`` dataclasses, tuples, strings, bytes, numbers, booleans and None;
    raises TypeError for anything without a fixed order, such as a set or a dict.
    """
    if not isinstance(value, Value):
        return hashed(flat(value))
    made: bytes | None = getattr(value, "_digest", None)
    if made is None:
        shape = _shape(type(value))
        made = head(value)
        if shape.tail:
            made = hashed((made, shape.plain(shape.tail(value))))
        object.__setattr__(value, "_digest", made)
    return made


def head(value: Value) -> bytes:
    """The digest of a value without its tail: of what pages that mention it may show."""
    made: bytes | None = getattr(value, "_head", None)
    if made is None:
        kind = type(value)
        shape = _shape(kind)
        made = hashed((kind.__name__, shape.plain(shape.head(value))))
        object.__setattr__(value, "_head", made)
    return made


def but(value: Value, name: str) -> bytes:
    """The digest of a value without one field of its tail."""
    shape = _shape(type(value))
    rest = [other for other in shape.names if other in type(value).TAIL - {name}]
    return hashed((head(value), shape.plain(tuple(getattr(value, other) for other in rest))))


def whole(value: Value) -> dict[str, Any]:
    """The value written out: ``{kind: [part, …]}``, its parts in the order of ``written``.

    Parts are texts, bytes, numbers, None, lists for tuples, and values written out likewise.
    The digest is taken on the way where it is one of the same.
    """
    shape = _shape(type(value))
    first = _wholes(shape.head(value))
    rest = _wholes(shape.tail(value)) if shape.tail else []
    if not value.SHARED:
        known = hashed((type(value).__name__, first))
        stamp(value, hashed((known, rest)) if shape.tail else known, known)
    return {type(value).__name__: first + rest}


def written(kind: type[Value]) -> tuple[str, ...]:
    """The names of the parts of a kind of value: those of its head, then those of its tail."""
    return _shape(kind).names


def hashed(plain: Any) -> bytes:
    """The digest of what holds no ``Value``: texts, bytes, numbers, None, and lists of them."""
    return blake2b(dumps(plain, _WRITTEN), digest_size=SIZE).digest()


def flat(value: object) -> Any:
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
        return _flats(value) if value else ()
    exact: Any
    for exact in (str, bytes, int, float):
        if isinstance(value, exact):
            return exact.__new__(exact, value)
    raise TypeError(f"a {kind.__name__} has no digest: {value!r}")


def _flats(values: tuple[object, ...]) -> list[Any]:
    return [part if type(part) in _PLAIN or part is _EMPTY else flat(part) for part in values]


def _wholes(values: tuple[object, ...]) -> list[Any]:
    """Parts that stand in one place only, with every ``Value`` in them written out."""
    # A call only for what has parts of its own: it is the calls that take the time.
    made: list[Any] = []
    for part in values:
        kind = type(part)
        if kind in _PLAIN or part is _EMPTY:
            made.append(part)
        elif isinstance(part, tuple):
            made.append(_wholes(part) if part else ())
        elif isinstance(part, Value):
            shape = _SHAPES.get(type(part)) or _shape(type(part))
            made.append({kind.__name__: _wholes(shape.all(part))})
        else:
            made.append(flat(part))
    return made


def stamp(value: Value, known: bytes, first: bytes) -> None:
    """Give a value the digest, and that of its head, that an earlier run computed for it."""
    object.__setattr__(value, "_digest", known)
    object.__setattr__(value, "_head", first)


def parts(value: Value) -> tuple[tuple[str, bytes], ...]:
    """A checksum of each field by name: what ``build --explain`` compares. Empty ones are left out.

    It explains and never decides, so four bytes do.
    """
    shape = _shape(type(value))
    held = shape.all(value)
    names = compress(shape.names, held)
    plains = shape.plain(tuple(filter(None, held)))
    # ``checksum`` written out: there are a dozen for each of thousands of pages.
    sums = [crc32(dumps(plain, _WRITTEN)).to_bytes(4) for plain in plains]
    return tuple(zip(names, sums, strict=True))


def checksum(plain: Any) -> bytes:
    """Four bytes that tell, most likely, whether what ``hashed`` takes has changed."""
    return crc32(dumps(plain, _WRITTEN)).to_bytes(4)


class _Shape:
    """The compared fields of a kind of value, and what reads many of them at once."""

    __slots__ = ("all", "head", "names", "plain", "tail")

    def __init__(self, kind: type[Value]) -> None:
        made: type[Any] = kind
        names = [f.name for f in fields(made) if f.compare]
        tail = [name for name in names if name in kind.TAIL]
        first = [name for name in names if name not in kind.TAIL]
        self.names = (*first, *tail)
        self.all = _reader(self.names)
        self.plain: Callable[[tuple[object, ...]], Any] = _flats if kind.SHARED else _wholes
        self.head = _reader(first)
        self.tail = _reader(tail) if tail else None


def _reader(names: Sequence[str]) -> Callable[[Value], tuple[object, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    only = attrgetter(*names)
    return lambda value: (only(value),)


_SHAPES: dict[type[Value], _Shape] = {}


def _shape(kind: type[Value]) -> _Shape:
    found = _SHAPES.get(kind)
    if found is None:
        found = _SHAPES[kind] = _Shape(kind)
    return found
