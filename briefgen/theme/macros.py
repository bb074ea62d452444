"""Macros that remember: the same chip, party or line stands on many pages, and is made once.

A macro that is imported without context sees nothing but its arguments, so what it made of a
part once holds for as long as the part does not change, and parts of views never change.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup

from briefgen.model.fields import Words
from briefgen.plan import Link
from briefgen.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

KEPT = 20_000
"""So many results of one macro are kept at once of those that differ in the first part only."""
FEW = 1_000
"""So many kinds of results that differ in other parts are kept at once."""


markup = partial(str.__new__, Markup)
"""Marks a text as HTML: ``Markup`` itself takes thrice as long to ask what it gets."""


class _Fixed(dict[type, bool]):
    """For each kind of argument, whether it is one that no template can change."""

    def __missing__(self, kind: type) -> bool:
        found = self[kind] = issubclass(kind, (Value, Words, Link, str, int, type(None)))
        return found


FIXED = _Fixed()


def _fixed(parts: tuple[Any, ...]) -> bool:
    """Whether no template can change any of these, nor what is in their tuples."""
    for part in parts:
        kind = type(part)
        if not (FIXED[kind] or (kind is tuple and _fixed(part))):
            return False
    return True


class Kept(Macro):
    """A macro with ``given``: the short way to what it makes of arguments without names."""

    def __init__(self, environment: Environment, func: Callable[..., str], *shape: Any) -> None:
        super().__init__(environment, func, *shape)
        self.given = self._remembering()

    def _remembering(self) -> Callable[..., Any]:
        # By what the first part is made with, and then by that part: of the former there are few.
        made: dict[Any, dict[int, tuple[Any, ...]]] = {}

        def given(first: Any = missing, second: Any = missing, *more: Any) -> Any:
            # Parts are told apart by identity, and kept so that no other can take their place.
            held = made.get((id(second), *map(id, more)) if more else id(second))
            found = held.get(id(first)) if held is not None else None
            if found is not None:
                return found[0]
            parts = tuple(part for part in (first, second, *more) if part is not missing)
            text = self._fresh(parts)
            if _fixed(parts):
                if len(made) > FEW:
                    made.clear()
                if held is None or len(held) >= KEPT:
                    held = {}
                made[(id(second), *map(id, more)) if more else id(second)] = held
                held[id(first)] = text, first, second, *more
            return text

        return given

    def _fresh(self, parts: tuple[Any, ...]) -> Any:
        lacking = self._argument_count - len(parts)
        if lacking < 0:
            return self(*parts)  # which says how many it takes
        text = self._func(*parts, *[missing] * lacking)
        return markup(text) if self._default_autoescape else text


def macro(environment: Environment, func: Callable[..., str], *shape: Any) -> Macro:
    """What a template defines: one that remembers, unless it takes whatever it is given."""
    _, _, kwargs, varargs, caller, _ = shape
    kind = Macro if kwargs or varargs or caller else Kept
    return kind(environment, func, *shape)
