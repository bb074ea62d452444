"""``content/editions/*.lock`` beside the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefgen.editions import lock
from briefgen.editions.compare import FOLDERS
from briefgen.errors import Diagnostic, Span, did_you_mean
from briefgen.loader import files
from briefgen.quotes.lock import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from briefgen.loader.files import InputFile
    from briefgen.model.frozen import Entry, Frozen
    from briefgen.model.shared import Record

FOLDER = f"{files.CONTENT}/editions/"
ENDING = ".lock"


class Editions(NamedTuple):
    """What the locks say, and what is wrong with them."""

    held: tuple[Frozen, ...]
    found: tuple[Diagnostic, ...]


def editions(
    root: Path, listed: Iterable[InputFile], lists: Mapping[str, Sequence[Record]]
) -> Editions:
    """The editions on file, by name; raises StorageError if one cannot be read.

    A lock that cannot be used is an error, and so is one whose name is not that of its file, as
    when it was copied. A record that the latest edition names and that is gone is a warning.
    """
    held: dict[str, lock.Lock] = {}
    found: list[Diagnostic] = []
    for path in sorted(file.path for file in listed if _is_lock(file.path)):
        read = lock.parse(files.read(root, path))
        name = path.removeprefix(FOLDER).removesuffix(ENDING)
        if isinstance(read, Fault):
            found.append(Diagnostic(read.code, read.message, Span(path, read.line), read.hint))
        elif read.frozen.name != name:
            found.append(_twice(path, read.frozen.name))
        else:
            held[name] = read
    if held and not found:
        found += _gone(max(held.values(), key=_age), lists)
    return Editions(tuple(one.frozen for one in held.values()), tuple(found))


def _is_lock(path: str) -> bool:
    below = path.removeprefix(FOLDER)
    return below != path and "/" not in below and below.endswith(ENDING)


def _age(one: lock.Lock) -> tuple[str, str]:
    return one.frozen.date, one.frozen.name


def _twice(path: str, name: str) -> Diagnostic:
    return Diagnostic(
        "E04",
        f'this lock says that it is the edition "{name}", which {name}.lock would be',
        Span(path),
        "take the copy away, or give the file the name of its edition",
    )


def _gone(latest: lock.Lock, lists: Mapping[str, Sequence[Any]]) -> Iterable[Diagnostic]:
    """A finding for each record of an edition that is neither on file nor at a new address."""
    known = {
        (kind, name)
        for kind, plural in FOLDERS.items()
        for record in lists[plural]
        for name in (record.id, *record.redirect_from)
    }
    for entry, line in zip(latest.frozen.entries, latest.lines, strict=True):
        if entry.kind != "dossier" and known.isdisjoint(_names(entry)) and not entry.withdrawal:
            yield Diagnostic(
                "E03",
                f'the edition names the {entry.kind} "{entry.id}", which is gone',
                Span(f"{FOLDER}{latest.frozen.name}{ENDING}", line),
                "readers who cite it find nothing: bring it back and withdraw it with a change "
                "of kind withdrawal, or name its old address in redirect_from of what it became",
                "warning",
            )


def _names(entry: Entry) -> set[tuple[str, str]]:
    folder = "" if entry.kind == "page" else f"{FOLDERS.get(entry.kind, entry.kind)}/"
    return {(entry.kind, entry.id), (entry.kind, f"{folder}{entry.id}.html")}


def unknown(since: str | None, held: Iterable[Frozen], place: Span) -> Iterable[Diagnostic]:
    """What to say if ``dossier.yaml`` names, at this place, an edition that is not on file."""
    names = [one.name for one in held]
    if since is not None and since not in names:
        known = f"editions on file: {', '.join(names)}" if names else "none is on file yet"
        hint = did_you_mean(since, names) or known
        yield Diagnostic("E05", f'there is no edition "{since}"', place, hint)
