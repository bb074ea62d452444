"""Ids: the order of records, and those that are used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.loader.places import Places
    from briefgen.loader.shelf import Home, Shelf
    from briefgen.model import Kind


def tongue(kind: Kind, record: object) -> str | None:
    """The language that tells two Markdown records of one id apart."""
    return getattr(record, "lang", None) if kind.markdown else None


def ordered(homes: Iterable[Home]) -> list[Home]:
    """Records by id, those of one id by language."""
    return sorted(homes, key=lambda home: (home.record.id, getattr(home.record, "lang", "") or ""))


def twice(shelf: Shelf, places: Places) -> list[Diagnostic]:
    """Ids that an earlier file, in the order of paths, already uses."""
    first: dict[tuple[str, str | None], Home] = {}
    found = []
    for home in sorted(shelf.homes, key=lambda home: (home.file, home.number)):
        known = first.setdefault((home.record.id, tongue(shelf.kind, home.record)), home)
        if known is not home:
            where = places.at(known.file, known.number, ("id",))
            message = f'{shelf.kind.name} id "{home.record.id}" already used in {where}'
            found.append(
                Diagnostic("A04", message,
                           places.at(home.file, home.number, ("id",)), "choose another id")
            )  # fmt: skip
    return found
