"""Hostile HTML and style sheets: refused in a line, or printed without harm, within limits."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import BriefgenError, ContentError, LimitError
from briefgen.formats.pdf import child, workshop
from briefgen.formats.pdf.child import Limits
from briefgen.formats.pdf.markup import inspect
from briefgen.theme import Theme
from tests.pdf.small import ROOT, edition, making, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = "<!doctype html><html lang=en><head><title>x</title></head><body><h1>x</h1>"
PRINT = ROOT / "themes/default/print"
FONTS = {f"print/fonts/{p.name}": p.read_bytes() for p in sorted(PRINT.glob("fonts/*.ttf"))}
LIMITS = Limits(seconds=20, pages=50)


def make(html: str, files: dict[str, bytes] | None = None, limits: Limits = LIMITS) -> bytes:
    return workshop.make(html, FONTS | (files or {}), limits).data


def refused(html: str, files: dict[str, bytes] | None = None, limits: Limits = LIMITS) -> str:
    """The one line said about it."""
    with pytest.raises(BriefgenError) as raised:
        make(html, files, limits)
    (found,) = raised.value.diagnostics
    assert "\n" not in found.message
    assert "Traceback" not in found.message
    assert raised.value.exit_code == (5 if isinstance(raised.value, LimitError) else 1)
    return found.message


def said(html: str) -> list[str]:
    """What is said of the markup before WeasyPrint sees it."""
    return [fault.message for fault in inspect(html).faults]


@contextlib.contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """A server on loopback, and those who called it."""
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        over = threading.Event()

        def wait() -> None:
            while not over.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, address = server.accept()
                    callers.append(address)
                    connection.close()

        thread = threading.Thread(target=wait)
        thread.start()
        try:
            yield server.getsockname()[1], callers
        finally:
            over.set()
            thread.join()


# What the markup itself shows


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<div>" * 500, "nested too deeply: more than 150 elements in each other"),
        ("<ul><li>" * 300, "nested too deeply: more than 150 elements in each other"),
        ("<table><tr><td>" * 60, "nested too deeply: more than 150 elements in each other"),
        ("<td colspan=100000000>", "<td colspan=100000…> is more than 1000"),
        ("<td rowspan=' +1001x'>", "<td rowspan=1001> is more than 1000"),
        ("<col span=10000000>", "<col span=10000000> is more than 1000"),
        ('<a rel="nofollow ATTACHMENT" href="file:///etc/hostname">x</a>',
         '<a rel="attachment"> would put a file into the PDF'),
        ('<link rel="attachment" href="x">',
         '<link rel="attachment"> would put a file into the PDF'),
        ('<a href="events/x.html">x</a>',
         'a link to "events/x.html" would lead nowhere from a PDF'),
        ('<a href="file:///etc/hostname">x</a>',
         'a link to "file:///etc/hostname" would lead nowhere from a PDF'),
        ('<a href="javascript:alert(1)">x</a>',
         'a link to "javascript:alert(1)" would lead nowhere from a PDF'),
        ('<a href="#x">x</a>', 'a link leads to "#x", which is not in the PDF'),
        ("<svg><g id=a><use href=#a /></g></svg>",
         "an SVG drawing repeats itself more than 10000 times by <use>"),
        ("<svg>" + "".join(f'<g id="g{n}">' + f'<use xlink:href="#g{n + 1}"/>' * 10 + "</g>"
                           for n in range(9)) + "</svg>",
         "an SVG drawing repeats itself more than 10000 times by <use>"),
    ],
)  # fmt: skip
def test_markup_that_is_refused(html: str, message: str) -> None:
    assert said(html)[:1] == [message.replace("100000…", "100000000")]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 140 + "</div>" * 140,
        "<p>a<p>b" * 400,
        "<ul>" + "<li>x" * 400 + "</ul><table>" + "<tr><td>x<td>y" * 400 + "</table>",
        "<img src=x>" * 400 + "<br>" * 400,
        "<td colspan=1000 rowspan=01>",
        '<a href="#x">x</a><p id="x">y</p>',
        '<a href="HTTPS://a.example/">x</a><a href="mailto:a@b.example">y</a><a>z</a>',
        "<svg><g id=a><path/></g>" + '<use href="#a"/>' * 400 + "</svg>",
        "&lt;div&gt;" * 400,
        "<!-- " + "<div>" * 400 + " -->",
    ],
)
def test_markup_that_is_let_be(html: str) -> None:
    assert said(html) == []


def test_looking_takes_time_in_proportion() -> None:
    started = time.monotonic()
    for bad in ("<" * 200_000, "<!--" * 50_000, "<a " * 50_000, "&" * 200_000, "<svg>" * 50_000):
        inspect(bad)
    assert time.monotonic() - started < 10


def test_faults_are_said_with_the_page_they_are_in(monkeypatch: pytest.MonkeyPatch) -> None:
    made = making()
    html = HEAD + '<p><a href="#nowhere">x</a>\n<img src="media/other.png" alt=x>'
    monkeypatch.setattr(Theme, "render", lambda _self, _page: html)
    with pytest.raises(ContentError) as raised:
        workshop.Workshop(made).printed(edition(made))
    where = "of the HTML for pdf/dossier-en.pdf)"
    assert [d.message for d in raised.value.diagnostics] == [
        f'a link leads to "#nowhere", which is not in the PDF (line 1 {where}',
        f"media/other.png is no picture of the dossier (line 2 {where}",
    ]


# What the worker is given all the same


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<img src="file:///etc/hostname" alt="x">', "file:///etc/hostname"),
        ('<object data="file:///etc/hostname"></object>', "file:///etc/hostname"),
        ('<link rel="attachment" href="file:///etc/hostname">', "file:///etc/hostname"),
        ('<a rel="attachment" href="file:///etc/hostname">x</a>', "file:///etc/hostname"),
        ('<link rel="stylesheet" href="../../etc/hostname">', "etc/hostname"),
        ('<link rel="stylesheet" href="%2e%2e/job.json">', "%2e%2e/job.json"),
        ('<style>@import url("/job.json");</style>', "job.json"),
        ('<p style="background: url(ftp://192.0.2.1/x)">x', "ftp://192.0.2.1/x"),
        ('<base href="file:///etc/"><img src="hostname" alt="x">', "file:///etc/hostname"),
    ],
)
def test_nothing_outside_the_build_is_read(markup: str, address: str) -> None:
    assert refused(HEAD + markup) == f"the PDF: {address} is not part of the build"


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="http://127.0.0.1:{port}/latest/meta-data/" alt="x">',
        '<link rel="stylesheet" href="http://127.0.0.1:{port}/x.css">',
        "<style>@import url(http://127.0.0.1:{port}/);</style>",
        "<style>@font-face{{font-family:x;src:url(http://127.0.0.1:{port}/f)}}p{{font-family:x}}</style>",
        "<svg xmlns='http://www.w3.org/2000/svg'><title>x</title><image href='http://127.0.0.1:{port}/'/></svg>",
    ],
)
def test_no_address_is_asked(markup: str) -> None:
    with listening() as (port, callers):
        with contextlib.suppress(ContentError):
            make(HEAD + markup.format(port=port))
        assert callers == []


def test_the_listener_hears_a_caller() -> None:
    with listening() as (port, callers):
        socket.create_connection(("127.0.0.1", port)).close()
        time.sleep(0.3)
        assert len(callers) == 1


def test_presentational_attributes_are_no_way_in() -> None:
    html = """<td background='x");} *{background:url("http://192.0.2.1/'>x"""
    assert b"192.0.2.1" not in plain(make(HEAD + html))


def test_a_script_in_a_style_sheet_is_only_text() -> None:
    css = (
        b'a{background:url("javascript:alert(1)")} @charset "x"; </style><script>alert(1)</script>'
    )
    html = f'{HEAD}<link rel="stylesheet" href="print/x.css"><p>x'
    assert b"alert" not in plain(make(html, {"print/x.css": css}))


def test_a_style_sheet_that_imports_itself() -> None:
    html = f'{HEAD}<link rel="stylesheet" href="print/x.css"><p>x'
    assert "imports itself" in refused(html, {"print/x.css": b"@import url(x.css);"})


def test_a_page_of_one_pixel() -> None:
    html = f"{HEAD}<style>@page{{size:1px 1px;margin:0}}</style><p>" + "word " * 400
    assert refused(html) == "the PDF: more than 50 pages, far more than its text needs"


def test_nesting_that_ends_the_stack() -> None:
    assert refused(HEAD + "<div>" * 900) == "the PDF: nested too deeply to be laid out"


@pytest.mark.parametrize("size", ["colspan=1000", "colspan=100000000"])
def test_a_cell_of_many_columns_ends_within_limits(size: str) -> None:
    started = time.monotonic()
    limits = replace(LIMITS, seconds=6, memory=1024**3)
    with contextlib.suppress(LimitError):
        make(f"{HEAD}<table><tr><td {size}>x</td></tr></table>", limits=limits)
    assert time.monotonic() - started < 10


def test_a_worker_without_end_is_ended() -> None:
    html = f"{HEAD}<table><col span=10000000><tr><td>x</table>"
    started = time.monotonic()
    message = refused(html, limits=replace(LIMITS, seconds=3))
    assert message in (
        "the PDF: not ready after 3 seconds", "the PDF: more memory than 2 GB is needed"
    )  # fmt: skip
    assert time.monotonic() - started < 6


def test_a_worker_without_memory_is_ended() -> None:
    html = HEAD + "<p>word word word</p>" * 20_000
    message = refused(html, limits=Limits(seconds=30, pages=10_000, memory=300 * 1024**2))
    assert message == "the PDF: more memory than 0.292969 GB is needed"


STARVING = """
import sys
sys.path.insert(0, {folder!r})
import worker
def pdf(*_):
    held = []
    try:
        while True:
            held.append(bytes(1000))
    except MemoryError:
        {then}
