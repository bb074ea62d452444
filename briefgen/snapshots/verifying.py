"""Every quote against the copies that lie here, and the lock that says what came of it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from briefgen import loader
from briefgen.dates import parse
from briefgen.errors import Diagnostic, Field
from briefgen.loader import quoted as held_here
from briefgen.model.verification import Verification
from briefgen.quotes import lock as locks
from briefgen.quotes.asked import asked
from briefgen.quotes.copy import Copy
from briefgen.quotes.match import Found
from briefgen.quotes.nearest import Miss, look
from briefgen.resolve.quoted import standing
from briefgen.snapshots import keeping
from briefgen.snapshots.taking import known

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefgen.dates import Edtf
    from briefgen.errors import Span
    from briefgen.loader import Loaded
    from briefgen.model import Event, Source
    from briefgen.quotes.asked import Asked
    from briefgen.resolve.quoted import State


class Result(NamedTuple):
    """What became of the words of one statement."""

    asked: Asked
    place: Span
    """Where the author wrote them."""
    state: State
    source: str = ""
    """The source whose copy says so; empty if none is held."""
    on: Edtf | None = None
    """Since when they are known to stand there."""
    here: bool = True
    """Whether the copy lies here; if not, the lock says so."""
    miss: Miss | None = None
    """How they differ."""
    passage: str = ""
    """The nearest passage of the copy."""
    lacking: tuple[str, ...] = ()
    """The sources that could hold the words, and of which no copy lies here."""


class Verified(NamedTuple):
    """What a look through all copies came to."""

    results: tuple[Result, ...]
    findings: tuple[Diagnostic, ...]
    """Copies that are not the ones on record."""
    written: bool
    """Whether the lock changed."""

    def count(self, state: State) -> int:
        """How many of the words asked for are in a state."""
        return sum(result.state == state for result in self.results)


def verify(root: Path, today: datetime.date, source: str | None = None) -> Verified:
    """Look for each quote, or for those of one source, and write down what was found.

    What the lock says of sources whose copies do not lie here is kept. Raises what loading
    raises, ConfigError for an unknown source, and StorageError.
    """
    loaded = loader.load(root, copies=True)
    if source is not None:
        known(source, loaded.dossier.sources)
    looking = _Looking(root, loaded, today)
    kept, results = set(loaded.dossier.quotes), []
    for event in loaded.dossier.events:
        for one in asked(event, loaded.dossier.config.lang, looking.sources):
            if source is None or source in one.sources:
                kept = kept - looking.old(one, event) if one.sources else kept
                result, entries = looking.result(one, event)
                results.append(result)
                kept |= set(entries)
    new = locks.dump(kept).encode() if kept else b""
    return Verified(tuple(results), tuple(looking.findings), _write(root, new))


def _write(root: Path, new: bytes) -> bool:
    """Put the lock in place if it says something else than before."""
    path = root / held_here.PATH
    before = path.read_bytes() if path.exists() else b""
    if new == before:
        return False
    keeping.write(path, new or locks.dump(()).encode())
    return True


class _Looking:
    """One look through all copies."""

    def __init__(self, root: Path, loaded: Loaded, today: datetime.date) -> None:
        self.root = root
        self.loaded = loaded
        self.today = parse(today.isoformat())
        self.sources = {source.id: source for source in loaded.dossier.sources}
        self.findings: list[Diagnostic] = []
        self.copies: dict[str, Copy | None] = {}
        self.known: dict[str, list[Verification]] = {}
        for entry in loaded.dossier.quotes:
            self.known.setdefault(entry.event, []).append(entry)

    def old(self, one: Asked, event: Event) -> set[Verification]:
        """What the lock says of some words."""
        digest = one.digest
        return {e for e in self.known.get(event.id, ()) if e.quote == digest}

    def result(self, one: Asked, event: Event) -> tuple[Result, Sequence[Verification]]:
        """What became of some words, and what the lock is to say of them."""
        place = self.loaded.places.locate(Field("event", event.id, one.path))
        old = self.old(one, event)
        away = [e for e in old if e.source in one.sources and self.away(e.source)]
        looked = list(self.looked(one, event))
        for source, found in looked:
            if isinstance(found, Found):
                entry = self.entry(one, source, found, old)
                return Result(one, place, "verified", source, entry.on), [*away, entry]
        told = standing(one, tuple(away), self.sources)
        if told.state != "unheld":
            return Result(one, place, told.state, told.source, told.on, here=False), away
        if not looked or len(looked) < len(one.sources):
            lacking = tuple(s for s in one.sources if self.copy(s) is None)
            return Result(one, place, "unheld", lacking=lacking), away
        source, miss = min(((s, m) for s, m in looked if isinstance(m, Miss)), key=_unlike)
        copy = self.copy(source)
        passage = copy.text[miss.start : miss.end] if copy else ""
        entry = self.entry(one, source, miss, old)
        made = Result(one, place, "mismatch", source, entry.on, miss=miss, passage=passage)
        return made, [*away, entry]

    def looked(self, one: Asked, event: Event) -> Iterator[tuple[str, Found | Miss]]:
        said = event.says[one.nth]
        for source in one.sources:
            copy = self.copy(source)
            if copy is not None:
                yield source, look(one.text, copy, said.prefix, said.suffix)

    def entry(
        self, one: Asked, source: str, found: Found | Miss, old: set[Verification]
    ) -> Verification:
        """The line of the lock, with its earlier date if it says what it said before."""
        snapshot = self.sources[source].snapshot
        sha = snapshot.sha256 if snapshot else ""
        state = "verified" if isinstance(found, Found) else "mismatch"
        same = (e.on for e in old if (e.source, e.snapshot, e.state) == (source, sha, state))
        on = next(same, self.today)
        return Verification(
            event=one.event,
            quote=one.digest,
            source=source,
            snapshot=sha,
            state="verified" if isinstance(found, Found) else "mismatch",
            at=found.start,
            on=on,
        )

    def away(self, source: str) -> bool:
        """Whether a source has a copy on record that does not lie here."""
        return self.sources[source].snapshot is not None and self.copy(source) is None

    def copy(self, source: str) -> Copy | None:
        """The copy of a source, if the one on record lies here."""
        if source not in self.copies:
            self.copies[source] = self._copy(self.sources[source])
        return self.copies[source]

    def _copy(self, source: Source) -> Copy | None:
        snapshot = source.snapshot
        raw = held_here.copy(self.root, snapshot.file) if snapshot else None
        if snapshot is None or raw is None:
            return None
        if sha256(raw).hexdigest() == snapshot.sha256:
            return Copy.of(raw.decode("utf-8", "replace"))
        field = Field("source", source.id, ("snapshot", "sha256"))
        message = f'the copy snapshots/{snapshot.file} is not the one on record for "{source.id}"'
        hint = "put the copy back, or take it anew with: briefgen snapshot SOURCE FILE"
        self.findings.append(Diagnostic("S06", message, self.loaded.places.locate(field), hint))
        return None


def _unlike(looked: tuple[str, Miss]) -> int:
    """The less of the copy is like the quote, the later it is named."""
    _, miss = looked
    alike = sum(len(part.words) for part in miss.difference if part.of == "both")
    return -alike if miss.why == "altered" else -1 if miss.why == "stitched" else 0
