"""A small invented dossier, built once, and a browser to read it in."""

from __future__ import annotations

import datetime
import functools
import shutil
import threading
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from briefgen import build
from briefgen.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

EDITION = datetime.date(2025, 6, 30)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@dataclass(frozen=True)
class Site:
    """The built site, as a folder and over HTTP."""

    folder: Path
    url: str

    def pages(self) -> list[str]:
        """The address of every page, but for those that only lead to another."""
        return sorted(
            p.relative_to(self.folder).as_posix()
            for p in self.folder.rglob("*.html")
            if 'http-equiv="refresh"' not in p.read_text(encoding="utf-8")
        )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, made as any other; the PDF is tested elsewhere."""
    root = tmp_path_factory.mktemp("dossier")
    shutil.copytree(Path(__file__).parent / "dossier", root, dirs_exist_ok=True)
    options = build.Options(
        root=root,
        site=root / "site",
        audience=Audience(EDITION, "GREEN"),
        only=frozenset({"html", "data"}),
        clean=True,
    )
    build.build(options)
    return root / "site"


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[Site]:
    """The site, served from the loopback address while the tests run."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


@pytest.fixture(scope="module")
def browser(chromium: str | None) -> Iterator[Browser]:
    """Chromium without a window; gone after each module, since two drivers do not mix."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()
