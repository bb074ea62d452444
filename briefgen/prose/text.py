"""What a Markdown text becomes: values, and the marks that stand for what is still open.

The marks are noncharacters (U+FDD0 and so on), which the loader refuses in files and
CommonMark's entities cannot make, so that no text can forge one.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from briefgen.errors import Severity

LINK, PICTURE, SCOPE, END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Marks: a reference, a picture, the scope of ids; the end of a number."""
NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")


@frozen()
class Mention(Value):
    """A reference to a record, as written."""

    target: str
    """An id, or a kind and an id: ``2024-12-30-attaf``, ``claim:slug``."""
    words: str
    """The words of the link; empty where the record's own name is wanted."""


@frozen()
class Prose(Value):
    """What was made of a Markdown text."""

    source: str
    """The text; all the rest follows from it."""
    mentions: tuple[Mention, ...] = field(default=(), compare=False)
    """The references, in the order of the HTML."""
    pictures: tuple[str, ...] = field(default=(), compare=False)
    """The pictures below ``content/``, e.g. ``media/border.png``."""
    html: str = field(default="", compare=False, repr=False)
    """Safe HTML with marks in it; for ``fill`` only."""


class Finding(NamedTuple):
    """What is wrong with a text; line and column count from 1 at its start."""

    code: str
    message: str
    line: int
    col: int
    hint: str = ""
    severity: Severity = "error"


class Compiled(NamedTuple):
    """What ``compile`` gives."""

    prose: Prose
    findings: tuple[Finding, ...]
    positions: tuple[tuple[int, int], ...]
    """Line and column of each of the prose's mentions."""
