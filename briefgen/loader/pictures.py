"""Pictures: what will be published of each, and those that a text shows and nobody put there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, Span, StorageError, did_you_mean
from briefgen.loader.files import CONTENT
from briefgen.loader.text import pack, unpack, written

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from briefgen.loader.files import InputFile
    from briefgen.loader.places import Places
    from briefgen.loader.shelf import Shelf, Tools

ROOM = "pictures"


class Pictures:
    """The pictures of one run, and what is wrong with them."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.found: list[Diagnostic] = []
        self.faults: list[StorageError] = []

    def load(self, listed: Sequence[InputFile]) -> dict[str, bytes]:
        """Path and digest of what will be published of each picture."""
        held = (
            self.tools.state.get_many(ROOM, (self._key(f) for f in listed))
            if self.tools.state
            else {}
        )
        made: dict[str, bytes] = {}
        for file in listed:
            path = file.path.removeprefix(f"{CONTENT}/")
            key = self._key(file)
            made[path] = held.get(key) or self._prepared(file, path, key)
        return made

    def _prepared(self, file: InputFile, path: str, key: bytes) -> bytes:
        from briefgen.loader import media  # a picture that is known is not looked at again

        try:
            picture = media.prepare(self.tools.contents.read(file.path), path)
        except StorageError as error:
            self.faults.append(error)
            return b""
        self.found += (found.diagnostic(file.path) for found in picture.found)
        if self.tools.state and not picture.found:
            self.tools.state.put_many(ROOM, {key: picture.digest})
        return picture.digest

    def _key(self, file: InputFile) -> bytes:
        return self.tools.version + file.digest + file.path.rpartition(".")[2].encode()


def lost(shelf: Shelf, pictures: Collection[str], tools: Tools, places: Places) -> list[Diagnostic]:
    """Pictures that a text shows and nobody has put into ``content/media/``."""
    found = []
    for home in shelf.homes:
        body = getattr(home.record, "body", "")
        made = tools.bodies.compiled(body)
        for path in made.prose.pictures if made else ():
            if path not in pictures and path.startswith("media/"):
                start = places.at(home.file, home.number, ("body",))
                place = _shown(tools.root, start, path)
                hint = did_you_mean(path, pictures) or "put the picture there"
                found.append(Diagnostic("I07", f"picture not found: content/{path}", place, hint))
    return found


def _shown(root: Path, start: Span, path: str) -> Span:
    """Where a text names a picture."""
    text = written(root, start.file)
    begin = text.offset(pack(start.line, start.col))
    shown = re.compile(rf"(?<=\]\(){re.escape(path)}|(?<=\]\(<){re.escape(path)}")
    # Plain words may say the same before it; a picture may also be named below the text.
    found = shown.search(text.value, begin) or re.compile(re.escape(path)).search(text.value, begin)
    return Span(start.file, *unpack(text.place(found.start()))) if found else start
