"""Where the server listens, and under which names it may be asked for."""

from __future__ import annotations

import errno
import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from briefgen.errors import ConfigError, Diagnostic

PORTS = range(8000, 8100)
"""Tried in turn when none is asked for."""
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?")

Ip = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """A socket that listens, and the names it answers to."""

    socket: socket.socket
    url: str
    """For a browser on this machine."""
    names: frozenset[str]
    exposed: bool

    def answers_to(self, header: str) -> bool:
        """Whether a ``Host`` header names this server.

        A page elsewhere can have its own name point here (DNS rebinding), so names are
        known ones only. A bare address needs no name; others ask for it when exposed.
        """
        found = HOST.fullmatch(header.lower())
        if found is None:
            return False
        name = found[1].rstrip(".")
        return name in self.names or (self.exposed and _ip(name.strip("[]")) is not None)


def listen(host: str, port: int | None, *, expose: bool) -> Address:
    """Listen on ``port``, or on the first free one of ``PORTS``.

    With ``expose`` the usual loopback address becomes all addresses of this machine.
    Raises ConfigError for a host that cannot be and a port that cannot be had.
    """
    ip = _ip("127.0.0.1" if host == "localhost" else host.strip("[]"))
    if ip is None:
        raise _refusal("L01", f'"{host}" is not an IP address', "leave out --host, or write ::1")
    if expose and ip == IPv4Address("127.0.0.1"):
        ip = IPv4Address(0)
    if not ip.is_loopback and not expose:
        hint = "add --expose if others are to read it, or leave out --host"
        raise _refusal("L02", f"{ip} can be reached from elsewhere", hint)
    bound = _bind(ip, port)
    shown = _shown(IPv4Address("127.0.0.1") if ip.is_unspecified and ip.version == 4 else ip)
    names = {"localhost", "127.0.0.1", "[::1]", shown}
    if expose:
        names |= {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}
    url = f"http://{shown}:{bound.getsockname()[1]}/"
    return Address(bound, url, frozenset(names), exposed=not ip.is_loopback)


def _ip(text: str) -> Ip | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _shown(ip: Ip) -> str:
    return f"[{ip}]" if ip.version == 6 else str(ip)


def _bind(ip: Ip, port: int | None) -> socket.socket:
    for number in PORTS if port is None else (port,):
        try:
            return _socket(ip, number)
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                said = f"cannot listen on {_shown(ip)}:{number}: {fault.strerror or fault}"
                what = "host" if fault.errno == errno.EADDRNOTAVAIL else "port"
                hint = f"choose another --{what}, or leave it out"
                raise _refusal("L04", said, hint) from None
    if port is None:
        said = f"no port from {PORTS[0]} to {PORTS[-1]} is free"
        raise _refusal("L03", said, "name another with --port")
    raise _refusal("L03", f"port {port} is taken", "choose another --port, or leave it out")


def _socket(ip: Ip, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ip.version == 6 else socket.AF_INET)
    try:
        # a port that was ours a moment ago is free; one that somebody listens on is not
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((str(ip), port))
        made.listen(128)
    except OSError:
        made.close()
        raise
    return made


def _refusal(code: str, message: str, hint: str) -> ConfigError:
    return ConfigError(Diagnostic(code, message, hint=hint))
