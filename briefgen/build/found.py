"""What rules found in records, remembered: a record that is as it was is not judged again.

What is found in a record alone follows from it and from ``checks.Context``; what is found among
records, from all that ``checks.outline`` is the digest of. So these digests are all it takes to
know whether what was found still holds.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen import versions
from briefgen.errors import Field
from briefgen.value import SIZE, digest, hashed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.checks import Found, Known
    from briefgen.resolve import Site
    from briefgen.state import State

ROOM = "found"
KEY = b"last"


class _Kept(NamedTuple):
    """What was found, as it is kept; digests are in hexadecimal."""

    alone: str
    """What is found in a record follows from this, and from the record."""
    among: str
    """What is found among records follows from this."""
    clean: str
    """The digests of the records in which nothing was found, one after the other."""
    within: dict[str, list[Any]]
    """What was found in each of the others, by its digest."""
    across: list[Any]
    """What was found among records."""


def found(site: Site, state: State) -> Known:
    """What rules find in a site; of what is as it was, what they found the last time."""
    from briefgen import checks

    rules, context = versions.own(), checks.Context.of(site.dossier)
    alone, among = hashed((rules, digest(context))), hashed((rules, checks.outline(site)))
    before = _read(state)
    known = _within(before, alone)
    records = {digest(record): record for record in checks.records(site.dossier)}
    new = {of: record for of, record in records.items() if of not in known}
    known |= zip(new, checks.within(context, new.values()), strict=True)
    within = {of: known[of] for of in records}
    same = before is not None and before.among == among.hex()
    across = tuple(map(_found, before.across)) if before and same else checks.across(site)
    made = checks.Known(within, across)
    if new or not same or len(within) != len(known):
        _write(state, alone, among, made)
    return made


def _within(before: _Kept | None, alone: bytes) -> dict[bytes, tuple[Found, ...]]:
    """What was found in each record the last time, if it was judged by the same."""
    if before is None or before.alone != alone.hex():
        return {}
    clean = bytes.fromhex(before.clean)
    known: dict[bytes, tuple[Found, ...]] = {
        clean[at : at + SIZE]: () for at in range(0, len(clean), SIZE)
    }
    known |= {bytes.fromhex(of): tuple(map(_found, held)) for of, held in before.within.items()}
    return known


def _read(state: State) -> _Kept | None:
    held = state.get(ROOM, KEY)
    return _Kept(*json.loads(held)) if held else None


def _write(state: State, alone: bytes, among: bytes, known: Known) -> None:
    row = _Kept(
        alone.hex(),
        among.hex(),
        b"".join(of for of, held in known.within.items() if not held).hex(),
        {of.hex(): [*_plain(held)] for of, held in known.within.items() if held},
        [*_plain(known.across or ())],
    )
    state.put_many(ROOM, {KEY: json.dumps(row).encode()})


def _plain(held: Iterable[Found]) -> Iterator[Any]:
    for code, (at, *rest) in held:
        yield code, (at.kind, at.id, at.path, at.word, at.nth), *rest


def _found(row: Any) -> Found:
    from briefgen.checks.rule import Finding

    code, (kind, id_, path, word, nth), *rest = row
    return code, Finding(Field(kind, id_, tuple(path), word, nth), *rest)
