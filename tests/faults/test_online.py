"""``check --online`` against a server that misbehaves in every way it can."""

from __future__ import annotations

import datetime
import socket
import ssl
import subprocess
import time
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import online, scaffold
from briefgen.errors import ConfigError, Field, StorageError
from briefgen.online import asking, copies, hosts
from briefgen.online.answers import Answer, Copy
from briefgen.online.polite import Manners, Visitor
from briefgen.state import State
from tests.faults.rude import Rude, rude
from tests.unit.records import event, site, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = datetime.date(2025, 7, 1)
MANNERS = Manners(allowed=frozenset({"localhost"}), gap=0.01, seconds=0.4, patience=0.5, total=30.0)


@pytest.fixture(scope="module")
def shared() -> Iterator[Rude]:
    with rude() as server:
        yield server


@pytest.fixture
def server(shared: Rude) -> Rude:
    shared.asked.clear()
    return shared


def asked(url: str, **manners: Any) -> Answer:
    return asking.ask(url, Visitor(replace(MANNERS, **manners)))


class Watcher:
    """Counts what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int]] = []

    def asked(self, done: int, total: int) -> None:
        self.told.append((done, total))


def found(
    *urls: str, state: State | None = None, today: datetime.date = TODAY, **more: Any
) -> list[tuple[Field, str, bool]]:
    """Place, words and kind of what is found of sources at these addresses."""
    sources = [source(f"s{n}", url=url) for n, url in enumerate(urls)]
    wishes = online.Wishes(today=today, manners=MANNERS)
    made = online.ask(
        site(event("a", "2025-01-01"), sources=(source("gazette"), *sources)),
        state or State.nowhere(),
        replace(wishes, **more),
        Watcher(),
    )
    return [(one.place, one.message, one.note) for _, one in made]


ANSWERS = {
    "/there/a?b=c": ("there", "answers 200"),
    "/404": ("dead", "answers 404"),
    "/410": ("dead", "answers 410"),
    "/401": ("refused", "answers 401"),
    "/403": ("refused", "answers 403"),
    "/403/1": ("refused", "answers 403"),
    "/451": ("refused", "answers 451"),
    "/500": ("silent", "answers 500"),
    "/304": ("silent", "answers 304"),
    "/loop/a": ("silent", "redirects without end"),
    "/on/0": ("silent", "redirects without end"),
    "/nowhere": ("silent", "redirects to what is no web address"),
    "/slow": ("silent", "did not answer within 0.4 s"),
    "/mute": ("silent", "did not answer within 0.4 s"),
    "/endless": ("there", "answers 200"),
    "/short": ("there", "answers 200"),
    "/long": ("there", "answers 200"),
    "/chunked": ("there", "answers 200"),
    "/wide": ("silent", "answered what is not HTTP"),
    "/many": ("silent", "answered what is not HTTP"),
    "/garbled": ("silent", "answered what is not HTTP"),
    "/reset": ("silent", "ended the connection without an answer"),
    "/headless/405": ("there", "answers 200"),
    "/headless/404": ("there", "answers 200"),
    "/headless/501": ("there", "answers 200"),
    "/deaf": ("there", "answers 200"),
    "/better/a": ("there", "answers 200"),
    "/301/404": ("dead", "answers 404"),
    "/301/mute": ("silent", "did not answer within 0.4 s"),
}


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_is_understood_and_soon(server: Rude, path: str) -> None:
    begun = time.monotonic()
    answer = asked(server.url(path))
    assert (answer.kind, answer.why) == ANSWERS[path]
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("path", "kind", "to"),
    [
        ("/301/there", "moved", "/there"),
        ("/308/there", "moved", "/there"),
        ("/302/there", "elsewhere", "/there"),
        ("/301/302/there", "elsewhere", "/there"),
        ("/301/301/there", "moved", "/there"),
        ("/raw", "moved", "/there/%C3%A9t%C3%A9%C2%9B31m"),
    ],
)
def test_where_a_redirect_leads_is_told(server: Rude, path: str, kind: str, to: str) -> None:
    answer = asked(server.url(path))
    assert (answer.kind, answer.to) == (kind, server.url(to))


def test_the_asker_says_who_it_is_and_wants_no_body(server: Rude) -> None:
    asked(server.url("/404"))
    head, get = server.asked
    assert (head.method, get.method) == ("HEAD", "GET")
    assert "User-Agent: briefgen/" in head.headers
    assert f"Host: localhost:{server.port}\r\n" in head.headers
    assert "Range: bytes=0-0" in get.headers


# What is not public


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "192.168.1.1", "0.0.0.1", "100.64.0.1"],
)
def test_what_is_not_public_is_not_asked(server: Rude, host: str) -> None:
    answer = asked(f"http://{host}:{server.port}/there")
    assert (answer.kind, answer.unreached) == ("private", False)
    assert server.asked == []


@pytest.mark.parametrize("number", ["2130706433", "0x7f.1", "127.1", "017700000001"])
def test_no_spelling_of_loopback_is_asked(server: Rude, number: str) -> None:
    assert asked(f"http://{number}:{server.port}/there").kind in {"private", "dead", "silent"}
    assert server.asked == []


def test_a_redirect_to_what_is_not_public_is_not_followed(server: Rude) -> None:
    target = server.url("/there", "127.0.0.1")
    answer = asked(server.url(f"/301/{target}"))
    assert (answer.kind, answer.to) == ("private", target)
    assert server.times("/there") == []


def test_a_host_is_public_only_if_all_its_numbers_are(
    server: Rude, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(*_: Any, **__: Any) -> list[Any]:
        return [(2, 1, 6, "", (number, 80)) for number in ("93.184.216.34", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", rows)
    assert asked("http://rebinds.example/").kind == "private"


def test_a_name_is_looked_up_once(server: Rude, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it could be judged by one number and connected to by another."""
    names: list[str] = []
    look_up = socket.getaddrinfo

    def counted(host: Any, *rest: Any, **more: Any) -> Any:
        names.append(str(host))
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", counted)
    asked(server.url("/404"))
    assert names.count("localhost") == 1
    assert set(names) <= {"localhost", "127.0.0.1", "::1"}


