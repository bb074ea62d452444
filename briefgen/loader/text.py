"""Bytes to text: UTF-8 only, nothing invisible that could mislead, and where things stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefgen.errors import Diagnostic, Severity, Span
from briefgen.loader import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 1_000_000
"""Bytes of a text file."""
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr((plane << 16) | 0xFFFE)}{chr((plane << 16) | 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)
"""Controls, surrogates and noncharacters; the last serve ``prose`` as marks."""
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Controls that can make text read otherwise than it is (CVE-2021-42574)."""
BIDI = re.compile(f"[{CONTROLS}]")
BOM = b"\xef\xbb\xbf"
BREAK = re.compile(r"\r\n|\r|\n")
_COL_BITS = 20
_COL = (1 << _COL_BITS) - 1


def pack(line: int, col: int) -> int:
    """A place in one number; a file has less than 2**20 characters."""
    return line << _COL_BITS | col


def unpack(place: int) -> tuple[int, int]:
    """Line and column of a packed place."""
    return place >> _COL_BITS, place & _COL


class Found(NamedTuple):
    """A problem in one file, to be named when it is reported: files are kept by content."""

    code: str
    message: str
    place: int
    hint: str = ""
    severity: Severity = "error"

    def diagnostic(self, file: str) -> Diagnostic:
        """The problem with its place in ``file``."""
        span = Span(file, *unpack(self.place))
        message, hint = _one_line(self.message, MESSAGE), _one_line(self.hint, MESSAGE)
        return Diagnostic(self.code, message, span, hint, self.severity)


START = pack(1, 1)
MESSAGE = 300
"""Characters; a wrong value may be a million long."""


def _one_line(said: str, limit: int) -> str:
    """What can be printed on one line: a wrong value may hold anything."""
    if len(said) > limit:
        said = f"{said[: limit // 2]}…{said[-limit // 3 :]}"
    if said.isprintable():
        return said
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in said)


class Text:
    """A text and its lines."""

    __slots__ = ("__dict__", "value")

    def __init__(self, value: str) -> None:
        self.value = value

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(found.end() for found in BREAK.finditer(self.value))]

    def place(self, offset: int) -> int:
        """The packed line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return pack(line, offset - self.starts[line - 1] + 1)

    def offset(self, place: int) -> int:
        """The offset of a packed line and column."""
        line, col = unpack(place)
        return self.starts[min(line, len(self.starts)) - 1] + col - 1


class Series:
    """Offsets in ascending order, each of which is looked for once, and only if it is asked for."""

    def __init__(self, more: Iterator[int]) -> None:
        self._known: list[int] = []
        self._more = more

    def nth(self, n: int) -> int | None:
        """The one with this number, counted from 0; None if there are fewer."""
        self._known.extend(islice(self._more, max(0, n + 1 - len(self._known))))
        return self._known[n] if n < len(self._known) else None

    def until(self, offset: int) -> int:
        """How many there are up to an offset, with it."""
        while not self._known or self._known[-1] <= offset:
            if self.nth(len(self._known)) is None:
                break
        return bisect_right(self._known, offset)


def decode(raw: bytes) -> tuple[Text, tuple[Found, ...]]:
    """The text of a file without its byte order mark, or what keeps it from being read."""
    if len(raw) > LIMIT:
        message = f"the file has {len(raw):,} bytes, more than the limit of {LIMIT:,}"
        return Text(""), (Found("Y02", message, START, "split it into several files"),)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = Found("Y01", "the file is UTF-16, not UTF-8", START, "save it as UTF-8")
        return Text(""), (found,)
    raw = raw.removeprefix(BOM)
    try:
        text = Text(raw.decode())
    except UnicodeDecodeError as error:
        return Text(""), (_undecodable(raw, error.start),)
    if _suspect(raw) and (bad := FORBIDDEN.search(text.value)):
        return Text(""), (_forbidden(bad[0], text.place(bad.start())),)
    return text, ()


def _suspect(raw: bytes) -> bool:
    """Whether it is worth while to look at each character; mostly it is not.

    In UTF-8 all that is forbidden beside ASCII's controls has one of these bytes in it. One
    byte is looked for before two: that takes a tenth of the time, and mostly it is not there.
    """
    if len(raw.translate(None, _CONTROLS)) < len(raw):
        return True
    if raw.isascii():
        return False
    return (
        b"\xc2" in raw
        or (b"\xef" in raw and b"\xef\xb7" in raw)
        or (b"\xbf" in raw and (b"\xbf\xbe" in raw or b"\xbf\xbf" in raw))
    )


def _undecodable(raw: bytes, start: int) -> Found:
    before = Text(raw[:start].decode())
    return Found(
        "Y01",
        f"byte 0x{raw[start]:02X} is not UTF-8",
        before.place(len(before.value)),
        "save the file as UTF-8; it looks like Latin-1",
    )


def _forbidden(char: str, place: int) -> Found:
    kind = "control character" if ord(char) < 0xA0 else "not a Unicode character:"
    return Found("Y03", f"{kind} U+{ord(char):04X}", place, "take it out")


def forbidden(value: str, place: int) -> Found | None:
    """What is wrong with a text that an escape such as a coded NUL made, if anything."""
    bad = FORBIDDEN.search(value)
    return _forbidden(bad[0], place) if bad else None


def control(value: str) -> re.Match[str] | None:
    """The first bidi control; most texts have none, and ``in`` says so in a sixth of the time."""
    if value.isascii() or not any(map(value.__contains__, CONTROLS)):
        return None
    return BIDI.search(value)


def hidden(char: str, place: int) -> Found:
    """The warning of a bidi control."""
    return Found(
        "Y04",
        f"invisible bidi control U+{ord(char):04X}: it can make text read otherwise",
        place,
        "take it out; it is left out of every page",
        "warning",
    )


def written(root: Path, file: str) -> Text:
    """What a file of the project says, as far as it can be read; raises StorageError."""
    return decode(files.read(root, file))[0]
