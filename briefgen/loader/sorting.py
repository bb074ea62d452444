"""Sorting: what each file below ``content/`` is for, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, Span, did_you_mean
from briefgen.loader import records
from briefgen.loader.places import DOSSIER
from briefgen.loader.shelf import Source
from briefgen.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.loader.files import InputFile
    from briefgen.model import Kind

ENDINGS = frozenset({"yaml", "yml", "md"})
KEPT = frozenset({"lock"})
"""Files of briefgen's own below ``content/``."""
FOLDER = {kind.plural: kind for kind in KINDS}


class Sorted:
    """The files by what they are for."""

    def __init__(self, listed: Iterable[InputFile]) -> None:
        self.sources: dict[str, list[Source]] = {kind.name: [] for kind in KINDS}
        """By the name of a kind, the files of its records."""
        self.media: list[InputFile] = []
        """The pictures."""
        self.found: list[Diagnostic] = []
        """What is for nothing."""
        for file in listed:
            self._put(file)

    def _put(self, file: InputFile) -> None:
        _, top, *below = file.path.split("/")
        stem, _, ending = (below[-1] if below else top).rpartition(".")
        if top == "media" and below:
            self.media.append(file)
            return
        kind = FOLDER.get(top if below else stem)
        if kind and ending in ENDINGS and (ending != "md" or _bodied(kind, below)):
            name = stem if below else ""
            self.sources[kind.name].append(Source(file.path, name, file.digest))
        elif file.path != DOSSIER and ending not in KEPT:
            self.found.append(_stray(file.path, top, below, ending))


def _bodied(kind: Kind, below: list[str]) -> bool:
    return bool(below) and records.takes_markdown(kind)


def _stray(path: str, top: str, below: list[str], ending: str) -> Diagnostic:
    """A file that no record comes from: perhaps a slip in its name."""
    known = [*FOLDER, "media"] if below else [f"{name}.yaml" for name in (*FOLDER, "dossier")]
    hint = did_you_mean(top, known) if top not in known else ""
    if not hint and below and top in FOLDER:
        hint = f"records are .yaml files here, not .{ending}"
    return Diagnostic("Y16", "this file is not part of the dossier", Span(path),
                      hint or "take it out of content/", "warning")  # fmt: skip