# Hosts that cannot be asked


def test_a_port_where_nobody_listens(server: Rude) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        answer = asked(f"http://localhost:{held.getsockname()[1]}/")
    assert answer == Answer("silent", "takes no connections")


def test_a_name_that_does_not_exist_is_dead_and_one_not_looked_up_is_not(
    server: Rude, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = {"gone.example": socket.EAI_NONAME, "later.example": socket.EAI_AGAIN}
    look_up = socket.getaddrinfo

    def fail(host: Any, *rest: Any, **more: Any) -> Any:
        if host in faults:
            raise socket.gaierror(faults[host], "so")
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    monkeypatch.setattr(hosts, "named", lambda: True)
    said = found("http://gone.example/", "http://later.example/", server.url("/there"))
    assert [(message, note) for _, message, note in said] == [
        ('the address of "s0" has a host that does not exist', False),
        ('the address of "s1" has a host whose name could not be looked up', True),
    ]
    assert len(found("http://gone.example/", "http://later.example/")) == 2
    monkeypatch.setattr(hosts, "named", lambda: False)
    said = found("http://gone.example/", server.url("/there"))
    assert [note for _, _, note in said] == [True]
    with pytest.raises(StorageError, match="none of 2 addresses"):
        found("http://gone.example/", "http://later.example/")


@pytest.mark.parametrize(("errno", "named"), [(0, True), (socket.EAI_NONAME, False)])
def test_whether_names_are_looked_up(
    monkeypatch: pytest.MonkeyPatch, errno: int, named: bool
) -> None:
    def look_up(*_: Any, **__: Any) -> Any:
        if errno:
            raise socket.gaierror(errno, "so")
        return [(2, 1, 6, "", ("93.184.216.34", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert hosts.named() is named


def test_an_address_that_cannot_be_asked() -> None:
    assert asked("http://a..b/").why == "is no address that could be asked"


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that signs itself, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run([*command.split(), *names, *files], check=True, capture_output=True, timeout=60)
    return folder


@pytest.fixture(scope="module")
def secure(certificate: Path) -> Iterator[Rude]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with rude(context) as server:
        yield server


TLS = "has no valid certificate, or no TLS that is spoken here"


def test_a_certificate_is_held_against_the_authorities(secure: Rude) -> None:
    assert asked(secure.url("/there")) == Answer("silent", TLS)


def test_a_certificate_is_held_against_the_name(
    secure: Rude, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    assert asked(secure.url("/there")).kind == "there"
    assert asked(secure.url("/slow")).why == "did not answer within 0.4 s"
    other = secure.url("/there", "127.0.0.1")
    assert asked(other, allowed=frozenset({"127.0.0.1"})).why == TLS


def test_a_server_without_tls(server: Rude) -> None:
    assert asked(server.url("/there").replace("http:", "https:")).why == TLS


# Politeness


def test_a_busy_host_is_asked_three_times_with_growing_pauses(server: Rude) -> None:
    asked(server.url("/503"), gap=0.05)
    one, two, three = (a.at for a in server.asked)
    assert two - one >= 0.1
    assert three - two >= 0.2


def test_retry_after_is_heeded(server: Rude) -> None:
    visitor = Visitor(replace(MANNERS, patience=1.5))
    assert asking.ask(server.url("/429/1"), visitor).why == "answers 429"
    first, second, *_ = (a.at for a in server.asked)
    assert second - first >= 1


def test_a_host_that_asks_for_an_hour_is_left_alone(server: Rude) -> None:
    visitor = Visitor(MANNERS)
    assert asking.ask(server.url("/429/3600"), visitor).why == "answers 429"
    assert asking.ask(server.url("/there"), visitor).kind == "silent"
    assert len(server.asked) == 1


def test_one_request_at_a_host_at_a_time(server: Rude) -> None:
    """Two spellings of a name are seen to by two threads, and are one host."""
    found(server.url("/mute/1"), server.url("/mute/2", "localhost."))
    times = sorted(one.at for one in server.asked)
    assert len(times) == 4
    assert min(b - a for a, b in pairwise(times)) >= 0.35


def test_a_pause_between_two_requests_at_a_host(server: Rude) -> None:
    manners = replace(MANNERS, gap=0.05)
    assert found(*(server.url(f"/there/{n}") for n in range(6)), manners=manners) == []
    times = sorted(one.at for one in server.asked)
    assert len(times) == 6
    assert min(b - a for a, b in pairwise(times)) >= 0.04


def test_the_time_for_all_is_kept(server: Rude) -> None:
    begun = time.monotonic()
    manners = replace(MANNERS, total=0.5, gap=0.2)
    said = found(*(server.url(f"/there/{n}") for n in range(20)), manners=manners)
    assert time.monotonic() - begun < 2
    assert 10 < len(said) < 20
    assert all(note for _, _, note in said)


# Memory


def test_only_what_is_old_or_was_silent_is_asked_again(server: Rude, tmp_path: Path) -> None:
    urls = [server.url(path) for path in ("/404", "/there", "/mute", "/403")]
    with State.open(tmp_path) as state:
        first = found(*urls, state=state)
    server.asked.clear()
    with State.open(tmp_path) as state:
        assert found(*urls, state=state, today=TODAY + datetime.timedelta(6)) == first
        assert {one.path for one in server.asked} == {"/mute"}
        server.asked.clear()
        found(*urls, state=state, today=TODAY + datetime.timedelta(7))
        assert len({one.path for one in server.asked}) == 4
        server.asked.clear()
        found(*urls, state=state, days=0)
        assert len({one.path for one in server.asked}) == 4


def test_a_page_is_asked_for_once_and_told_wherever_it_stands(server: Rude) -> None:
    said = found(server.url("/404"), server.url("/404#part"))
    assert [place for place, _, _ in said] == [
        Field("source", "s0", ("url",)),
        Field("source", "s1", ("url",)),
    ]
    assert server.times("/404") == ["HEAD", "GET"]


# Archives


def test_a_copy_of_what_is_dead_is_looked_up(server: Rude) -> None:
    service = server.url("/archive")
    made = online.ask(
        site(event("a", "2025-01-01"), sources=(source("gazette", url=server.url("/404")),)),
        State.nowhere(),
        online.Wishes(today=TODAY, service=service, manners=MANNERS),
        Watcher(),
    )
    assert made[0][1].hint == (
        "look whether this copy is the page: archive:"
        ' {url: "https://copies.example/1", date: 2025-03-07}'
    )
    assert "%3A%2F%2Flocalhost" in server.asked[-1].path


@pytest.mark.parametrize("path", ["/404", "/mute", "/endless", "/garbled", "/short", "/loop/a"])
def test_an_archive_may_misbehave_too(server: Rude, path: str) -> None:
    visitor = Visitor(MANNERS)
    assert copies.find("https://example.org/", visitor, server.url(path)) is None


def test_an_archive_without_a_copy(server: Rude) -> None:
    visitor = Visitor(MANNERS)
    held = Copy("https://copies.example/1", datetime.date(2025, 3, 7))
    assert copies.find("https://example.org/", visitor, server.url("/archive")) == held
    assert copies.find("https://example.org/lost", visitor, server.url("/archive")) is None


def test_an_archive_that_is_not_public_is_not_asked(server: Rude) -> None:
    url = server.url("/archive", "127.0.0.1")
    assert copies.find("https://example.org/", Visitor(MANNERS), url) is None
    assert server.asked == []


# The whole


def test_a_bug_in_a_thread_is_heard_of(server: Rude, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ask", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        found(server.url("/there"))


def test_without_the_package_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "find_spec", lambda _: None)
    with pytest.raises(ConfigError, match="a package more") as caught:
        online.ready()
    assert caught.value.diagnostics[0].hint == "pip install 'briefgen[online]'"


def briefgen(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    import sys

    command = [sys.executable, "-m", "briefgen", "-C", str(project), "check", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_from_the_command_line(server: Rude, tmp_path: Path) -> None:
    scaffold.init(tmp_path)
    record = "title: Gone\ntype: webpage\nissued: 2025\npublisher: Gone\nurl: "
    (tmp_path / "content/sources/gone.yaml").write_text(record + server.url("/404"), "utf-8")
    silent = briefgen(tmp_path)
    assert "S07" not in silent.stderr
    assert server.asked == []
    asking = ["--online", "--allow-host", "localhost", "--archive", server.url("/archive")]
    said = briefgen(tmp_path, *asking)
    place = "content/sources/gone.yaml:5:6: "
    assert f'{place}warning[S07] the address of "gone" answers 404' in said.stderr
    assert "https://copies.example/1" in said.stderr
    assert said.returncode == 0
    server.asked.clear()
    document = briefgen(tmp_path, *asking, "--strict", "--format", "json")
    assert document.returncode == 1
    assert document.stdout.count('"code": "S07"') == 1
    assert server.asked == []
    private = briefgen(tmp_path, "--online", "--max-age", "0", "--verbose")
    assert "is not a public address, and was not asked" in private.stderr
    assert private.returncode == 0
