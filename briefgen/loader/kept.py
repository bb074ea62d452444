"""What is kept of a file of records for the next run, and values that were checked, made again.

A row is data and no code: what is known of each record and what was said of the file; then the
records. These are written out after they were checked, so that none of
their fields is looked at again, and what would check them is not needed.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.dates import parse
from briefgen.loader.text import Found
from briefgen.model import (
    actor,
    agreement,
    claim,
    commentary,
    dossier,
    event,
    fields,
    judgement,
    place,
    shared,
    source,
    term,
    theme,
)
from briefgen.value import Value, digest, hashed, head, stamp, whole, written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from briefgen.model import Record

MODULES = (
    actor, agreement, claim, commentary, dossier, event, fields, judgement, place, shared, source,
    term, theme,
)  # fmt: skip
"""Those of the model, whose values can be kept."""
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_BODY = "body"


class Member(NamedTuple):
    """What is known of a record before it is made."""

    number: int
    """Its number in the file."""
    whole: bytes
    head: bytes
    """Its digests."""
    rest: bytes
    """The digest of all that was written but the body; empty where there was none."""
    value: bytes
    """The record, to be made by ``again``."""
    prose: bytes
    """What was made of its body; empty if it says nothing."""


class Kept(NamedTuple):
    """What is kept of a file."""

    members: tuple[Member, ...]
    """Its records, or those of them that are wanted, in order."""
    found: tuple[Found, ...]


class Entry(NamedTuple):
    """A record that is to be kept."""

    raw: Mapping[str, Any]
    """As it was written, a plain tree."""
    record: Record
    prose: bytes
    """What was made of its body."""


def row(entries: Iterable[Entry], found: Sequence[Found]) -> bytes:
    """A row for a file: of its records, and of what was said of it."""
    told, parts = [], list[bytes]()
    for raw, record, prose in entries:
        value = packed(record)
        digests = digest(record).hex(), head(record).hex(), rest(raw).hex()
        told.append((*digests, record.id, len(value), len(prose)))
        parts += value, prose
    return dumps([told, found]) + b"\n" + b"".join(parts)


def kept(row: bytes, wanted: Collection[str] | None = None) -> Kept:
    """What a row says, of all records or those with these ids."""
    known, _, values = row.partition(b"\n")
    told, said = json.loads(known)
    members, start = [], 0
    for number, (all_, first, other, id_, size, more) in enumerate(told):
        middle, end = start + size, start + size + more
        if wanted is None or id_ in wanted:
            digests = bytes.fromhex(all_), bytes.fromhex(first), bytes.fromhex(other)
            members.append(Member(number, *digests, values[start:middle], values[middle:end]))
        start = end
    return Kept(tuple(members), tuple(Found(*one) for one in said))


def again(member: Member) -> Any:
    """The record, with the digests that it had."""
    record = unpacked(member.value)
    stamp(record, member.whole, member.head)
    return record


def rest(raw: Mapping[str, Any]) -> bytes:
    """The digest of what is written of a record without its body; empty if it has none."""
    if not isinstance(raw.get(_BODY), str):
        return b""
    return hashed([(name, held) for name, held in raw.items() if name != _BODY])


def dumps(plain: Any) -> bytes:
    """JSON of texts, numbers, lists and mappings.

    Where pydantic has checked something in this run, its writer is at hand, which takes a quarter
    of the time; to import it for a row or two would take longer than to do without.
    """
    core = sys.modules.get("pydantic_core")
    return core.to_json(plain) if core else _json.encode(plain).encode()


def packed(value: Value) -> bytes:
    """A row for a single value of the model."""
    return dumps(whole(value))


def unpacked(row: bytes) -> Any:
    """The value of such a row."""
    return _values.decode(row.decode())


def _value(given: dict[str, list[Any]]) -> Any:
    ((name, parts),) = given.items()
    return _makers()[name](*[_tuple(part) if type(part) is list else part for part in parts])


def _tuple(parts: list[Any]) -> tuple[Any, ...]:
    return tuple([_tuple(part) if type(part) is list else part for part in parts])


_values = json.JSONDecoder(object_hook=_value)


@cache
def _makers() -> dict[str, Callable[..., Any]]:
    """By the name of each kind of value: what makes one of its parts."""
    held = (one for module in MODULES for one in vars(module).values())
    values = (one for one in held if isinstance(one, type) and issubclass(one, Value))
    kinds = (one for one in values if hasattr(one, "__dataclass_fields__"))
    return {"Edtf": parse, **{kind.__name__: _maker(kind) for kind in kinds}}


def _maker(kind: type[Any]) -> Callable[..., Any]:
    names = written(kind)
    if names == tuple(field.name for field in dataclasses.fields(kind) if not field.kw_only):
        return kind
    return lambda *parts: kind(**dict(zip(names, parts, strict=True)))
