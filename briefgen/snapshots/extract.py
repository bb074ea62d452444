"""A saved page, a PDF or a text to plain text; nothing but its words is kept."""

from __future__ import annotations

import logging
import re
import unicodedata
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, ConfigError, ContentError, Diagnostic, LimitError, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 50_000_000
"""Bytes of a file that a copy is taken of."""
_PDF = b"%PDF-"
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_NAME = re.compile(r"\.x?html?$", re.IGNORECASE)
_UTF16 = b"\xff\xfe", b"\xfe\xff"
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_RICH = b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SAVE = "save the page as HTML, as PDF or as UTF-8 text"


def text(raw: bytes, name: str) -> str:
    """The words of a file called ``name``: one line to a paragraph, with a line between.

    Raises ContentError (empty, binary, encrypted, damaged), LimitError (too large) or
    ConfigError (the packages that read it are not installed).
    """
    if len(raw) > LIMIT:
        message = f"the file has more than {LIMIT:,} bytes, which is the limit"
        raise LimitError(Diagnostic("R09", message, Span(name), "save its text alone"))
    if _PDF in raw[:1024]:
        found = _pdf(raw, name)
    elif _HTML.match(raw[:4096].removeprefix(b"\xef\xbb\xbf")) or _HTML_NAME.search(name):
        found = _page(raw, name)
    else:
        found = _plain(raw, name)
    made = _tidy(found)
    if not any(char.isalnum() for char in made):
        hint = "a scanned page has no text: save it as text" if _PDF in raw[:1024] else _SAVE
        raise _fault("R06", "the file holds no text", name, hint)
    return made


def _plain(raw: bytes, name: str) -> str:
    coded = "utf-16" if raw.startswith(_UTF16) else "utf-8-sig"
    try:
        found = raw.decode(coded)
    except UnicodeDecodeError:
        found = "\0"
    if raw.startswith(_RICH) or _BINARY.search(found):
        raise _fault("R07", "the file is neither UTF-8 text, HTML nor PDF", name, _SAVE)
    return found


def _page(raw: bytes, name: str) -> str:
    if b"\0" in raw and not raw.startswith(_UTF16):
        raise _fault("R07", "the file is neither UTF-8 text, HTML nor PDF", name, _SAVE)
    try:
        import trafilatura
    except ImportError:
        raise _missing() from None
    with _guarded(name), _quietly("trafilatura", "htmldate", "readability"):
        found = trafilatura.extract(raw, include_comments=False, favor_recall=True)
    return re.sub(r"\n+", "\n\n", found or "")


def _pdf(raw: bytes, name: str) -> str:
    try:
        import pypdf
    except ImportError:
        raise _missing() from None
    with _guarded(name), _quietly("pypdf"):
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted:
            hint = "take the password off, with: qpdf --decrypt IN OUT"
            raise _fault("R08", "the PDF is encrypted", name, hint)
        # no blank line: a paragraph may go on on the next page
        return "\n".join(page.extract_text().strip() for page in reader.pages)


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """What a parser says of a file it cannot read, in one line."""
    try:
        yield
    except BriefgenError:
        raise
    except Exception as error:
        message = f"the file is damaged: {type(error).__name__}"
        raise _fault("R10", message, name, _SAVE) from error


@contextmanager
def _quietly(*names: str) -> Iterator[None]:
    """Without what parsers tell their logs."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _tidy(found: str) -> str:
    """In one form of Unicode, with plain ends of lines and no blanks before them."""
    made = unicodedata.normalize("NFC", re.sub(r"\r\n?|[\f\v\x85\u2028\u2029]", "\n", found))
    lines = _BINARY.sub("", made).replace("\x1b", "").split("\n")
    made = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def _fault(code: str, message: str, name: str, hint: str) -> ContentError:
    return ContentError(Diagnostic(code, message, Span(name), hint))


def _missing() -> ConfigError:
    message = "web pages and PDFs need two packages more; plain text does not"
    return ConfigError(Diagnostic("R04", message, hint="pip install 'briefgen[snapshots]'"))
