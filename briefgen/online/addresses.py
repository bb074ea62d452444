"""Addresses: which are to be asked for, each once, and how they go over the wire."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.resolve import Site

LIMIT = 4000
"""Characters of an address that a redirect may lead to."""
_SAFE = "%/:?#[]@!$&'()*+,;=~"
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_][a-z0-9_-]{0,62})*")


class Address(NamedTuple):
    """An http or https address, in the only form in which it is sent: plain ASCII."""

    scheme: str
    host: str
    """In lower case; an IPv6 address without brackets."""
    port: int
    target: str
    """Path and query, beginning with a slash."""

    @property
    def netloc(self) -> str:
        """The host as a header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (
            host if self.port == {"http": 80, "https": 443}[self.scheme] else f"{host}:{self.port}"
        )

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"


class Asked(NamedTuple):
    """An address as an author wrote it, and every field that holds it."""

    url: str
    places: tuple[Field, ...]


def planned(site: Site) -> tuple[Asked, ...]:
    """Every address of the sources of a site and of their archived copies, each once.

    A piece of a page (what follows ``#``) is the same page.
    """
    held: dict[str, list[Field]] = {}
    for url, place in _held(site):
        held.setdefault(url.partition("#")[0], []).append(place)
    return tuple(Asked(url, tuple(places)) for url, places in held.items())


def _held(site: Site) -> Iterator[tuple[str, Field]]:
    for source in site.dossier.sources:
        if source.url:
            yield source.url, Field("source", source.id, ("url",))
        if source.archive:
            yield source.archive.url, Field("source", source.id, ("archive", "url"))


def parse(url: str) -> Address:
    """An absolute address taken apart (RFC 3986; hosts by IDNA).

    Raises ValueError, a UnicodeError too, for what no server could be asked for.
    """
    parts = urlsplit(url.partition("#")[0])
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise ValueError("not an http address")
    host = parts.hostname.rstrip(".")
    if ":" not in host:
        host = host.encode("idna").decode("ascii").lower()
        if not _HOST.fullmatch(host):
            raise ValueError("not the name of a host")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, host, port, _ascii(target))


def joined(base: Address, location: str) -> Address:
    """Where a header of a server leads; raises ValueError if nowhere.

    Servers write raw UTF-8, which arrives as Latin-1.
    """
    if len(location) > LIMIT:
        raise ValueError("too long")
    try:
        location = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        location = quote(location.encode("utf-8", "replace"), safe=_SAFE)
    return parse(urljoin(str(base), location.strip()))


def _ascii(target: str) -> str:
    """Without a character that could end a line of a request or of a terminal."""
    return quote(target, safe=_SAFE)
