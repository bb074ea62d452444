"""Hosts: the numbers behind a name, and whether they may be asked.

A source, or a server that redirects, could otherwise make the author's machine knock at its own
doors or at those of the network it stands in. The numbers that were judged are those connected
to: a name is looked up once.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

Number = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_OWN_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
"""The same within one network (RFC 8215), which Python 3.11 takes for public."""
_COUNT = 4
"""How many numbers of a host are tried."""
_KNOWN = "example.org"
"""A name that IANA keeps for good (RFC 2606); nobody is connected to."""


class PrivateError(Exception):
    """A host that is at an address which is not public."""


class NamelessError(Exception):
    """A name that belongs to no host."""


class UnknownError(Exception):
    """A name that could not be looked up."""


def public(number: Number) -> bool:
    """Whether a number stands for one host on the public network (IANA's registries).

    An IPv6 number that carries an IPv4 number is as public as that one.
    """
    if isinstance(number, ipaddress.IPv6Address):
        carried = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
        if number in _NAT64:
            carried.append(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
        if number in _OWN_NAT64 or any(one and not public(one) for one in carried):
            return False
        if number.ipv4_mapped:
            return True
    return number.is_global and not number.is_multicast


def numbers(host: str, port: int, allowed: Collection[str]) -> tuple[str, ...]:
    """The numbers to connect to. The system gives up on a name by its own clock.

    Raises NamelessError, UnknownError, or PrivateError unless the host is among the ``allowed``.
    """
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as fault:
        if fault.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)}:
            raise NamelessError from None
        raise UnknownError from None
    except (OSError, UnicodeError):
        raise UnknownError from None
    found = tuple(dict.fromkeys(str(row[4][0]) for row in rows))
    if host not in allowed and not all(public(ipaddress.ip_address(one)) for one in found):
        raise PrivateError
    return found[:_COUNT]


def named() -> bool:
    """Whether names are looked up at all; without a network all seem not to exist."""
    try:
        return bool(socket.getaddrinfo(_KNOWN, 443, type=socket.SOCK_STREAM))
    except OSError:
        return False
