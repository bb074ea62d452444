"""What is pure in ``online``: addresses, numbers, pauses, what is remembered and read."""

from __future__ import annotations

import datetime
import json
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.dates import parse
from briefgen.errors import Field
from briefgen.model.source import Archive
from briefgen.online import addresses, copies, memory
from briefgen.online.answers import Answer, Copy
from briefgen.online.hosts import public
from briefgen.online.polite import wait
from briefgen.state import State
from tests.unit.records import event, site, source

TODAY = datetime.date(2025, 7, 1)
NOW = "Tue, 01 Jul 2025 12:00:00 GMT"


def test_each_address_is_planned_once_with_all_its_places() -> None:
    archive = Archive("https://copies.example/a", parse("2025-03-07"))
    sources = (
        source("gazette"),
        source("a", url="https://example.org/a#top", archive=archive),
        source("b", url="https://example.org/a"),
    )
    planned = addresses.planned(site(event("e", "2025-01-01"), sources=sources))
    first, second = Field("source", "a", ("url",)), Field("source", "b", ("url",))
    assert planned == (
        ("https://example.org/a", (first, second)),
        ("https://copies.example/a", (Field("source", "a", ("archive", "url")),)),
    )


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org.:443/a?b#c", "https://example.org/a?b"),
        ("http://example.org:8080?q", "http://example.org:8080/?q"),
        ("https://bücher.example/été", "https://xn--bcher-kva.example/%C3%A9t%C3%A9"),
        ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
        ("http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81/"),
    ],
)
def test_an_address_is_sent_in_one_form(url: str, sent: str) -> None:
    assert str(addresses.parse(url)) == sent


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "https://",
        "http://a..b/",
        "http://u@example.org/",
        "http://a:99999/",
        f"http://{'a' * 64}.example/",
        "http://exa mple.org/",
        "//example.org/",
        "http://[::1/",
    ],
)
def test_what_no_server_could_be_asked_for(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each has words of its own
        addresses.parse(url)


@given(st.text(st.characters(max_codepoint=255), max_size=60))
def test_wherever_a_server_leads_is_plain_ascii(location: str) -> None:
    try:
        sent = str(addresses.joined(addresses.parse("https://example.org/a/b"), location))
    except ValueError:
        return
    assert sent.isascii()
    assert sent.isprintable()
    assert " " not in sent
    assert sent.startswith(("http://", "https://"))


def test_a_redirect_of_many_characters_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        addresses.joined(addresses.parse("https://example.org/"), "/" + "a" * addresses.LIMIT)


@pytest.mark.parametrize(
    "number",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1
    239.1.1.1 255.255.255.255 192.0.2.1 198.18.0.1 240.0.0.1 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:a00:1::
    2001:db8::1 64:ff9b:1::1""".split(),
)
def test_what_is_not_public(number: str) -> None:
    assert not public(ip_address(number))


@pytest.mark.parametrize(
    "number",
    ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"],
)
def test_what_is_public(number: str) -> None:
    assert public(ip_address(number))


@pytest.mark.parametrize(
    ("header", "now", "seconds"),
    [
        ("5", "", 5),
        ("0", NOW, 0),
        ("Tue, 01 Jul 2025 12:01:30 GMT", NOW, 90),
        ("Tue, 01 Jul 2025 11:00:00 GMT", NOW, 0),
        ("Tue, 01 Jul 2025 12:01:30 GMT", "", None),
        ("", NOW, None),
        ("-5", NOW, None),
        ("soon", NOW, None),
        ("٥", NOW, None),
        ("9" * 400, NOW, None),
        ("Tue, 01 Jul 999999999 12:01:30 GMT", NOW, None),
    ],
)
def test_how_long_a_host_asks_to_wait(header: str, now: str, seconds: float | None) -> None:
    assert wait(header, now) == seconds


@given(st.text(max_size=40))
def test_whatever_a_host_asks_for_is_a_pause_or_none(header: str) -> None:
    seconds = wait(header, NOW)
    assert seconds is None or seconds >= 0


def test_what_is_remembered_comes_back() -> None:
    dead = Answer("dead", "answers 404", "https://b.example/", Copy("https://c.example/", TODAY))
    with State.nowhere() as state:
        memory.keep(state, {"a": dead, "b": Answer("there"), "c": Answer("silent")}, TODAY)
        assert memory.recall(state, "abcd", TODAY, 1) == {"a": dead, "b": Answer("there")}
        assert memory.recall(state, "abcd", TODAY + datetime.timedelta(1), 1) == {}
        assert memory.recall(state, "abcd", TODAY - datetime.timedelta(1), 9) == {}


@pytest.mark.parametrize(
    "row",
    [
        b"",
        b"\xff",
        b"{}",
        b"[1]",
        b'["2025-07-01","silent","","",null]',
        b'["x","dead","","",null]',
        b'["2025-07-01","dead","","",["u"]]',
        b'["2025-07-01",[],"","",null]',
    ],
)
def test_what_is_remembered_wrongly_is_asked_again(row: bytes) -> None:
    with State.nowhere() as state:
        state.put_many(memory.ROOM, {b"a": row})
        assert memory.recall(state, "a", TODAY, 7) == {}


def closest(**more: object) -> bytes:
    held = {"available": True, "url": "http://c.example/1", "timestamp": "20250307", **more}
    return json.dumps({"archived_snapshots": {"closest": held}}).encode()


def test_the_copy_that_an_archive_names() -> None:
    day = datetime.date(2025, 3, 7)
    assert copies.read(closest()) == Copy("http://c.example/1", day)
    odd = closest(url='http://c.example/"}, a: x')
    assert copies.read(odd) == Copy("http://c.example/%22%7D,%20a:%20x", day)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 50_000,
        b'{"archived_snapshots": {}}',
        b'{"archived_snapshots": null}',
        closest(available=False),
        closest(status="404"),
        closest(timestamp="20259999"),
        closest(timestamp=None),
        closest(url="javascript:alert(1)"),
        closest(url=7),
    ],
)
def test_no_copy_that_could_be_used(body: bytes) -> None:
    assert copies.read(body) is None
