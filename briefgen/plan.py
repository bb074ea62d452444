"""Pages and their addresses: what the site will hold, before a byte of it is made.

A view that is long in the making may be planned as ``Later``: its key says what it is made of,
and the view itself is made for pages whose key is new.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from briefgen.errors import ContentError, Diagnostic, Field
from briefgen.value import Value, digest, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Link(NamedTuple):
    """An address inside the site and the words that lead there."""

    path: str
    """From the root of the site, with its fragment: ``claims.html#c-slug``."""
    text: str
    """The words of the link."""
    lang: str
    """The language of the words (BCP 47)."""


Parts = tuple[tuple[str, bytes], ...]
"""What something is made of, by name: a digest or checksum of each part."""


@dataclass(frozen=True, slots=True)
class Later:
    """A view that is made when it is asked for."""

    key: bytes
    """A digest of all that it is made of: equal keys promise equal views."""
    make: Callable[[], Value] = field(compare=False, repr=False)
    """Gives the view; pure."""
    explain: Callable[[], Parts] = field(compare=False, repr=False)
    """Gives what the key was made of, by name."""
    around: bytes = b""
    """A digest of all that it is made of but its own record: empty if that is not told apart."""


@dataclass(frozen=True, slots=True)
class Page:
    """An address and a frozen view; the template is named for the kind of view."""

    path: str
    """From the root of the site, e.g. ``events/2024-12-30-attaf.html``."""
    template: str
    """The template's name, e.g. ``event.html``."""
    held: Value | Later
    """The view, or how to come by it."""
    lang: str
    """The language of the page (BCP 47)."""
    origin: Field | None = None
    """The record that asked for this address, for messages."""

    @property
    def view(self) -> Value:
        """Everything the template may see."""
        return self.held.make() if isinstance(self.held, Later) else self.held

    @property
    def key(self) -> bytes:
        """Equal keys promise equal views."""
        return self.held.key if isinstance(self.held, Later) else digest(self.held)

    @property
    def parts(self) -> Parts:
        """What the view is made of, by name."""
        return self.held.explain() if isinstance(self.held, Later) else parts(self.held)


class Output(NamedTuple):
    """A file of the site that can be made when it is needed."""

    path: str
    """From the root of the site, with forward slashes."""
    key: bytes
    """Equal keys promise equal bytes."""
    make: Callable[[], bytes]
    """Gives the bytes; pure, apart from reading the theme."""
    explain: Callable[[], Parts] = tuple
    """Gives ``parts``; asked only of outputs that are made."""
    format: str = "html"
    """The format it belongs to, for ``--only``."""

    @property
    def parts(self) -> Parts:
        """What the key was made of, by name: ``build --explain`` compares these."""
        return self.explain()


def folded(path: str) -> str:
    """The form under which file systems may take two paths for one."""
    return unicodedata.normalize("NFC", path).casefold()


def distinct(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The pages, if no two claim one path; raises ContentError naming both otherwise."""
    seen: dict[str, Page] = {}
    clashes = []
    for page in pages:
        first = seen.setdefault(folded(page.path), page)
        if first is not page:
            clashes.append(_clash(first, page))
    if clashes:
        raise ContentError(*clashes)
    return tuple(seen.values())


def _clash(first: Page, second: Page) -> Diagnostic:
    other = f"{first.origin.kind} {first.origin.id}" if first.origin else "a page of briefgen's own"
    return Diagnostic(
        "A01",
        f"the address {second.path} is already taken by {other}",
        second.origin,
        "give one of them another id",
    )
