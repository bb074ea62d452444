"""Raw requests to the preview server: what it must refuse, and what it says in each answer.

``http/*.req`` holds hostile requests as they go over the wire.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import ConfigError, Diagnostic, Span
from briefgen.serve import address, server
from briefgen.serve.app import app, with_script
from briefgen.serve.news import News

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
TOKEN = "the-token"  # noqa: S105 - of a server that lives for one test
EXPECTED = {
    "dotdot-encoded": 404,
    "dotdot": 404,
    "dotfile": 404,
    "host-evil": 421,
    "host-missing": 400,
    "host-rebind-ip": 421,
    "nul": 404,
    "open-redirect-bs": 404,
    "post": 405,
    "sse-cross-origin": 403,
}
"""All that is in ``http/`` but ``slowloris``, which gets no answer."""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Running:
    """The application behind its real server, in a thread of its own."""

    site: Path
    at: address.Address
    news: News = field(default_factory=News)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def __post_init__(self) -> None:
        made = app(self.site, self.news, self.at, TOKEN)
        self.server = server.Server(made, on_stop=self.news.close)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        self.loop.run_until_complete(self.server.serve(sockets=[self.at.socket]))
        self.loop.close()

    @property
    def port(self) -> int:
        return int(self.at.url.rpartition(":")[2].strip("/"))

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=15)

    def raw(self, request: bytes) -> Answer:
        with self.connect() as wire:
            wire.sendall(request)
            return answer(wire)

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        said = {"Host": "127.0.0.1", "Connection": "close", **headers}
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in said.items())]
        return self.raw("\r\n".join([*lines, "", ""]).encode())

    def tell(self, findings: list[Diagnostic]) -> None:
        self.loop.call_soon_threadsafe(self.news.failed, findings)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.server.stop)
        self.thread.join(10)
        assert not self.thread.is_alive()


def answer(wire: socket.socket) -> Answer:
    """Everything up to the end of the connection."""
    received = b""
    while part := wire.recv(65536):
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return Answer(int(first.split()[1]), headers, body)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("project") / "site"
    (made / "events").mkdir(parents=True)
    (made / "empty").mkdir()
    (made / "index.html").write_text("<!doctype html><body>Home</body>")
    (made / "events" / "index.html").write_text("<!doctype html><body>Events</body>")
    (made / "404.html").write_text("<!doctype html><body>Nothing here</body>")
    (made / "caf\u00e9.txt").write_text("coffee")
    (made / "dossier.pdf").write_bytes(b"%PDF-")
    (made / "odd.unheard").write_bytes(b"?")
    (made / ".briefgen-site").write_text("marker")
    (made / ".git").mkdir()
    (made / ".git" / "config").write_text("secret")
    (made.parent / "secret.txt").write_text("secret")
    (made / "out.txt").symlink_to(made.parent / "secret.txt")
    (made / "up").symlink_to(made.parent)
    os.mkfifo(made / "pipe.txt")
    return made


@pytest.fixture(scope="module")
def running(site: Path) -> Iterator[Running]:
    made = Running(site, address.listen("127.0.0.1", None, expose=False))
    yield made
    made.stop()


def test_every_hostile_request_is_expected() -> None:
    assert {path.stem for path in (HERE / "http").glob("*.req")} == {*EXPECTED, "slowloris"}


@pytest.mark.parametrize(("name", "status"), EXPECTED.items())
def test_a_hostile_request_is_refused(running: Running, name: str, status: int) -> None:
    got = running.raw((HERE / "http" / f"{name}.req").read_bytes())
    assert got.status == status
    assert b"secret" not in got.body
    assert "location" not in got.headers
    assert "access-control-allow-origin" not in got.headers


@pytest.mark.parametrize(
    "path",
    [
        "/..",
        "/../secret.txt",
        "/events/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/.%00./secret.txt",
        "/events/%00",
        "/events/./index.html",
        "/.git/config",
        "/%2egit/config",
        "/.briefgen-site",
        "/out.txt",
        "/up/secret.txt",
        "/up/",
        "/pipe.txt",
        "/empty/",
        "//evil.example/",
        "//evil.example/..%2f",
        "/events//index.html",
        "/index.html/",
        "/C:/secret.txt",
        "http://evil.example/",
        "/\u202e.txt".encode().decode("latin-1"),
    ],
)
def test_no_spelling_leads_out_of_the_site(running: Running, path: str) -> None:
    got = running.raw(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode("latin-1")
    )
    assert got.status in (400, 404)
    assert b"secret" not in got.body
    assert "location" not in got.headers


@pytest.mark.parametrize(
    ("path", "media", "body"),
    [
        ("/", "text/html; charset=utf-8", b"Home"),
        ("/index.html?q=1", "text/html; charset=utf-8", b"Home"),
        ("/events/", "text/html; charset=utf-8", b"Events"),
        ("/caf%C3%A9.txt", "text/plain; charset=utf-8", b"coffee"),
        ("/dossier.pdf", "application/pdf", b"%PDF-"),
        ("/odd.unheard", "application/octet-stream", b"?"),
        ("/-/reload.js", "text/javascript; charset=utf-8", b"EventSource"),
        ("/-/overlay.css", "text/css; charset=utf-8", b":host"),
    ],
)
def test_a_file_of_the_site_is_served(running: Running, path: str, media: str, body: bytes) -> None:
    got = running.get(path)
    assert (got.status, got.headers["content-type"]) == (200, media)
    assert body in got.body


def test_an_unknown_address_gets_the_page_for_it(running: Running) -> None:
    for path in ("/nothing", "/events/nothing.html", "/-/nothing.js"):
        got = running.get(path)
        assert (got.status, b"Nothing here" in got.body) == (404, True)


def test_a_folder_is_led_to_its_index(running: Running) -> None:
    got = running.get("/events")
    assert (got.status, got.headers["location"]) == (307, "/events/")


def test_the_script_goes_into_pages_only(running: Running, site: Path) -> None:
    tag = b'<script src="/-/reload.js" data-token="the-token" data-generation="0" defer>'
    assert running.get("/").body.count(tag) == 1
    assert tag in running.get("/nothing").body
    assert tag not in running.get("/caf%C3%A9.txt").body
    assert b"reload.js" not in (site / "index.html").read_bytes()


def test_the_script_stands_before_the_last_end_of_body() -> None:
    page = with_script(b"<pre></body></pre></body></html>", 'a"b', 3)
    assert page.startswith(b"<pre></body></pre><script ")
    assert b'data-token="a&quot;b" data-generation="3"' in page
    assert page.endswith(b"</script></body></html>")
    assert with_script(b"<p>", "t", 0).startswith(b"<p><script ")


def test_head_has_no_body(running: Running) -> None:
    got = running.get("/", method="HEAD")
    assert (got.status, got.body) == (200, b"")
    assert int(got.headers["content-length"]) > 0


def test_the_head_of_the_stream_ends(running: Running) -> None:
    got = running.get(f"/-/events?token={TOKEN}", method="HEAD")
    assert (got.status, got.body) == (200, b"")
    assert got.headers["content-type"].startswith("text/event-stream")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "FOO"])
def test_other_methods_are_not_allowed(running: Running, method: str) -> None:
    got = running.get("/", method=method)
    assert (got.status, got.headers.get("allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:8000", 200),
        ("LocalHost:9000", 200),
        ("localhost.", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("localhost@evil.example", 421),
        ("192.168.0.7", 421),
        ("localhost:8000:9", 421),
        ("", 400),
    ],
)
def test_only_known_names_are_answered_to(running: Running, host: str, status: int) -> None:
    assert running.get("/", Host=host).status == status


def test_two_names_are_one_too_many(running: Running) -> None:
    request = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n"
    assert running.raw(request).status == 400


def test_a_name_is_needed_by_every_version(running: Running) -> None:
    assert running.raw(b"GET / HTTP/1.0\r\n\r\n").status == 400


@pytest.mark.parametrize("path", ["/", "/nothing", "/caf%C3%A9.txt", "/-/reload.js"])
def test_each_answer_says_what_it_allows(running: Running, path: str) -> None:
    got = running.get(path).headers
    assert got["cache-control"] == "no-store"
    assert got["x-content-type-options"] == "nosniff"
    assert got["referrer-policy"] == "no-referrer"
    assert got["cross-origin-resource-policy"] == "same-origin"
    assert got["content-security-policy"].startswith("default-src 'none'; script-src 'self'; ")
    assert "server" not in got


# The stream


def test_the_stream_says_how_things_are(running: Running) -> None:
    with running.connect() as wire:
        wire.sendall(f"GET /-/events?token={TOKEN} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        got = until(wire, b'{"generation": 0, "faults": []}')
        assert b"200 OK" in got
        assert b"content-type: text/event-stream" in got
        fault = Diagnostic("F01", "no <b>such</b> field", Span("content/a.yaml", 3, 1), "look")
        running.tell([fault])
        assert b'"place": "content/a.yaml:3:1"' in until(wire, b'"hint": "look"')
        running.loop.call_soon_threadsafe(lambda: running.news.built(changed=False))
        until(wire, b'{"generation": 0, "faults": []}')


def until(wire: socket.socket, expected: bytes) -> bytes:
    received = b""
    while expected not in received:
        part = wire.recv(65536)
        assert part, received
        received += part
    return received


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/-/events", {}),
        ("/-/events?token=", {}),
        ("/-/events?token=the-tokem", {}),
        ("/-%2Fevents?token=%C3%A9", {}),
        (f"/-/events?token={TOKEN}", {"Origin": "http://evil.example"}),
        (f"/-/events?token={TOKEN}", {"Origin": "null"}),
        (f"/-/events?token={TOKEN}", {"Origin": "https://127.0.0.1"}),
        (f"/-/events?token={TOKEN}", {"Origin": "http://127.0.0.1:1"}),
        (f"/-/events?token={TOKEN}", {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_the_stream_is_for_our_own_pages(
    running: Running, path: str, headers: dict[str, str]
) -> None:
    got = running.get(path, **headers)
    assert got.status == 403
    assert "access-control-allow-origin" not in got.headers


# Dawdlers, and the end


@pytest.fixture
def hasty(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setattr(server, "PATIENCE", 0.5)
    made = Running(site, address.listen("127.0.0.1", None, expose=False))
    yield made
    made.stop()


def test_the_server_waits_for_less_than_half_a_minute() -> None:
    assert server.PATIENCE < 30


@pytest.mark.parametrize("first", [b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"])
def test_a_client_that_dawdles_is_left(hasty: Running, first: bytes) -> None:
    with hasty.connect() as wire:
        wire.sendall(first)
        if first:
            until(wire, b"</body>")
        started = time.monotonic()
        for piece in ((HERE / "http" / "slowloris.req").read_bytes()[i : i + 1] for i in range(99)):
            try:
                wire.sendall(piece)
            except OSError:
                break
            time.sleep(0.05)
        wire.settimeout(5)
        assert ended(wire)
        assert time.monotonic() - started < 5


def ended(wire: socket.socket) -> bool:
    try:
        return wire.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_silent_client_is_left(hasty: Running) -> None:
    with hasty.connect() as wire:
        wire.settimeout(5)
        assert ended(wire)


def test_a_stream_outlives_the_wait_for_a_request(hasty: Running) -> None:
    with hasty.connect() as wire:
        wire.sendall(f"GET /-/events?token={TOKEN} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        until(wire, b"faults")
        time.sleep(1)
        hasty.tell([Diagnostic("F01", "still here")])
        until(wire, b"still here")


def test_an_open_stream_does_not_hold_up_the_end(site: Path) -> None:
    made = Running(site, address.listen("127.0.0.1", None, expose=False))
    with made.connect() as wire:
        wire.sendall(f"GET /-/events?token={TOKEN} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        until(wire, b"faults")
        started = time.monotonic()
        made.stop()
        assert time.monotonic() - started < 2


def test_without_a_site_a_page_says_so(tmp_path: Path) -> None:
    made = Running(tmp_path / "none", address.listen("127.0.0.1", None, expose=False))
    got = made.get("/events/")
    made.stop()
    assert got.status == 503
    assert b"Not built yet" in got.body
    assert b"/-/reload.js" in got.body


# Where it listens


def refused(code: str, host: str, port: int | None, *, expose: bool = False) -> Diagnostic:
    with pytest.raises(ConfigError) as caught:
        address.listen(host, port, expose=expose)
    (found,) = caught.value.diagnostics
    assert (found.code, bool(found.hint)) == (code, True)
    return found


def test_the_next_free_port_is_taken() -> None:
    first = address.listen("127.0.0.1", None, expose=False)
    second = address.listen("localhost", None, expose=False)
    with first.socket, second.socket:
        assert first.url != second.url
        number = int(first.url.rpartition(":")[2].strip("/"))
        assert number in address.PORTS
        assert str(number) in refused("L03", "127.0.0.1", number).message


def test_when_no_port_is_free_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with address.listen("127.0.0.1", None, expose=False).socket as taken:
        number = taken.getsockname()[1]
        monkeypatch.setattr(address, "PORTS", range(number, number + 1))
        assert f"from {number} to {number}" in refused("L03", "127.0.0.1", None).message


def test_other_addresses_need_to_be_asked_for() -> None:
    refused("L01", "evil.example", None)
    refused("L02", "0.0.0.0", None)  # noqa: S104 - to see it refused
    refused("L02", "192.0.2.1", None)
    assert "another --host" in refused("L04", "192.0.2.1", None, expose=True).hint


def test_exposed_it_answers_to_addresses_but_not_to_other_names() -> None:
    at = address.listen("127.0.0.1", None, expose=True)
    with at.socket:
        assert at.exposed
        assert at.socket.getsockname()[0] == "0.0.0.0"  # noqa: S104 - what was asked for
        assert at.url.startswith("http://127.0.0.1:")
        assert at.answers_to("192.0.2.7:8000")
        assert at.answers_to(f"{socket.gethostname()}:8000")
        assert not at.answers_to("evil.example")
