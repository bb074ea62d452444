"""Taking a copy of a source: its text kept in private, its digest recorded in the source."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from briefgen import loader
from briefgen.errors import ConfigError, Diagnostic, did_you_mean
from briefgen.loader.amend import amend
from briefgen.loader.files import PRIVATE
from briefgen.snapshots import extract, keeping

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.model import Source

IGNORE = "# copies of sources: kept for checking, not ours to publish\n*\n"


class Taken(NamedTuple):
    """A copy that was taken."""

    text: Path
    """Where its words are."""
    record: Path
    """The author's file that now names it."""
    sha256: str
    words: int


def take(
    root: Path, source: str, file: Path, today: datetime.date, *, replace: bool = False
) -> Taken:
    """Keep the text of ``file`` as the copy of a source; ``replace``: in place of another text.

    Raises ConfigError for an unknown source and for one with a copy of another text, what
    ``extract.text`` and ``amend`` raise for a file that cannot be used, StorageError for the
    disk. Nothing is written unless all of it can be.
    """
    loaded = loader.load(root)
    known(source, loaded.dossier.sources)
    (held,) = (one.snapshot for one in loaded.dossier.sources if one.id == source)
    raw = keeping.read(file, extract.LIMIT + 1)
    words = extract.text(raw, str(file))
    digest = sha256(words.encode()).hexdigest()
    if not replace and held and held.sha256 != digest:
        raise ConfigError(_another(source, held.at.text))
    home = loaded.places.home("source", source)
    assert home is not None  # noqa: S101 - every record that was loaded has one
    record = root / home[0]
    snapshot = {"file": f"{source}.txt", "sha256": digest, "at": today.isoformat()}
    new = amend(keeping.read(record, extract.LIMIT), home[0], home[1], "snapshot", snapshot)
    _ignored(root / PRIVATE)
    text = root / PRIVATE / f"{source}.txt"
    keeping.write(text, words.encode())
    keeping.write(record, new)
    return Taken(text, record, digest, len(words.split()))


def _another(source: str, day: str) -> Diagnostic:
    """Pages change, and a copy of what once stood there may be the only one."""
    return Diagnostic(
        "R13",
        f'the copy of "{source}" on record, of {day}, has another text',
        hint="--replace takes this one in its place; or make it a source of its own",
    )


def known(source: str, sources: Iterable[Source]) -> None:
    """Refuse the id of a source that is not on file."""
    ids = [one.id for one in sources]
    if source not in ids:
        hint = did_you_mean(source, ids) or "name a source by its id, as events cite it"
        raise ConfigError(Diagnostic("R11", f'there is no source "{source}"', hint=hint))


def _ignored(folder: Path) -> None:
    """Keep the copies out of git also where the project does not say so."""
    rule = folder / ".gitignore"
    if not rule.exists():
        keeping.write(rule, IGNORE.encode())
