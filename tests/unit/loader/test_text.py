"""Bytes to text: what is read, what is refused, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.loader import text

GOOD = [
    (b"", ""),
    ("é — «»\u00a0\U0001f600".encode(), "é — «»\u00a0\U0001f600"),
    (b"\xef\xbb\xbfa", "a"),
    (b"a\tb\r\nc\rd\n", "a\tb\r\nc\rd\n"),
]

BAD = [
    (b"\xff\xfea\0", "Y01", (1, 1), "UTF-16"),
    (b"\xef\xbb\xbfa\n b\xe9", "Y01", (2, 3), "byte 0xE9 is not UTF-8"),
    (b"\xc3", "Y01", (1, 1), "byte 0xC3"),
    ("é\nü".encode("latin-1"), "Y01", (1, 1), "byte 0xE9"),
    (b"\xed\xa0\x80", "Y01", (1, 1), "byte 0xED"),
    (b"a\r\nb\rc\0", "Y03", (3, 2), "control character U+0000"),
    (b"a\x7f", "Y03", (1, 2), "control character U+007F"),
    ("é\u0085".encode(), "Y03", (1, 2), "control character U+0085"),
    ("é\ufdd0".encode(), "Y03", (1, 2), "not a Unicode character: U+FDD0"),
    ("\uffff".encode(), "Y03", (1, 1), "not a Unicode character: U+FFFF"),
    ("é\U0010fffe".encode(), "Y03", (1, 2), "not a Unicode character: U+10FFFE"),
    (b"a" * 1_000_001, "Y02", (1, 1), "1,000,001 bytes"),
]


@pytest.mark.parametrize(("raw", "expected"), GOOD)
def test_good_bytes(raw: bytes, expected: str) -> None:
    made, found = text.decode(raw)
    assert (made.value, found) == (expected, ())


@pytest.mark.parametrize(("raw", "code", "place", "says"), BAD, ids=lambda v: str(v)[:20])
def test_bad_bytes(raw: bytes, code: str, place: tuple[int, int], says: str) -> None:
    made, found = text.decode(raw)
    assert made.value == ""
    assert [(one.code, text.unpack(one.place)) for one in found] == [(code, place)]
    assert says in found[0].message


@pytest.mark.lasting
def test_nothing_forbidden_is_overlooked() -> None:
    for char in filter(text.FORBIDDEN.match, map(chr, range(0x110000))):
        if not "\ud800" <= char <= "\udfff":
            assert text.decode(f"п{char}".encode())[1]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    made, found = text.decode(raw)
    if not found:
        assert not text.FORBIDDEN.search(made.value)
        assert made.value == raw.decode("utf-8-sig")


@given(st.text("ab\r\n\u2028é", max_size=30), st.data())
def test_places_and_offsets_agree(value: str, data: st.DataObject) -> None:
    made = text.Text(value)
    offset = data.draw(st.integers(0, len(value)))
    line, col = text.unpack(made.place(offset))
    assert made.offset(made.place(offset)) == offset
    before = value[:offset].replace("\r\n", "\n").replace("\r", "\n")
    if not (value[offset - 1 : offset + 1] == "\r\n" and offset):
        assert (line, col) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


def test_a_message_stays_on_one_line_and_short() -> None:
    found = text.Found("F03", "a\nb\x1b" + "x" * 1000, text.START, "h\ri")
    made = found.diagnostic("f.yaml")
    assert str(made.place) == "f.yaml:1:1"
    assert made.message.startswith("a\\nb\\x1bxxx")
    assert made.hint == "h\\ri"
    assert len(made.message) < 300


@given(st.text("ab\u202e\u2066\u2069é—", max_size=8))
def test_the_short_look_for_controls_sees_what_the_pattern_does(value: str) -> None:
    short, long = text.control(value), text.BIDI.search(value)
    assert (short and short.span()) == (long and long.span())
