"""A server on loopback that misbehaves in the way that the path asks for."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
SLOW = 4.0
"""Seconds for which a slow answer goes on; longer than the tests wait."""


class Asked(NamedTuple):
    """A request."""

    method: str
    path: str
    headers: str
    at: float


class Rude(socketserver.ThreadingTCPServer):
    """Remembers what it was asked."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[Asked] = []
        self.lock = threading.Lock()
        self.tls = tls

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str, host: str = "localhost") -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def times(self, path: str) -> list[str]:
        """The methods with which a path was asked for."""
        return [one.method for one in self.asked if one.path == path]

    def get_request(self) -> tuple[Any, Any]:
        request, address = super().get_request()
        return (self.tls.wrap_socket(request, server_side=True) if self.tls else request), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked has left; that is what is tested."""


class _Answer(socketserver.BaseRequestHandler):
    server: Rude

    def handle(self) -> None:
        head = self._head()
        method, path, *_ = [*head.split(" "), "", ""]
        with self.server.lock:
            self.server.asked.append(Asked(method, path, head, time.monotonic()))
        with suppress(OSError):
            self._answer(method, path)

    def _head(self) -> str:
        held = b""
        while b"\r\n\r\n" not in held and held[:1] != b"\x16":  # TLS, which is not spoken here
            if not (more := self.request.recv(4096)):
                break
            held += more
        return held.decode("latin-1")

    def _answer(self, method: str, path: str) -> None:
        if not method.isalpha():
            self._status(400, "")
            return
        way, _, rest = path.lstrip("/").partition("?")[0].partition("/")
        if way.isdigit():
            self._status(int(way), rest)
        else:
            getattr(self, f"_{way}")(method, rest)

    def _send(self, text: str) -> None:
        self.request.sendall(text.encode("latin-1"))

    def _status(self, status: int, rest: str) -> None:
        """``/301/there`` leads to ``/there``, ``/429/5`` asks to wait five seconds."""
        more = ""
        if 300 <= status < 400:
            more = f"Location: {rest if '//' in rest else f'/{rest}'}\r\n"
        elif rest:
            more = f"Retry-After: {rest}\r\n"
        self._send(f"HTTP/1.1 {status} So\r\n{more}Content-Length: 0\r\n\r\n")

    def _there(self, method: str, rest: str) -> None:
        self._send(WHOLE + ("ok" if method == "GET" else ""))

    def _headless(self, method: str, rest: str) -> None:
        """HEAD is refused."""
        self._send(WHOLE + "ok") if method == "GET" else self._status(int(rest), "")

    def _deaf(self, method: str, rest: str) -> None:
        """HEAD ends the connection."""
        if method == "GET":
            self._send(WHOLE + "ok")

    def _better(self, method: str, rest: str) -> None:
        """Busy twice, then there."""
        busy = len(self.server.times(f"/better/{rest}")) <= 2
        self._status(503, "") if busy else self._there(method, rest)

    def _loop(self, method: str, rest: str) -> None:
        self._status(302, f"loop/{'b' if rest == 'a' else 'a'}")

    def _on(self, method: str, rest: str) -> None:
        """Ever further."""
        self._status(301, f"on/{int(rest) + 1}")

    def _nowhere(self, method: str, rest: str) -> None:
        self._send("HTTP/1.1 301 So\r\nLocation: file:///etc/passwd\r\n\r\n")

    def _raw(self, method: str, rest: str) -> None:
        """A redirect in raw UTF-8, with a control that would colour a terminal."""
        self.request.sendall("HTTP/1.1 301 So\r\nLocation: /there/été\u009b31m\r\n\r\n".encode())

    def _slow(self, method: str, rest: str) -> None:
        """A header of which a byte comes now and then."""
        self._send("HTTP/1.1 200 OK\r\nX-Slow: ")
        end = time.monotonic() + SLOW
        while time.monotonic() < end:
            self._send("a")
            time.sleep(0.05)

    def _mute(self, method: str, rest: str) -> None:
        time.sleep(SLOW)

    def _endless(self, method: str, rest: str) -> None:
        self._send("HTTP/1.1 200 OK\r\n\r\n")
        end = time.monotonic() + SLOW
        while time.monotonic() < end:
            self._send("x" * 65536)

    def _short(self, method: str, rest: str) -> None:
        """Fewer bytes than were said."""
        self._send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nfew")

    def _long(self, method: str, rest: str) -> None:
        """More bytes than were said."""
        self._send(f"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{'x' * 1000}")

    def _chunked(self, method: str, rest: str) -> None:
        self._send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot hex")

    def _wide(self, method: str, rest: str) -> None:
        self._send(f"HTTP/1.1 200 OK\r\nX-Wide: {'x' * 1_000_000}\r\n\r\n")

    def _many(self, method: str, rest: str) -> None:
        self._send("HTTP/1.1 200 OK\r\n" + "".join(f"X-{n}: y\r\n" for n in range(5000)) + "\r\n")

    def _garbled(self, method: str, rest: str) -> None:
        self._send("\x00\x01\x02 220 smtp.example ESMTP\r\n\r\n")

    def _reset(self, method: str, rest: str) -> None:
        """The connection ends without a word, and not politely."""
        import socket
        import struct

        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.request.close()

    def _archive(self, method: str, rest: str) -> None:
        """An archive that holds all but what is lost."""
        closest = {
            "available": True,
            "url": "https://copies.example/1",
            "timestamp": "20250307120000",
            "status": "200",
        }
        lost = "lost" in self.server.asked[-1].path
        body = json.dumps({"archived_snapshots": {} if lost else {"closest": closest}})
        self._send(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n{body}")


@contextmanager
def rude(tls: ssl.SSLContext | None = None) -> Iterator[Rude]:
    """The server, for as long as it is wanted."""
    with Rude(tls) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
