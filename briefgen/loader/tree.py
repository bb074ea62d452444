"""YAML to plain text, lists and mappings, with the place of every key and value.

PyYAML's C parser gives events, and only those that a dossier needs are taken: no tags, no
merge keys, one document, keys that are text, no key twice. Scalars stay text until a
field's type converts them. The marks mirror the tree, in a form that JSON keeps::

    text      place
    list      [place, [marks of each item]]
    mapping   [place, {key: [place of the key, marks of the value]}]
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from yaml import MarkedYAMLError, YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from briefgen.loader.grammar import explain
from briefgen.loader.text import BIDI, START, Found, Text, forbidden, hidden, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

ALIASES = 100
NODES = 10_000
"""Values that aliases may stand for, all together."""
DEPTH = 50
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
ODD_BREAKS = "\u2028", "\u2029"
"""YAML counts these as ends of a line; editors do not."""


class Tree(NamedTuple):
    """What a YAML text holds: None when it holds nothing."""

    value: Any
    marks: Any
    problems: tuple[Found, ...]
    whole: bool = True
    """Whether the text was read to its end."""


class _StopError(Exception):
    """Reading on would help nobody."""


class _Anchor(NamedTuple):
    value: Any
    marks: Any
    size: int


class _Open:
    """A list or mapping that is being read."""

    __slots__ = ("anchor", "items", "key", "key_place", "keys", "marks", "nodes", "place")

    def __init__(self, items: Any, place: int, anchor: str | None, nodes: int) -> None:
        self.items = items
        self.marks: Any = [] if isinstance(items, list) else {}
        self.place = place
        self.anchor = anchor
        self.nodes = nodes
        self.key: str | None = None
        self.key_place = 0
        self.keys: dict[str, int] = {}


def read(text: Text, source: str | None = None) -> Tree:
    """The tree of a YAML text, and all that is wrong with it.

    ``source`` is the part of the text to read, padded so that its places are true.
    """
    return _Reader(text, text.value if source is None else source).read()


class _Reader:
    def __init__(self, text: Text, source: str) -> None:
        self.text = text
        self.source = source
        self.problems: list[Found] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Anchor | None] = {}
        self.root: _Anchor | None = None
        self.last: Any = None
        self.documents = self.aliases = self.nodes = self.expanded = 0
        self.shifted = any(char in source for char in ODD_BREAKS)
        self.escapes = "\\" in source
        self.bidi = None if source.isascii() else BIDI.search(source)
        if self.bidi:
            self.problems.append(hidden(self.bidi[0], text.place(self.bidi.start())))

    def read(self) -> Tree:
        whole = self.through()
        value, marks, _ = self.root or _Anchor(None, START, 0)
        return Tree(value, marks, tuple(self.problems), whole)

    def through(self) -> bool:
        """Whether nothing stopped the reading; what did is among the problems."""
        try:
            self.events()
        except _StopError:
            return False
        except MarkedYAMLError as error:
            self.problems.append(explain(error, self.source.splitlines(), self.place, self.last))
            return False
        except YAMLError as error:
            self.problems.append(Found("Y05", f"not YAML: {error}", START))
            return False
        return True

    def events(self) -> None:
        parser = CParser(self.source)
        take: dict[type, Callable[[Any], None]] = {
            ScalarEvent: self.scalar,
            MappingStartEvent: self.open_mapping,
            SequenceStartEvent: self.open_list,
            MappingEndEvent: self.close,
            SequenceEndEvent: self.close,
            AliasEvent: self.alias,
            DocumentStartEvent: self.document,
        }
        get = take.get
        while (event := parser.get_event()) is not None:
            handle = get(type(event))
            if handle is not None:
                handle(event)

    def place(self, mark: Any) -> int:
        """The packed place of one of the parser's marks."""
        if self.shifted:
            return self.text.place(mark.index)
        return int((mark.line + 1) << 20 | (mark.column + 1))

    def say(self, code: str, message: str, place: int, hint: str = "") -> None:
        self.problems.append(Found(code, message, place, hint))

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.say("Y08", "a second document begins here", self.place(event.start_mark),
                     'take the "---" out: a file is one document')  # fmt: skip
            raise _StopError

    def scalar(self, event: Any) -> None:
        mark = event.start_mark
        place = self.place(mark) if self.shifted else (mark.line + 1) << 20 | (mark.column + 1)
        value = event.value
        self.last = event
        if event.tag is not None:
            self.tag(event, place)
        if self.escapes or self.bidi:
            value = self.plain(value, place)
        self.nodes += 1
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is None and type(frame.items) is dict:
            self.start_pair(frame, event, value, place)
            return
        if event.tag is not None:
            value = None
        elif value in NULLS and event.implicit[0]:
            value = None
            self.empty(frame, place)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(value, place, 1)
        self.add(value, place)

    def start_pair(self, frame: _Open, event: Any, key: str, place: int) -> None:
        """Take a key; one that was there before is a problem, also in another NFC form."""
        if event.implicit[0] and key in ("", "<<"):
            self.wrong_key(key, place)
        elif key in frame.items or not key.isascii():
            self.repeated(frame, key, place)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(key, place, 1)
        frame.key = key
        frame.key_place = place

    def wrong_key(self, key: str, place: int) -> None:
        if key:
            self.say("Y09", 'merge key "<<" is not allowed', place, "write the fields out")
        else:
            self.say("Y10", "a key must be text", place, "write a field's name before the colon")

    def repeated(self, frame: _Open, key: str, place: int) -> None:
        if not frame.keys:
            frame.keys = {_nfc(k): v[0] for k, v in frame.marks.items()}
        first = frame.keys.setdefault(_nfc(key), place)
        if first == place:
            return
        if key in frame.items:
            message = f'duplicate key "{key}" (first on line {unpack(first)[0]})'
        else:
            message = f'key "{key}" repeats line {unpack(first)[0]} after Unicode NFC normalisation'
        self.say("Y06", message, place, "keep one of the two")

    def empty(self, frame: _Open | None, place: int) -> None:
        """A key or an item without a value; an empty document is the caller's matter."""
        if frame is None:
            return
        if frame.key is None:
            self.say("Y17", "empty item", place, "write it, or take the line out")
        else:
            self.say("Y17", f'"{frame.key}" has no value', frame.key_place,
                     "write one, or take the line out")  # fmt: skip

    def plain(self, value: str, place: int) -> str:
        """The text without bidi controls; escapes may also have made what is forbidden."""
        if self.escapes and (bad := forbidden(value, place)):
            self.problems.append(bad)
        if found := BIDI.search(value):
            if not self.bidi:
                self.problems.append(hidden(found[0], place))
            return BIDI.sub("", value)
        return value

    def tag(self, event: Any, place: int) -> None:
        self.say("Y07", f"tag {_tag(event.tag)} is not allowed", place,
                 "take it out: a field's type says what its text means")  # fmt: skip

    def open_mapping(self, event: Any) -> None:
        self.open({}, event)

    def open_list(self, event: Any) -> None:
        self.open([], event)

    def open(self, items: Any, event: Any) -> None:
        place = self.place(event.start_mark)
        if len(self.stack) >= DEPTH:
            self.say("Y12", f"nesting deeper than {DEPTH} levels", place)
            raise _StopError
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is None and type(frame.items) is dict:
            self.say("Y10", "a key must be text", place, "write a field's name before the colon")
            raise _StopError
        if event.tag is not None:
            self.tag(event, place)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(items, place, event.anchor, self.nodes))
        self.nodes += 1

    def close(self, _event: Any) -> None:
        frame = self.stack.pop()
        marks = [frame.place, frame.marks]
        if frame.anchor is not None:
            size = self.nodes - frame.nodes
            self.anchors[frame.anchor] = _Anchor(frame.items, marks, size)
        self.add(frame.items, marks)

    def alias(self, event: Any) -> None:
        place, name = self.place(event.start_mark), event.anchor
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is None and type(frame.items) is dict:
            self.say("Y10", "a key must be text", place, "write the field's name out")
            raise _StopError
        self.aliases += 1
        if name not in self.anchors:
            self.say("Y11", f'alias "*{name}" was never defined', place,
                     "put the text in quotes if the * belongs to it")  # fmt: skip
        found = self.anchors.get(name)
        if name in self.anchors and found is None:
            self.say("Y11", f'alias "*{name}" refers to itself', place, "write the value out")
        value, marks, size = found or _Anchor(None, place, 1)
        self.expanded += size
        self.nodes += size
        if self.aliases > ALIASES or self.expanded > NODES:
            self.say("Y11", f"too many aliases (limits: {ALIASES}, standing for {NODES:,} values)",
                     place, "write the values out")  # fmt: skip
            raise _StopError
        self.add(value, marks)

    def add(self, value: Any, marks: Any) -> None:
        """Put a finished value where it belongs."""
        if not self.stack:
            self.root = _Anchor(value, marks, 0)
            return
        frame = self.stack[-1]
        if type(frame.items) is list:
            frame.items.append(value)
            frame.marks.append(marks)
        else:
            if frame.key not in frame.items:
                frame.items[frame.key] = value
                frame.marks[frame.key] = (frame.key_place, marks)
            frame.key = None


def _nfc(key: str) -> str:
    return unicodedata.normalize("NFC", key)


def _tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
