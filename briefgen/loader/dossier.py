"""All of ``content/`` to one dossier, or every problem of every file."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from briefgen import versions
from briefgen.errors import (
    BriefgenError,
    ConfigError,
    ContentError,
    Diagnostic,
    Field,
    Span,
    StorageError,
)
from briefgen.loader import files
from briefgen.loader.bodies import Bodies
from briefgen.loader.files import CONTENT
from briefgen.loader.ids import ordered, tongue, twice
from briefgen.loader.pictures import Pictures, lost
from briefgen.loader.places import DOSSIER, Places
from briefgen.loader.settings import Settings
from briefgen.loader.shelf import ALL, RECORDS, Few, Shelf, Source, Tools
from briefgen.loader.sorting import Sorted
from briefgen.loader.text import written
from briefgen.model import KINDS, Config, Dossier
from briefgen.model.dossier import Media

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.loader.files import InputFile, Survey
    from briefgen.loader.places import Rows
    from briefgen.model import Kind
    from briefgen.model.frozen import Frozen
    from briefgen.model.verification import Verification
    from briefgen.state import State

PACKAGES = "pydantic", "PyYAML", "markdown-it-py", "mdit-py-plugins", "nh3", "pillow"
"""What the records, prose and pictures kept from an earlier run depend on."""
EDITIONS = f"{CONTENT}/editions/"
QUOTES = f"{CONTENT}/quotes.lock"


@dataclass(frozen=True)
class Loaded:
    """What was loaded."""

    dossier: Dossier
    places: Places
    findings: tuple[Diagnostic, ...]
    """Warnings, sorted by place."""
    root: Path

    def media(self, path: str) -> bytes:
        """The publishable bytes of a picture; see ``media_bytes``."""
        from briefgen.loader import media

        return media.media_bytes(self.root, path)

    def remarks(self, path: str) -> str:
        """What the file of a picture says in words; see ``media.remarks``."""
        from briefgen.loader import media

        return media.remarks(self.root, path)


def load(
    root: Path,
    state: State | None = None,
    survey: Survey | None = None,
    *,
    copies: bool = False,
    few: Few = ALL,
) -> Loaded:
    """The dossier in the project folder ``root``, which holds ``content/``.

    ``survey`` spares a second look at the files to whoever has looked already.

    Raises ConfigError (with ``dossier.yaml`` at fault), StorageError (a file that cannot be
    read) or ContentError, each with all problems of all files, sorted by place; the gravest
    of what was found decides which. What ``state`` remembers saves time and nothing else.
    With ``copies`` the digests of the private copies that lie here are taken, as no build does.
    With ``few`` no other records are made of what is kept from earlier.
    """
    if not (root / CONTENT).is_dir():
        raise ConfigError(
            Diagnostic("G01", "there is no content/ folder here", Span(CONTENT),
                       "go to the project's folder, or begin one with: briefgen init DIR")
        )  # fmt: skip
    with _uncollected():
        survey = survey or files.survey(root, state)
        return _Loading(root, state, survey, few, copies=copies).load()


def forget(root: Path, state: State, former: Iterable[InputFile]) -> None:
    """Let ``state`` keep nothing of what these files held when they had these digests."""
    version = versions.of(PACKAGES)
    tools = Tools(root, files.Contents(root), state, version, Bodies(), ALL)
    sources = Sorted(former).sources
    for kind in KINDS:
        Shelf(kind, sources[kind.name], tools).forget()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which finds no cycles in records and doubles the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class _Loading:
    """One run over ``content/``."""

    def __init__(
        self, root: Path, state: State | None, survey: Survey, few: Few, *, copies: bool
    ) -> None:
        version = versions.of(PACKAGES)
        self.root = root
        self.state = state
        self.survey = survey
        self.tools = Tools(root, survey.contents, state, version, Bodies(), few)
        self.settings = Settings(self.tools)
        self.found: list[Diagnostic] = []
        self.faults: list[BriefgenError] = []
        self.copies = copies

    def load(self) -> Loaded:
        listed = self.survey.files
        self.faults += self.survey.problems
        sorted_ = Sorted(listed)
        self.found += sorted_.found
        self.settings.load(listed, [*self.told()])
        self.take(self.settings)
        shelves = [self.shelf(kind, sorted_.sources[kind.name]) for kind in KINDS]
        album = Pictures(self.tools)
        pictures = album.load(sorted_.media)
        self.take(album)
        places = self.places(shelves)
        for shelf in shelves:
            self.found += twice(shelf, places)
            self.found += lost(shelf, pictures, self.tools, places)
        lists: dict[str, Any] = {
            s.kind.plural: tuple(h.record for h in ordered(s.homes)) for s in shelves
        }
        entries = self.quotes(listed, lists)
        earlier = self.editions(listed, lists, places)
        held = self.held(lists["sources"])
        config = self.settled()
        self.forget_others(shelves)
        made = Dossier(
            config=config,
            media=tuple(Media(path, digest) for path, digest in sorted(pictures.items())),
            prose=self.tools.bodies.all(),
            quotes=entries,
            editions=earlier,
            copies=held,
            **lists,
        )
        return Loaded(made, places, tuple(_in_order(self.found)), self.root)

    def forget_others(self, shelves: Sequence[Shelf]) -> None:
        """Let nothing be kept of records that are gone; a part of the records tells of none."""
        if self.state and self.tools.few is ALL and any(shelf.known for shelf in shelves):
            self.state.drop_others(RECORDS, set().union(*(shelf.keys for shelf in shelves)))

    def quotes(
        self, listed: Sequence[InputFile], lists: Mapping[str, tuple[Any, ...]]
    ) -> tuple[Verification, ...]:
        """What ``quotes.lock`` says, where there is one."""
        if not any(file.path == QUOTES for file in listed):
            return ()
        from briefgen.loader import quoted

        try:
            made = quoted.quotes(self.root, lists["events"], lists["sources"])
        except BriefgenError as error:
            self.faults.append(error)
            return ()
        self.found += self.sound(made.found)
        return made.entries

    def editions(
        self, listed: Sequence[InputFile], lists: Mapping[str, tuple[Any, ...]], places: Places
    ) -> tuple[Frozen, ...]:
        """What the locks of earlier editions say, where there are any."""
        config = self.settings.config
        since = config.edition.since if config else None
        if since is None and not any(file.path.startswith(EDITIONS) for file in listed):
            return ()
        from briefgen.loader import editions

        try:
            made = editions.editions(self.root, listed, lists)
        except StorageError as error:
            self.faults.append(error)
            return ()
        self.found += self.sound(made.found)
        if not any(one.severity == "error" for one in made.found):
            place = places.locate(Field("dossier", "dossier", ("edition", "since")))
            self.found += editions.unknown(since, made.held, place)
        return made.held

    def held(self, sources: tuple[Any, ...]) -> tuple[tuple[str, str], ...]:
        """Name and sha256 of each private copy that lies here, if that was asked for."""
        if not self.copies:
            return ()
        from briefgen.loader import quoted

        try:
            return quoted.copies(self.root, sources)
        except StorageError as error:
            self.faults.append(error)
            return ()

    def shelf(self, kind: Kind, sources: Sequence[Source]) -> Shelf:
        made = Shelf(kind, sources, self.tools)
        if sources:
            made.load()
        self.faults += made.storage
        self.found += made.found
        return made

    def take(self, part: Settings | Pictures) -> None:
        """What was found while a part was loaded."""
        self.found += part.found
        self.faults += part.faults

    def places(self, shelves: Sequence[Shelf]) -> Places:
        homes = {("dossier", "dossier"): (DOSSIER, 0)}
        owners: dict[str, Shelf] = {}
        config = self.settings.config
        usual = (None, config.lang if config else None)
        for shelf in shelves:
            for record, file, number in shelf.homes:
                owners[file] = shelf
                lang = tongue(shelf.kind, record)
                homes.setdefault((shelf.kind.name, record.id), (file, number))
                if shelf.kind.markdown:
                    homes[shelf.kind.name, f"{record.id}.{lang}"] = (file, number)
                if shelf.kind.markdown and lang in usual:
                    homes[shelf.kind.name, record.id] = (file, number)
        rows = partial(_rows, owners, self.settings.marks)
        return Places(homes, rows, partial(written, self.root))

    def told(self) -> Iterable[Diagnostic]:
        yield from self.found
        for fault in self.faults:
            yield from fault.diagnostics

    def sound(self, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        """What was found in a lock; where records failed to load, not what seems to be gone."""
        broken = any(one.severity == "error" for one in self.told())
        return (one for one in found if one.severity == "error" or not broken)

    def settled(self) -> Config:
        """The configuration; raises everything at once if anything is an error."""
        found = _in_order(self.told())
        config = self.settings.config
        if config is not None and not any(one.severity == "error" for one in found):
            return config
        kinds = (StorageError, ConfigError, ContentError)
        kind = next((k for k in kinds if any(isinstance(f, k) for f in self.faults)), ContentError)
        raise kind(*found)


def _rows(owners: dict[str, Shelf], settings: Callable[[], Any], file: str) -> Rows:
    return ((settings(), ()),) if file == DOSSIER else owners[file].places_of(file)


def _in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    def key(one: Diagnostic) -> tuple[str, int, int, str, str]:
        span = one.place if isinstance(one.place, Span) else Span("")
        return span.file, span.line, span.col, one.code, one.message

    return sorted(dict.fromkeys(found), key=key)
