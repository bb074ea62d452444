"""YAML with nothing odd in it to plain text, lists and mappings, and no places.

Nearly every file is such a file, and nobody asks where in it something stands. What is odd
here need not be wrong: ``tree`` reads it, and tells.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from briefgen.loader.text import control

if TYPE_CHECKING:
    from collections.abc import Callable

    Next = Callable[[], Any]

DEPTH = 50
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
CUT = re.compile(r"[ \t]#\w")
"""A comment, or a part of a text such as ``No. #3`` that lacks its quotes."""
ODD_KEYS = frozenset({"", "<<"})


class OddError(Exception):
    """The text has something that is not plain."""


def read(source: str) -> Any:
    """What ``tree`` makes of the text without a finding, None if it is empty; raises OddError."""
    if "\\" in source or control(source) or _cut(source):
        raise OddError
    try:
        after = CParser(source).get_event
        return _document(partial(_untagged, after) if "!" in source else after)
    except YAMLError:
        raise OddError from None


def _cut(source: str) -> bool:
    """Whether a text may end at a comment; most have none, and ``in`` says so in no time."""
    return (" #" in source or "\t#" in source) and CUT.search(source) is not None


def _untagged(after: Next) -> Any:
    """The next event, if it bears no tag; asked only of texts in which one may stand."""
    event = after()
    if getattr(event, "tag", None) is not None:
        raise OddError
    return event


# In the rest each look-up counts: it is done for a million scalars.


def _document(after: Next) -> Any:
    after()
    if type(after()) is not DocumentStartEvent:
        return None
    value = _inner(after(), after, 0)
    after()
    if type(after()) is not StreamEndEvent:
        raise OddError
    return value


def _inner(event: Any, after: Next, depth: int) -> Any:
    """A list or mapping, read to its end."""
    kind = type(event)
    if kind is not MappingStartEvent and kind is not SequenceStartEvent:
        raise OddError
    if depth >= DEPTH:
        raise OddError
    within = _mapping if kind is MappingStartEvent else _list
    return within(after, depth + 1)


def _mapping(after: Next, depth: int) -> dict[str, Any]:
    items: dict[str, Any] = {}
    while type(event := after()) is not MappingEndEvent:
        if type(event) is not ScalarEvent:
            raise OddError
        key = event.value
        if key in items or key in ODD_KEYS or not key.isascii():
            raise OddError
        if type(event := after()) is ScalarEvent:
            text = items[key] = event.value
            if text in NULLS and event.implicit[0]:
                raise OddError
        else:
            items[key] = _inner(event, after, depth)
    return items


def _list(after: Next, depth: int) -> list[Any]:
    items: list[Any] = []
    while type(event := after()) is not SequenceEndEvent:
        if type(event) is ScalarEvent:
            text = event.value
            if text in NULLS and event.implicit[0]:
                raise OddError
            items.append(text)
        else:
            items.append(_inner(event, after, depth))
    return items
