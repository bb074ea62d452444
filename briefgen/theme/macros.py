"""Macros that remember: the same chip, party or line stands on many pages, and is made once.

What such a macro made of a part once holds for as long as the part does not change, and parts
of views never change. Which macros may remember is told by ``steady``.
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
SHORT = {1: "one", 2: "two"}
"""By the number of its arguments, the short way to call a macro; ``many`` for any other."""


markup = partial(str.__new__, Markup)
"""Marks a text as HTML: ``Markup`` itself takes thrice as long to ask what it gets."""


class _Fixed(dict[type, bool]):
    """For each kind of argument, whether it is one that no template can change."""

    def __missing__(self, kind: type) -> bool:
        found = self[kind] = issubclass(kind, (Value, Words, Link, str, int, type(None)))
        return found


FIXED = _Fixed()


def _fixed(part: Any) -> bool:
    """Whether no template can change this, nor what is in it if it is a tuple."""
    kind = type(part)
    return FIXED[kind] or (kind is tuple and all(map(_fixed, part)))


class _Texts(dict[int, str]):
    """What a macro made of each first part, the other parts being the same.

    Parts are told apart by identity, and kept so that no other can take their place.
    """

    __slots__ = ("others", "parts")

    def __init__(self, others: tuple[Any, ...]) -> None:
        self.others = others
        self.parts: list[Any] = []

    def forget(self) -> None:
        """Begin again."""
        self.clear()
        self.parts.clear()


class Kept(Macro):
    """A macro with short ways to the text that it makes of arguments without names.

    The text is not marked as HTML: it is for what shows it, or for ``given``.
    """

    def __init__(self, environment: Environment, func: Callable[..., str], *shape: Any) -> None:
        super().__init__(environment, func, *shape)
        self._made: dict[Any, _Texts] = {}
        self.one, self.two = self._short()

    def _short(self) -> tuple[Callable[[Any], str], Callable[[Any, Any], str]]:
        made, alone, opened, fresh = self._made, _Texts(()), self._opened, self._fresh

        def one(first: Any) -> str:
            text = alone.get(id(first))
            return fresh(alone, first) if text is None else text

        def two(first: Any, second: Any) -> str:
            texts = made.get(id(second))
            if texts is None:
                texts = opened(id(second), (second,))
            text = texts.get(id(first))
            return fresh(texts, first, second) if text is None else text

        return one, two

    def many(self, first: Any, *others: Any) -> str:
        """The text that it makes of any number of arguments."""
        key = tuple(map(id, others))
        texts = self._made.get(key)
        if texts is None:
            texts = self._opened(key, others)
        text = texts.get(id(first))
        return self._fresh(texts, first, *others) if text is None else text

    def given(self, *parts: Any) -> str:
        """The same text, marked as HTML, for what may hand it on."""
        text = self.many(*parts)
        return markup(text) if self._default_autoescape else text

    def _opened(self, key: Any, others: tuple[Any, ...]) -> _Texts:
        """Where to keep what is made with these parts; to be forgotten if they may change."""
        texts = _Texts(others)
        if _fixed(others):
            if len(self._made) > FEW:
                self._made.clear()
            self._made[key] = texts
        return texts

    def _fresh(self, texts: _Texts, first: Any, *others: Any) -> str:
        if len(others) + 1 == self._argument_count:
            text = self._func(first, *others)
        else:
            text = self._filled(first, *others)
        if FIXED[type(first)] or _fixed(first):
            if len(texts) >= KEPT:
                texts.forget()
            texts[id(first)] = text
            texts.parts.append(first)
        return text

    def _filled(self, *parts: Any) -> str:
        """The text that it makes of fewer arguments than it takes."""
        lacking = self._argument_count - len(parts)
        if lacking < 0:
            self(*parts)  # which says how many it takes
        return self._func(*parts, *[missing] * lacking)
