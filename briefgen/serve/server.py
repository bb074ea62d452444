"""uvicorn, as the preview needs it: it stops when asked to, and waits for no dawdler."""

from __future__ import annotations

import asyncio
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from starlette.applications import Starlette

PATIENCE = 20.0
"""Seconds in which a client must have sent the whole head of a request."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Prompt(H11Protocol):
    """A connection that is closed when a request does not arrive in time.

    uvicorn bounds only the silence between requests, so a client that sends one header a
    minute would hold its connection for ever.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        """Expect a first request."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Take in some bytes, and see whether a request is still on its way."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._expect()
        else:
            self._forget()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        self._forget()
        super().connection_lost(exc)

    def _expect(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(PATIENCE, self.transport.close)

    def _forget(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class Server(uvicorn.Server):
    """Stops at Ctrl-C, SIGTERM and SIGHUP as at any other end, so that all is cleared up.

    A SIGHUP that is ignored, as under nohup, stays so.
    """

    def __init__(
        self,
        application: Starlette,
        on_start: Callable[[], None] = lambda: None,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        config = uvicorn.Config(
            application,
            http=Prompt,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=200,
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)
        self._on_start = on_start
        self._on_stop = on_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so only then."""
        await super().startup(sockets)
        self._on_start()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn's own raises the signal again at the end, before we could clear up."""
        if threading.current_thread() is not threading.main_thread():
            yield  # no other thread hears of signals
            return
        loop = asyncio.get_running_loop()
        before = {number: signal.getsignal(number) for number in SIGNALS}
        heeded = [n for n in SIGNALS if n != signal.SIGHUP or before[n] is not signal.SIG_IGN]
        for number in heeded:
            loop.add_signal_handler(number, self.stop)
        try:
            yield
        finally:
            for number in heeded:
                loop.remove_signal_handler(number)
                signal.signal(number, before[number])

    def stop(self) -> None:
        """End the streams and then the server; the second time at once."""
        self.force_exit = self.should_exit
        self.should_exit = True
        self._on_stop()
