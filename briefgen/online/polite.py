"""Politeness: one request at a host at a time, a pause between two, and back-off."""

from __future__ import annotations

import email.utils
import threading
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.online import hosts
from briefgen.online.fetch import Reply, SilenceError, fetch

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.online.addresses import Address

BUSY = frozenset([429, 500, 502, 503, 504])
"""What a host may answer that can do better later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How hosts are asked."""

    allowed: frozenset[str] = frozenset()
    """Hosts that may be asked though their addresses are not public."""
    at_once: int = 8
    """Hosts asked at the same time."""
    gap: float = 1.0
    """Seconds between two requests at one host."""
    seconds: float = 20.0
    """For one request."""
    tries: int = 3
    """For an address whose host is busy."""
    patience: float = 30.0
    """Seconds that are waited at most when a host asks for it."""
    total: float = 600.0
    """Seconds for all addresses together."""


@dataclass(slots=True)
class _Host:
    """The turn at one host."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    next: float = 0.0
    """When it may be asked again."""
    numbers: tuple[str, ...] = ()
    fault: Exception | None = None
    """Why there are no numbers."""


class Visitor:
    """Asks hosts as the manners say; may be shared by threads."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.until = time.monotonic() + manners.total
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    def stop(self) -> None:
        """Ask nothing more."""
        self._stopped.set()

    @cached_property
    def named(self) -> bool:
        """Whether names are looked up at all."""
        return hosts.named()

    @property
    def late(self) -> bool:
        """Whether the time for all is up."""
        return self._stopped.is_set() or time.monotonic() >= self.until

    def head(self, address: Address) -> Reply:
        """The head of an answer: HEAD is asked first, and GET where that is answered badly.

        Raises SilenceError, or what ``hosts.numbers`` raises.
        """
        return self._again(lambda: self._either(address), address.host)

    def body(self, address: Address, limit: int) -> Reply:
        """The answer with the beginning of its body; raises as ``head`` does."""
        return self._again(lambda: self._visit(address, "GET", limit), address.host)

    def _either(self, address: Address) -> Reply:
        """Many a server answers HEAD with an error, or not at all, where it has the page."""
        try:
            reply = self._visit(address, "HEAD")
        except SilenceError:
            if self.late:
                raise
        else:
            if reply.status < 400 or reply.status in {429, 503}:
                return reply
        return self._visit(address, "GET")

    def _again(self, ask: Callable[[], Reply], host: str) -> Reply:
        """Ask until the host is busy no more, or has been asked often enough."""
        tried = 0
        while True:
            reply, tried = ask(), tried + 1
            if reply.status not in BUSY:
                return reply
            wished = wait(reply.retry_after, reply.date)
            self._hold(host, self.manners.gap * 2.0**tried if wished is None else wished)
            if tried == self.manners.tries or (wished or 0.0) > self.manners.patience:
                return reply

    def _hold(self, name: str, seconds: float) -> None:
        """Leave a host alone for some time."""
        host = self._host(name)
        host.next = max(host.next, time.monotonic() + seconds)

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())

    def _visit(self, address: Address, method: str, body: int = 0) -> Reply:
        host = self._host(address.host)
        with host.turn:
            self._await(host.next)
            self._look_up(host, address)
            left = min(self.manners.seconds, max(self.until - time.monotonic(), 0.1))
            try:
                return fetch(address, host.numbers, method, left, body)
            finally:
                host.next = max(host.next, time.monotonic() + self.manners.gap)

    def _look_up(self, host: _Host, address: Address) -> None:
        """Find the numbers of a host, or the fault in them, once."""
        if not host.numbers and host.fault is None:
            try:
                host.numbers = hosts.numbers(address.host, address.port, self.manners.allowed)
            except (hosts.PrivateError, hosts.NamelessError, hosts.UnknownError) as fault:
                host.fault = fault
        if host.fault is not None:
            raise host.fault

    def _await(self, when: float) -> None:
        pause = when - time.monotonic()
        if pause > self.manners.patience:
            raise SilenceError("asked to be left alone for longer than is waited here")
        if pause > 0:
            self._stopped.wait(min(pause, max(self.until - time.monotonic(), 0.0)))
        if self.late:
            raise SilenceError("was not asked: the time for all addresses was up")


def wait(header: str, now: str) -> float | None:
    """The seconds that Retry-After asks for (RFC 9110, 10.2.3); None if it does not.

    A time is held against ``now``, the time by the host's own clock.
    """
    if header.isascii() and header.isdecimal() and len(header) < 10:
        return float(header)
    when, today = (email.utils.parsedate_tz(text) for text in (header, now))
    if when is None or today is None:
        return None
    try:
        return float(max(email.utils.mktime_tz(when) - email.utils.mktime_tz(today), 0))
    except (ValueError, OverflowError):
        return None
