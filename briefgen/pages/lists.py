"""Long lists: cut into pages, each at an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from briefgen.pages.addresses import Addresses

T = TypeVar("T")


def cut(found: tuple[T, ...], size: int) -> tuple[tuple[T, ...], ...]:
    """Pieces of at most ``size``; one empty piece if there is nothing."""
    return tuple(found[n : n + size] for n in range(0, len(found), size)) or ((),)


def addresses(shelf: Addresses, count: int, *pieces: str) -> tuple[str, ...]:
    """The addresses of so many pages: ``ledger.html``, ``ledger/2.html`` and so on."""
    later = (shelf.path(*pieces, str(n)) for n in range(2, count + 1))
    return (shelf.path(*pieces), *later)