worker.pdf = pdf
worker.run(worker.Path(sys.argv[1]))
"""


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ("raise SystemError", "more memory than 0.195312 GB is needed"),
        ("raise ValueError", "more memory than 0.195312 GB is needed"),
        ("sys.stderr = None; raise", "more memory than 0.195312 GB is needed"),
        ("held.clear(); raise RecursionError", "nested too deeply to be laid out"),
    ],
)
def test_whatever_becomes_of_a_worker_without_memory_is_understood(
    then: str, says: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "worker.py"
    script.write_text(STARVING.format(folder=str(child.WORKER.parent), then=then))
    monkeypatch.setattr(child, "WORKER", script)
    assert refused(HEAD, limits=replace(LIMITS, memory=200 * 1024**2)) == f"the PDF: {says}"


@pytest.mark.parametrize(
    "last",
    [
        "echo 'GLib-ERROR: failed to allocate 16 bytes' >&2; exit 1",
        "kill -ABRT $$",
    ],
)
def test_native_code_that_gets_no_memory_is_understood(
    last: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    worker = tmp_path / "python"
    worker.write_text(f"#!/bin/sh\n{last}\n")
    worker.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(worker))
    assert refused(HEAD) == "the PDF: more memory than 2 GB is needed"


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_damaged_picture_is_not_left_out_in_silence(data: bytes) -> None:
    message = refused(f'{HEAD}<img src="media/x.png" alt="x">', {"media/x.png": data})
    assert message.startswith("the PDF: WeasyPrint: Failed to load image at")
    assert "/files/" not in message


def test_a_letter_that_no_font_has_is_named() -> None:
    assert (
        refused(f"{HEAD}<p>\u4e2d\u6587 and \u4e2d")
        == "the PDF: no font has U+4E2D \u4e2d, U+6587 \u6587"
    )


def test_only_fonts_of_the_theme_are_used() -> None:
    html = f'{HEAD}<style>p{{font-family:"DejaVu Sans", Arial, monospace}}</style><p>x'
    made = workshop.make(html, FONTS, LIMITS)
    assert set(made.fonts) <= {"IBM Plex Sans", "Source Serif 4"}


def test_the_worker_inherits_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "log"
    monkeypatch.setenv("SECRET_OF_THE_TEST", "x")
    wrapper = tmp_path / "python"
    wrapper.write_text(f"#!/bin/sh\nenv > {log}\nreadlink /proc/self/fd/0 >> {log}\nexit 3\n")
    wrapper.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(wrapper))
    with pytest.raises(BriefgenError) as raised:
        make(HEAD)
    assert raised.value.diagnostics[0].message == "the PDF: the worker ended without a PDF: code 3"
    seen = log.read_text()
    assert "SECRET_OF_THE_TEST" not in seen
    assert "/dev/null" in seen


def test_no_folder_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    make(HEAD)
    refused(HEAD + '<img src="x.png" alt="x">')
    assert [*tmp_path.iterdir()] == []


def test_a_process_that_is_over_leaves_none_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    refused(f"{HEAD}<table><col span=10000000><tr><td>x</table>", limits=replace(LIMITS, seconds=2))
    run = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(tmp_path) not in run.stdout
