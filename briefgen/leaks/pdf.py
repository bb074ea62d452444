"""PDF: what a reader, a search or a copy could get out of one (ISO 32000-1).

Streams are inflated, packed objects too. Strings are read from everywhere, be they titles,
bookmarks, addresses, alternative texts or metadata; drawn text is read through each font's own
map to Unicode (9.10.3). Names, numbers and operators hold nobody's words and are left out.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from briefgen.leaks.words import halves, untagged

if TYPE_CHECKING:
    from collections.abc import Iterator

STREAM = re.compile(rb"(?<!end)stream\r?\n")
OBJECT = re.compile(rb"(?:^|\s)(\d+) 0 obj\b(.*?)(?=\bendobj\b|\bstream\b)", re.DOTALL)
PACKED = re.compile(rb"/N (\d+)\s*/First (\d+)")
FONT = re.compile(rb"/([A-Za-z0-9_.+-]+) (\d+) 0 R")
UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
STRING = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)", re.DOTALL)
HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
PAIR = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>")
SPAN = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>")
SHOWN = re.compile(
    rb"/([A-Za-z0-9_.+-]+) [\d.]+ Tf|\[((?:[^\]\\]|\\.)*)\]\s*TJ|<([0-9A-Fa-f]+)>\s*Tj"
)
XML = re.compile(rb"\s*<[?!a-zA-Z]")
VALUE = re.compile(r"""=\s*["']([^"'<>]*)["']""")
IDENTITY = re.compile(rb"/ID\s*\[[^\]]*\]")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

Glyphs = dict[int, str]


def text(data: bytes) -> str:
    """All texts in a PDF, in no order that matters; never raises."""
    return "\n".join(_Reader(data).texts())


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.streams: dict[int, bytes] = {}
        """Inflated, by the number of their object."""
        self.objects: dict[int, bytes] = {}
        self.loose: list[bytes] = []
        end = 0
        for found in STREAM.finditer(data):
            if found.start() < end:
                continue  # within the bytes of another stream
            head = data[end : found.start()]
            end = self.take(head, data, found.end())
        self.note(data[end:])
        self.unpack()

    def take(self, head: bytes, data: bytes, start: int) -> int:
        """Read a stream and what stands before it; where the stream ends."""
        self.note(head)
        stop = data.find(b"endstream", start)
        raw = data[start : stop if stop >= 0 else len(data)]
        engine = zlib.decompressobj()
        try:
            made = engine.decompress(data[start:])
            end = len(data) - len(engine.unused_data)
        except zlib.error:
            made, end = raw, start + len(raw)
        number = re.findall(rb"(\d+) 0 obj", head)
        self.streams[int(number[-1]) if number else -len(self.streams)] = made
        packed = PACKED.search(head[head.rfind(b" obj") :])
        if packed and b"/ObjStm" in head:
            self.loose.append(made)
            self.pack(made, int(packed[1]), int(packed[2]))
        return end

    def note(self, plain: bytes) -> None:
        """Keep objects that stand in the open."""
        plain = IDENTITY.sub(b"", plain)
        self.loose.append(plain)
        for found in OBJECT.finditer(plain + b" endobj"):
            self.objects[int(found[1])] = found[2]

    def pack(self, made: bytes, count: int, first: int) -> None:
        """Keep the objects of an object stream (7.5.7)."""
        numbers = [int(n) for n in made[:first].split()[: 2 * count]]
        starts = numbers[1::2]
        for number, a, b in zip(numbers[::2], starts, [*starts[1:], len(made)], strict=False):
            self.objects[number] = made[first + a : first + b]

    def unpack(self) -> None:
        """Find each font's map to Unicode by the name that pages give the font."""
        maps = {
            number: _glyphs(self.streams.get(int(found[1]), b""))
            for number, body in self.objects.items()
            if (found := UNICODE.search(body))
        }
        self.fonts: dict[bytes, Glyphs] = {}
        for body in (*self.objects.values(), *self.loose):
            for found in FONT.finditer(body):
                if int(found[2]) in maps:
                    self.fonts[found[1]] = maps[int(found[2])]

    def texts(self) -> Iterator[str]:
        for held in self.loose:
            yield from _strings(held)
        for made in self.streams.values():
            if XML.match(made):
                text = made.decode("utf-8", "replace")
                yield untagged(text)
                yield from VALUE.findall(text)
            elif _written(made):
                lines = list(self.drawn(made))
                yield from lines
                yield from halves(lines)
                yield from _strings(made)

    def drawn(self, made: bytes) -> Iterator[str]:
        """What a page draws, a line for each piece."""
        glyphs: Glyphs = {}
        for found in SHOWN.finditer(made):
            if found[1]:
                glyphs = self.fonts.get(found[1], {})
                continue
            codes = b"".join(HEX.findall(found[2])) if found[2] else found[3] or b""
            yield "".join(
                glyphs.get(int(codes[n : n + 4], 16), "") for n in range(0, len(codes) - 3, 4)
            )


def _written(made: bytes) -> bool:
    """Whether a stream holds operators or objects, rather than pixels or the outlines of a font."""
    if any(sign in made for sign in (b"TJ", b"Tj", b"ActualText")):
        return True
    try:
        return "\0" not in made.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _glyphs(cmap: bytes) -> Glyphs:
    found: Glyphs = {}
    for section in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, letters in PAIR.findall(section):
            found[int(code, 16)] = _utf16(bytes.fromhex(letters.decode()))
    for section in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, letter in SPAN.findall(section):
            start = int(letter, 16)
            for n in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + n] = chr(start + n) if start + n < 0x110000 else ""
    return found


def _strings(held: bytes) -> Iterator[str]:
    for found in STRING.findall(held):
        yield _decoded(ESCAPE.sub(_sign, found))
    for found in HEX.findall(held):
        digits = b"".join(found.split())
        raw = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        if raw.startswith(b"\xfe\xff"):
            yield _decoded(raw)


def _sign(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign.isdigit():
        return bytes([int(sign, 8) & 255])
    return SIGNS.get(sign, b"" if sign.endswith(b"\n") else sign)


def _decoded(raw: bytes) -> str:
    if raw.startswith(b"\xfe\xff"):
        return _utf16(raw[2:])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _utf16(raw: bytes) -> str:
    return raw.decode("utf-16-be", "replace")
