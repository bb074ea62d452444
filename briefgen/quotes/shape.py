"""The shape of a text: one plain sign for each character, so that a token is easy to see.

The shape is as long as the text, so that a place in one is a place in the other.
"""

from __future__ import annotations

import unicodedata

LETTER, ALONE, SOFT, OTHER = "x", "c", "~", ";"
"""A letter, digit or mark; one of a script without spaces; a soft hyphen; anything else."""

DOUBLE = '"“”„‟«»‹›″〝〞〟＂「」『』《》❝❞'
SINGLE = "'’‘‚‛ʼʻʹ`´′＇❛❜"
_HYPHENS = "-‐‑﹣－"
_DASHES = {"–": "–", "‒": "–", "−": "–", "—": "—", "―": "—", "⸺": "—"}
_BREAKS = "\n\v\f\x85\u2028\u2029"
_SPACE_TOO = "\u200b"
"""A zero-width space parts words, which its category does not say."""
_TATWEEL = "\u0640"
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007),
    (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Thai, Lao, Burmese, Khmer, kana and ideographs: each character is a word of its own."""


class _Signs(dict[int, str]):
    """The sign of each character, found when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = self[code] = _sign(chr(code))
        return sign


_SIGNS = _Signs()


def shape(text: str) -> str:
    """The text as signs: letters as ``x``, and each kind of mark in one form."""
    return text.translate(_SIGNS)


def _sign(char: str) -> str:
    for sign, chars in (
        ('"', DOUBLE),
        ("'", SINGLE),
        ("-", _HYPHENS),
        ("\n", _BREAKS),
        ("…", "…⋯"),
    ):
        if char in chars:
            return sign
    if char in _DASHES:
        return _DASHES[char]
    if char == "\u00ad":
        return SOFT
    if char.isspace() or char in _SPACE_TOO:
        return " "
    return _letter_or_mark(char)


def _letter_or_mark(char: str) -> str:
    if char.isalnum() or unicodedata.category(char)[0] == "M" or invisible(char):
        unspaced = any(low <= ord(char) <= high for low, high in _UNSPACED)
        return ALONE if unspaced else LETTER
    return char if char.isascii() and char != SOFT else OTHER


def invisible(char: str) -> bool:
    """Whether a character changes no word: a joiner, a mark of direction, a tatweel."""
    selector = 0xFE00 <= ord(char) <= 0xFE0F
    return char == _TATWEEL or selector or unicodedata.category(char) == "Cf"
