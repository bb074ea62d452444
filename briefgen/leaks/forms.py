"""Forms: the texts of an output, by what sort of file it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefgen.leaks import pdf
from briefgen.leaks.words import apart, plain

NOISE = 8
"""Letters of a word that are no chance among the bytes of a picture or a font."""
NARROW = re.compile(rb"[A-Za-z0-9]{%d,}" % NOISE)
WIDE = re.compile(rb"(?:[A-Za-z0-9]\0){%d,}|(?:\0[A-Za-z0-9]){%d,}" % (NOISE, NOISE))
MARKUP = ("html", "svg", "xml", "xhtml", "atom", "rss")


class Form(NamedTuple):
    """What was read from an output."""

    open: str
    """Text as a person or a program would read it, the file's name among it."""
    noise: str = ""
    """Bytes as letters: all that might be words, which may run into each other."""


def read(path: str, data: bytes) -> Form:
    """The texts of an output: of HTML with tags and without, of a PDF all that it draws."""
    if data.startswith(b"%PDF"):
        return Form(f"{path}\n{plain(pdf.text(data))}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Form(path, _noise(data))
    if "\0" in text:
        return Form(path, _noise(data))
    text = plain(text)
    if path.rpartition(".")[2] in MARKUP:
        text = apart(text)
    return Form(f"{plain(path)}\n{text}")


def _noise(data: bytes) -> str:
    """Letters of one byte each, and of two, in small letters."""
    wide = (found.replace(b"\0", b"") for found in WIDE.findall(data))
    return b"\n".join((*NARROW.findall(data), *wide)).decode("ascii").lower()
