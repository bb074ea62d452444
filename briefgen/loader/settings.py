"""Settings: ``dossier.yaml``, which every dossier has."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError, ConfigError, Diagnostic, Span, StorageError
from briefgen.loader import files, kept, tree
from briefgen.loader.places import DOSSIER
from briefgen.loader.records import Faults
from briefgen.loader.text import START, Found, decode
from briefgen.model import Config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.loader.files import InputFile
    from briefgen.loader.shelf import Tools

ROOM = "settings"
_HOLDERS = DOSSIER, files.CONTENT
"""What must be read to know whether there is a ``dossier.yaml``."""


class Settings:
    """What ``dossier.yaml`` says, and what is wrong with it."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
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
        file = next((file for file in listed if file.path == DOSSIER), None)
        if file is None:
            if not any(isinstance(d.place, Span) and d.place.file in _HOLDERS for d in told):
                self.faults.append(
                    ConfigError(Diagnostic("G02", "there is no dossier.yaml", Span(DOSSIER),
                                           "write one, or copy that of: briefgen init NEW_FOLDER"))
                )  # fmt: skip
        elif not self._again(file.digest):
            self._read()

    def _again(self, digest: bytes) -> bool:
        """Whether it is kept as it was found, without fault, in an earlier run."""
        state, key = self.tools.state, self._key(digest)
        row = state.get(ROOM, key) if state else None
        if row is None:
            return False
        self.config = kept.unpacked(row)
        self.marks = partial(self._marks, digest)
        return True

    def _marks(self, digest: bytes) -> Any:
        """The places in the file; none if it is another by now."""
        try:
            raw = files.read(self.tools.root, DOSSIER)
        except StorageError:
            return START
        text, _ = decode(raw)
        return tree.read(text).marks if files.digest_of(raw) == digest else START

    def _read(self) -> None:
        try:
            raw = self.tools.contents.read(DOSSIER)
        except StorageError as error:
            self.faults.append(error)
            return
        text, wrong = decode(raw)
        found = list(wrong) if wrong else self._config(tree.read(text))
        told = [one.diagnostic(DOSSIER) for one in found]
        self.found += (one for one in told if one.severity != "error")
        errors = [one for one in told if one.severity == "error"]
        if errors:
            self.faults.append(ConfigError(*errors))
        if self.config and not found:
            self._keep(self.config, files.digest_of(raw))

    def _config(self, read: tree.Tree) -> list[Found]:
        from briefgen.loader import fields  # and with it pydantic

        if not read.whole:
            return list(read.problems)
        if not isinstance(read.value, dict):
            found = "nothing" if read.value is None else "no mapping"
            message = f"dossier.yaml must hold fields such as title, found {found}"
            return [*read.problems, Found("G03", message, START, "write name: value")]
        made = fields.make(Config, read.value, lambda: read.marks)
        if isinstance(made, Faults):
            return [*read.problems, *made.found]
        self.config, self.marks = made, lambda: read.marks
        return list(read.problems)

    def _keep(self, config: Config, digest: bytes) -> None:
        state, key = self.tools.state, self._key(digest)
        if state:
            state.drop_others(ROOM, ())
            state.put_many(ROOM, {key: kept.packed(config)})

    def _key(self, digest: bytes) -> bytes:
        return blake2b(digest, digest_size=16, key=self.tools.version).digest()
