"""YAML to plain text, lists and mappings, with the place of every key and value.

PyYAML's C parser gives events, and only those that a dossier needs are taken: no tags, no
merge keys, one document, keys that are text, no key twice. Scalars stay text until a
field's type converts them. The marks mirror the tree::

    text      place
    list      [place, [marks of each item]]
    mapping   [place, {key: [place of the key, marks of the value]}]
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefgen.loader import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.loader.text import Found, Text


@dataclass(frozen=True)
class Tree:
    """What a YAML text holds: None when it holds nothing."""

    value: Any
    problems: tuple[Found, ...]
    find: Callable[[], Any]
    """Finds the marks."""
    whole: bool = True
    """Whether the text was read to its end."""

    @cached_property
    def marks(self) -> Any:
        """The places of keys and values."""
        return self.find()


def read(text: Text, source: str | None = None) -> Tree:
    """The tree of a YAML text, and all that is wrong with it.

    ``source`` is the part of the text to read, padded so that its places are true.
    """
    source = text.value if source is None else source
    try:
        value = plain.read(source)
    except plain.OddError:
        return _told(text, source)
    # For few files a place is ever asked for, and these are read again.
    return Tree(value, (), lambda: _told(text, source).marks)


def _told(text: Text, source: str) -> Tree:
    from briefgen.loader import reader  # which few texts need

    return reader.read(text, source)
