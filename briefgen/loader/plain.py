"""YAML with nothing odd in it to plain text, lists and mappings, and no places.

Nearly every file is such a file, and nobody asks where in it something stands. What is odd
here need not be wrong: ``tree`` reads it, and tells.
"""

from __future__ import annotations

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
ODD_KEYS = frozenset({"", "<<"})


class OddError(Exception):
    """The text has something that is not plain."""


def read(source: str) -> Any:
    """What ``tree`` makes of the text without a finding, None if it is empty; raises OddError."""
    if "\\" in source or control(source):
        raise OddError
    try:
        return _document(CParser(source).get_event, tagged="!" in source)
    except YAMLError:
        raise OddError from None


# In the rest each look-up counts: it is done for a million scalars. ``tagged`` says whether
# there may be tags at all.


def _document(after: Next, *, tagged: bool) -> Any:
    after()
    if type(after()) is not DocumentStartEvent:
        return None
    value = _inner(after(), after, 0, tagged)
    after()
    if type(after()) is not StreamEndEvent:
        raise OddError
    return value


def _inner(event: Any, after: Next, depth: int, tagged: bool) -> Any:  # noqa: FBT001 - as above
    """A list or mapping, read to its end."""
    kind = type(event)
    if kind is not MappingStartEvent and kind is not SequenceStartEvent:
        raise OddError
    if depth >= DEPTH or (tagged and event.tag is not None):
        raise OddError
    within = _mapping if kind is MappingStartEvent else _list
    return within(after, depth + 1, tagged)


def _mapping(after: Next, depth: int, tagged: bool) -> dict[str, Any]:  # noqa: FBT001
    items: dict[str, Any] = {}
    while type(event := after()) is not MappingEndEvent:
        if type(event) is not ScalarEvent or (tagged and event.tag is not None):
            raise OddError
        key = event.value
        if key in items or key in ODD_KEYS or not key.isascii():
            raise OddError
        if type(event := after()) is ScalarEvent:
            text = items[key] = event.value
            if (text in NULLS and event.implicit[0]) or (tagged and event.tag is not None):
                raise OddError
        else:
            items[key] = _inner(event, after, depth, tagged)
    return items


def _list(after: Next, depth: int, tagged: bool) -> list[Any]:  # noqa: FBT001
    items: list[Any] = []
    while type(event := after()) is not SequenceEndEvent:
        if type(event) is ScalarEvent:
            text = event.value
            if (text in NULLS and event.implicit[0]) or (tagged and event.tag is not None):
                raise OddError
            items.append(text)
        else:
            items.append(_inner(event, after, depth, tagged))
    return items
