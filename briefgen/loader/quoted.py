"""``content/quotes.lock`` beside the records, and the digests of copies that lie there."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from briefgen.errors import ContentError, Diagnostic, Span
from briefgen.loader import files
from briefgen.quotes import lock
from briefgen.quotes.asked import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.model import Event, Source
    from briefgen.model.verification import Verification

PATH = f"{files.CONTENT}/{lock.FILE}"
_AGAIN = "run: briefgen verify"


class Quotes(NamedTuple):
    """What the lock says, and what no longer fits the records."""

    entries: tuple[Verification, ...]
    found: tuple[Diagnostic, ...]


def quotes(root: Path, events: Iterable[Event], sources: Iterable[Source]) -> Quotes:
    """The entries of the lock; raises ContentError if it cannot be used, StorageError if read.

    An entry whose event, source or words are gone is left out, with a warning.
    """
    held = lock.parse(files.read(root, PATH))
    if isinstance(held, lock.Fault):
        place = Span(PATH, held.line)
        raise ContentError(Diagnostic(held.code, held.message, place, held.hint))
    if not held.entries:
        return Quotes((), ())
    gone = _Gone(events, sources)
    told = [gone.why(entry) for entry in held.entries]
    stale = (
        Diagnostic("R03", why, Span(PATH, line), _AGAIN, "warning")
        for why, line in zip(told, held.lines, strict=True)
        if why
    )
    kept = (entry for entry, why in zip(held.entries, told, strict=True) if not why)
    return Quotes(tuple(kept), tuple(stale))


class _Gone:
    """What the records hold now."""

    def __init__(self, events: Iterable[Event], sources: Iterable[Source]) -> None:
        self.events = {event.id: event for event in events}
        self.sources = {source.id for source in sources}
        self.words: dict[str, frozenset[str]] = {}

    def why(self, entry: Verification) -> str:
        """Why an entry fits no record, or an empty string."""
        if entry.event not in self.events:
            return f'the lock names the event "{entry.event}", which is gone'
        if entry.source not in self.sources:
            return f'the lock names the source "{entry.source}", which is gone'
        if entry.event not in self.words:
            self.words[entry.event] = frozenset(_digests(self.events[entry.event]))
        if entry.quote not in self.words[entry.event]:
            return f'a quote of "{entry.event}" has changed since it was verified, or is gone'
        return ""


def _digests(event: Event) -> Iterator[str]:
    for said in event.says:
        if said.quote is not None:
            yield digest(said.quote)
        if said.original is not None:
            yield digest(said.original.text)


def copies(root: Path, sources: Iterable[Source]) -> tuple[tuple[str, str], ...]:
    """Name and sha256 of each copy that lies in the private folder; raises StorageError.

    Only ``check`` and ``verify`` ask for them; nothing of a copy but this is kept.
    """
    made = {}
    for source in sources:
        if source.snapshot and (raw := copy(root, source.snapshot.file)) is not None:
            made[source.snapshot.file] = sha256(raw).hexdigest()
    return tuple(sorted(made.items()))


def copy(root: Path, name: str) -> bytes | None:
    """The bytes of a copy, or None if it is not here; raises StorageError."""
    if not (root / files.PRIVATE / name).exists():
        return None
    return files.read(root, f"{files.PRIVATE}/{name}")
