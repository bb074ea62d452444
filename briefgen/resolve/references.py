"""References: which fields name other records, read off the types once for each class."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from itertools import chain
from operator import attrgetter
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    NamedTuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from briefgen.errors import Diagnostic, Field, did_you_mean
from briefgen.model import KINDS, target
from briefgen.model.marks import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.audience import Visible

Path = tuple[str | int, ...]


class Reference(NamedTuple):
    """One record's mention of another."""

    path: Path
    """From the record to the value."""
    kinds: tuple[str, ...]
    """The kinds of record it may name."""
    id: str
    """The id it names."""


class _Slot(NamedTuple):
    name: str
    many: bool
    kinds: tuple[str, ...]
    inner: type[Any] | None


def references(value: Any, path: Path = ()) -> Iterator[Reference]:
    """Every reference that a record holds, in the order of its fields."""
    for slot in slots(value.__class__):
        held = getattr(value, slot.name)
        if held is None or held == ():
            continue
        if slot.many:
            for n, item in enumerate(held):
                yield from _one(slot, item, (*path, slot.name, n))
        else:
            yield from _one(slot, held, (*path, slot.name))


def _one(slot: _Slot, item: Any, path: Path) -> Iterator[Reference]:
    if slot.kinds:
        yield Reference(path, slot.kinds, item)
    else:
        yield from references(item, path)


_SLOTS: dict[type[Any], tuple[_Slot, ...]] = {}


def slots(kind: type[Any]) -> tuple[_Slot, ...]:
    """The fields of a class that hold references, or values that do."""
    found = _SLOTS.get(kind)
    if found is None:
        hints = get_type_hints(kind, include_extras=True)
        every = (_slot(f.name, hints[f.name]) for f in fields(kind))
        found = tuple(s for s in every if s.kinds or (s.inner and slots(s.inner)))
        _SLOTS[kind] = found
    return found


def _slot(name: str, hint: Any, *, many: bool = False) -> _Slot:
    origin = get_origin(hint)
    if origin is Annotated:
        base, *marks = get_args(hint)
        for mark in marks:
            if isinstance(mark, Ref):
                return _Slot(name, many, mark.kinds, None)
        return _slot(name, base, many=many)
    if origin is tuple:
        return _slot(name, get_args(hint)[0], many=True)
    if origin in (Union, types.UnionType):
        inner = next(a for a in get_args(hint) if a is not type(None))
        return _slot(name, inner, many=many)
    return _Slot(name, many, (), hint if isinstance(hint, type) and is_dataclass(hint) else None)


def known(visible: Visible) -> dict[str, frozenset[str]]:
    """The ids on file, by kind."""
    return {
        kind.name: frozenset(r.id for r in getattr(visible.dossier, kind.plural)) for kind in KINDS
    }


def unresolved(visible: Visible, ids: Mapping[str, frozenset[str]]) -> Iterator[Diagnostic]:
    """A finding for every reference that leads nowhere, or to what must not be seen."""
    dossier = visible.dossier
    held = [("dossier", (dossier.config,)), *((k.name, getattr(dossier, k.plural)) for k in KINDS)]
    for kind, holders in held:
        if _settled(holders, ids):
            continue
        for holder in holders:
            for ref in references(holder):
                if not any(ref.id in ids[k] for k in ref.kinds):
                    place = Field(kind, getattr(holder, "id", kind), ref.path)
                    yield missing(place, ref.kinds, ref.id, visible, ids)
    yield from _in_prose(visible, ids)


def _settled(values: Sequence[Any], ids: Mapping[str, frozenset[str]]) -> bool:
    """Whether every reference of values of one class surely leads somewhere.

    Nearly always it does; so it is asked of all of them at once, field by field.
    """
    for slot in slots(values[0].__class__) if values else ():
        held = filter(None, map(attrgetter(slot.name), values))
        items = chain.from_iterable(held) if slot.many else held
        if slot.kinds:
            if not ids[slot.kinds[0]].issuperset(items):
                return False  # perhaps: of several kinds only the first is asked
        elif not _settled([*items], ids):
            return False
    return True


def _in_prose(visible: Visible, ids: Mapping[str, frozenset[str]]) -> Iterator[Diagnostic]:
    naming = {text: made for text, made in visible.dossier.prose.items() if made.mentions}
    for kind in KINDS if naming else ():
        for record in getattr(visible.dossier, kind.plural):
            made = naming.get(getattr(record, "body", ""))
            for n, mention in enumerate(made.mentions if made else ()):
                kinds, id_ = target(mention.target)
                if not any(id_ in ids.get(k, ()) for k in kinds):
                    place = Field(kind.name, record.id, ("body", "mentions", n))
                    yield missing(place, kinds, id_, visible, ids)


def missing(
    place: Field,
    kinds: tuple[str, ...],
    id_: str,
    visible: Visible,
    ids: Mapping[str, frozenset[str]],
) -> Diagnostic:
    """What to say of a reference that does not lead to a record this audience sees."""
    kind = kinds[0]
    if any((k, id_) in visible.hidden for k in kinds):
        return Diagnostic(
            "T01",
            f'the {kind} "{id_}" may not be seen by this audience, but is named here',
            place,
            "take it out, give both records one label, or say in when_hidden what may stand here",
        )
    if kind not in ids:
        return Diagnostic(
            "S02", f'"{kind}" is not a kind of record', place, did_you_mean(kind, ids)
        )
    near = did_you_mean(id_, sorted(i for k in kinds for i in ids[k]))
    return Diagnostic(
        "S02",
        f'the {kind} "{id_}" does not exist',
        place,
        near or f"add it to content/{_folder(kind)}",
    )


def _folder(kind: str) -> str:
    return next(k.plural for k in KINDS if k.name == kind)
