"""Fetching: one request over one connection, within a time, whatever the other side does.

The head of an answer is read and, where it is asked for, the beginning of its body; then the
connection is closed. So a body without an end, or of another length than was said, costs
nothing. Redirects are not followed here, nor is anything tried again.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from briefgen import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.online.addresses import Address

AGENT = f"briefgen/{__version__} (looks whether the sources of a dossier are still there)"
_ENDED = 0.1
"""Seconds left with which it is no use to try another number."""


class Reply(NamedTuple):
    """The head of an answer."""

    status: int
    location: str
    retry_after: str
    date: str
    """What time it is there."""
    body: bytes


class SilenceError(Exception):
    """No answer that can be understood; the words say why, as the end of a sentence."""


class _Plain(HTTPConnection):
    """A connection of which the watch can get hold while it is being made."""

    watch: Watch

    def _new_conn(self) -> socket.socket:
        return self.watch.over(super()._new_conn())


class _Secure(HTTPSConnection):
    """The same over TLS."""

    watch: Watch

    def _new_conn(self) -> socket.socket:
        return self.watch.over(super()._new_conn())


class Watch:
    """Ends a connection when its time is up, also where each byte comes in time."""

    def __init__(self, seconds: float) -> None:
        self.ended = False
        self._spare: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def over(self, held: socket.socket) -> socket.socket:
        """Watch over this one; TLS takes the socket itself away, so that a second is kept."""
        with self._lock:
            if self.ended:
                held.close()
                raise TimeoutError
            self._spare = held.dup()
        return held

    def _end(self) -> None:
        with self._lock:
            self.ended = True
            if self._spare:
                with suppress(OSError):
                    self._spare.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go."""
        self._timer.cancel()
        with self._lock:
            if self._spare:
                self._spare.close()
            self._spare = None


def fetch(
    address: Address, numbers: Sequence[str], method: str, seconds: float, body: int = 0
) -> Reply:
    """The answer of the first of these numbers that lets itself be connected to.

    ``body`` is how many bytes of the body are wanted. Raises SilenceError.
    """
    watch = Watch(seconds)
    try:
        for last, number in enumerate(numbers, 1 - len(numbers)):
            connection = _connection(address, number, seconds / len(numbers), watch)
            try:
                connection.connect()
                return _reply(connection, address, method, body)
            except (HTTPError, OSError, http.client.HTTPException, ValueError) as fault:
                if watch.ended or not last or connection.sock is not None:
                    raise SilenceError(_why(fault, seconds, ended=watch.ended)) from fault
            finally:
                connection.close()
    finally:
        watch.close()
    raise SilenceError("has no address that could be asked")


def _connection(address: Address, number: str, seconds: float, watch: Watch) -> _Plain | _Secure:
    made: _Plain | _Secure
    if address.scheme == "https":
        made = _Secure(
            number,
            address.port,
            timeout=max(seconds, _ENDED),
            ssl_context=ssl.create_default_context(),
            server_hostname=address.host,
        )
    else:
        made = _Plain(number, address.port, timeout=max(seconds, _ENDED))
    made.watch = watch
    return made


def _reply(connection: _Plain | _Secure, address: Address, method: str, body: int) -> Reply:
    headers = {
        "Host": address.netloc,
        "User-Agent": AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if method == "GET" and not body:
        headers["Range"] = "bytes=0-0"
    connection.request(method, address.target, headers=headers, preload_content=False)
    found = connection.getresponse()
    where, wait, date = (
        found.headers.get(name, "").strip() for name in ("Location", "Retry-After", "Date")
    )
    held = found.read(body, decode_content=False) if body else b""
    if connection.watch.ended:
        raise TimeoutError  # what was read until then looks like the whole
    return Reply(found.status, where, wait, date, held)


def _why(fault: Exception, seconds: float, *, ended: bool) -> str:
    """What went wrong, in words of our own: what a server sends stays out of them."""
    causes = {type(fault), type(fault.__cause__), type(fault.__context__)}
    if ended or any(issubclass(one, TimeoutError) for one in causes):
        return f"did not answer within {round(seconds, 1):g} s"
    if isinstance(fault, ssl.SSLError) or any(issubclass(one, ssl.SSLError) for one in causes):
        return "has no valid certificate, or no TLS that is spoken here"
    for kind, words in _WORDS:
        if any(issubclass(one, kind) for one in causes):
            return words
    return "answered what is not HTTP"


_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (http.client.RemoteDisconnected, "ended the connection without an answer"),
    (ConnectionResetError, "ended the connection without an answer"),
    (ConnectionRefusedError, "takes no connections"),
    (http.client.HTTPException, "answered what is not HTTP"),
    (HTTPError, "could not be connected to"),
    (OSError, "could not be connected to"),
)
