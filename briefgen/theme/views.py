"""Views: which value each template sees, and what a chain of names in it leads to."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from briefgen.pages.table import PAGES

if TYPE_CHECKING:
    from briefgen.value import Value


class Miss(NamedTuple):
    """A name that a value does not have."""

    name: str
    holder: type[Any]
    known: tuple[str, ...]
    """The names that the value has."""


def views() -> dict[str, type[Value]]:
    """Each template that a page asks for, and the view that it gets as ``page``."""
    return {name: view for kind in PAGES for name, view in kind.VIEWS.items()}


def names(holder: type[Any]) -> dict[str, Any]:
    """The fields and properties of a view or one of its parts, and their types."""
    if holder not in _NAMES:
        _NAMES[holder] = _names(holder)
    return _NAMES[holder]


_NAMES: dict[type[Any], dict[str, Any]] = {}


def _names(holder: type[Any]) -> dict[str, Any]:
    hints = _hints(holder)
    if is_dataclass(holder):
        found = {f.name: hints[f.name] for f in fields(holder)}
        made = {n: p for n, p in vars(holder).items() if isinstance(p, property)}
        return found | {n: _hints(p.fget).get("return", Any) for n, p in made.items()}
    return {name: hints[name] for name in getattr(holder, "_fields", ())}


def follow(holder: type[Any], chain: tuple[str, ...]) -> Miss | None:
    """The first name of ``page.a.b.c`` that is not there; None if all are, or may be."""
    at: Any = holder
    for name in chain:
        if not _structured(at):
            return None
        known = names(at)
        if name not in known and not (issubclass(at, tuple) and hasattr(at, name)):
            return Miss(name, at, tuple(known))
        at = _plain(known.get(name, Any))
    return None


def _structured(kind: Any) -> bool:
    return isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields"))


def _plain(hint: Any) -> Any:
    """``Words | None`` is looked into as ``Words``; what is of several kinds is not."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [part for part in get_args(hint) if part is not type(None)]
        return rest[0] if len(rest) == 1 else Any
    return hint


def _hints(of: Any) -> dict[str, Any]:
    """Type hints; a name that is imported for the type checker only stands for anything."""
    unknown: dict[str, Any] = {}
    while True:
        try:
            return get_type_hints(of, localns=unknown)
        except NameError as error:
            if error.name is None or error.name in unknown:
                raise
            unknown[error.name] = Any
