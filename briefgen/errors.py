"""Spans, diagnostics and the exceptions that carry them.

A diagnostic is data. Its wording is written where the fault is seen; its layout is
decided once, in ``cli``. The exceptions are few::

    BriefgenError            exit code
    ├── ContentError         1   the author's records, prose, media or theme
    ├── ConfigError          2   dossier.yaml, options, the command line
    ├── StorageError         3   disk, rights
    ├── LockedError          4   another build holds the lock
    └── LimitError           5   time or memory
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an author's file: line and column count from 1, columns in characters."""

    file: str
    line: int = 1
    col: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}"


@dataclass(frozen=True, slots=True, order=True)
class Field:
    """A place in a record, as the pure stages know it; ``loader.Places`` finds its span.

    ``path`` leads from the record to the value, e.g. ``("says", 0, "on", 1, "claim")``;
    ``word`` is what is meant of a text, and ``nth`` how often the same stands there before.
    """

    kind: str
    id: str
    path: tuple[str | int, ...] = ()
    word: str = ""
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a code, what is wrong, where, and what to do."""

    code: str
    message: str
    place: Span | Field | None = None
    hint: str = ""
    severity: Severity = "error"


class BriefgenError(Exception):
    """Anything briefgen says on purpose. ``diagnostics`` holds at least one finding."""

    exit_code: ClassVar[int] = 70

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[BriefgenError], tuple[Diagnostic, ...]]:
        """How it passes from one process to another: by its diagnostics, not by its words."""
        return type(self), self.diagnostics


class ContentError(BriefgenError):
    """The author's records, prose, media or theme cannot be published as they are."""

    exit_code = 1


class ConfigError(BriefgenError):
    """``dossier.yaml``, an option or an argument is unusable."""

    exit_code = 2


class StorageError(BriefgenError):
    """The disk or the rights on it stand in the way."""

    exit_code = 3


class LockedError(BriefgenError):
    """Another build of the same output is running."""

    exit_code = 4


class LimitError(BriefgenError):
    """A limit of time or memory was reached."""

    exit_code = 5


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like ``name``, or None when none is alike."""
    from difflib import get_close_matches

    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known name, or an empty string."""
    near = nearest(name, known)
    return f'did you mean "{near}"?' if near else ""
