"""Settings: ``dossier.yaml``, which every dossier has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError, ConfigError, Diagnostic, Span, StorageError
from briefgen.loader import fields, tree
from briefgen.loader.places import DOSSIER
from briefgen.loader.text import START, Found, decode
from briefgen.model import Config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.loader.files import Contents, InputFile


class Settings:
    """What ``dossier.yaml`` says, and what is wrong with it."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.config: Config | None = None
        self.marks: Callable[[], Any] = lambda: START
        """Gives the places of its values, for which it is read again."""
        self.found: list[Diagnostic] = []
        self.faults: list[BriefgenError] = []

    def load(self, listed: Iterable[InputFile], told: Iterable[Diagnostic]) -> None:
        """Read ``dossier.yaml``; all that is wrong with it is the configuration's fault.

        ``told`` is what has been said so far: of a file that cannot be read, it is not said that
        there is none.
        """
        if not any(file.path == DOSSIER for file in listed):
            if not any(d.place and str(d.place).startswith(DOSSIER) for d in told):
                self.faults.append(
                    ConfigError(Diagnostic("G02", "there is no dossier.yaml", Span(DOSSIER),
                                           "write one, or copy one with: briefgen init DIR"))
                )  # fmt: skip
            return
        try:
            text, wrong = decode(self.contents.read(DOSSIER))
        except StorageError as error:
            self.faults.append(error)
            return
        found = list(wrong) if wrong else self._config(tree.read(text))
        told = [one.diagnostic(DOSSIER) for one in found]
        self.found += (one for one in told if one.severity != "error")
        errors = [one for one in told if one.severity == "error"]
        if errors:
            self.faults.append(ConfigError(*errors))

    def _config(self, read: tree.Tree) -> list[Found]:
        if not read.whole:
            return list(read.problems)
        if not isinstance(read.value, dict):
            found = "nothing" if read.value is None else "no mapping"
            message = f"dossier.yaml must hold fields such as title, found {found}"
            return [*read.problems, Found("G03", message, START, "write name: value")]
        made = fields.make(Config, read.value, lambda: read.marks)
        if isinstance(made, fields.Faults):
            return [*read.problems, *made.found]
        self.config, self.marks = made, lambda: read.marks
        return list(read.problems)
