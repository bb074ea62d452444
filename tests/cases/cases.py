"""Case files: prose, files of a dossier, and what is said of them on the guilty lines.

A case begins at a heading. Its files stand in fences that name them, and each finding in a
comment at the end of the line it is about::

    ## A claim that nobody makes

    ```yaml title="claims.yaml"
    - id: rocks  # error[C02] 3: no statement
      text: …
    ```

The number is the column; the words after the colon stand in the message. Where a line
cannot hold a comment, ``# error[C02]+2 3:`` speaks of the line two below; in Markdown the
comment is ``<!-- error[M03] 9: … -->``. A fence of four backticks may hold one of three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FENCE = re.compile(
    r'^(?P<fence>`{3,})\w+ title="(?P<name>[^"]+)"\n(?P<text>.*?)^(?P=fence)$',
    re.MULTILINE | re.DOTALL,
)
FINDING = re.compile(
    r"(?:#|<!--) (?P<severity>error|warning|info)\[(?P<code>[A-Z][0-9]{2})\](?P<shift>[+-][0-9]+)?"
    r" (?P<col>[0-9]+): (?P<says>.*?)(?: -->|(?= # (?:error|warning|info)\[)|$)"
)


@dataclass(frozen=True)
class Expected:
    """A finding that a case asks for."""

    file: str
    line: int
    col: int
    severity: str
    code: str
    says: str


@dataclass(frozen=True)
class Case:
    """One heading of a case file."""

    title: str
    files: tuple[tuple[str, str], ...]
    """Name below ``content/`` and text."""
    expected: tuple[Expected, ...]


def read(path: Path) -> tuple[Case, ...]:
    """The cases of a file, in order."""
    pieces = re.split(r"^## (.+)$", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return tuple(_case(title, text) for title, text in zip(pieces[::2], pieces[1::2], strict=True))


def _case(title: str, text: str) -> Case:
    files = tuple((found["name"], found["text"]) for found in FENCE.finditer(text))
    return Case(title, files, tuple(e for name, held in files for e in _expected(name, held)))


def _expected(name: str, text: str) -> list[Expected]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for one in FINDING.finditer(line):
            col, says = int(one["col"]), one["says"]
            place, at = f"content/{name}", number + int(one["shift"] or 0)
            found.append(Expected(place, at, col, one["severity"], one["code"], says))
    return found


def write(case: Case, content: Path) -> None:
    """Put the files of a case into a dossier, over those that are there."""
    for name, text in case.files:
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
