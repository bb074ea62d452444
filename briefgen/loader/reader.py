"""The YAML reader that tells every place, and all that is wrong: one reading of one text."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple, NoReturn

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

from briefgen.loader.grammar import ODD_BREAKS, explain, separated
from briefgen.loader.plain import CUT, DEPTH, NULLS, ODD_KEYS
from briefgen.loader.text import BIDI, START, Found, Text, control, forbidden, hidden, unpack
from briefgen.loader.tree import Tree

ALIASES = 100
NODES = 10_000
"""Values that aliases may stand for, all together."""
_COMMENT = re.compile(r"[ \t]+#\w")


_NODES = frozenset({ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent})


class _StopError(Exception):
    """Reading on would help nobody."""


class _Anchor(NamedTuple):
    value: Any
    marks: Any
    size: int


def read(text: Text, source: str) -> Tree:
    """The tree of a YAML text, and all that is wrong with it, each with its place."""
    return _Reader(text, source).read()


class _Reader:
    """One reading of one text, from event to event; a list or mapping reads what is in it."""

    def __init__(self, text: Text, source: str) -> None:
        self.text = text
        self.source = source
        self.next = CParser(source).get_event
        self.problems: list[Found] = []
        self.anchors: dict[str, _Anchor | None] = {}
        self.root: _Anchor | None = None
        self.last: Any = None
        self.documents = self.depth = self.aliases = self.nodes = self.expanded = 0
        self.shifted = any(char in source for char in ODD_BREAKS)
        self.escapes = "\\" in source
        self.cut = CUT.search(source) is not None
        self.bidi = control(source)
        if self.bidi:
            self.problems.append(hidden(self.bidi[0], text.place(self.bidi.start())))

    def read(self) -> Tree:
        whole = self.through()
        value, marks, _ = self.root or _Anchor(None, START, 0)
        return Tree(value, tuple(self.problems), lambda: marks, whole)

    def through(self) -> bool:
        """Whether nothing stopped the reading; what did is among the problems."""
        try:
            self.events()
        except _StopError:
            return False
        except MarkedYAMLError as error:
            self.problems.append(self.broken(error))
            return False
        except YAMLError as error:
            self.problems.append(Found("Y05", f"not YAML: {error}", START))
            return False
        return True

    def broken(self, error: MarkedYAMLError) -> Found:
        """What keeps the text from being YAML."""
        odd = separated(error, self.source) if self.shifted else None
        if odd is None:
            return explain(error, self.source.splitlines(), self.place, self.last)
        message = f"invisible line separator U+{ord(self.source[odd]):04X} ends the text here"
        return Found("Y05", message, self.text.place(odd), "take it out")

    def events(self) -> None:
        while (event := self.next()) is not None:
            kind = type(event)
            if kind is DocumentStartEvent:
                self.document(event)
            elif kind in _NODES:
                self.root = _Anchor(*self.node(event), 0)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.say("Y08", "a second document begins here", self.place(event.start_mark),
                     'take the "---" out: a file is one document')  # fmt: skip
            raise _StopError

    def place(self, mark: Any) -> int:
        """The packed place of one of the parser's marks."""
        if self.shifted:
            return self.text.place(mark.index)
        return int((mark.line + 1) << 20 | (mark.column + 1))

    def say(self, code: str, message: str, place: int, hint: str = "") -> None:
        self.problems.append(Found(code, message, place, hint))

    def node(self, event: Any, key: str | None = None, at: int = 0) -> tuple[Any, Any]:
        """The value that begins here and its marks; ``key`` and its place, if it has one."""
        kind = type(event)
        if kind is ScalarEvent:
            return self.scalar(event, key, at)
        if kind is AliasEvent:
            return self.alias(event)
        return self.collection(event)

    def scalar(self, event: Any, key: str | None, at: int) -> tuple[str | None, int]:
        value, place = self.words(event)
        if event.tag is not None:
            value = None
        elif value in NULLS and event.implicit[0]:
            value = None
            self.empty(key, place, at)
        elif self.cut and not event.style:
            self.shortened(event.end_mark.index)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(value, place, 1)
        return value, place

    def shortened(self, end: int) -> None:
        """A text without quotes that ends at what may have been meant for a part of it."""
        if rest := _COMMENT.match(self.source, end):
            self.problems.append(
                Found("Y18", "the rest of the line from # on is a comment",
                      self.text.place(rest.end() - 2), "put the text in quotes", "warning")
            )  # fmt: skip

    def words(self, event: Any) -> tuple[Any, int]:
        """The text of a key or value, and its place."""
        mark = event.start_mark
        # As in ``place``; a call for each of a million scalars is what takes the time.
        place = self.place(mark) if self.shifted else (mark.line + 1) << 20 | (mark.column + 1)
        self.last = event
        self.nodes += 1
        if event.tag is not None:
            self.tag(event, place)
        if self.escapes or self.bidi:
            return self.plain(event.value, place), place
        return event.value, place

    def empty(self, key: str | None, place: int, at: int) -> None:
        """A key or an item without a value; an empty document is the caller's matter."""
        if key is not None:
            self.say("Y17", f'"{key}" has no value', at, "write one, or take the line out")
        elif self.depth:
            self.say("Y17", "empty item", place, "write it, or take the line out")

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

    def collection(self, event: Any) -> tuple[Any, list[Any]]:
        """A list or mapping, read to its end."""
        place, anchor, before = self.place(event.start_mark), event.anchor, self.nodes
        self.sound(place)
        if event.tag is not None:
            self.tag(event, place)
        if anchor is not None:
            self.anchors[anchor] = None
        self.nodes += 1
        self.depth += 1
        items, inner = self.mapping() if type(event) is MappingStartEvent else self.list()
        self.depth -= 1
        marks = [place, inner]
        if anchor is not None:
            self.anchors[anchor] = _Anchor(items, marks, self.nodes - before)
        return items, marks

    def sound(self, place: int) -> None:
        """Go no deeper than anybody would."""
        if self.depth >= DEPTH:
            self.say("Y12", f"nesting deeper than {DEPTH} levels", place)
            raise _StopError

    def list(self) -> tuple[Any, Any]:
        items, marks = [], []
        while type(event := self.next()) is not SequenceEndEvent:
            value, inner = self.node(event)
            items.append(value)
            marks.append(inner)
        return items, marks

    def mapping(self) -> tuple[Any, Any]:
        items: dict[str, Any] = {}
        marks: dict[str, tuple[int, Any]] = {}
        composed: dict[str, int] = {}
        while type(event := self.next()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                self.refuse_key(event)
            key, place = self.words(event)
            if key in ODD_KEYS and event.implicit[0]:
                self.wrong_key(key, place)
            elif key in items or composed or not key.isascii():
                self.repeated(key, place, marks, composed)
            if event.anchor is not None:
                self.anchors[event.anchor] = _Anchor(key, place, 1)
            value, inner = self.node(self.next(), key, place)
            if key not in items:
                items[key] = value
                marks[key] = (place, inner)
        return items, marks

    def refuse_key(self, event: Any) -> NoReturn:
        """A list, mapping or alias where a field's name belongs."""
        place = self.place(event.start_mark)
        hint = "write the field's name out"
        if type(event) is not AliasEvent:
            self.sound(place)
            hint = "write a field's name before the colon"
        self.say("Y10", "a key must be text", place, hint)
        raise _StopError

    def wrong_key(self, key: str, place: int) -> None:
        if key:
            self.say("Y09", 'merge key "<<" is not allowed', place, "write the fields out")
        else:
            self.say("Y10", "a key must be text", place, "write a field's name before the colon")

    def repeated(
        self, key: str, place: int, marks: dict[str, tuple[int, Any]], composed: dict[str, int]
    ) -> None:
        """Report a key that was there before, also in another NFC form.

        ``composed`` holds the keys and their places in that form once it may matter.
        """
        if not composed:
            composed.update((_nfc(known), mark[0]) for known, mark in marks.items())
        first = composed.setdefault(_nfc(key), place)
        if first == place:
            return
        if key in marks:
            message = f'duplicate key "{key}" (first on line {unpack(first)[0]})'
        else:
            message = f'key "{key}" repeats line {unpack(first)[0]} after Unicode NFC normalisation'
        self.say("Y06", message, place, "keep one of the two")

    def alias(self, event: Any) -> tuple[Any, Any]:
        place, name = self.place(event.start_mark), event.anchor
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
        return value, marks


def _nfc(key: str) -> str:
    return unicodedata.normalize("NFC", key)


def _tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
