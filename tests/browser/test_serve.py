"""The preview as a person meets it: in Chromium, while files are edited; and how it ends."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

import briefgen
from briefgen import scaffold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request

PATIENCE = 30.0
EVENT = "content/events/2024-03-04-freedonia-bridge.yaml"
ADDRESS = "events/2024-03-04-freedonia-bridge.html"


class Served:
    """``briefgen serve`` in a process of its own."""

    def __init__(self, project: Path, *words: str) -> None:
        self.project = project
        self.process = subprocess.Popen(
            [sys.executable, "-m", "briefgen", "-C", str(project), "serve", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(briefgen.__file__).parents[1])},
        )
        self.events: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.url: str = self.wait_for("serving")["url"]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.put(json.loads(line))

    def wait_for(self, name: str) -> dict[str, Any]:
        """The next event of that name; those before it are gone."""
        while True:
            found = self.events.get(timeout=PATIENCE)
            if found["event"] == name:
                return found

    def edit(self, path: str, before: str, after: str) -> None:
        file = self.project / path
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """The exit code, and what was said on the way."""
        self.process.send_signal(number)
        try:
            _, err = self.process.communicate(timeout=PATIENCE)
        finally:
            self.process.kill()
        return self.process.returncode, err


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once, so that each test's first build finds its work done."""
    folder = tmp_path_factory.mktemp("sample")
    scaffold.init(folder)
    served = Served(folder, "--log-format", "json")
    served.wait_for("built")
    assert served.stop() == (0, "")
    return folder


@pytest.fixture
def project(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample, tmp_path / "project"))


@pytest.fixture
def served(project: Path) -> Iterator[Served]:
    made = Served(project, "--log-format", "json")
    made.wait_for("built")
    yield made
    assert made.stop() == (0, "")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A small window, whose console must stay empty."""
    context = browser.new_context(viewport={"width": 390, "height": 400})
    made = context.new_page()
    said: list[str] = []
    made.on("console", lambda message: said.append(message.text))
    made.on("pageerror", lambda error: said.append(str(error)))
    yield made
    context.close()
    assert said == []


# In the browser


def test_an_edit_is_seen_where_the_reader_was(served: Served, page: Page) -> None:
    page.goto(served.url + ADDRESS)
    page.wait_for_function("document.documentElement.scrollHeight > innerHeight + 200")
    page.evaluate("scrollTo(0, 150)")
    served.edit(EVENT, "Freedonia on the closing", "Freedonia on the second closing")
    expect(page.get_by_role("heading", level=1)).to_contain_text("second", timeout=PATIENCE * 1e3)
    page.wait_for_load_state("load")
    assert page.evaluate("scrollY") == 150
    assert page.evaluate("sessionStorage.length") == 0


def test_a_mistake_is_shown_and_gone_when_mended(served: Served, page: Page) -> None:
    page.goto(served.url + ADDRESS)
    served.edit(EVENT, "via: communiqué", "viaa: <img src=x onerror=alert(1)>")
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible(timeout=PATIENCE * 1e3)
    expect(alert).to_contain_text(f"{EVENT}:8:1")
    expect(alert).to_contain_text('error[F01] unknown field "viaa"')
    expect(alert).to_contain_text('did you mean "via"?')
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("img[src=x]").count() == 0
    served.edit(EVENT, "viaa: <img src=x onerror=alert(1)>", "via: communiqué")
    expect(alert).to_have_count(0, timeout=PATIENCE * 1e3)


def test_markup_in_a_message_stays_text(served: Served, page: Page) -> None:
    page.goto(served.url)
    served.edit("content/places.yaml", "precision: town", '"<b id=bold>": town')
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text('"<b id=bold>"', timeout=PATIENCE * 1e3)
    assert page.locator("#bold").count() == 0


def test_a_mistake_can_be_put_away(served: Served, page: Page) -> None:
    page.goto(served.url)
    served.edit("content/places.yaml", "name:", "nmae:")
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible(timeout=PATIENCE * 1e3)
    page.keyboard.press("Escape")
    expect(alert).to_have_count(0)
    served.edit("content/places.yaml", "nmae:", "nam:")
    expect(alert).to_contain_text('"nam"', timeout=PATIENCE * 1e3)
    page.get_by_role("button", name="Hide").click()
    expect(alert).to_have_count(0)


def test_a_first_build_that_fails_is_shown_and_mended(project: Path, page: Page) -> None:
    shutil.rmtree(project / "output")
    shutil.rmtree(project / ".briefgen")
    places = project / "content/places.yaml"
    places.write_text(places.read_text().replace("precision", "precison"))
    served = Served(project, "--log-format", "json")
    assert served.wait_for("failed")["exit_code"] == 1
    # Chromium itself reports the status of the page in the console
    answer = page.request.get(served.url)
    assert (answer.status, "Not built yet" in answer.text()) == (503, True)
    token = answer.text().partition('data-token="')[2].partition('"')[0]
    with urlopen(f"{served.url}-/events?token={token}", timeout=PATIENCE) as stream:  # noqa: S310
        assert "precison" in stream.readline().decode()
        served.edit("content/places.yaml", "precison", "precision")
        served.wait_for("built")
        stream.readline()
        assert json.loads(stream.readline().removeprefix(b"data: ")) == {
            "generation": 1,
            "faults": [],
        }
    page.goto(served.url)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Freedonia")
    assert served.stop() == (0, "")


def test_a_tab_that_is_hidden_holds_no_connection(served: Served, page: Page) -> None:
    with page.expect_request(is_stream):
        page.goto(served.url)
    with page.expect_event("requestfailed", is_stream):
        turn(page, hidden=True)
    with page.expect_request(is_stream):
        turn(page, hidden=False)


def is_stream(request: Request) -> bool:
    return "/-/events" in request.url


def turn(page: Page, *, hidden: bool) -> None:
    """Let the page believe that its tab was hidden or shown."""
    page.evaluate(
        """hidden => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_a_new_server_is_taken_up_by_open_pages(project: Path, browser: Browser) -> None:
    first = Served(project, "--log-format", "json")
    first.wait_for("built")
    port = first.url.rpartition(":")[2].strip("/")
    page = browser.new_page()
    page.goto(first.url + ADDRESS)
    before = page.locator("script[data-token]").get_attribute("data-token")
    assert first.stop()[0] == 0
    second = Served(project, "--log-format", "json", "--port", port)
    page.wait_for_function(
        "before => document.querySelector('script[data-token]').dataset.token !== before",
        arg=before,
        timeout=PATIENCE * 1e3,
    )
    page.close()
    assert second.stop()[0] == 0


# What is watched, and what is left alone


def test_a_theme_of_the_project_is_watched_as_soon_as_there_is_one(served: Served) -> None:
    style = served.project / "themes/default/assets"
    style.mkdir(parents=True)
    served.wait_for("built")


def test_a_folder_that_is_replaced_is_watched_again(served: Served) -> None:
    content = served.project / "content"
    content.rename(served.project / "aside")
    served.wait_for("failed")
    (served.project / "aside").rename(content)
    served.wait_for("built")
    served.edit(EVENT, "Freedonia on the closing", "Freedonia on the third closing")
    assert served.wait_for("built")["changed"]


def test_a_pdf_that_is_there_stays(project: Path) -> None:
    pdf = project / "output/site/pdf"
    served = Served(project, "--log-format", "json", "--pdf")
    assert served.wait_for("built")["changed"]
    assert served.stop()[0] == 0
    (made,) = pdf.iterdir()
    before = made.read_bytes()
    again = Served(project, "--log-format", "json")
    again.wait_for("built")
    again.edit(EVENT, "Freedonia on the closing", "Freedonia on the fourth closing")
    again.wait_for("built")
    with urlopen(f"{again.url}pdf/{made.name}", timeout=PATIENCE) as answer:  # noqa: S310
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.read() == before
    assert again.stop()[0] == 0


def test_what_is_published_holds_nothing_of_the_preview(served: Served) -> None:
    site = served.project / "output/site"
    pages = list(site.rglob("*.html"))
    assert len(pages) > 10
    assert [p for p in pages if "reload.js" in p.read_text(encoding="utf-8")] == []


# The end


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_when_told_to(project: Path, number: int) -> None:
    served = Served(project, "--log-format", "json")
    served.wait_for("built")
    assert served.stop(number) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_it_takes_a_build_under_way_along(project: Path, number: int) -> None:
    served = Served(project, "--log-format", "json", "--pdf")
    deadline = time.monotonic() + PATIENCE
    while not (builds := children(served.process.pid)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert served.stop(number) == (0, "")
    assert [pid for pid in builds if Path(f"/proc/{pid}").exists()] == []


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in found.split()]


def test_exposed_it_warns(project: Path) -> None:
    served = Served(project, "--log-format", "json", "--expose")
    finding = served.wait_for("finding")
    assert (finding["code"], finding["severity"]) == ("L10", "warning")
    assert served.stop()[0] == 0


def test_a_person_is_told_address_and_builds(project: Path) -> None:
    words = [sys.executable, "-u", "-m", "briefgen", "-C", str(project), "serve"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        first, second = run.stdout.readline(), run.stdout.readline()
        run.send_signal(signal.SIGINT)
        assert (run.wait(PATIENCE), run.stderr.read() if run.stderr else "") == (0, "")
    assert first.startswith("serving http://127.0.0.1:80")
    assert second.startswith("nothing changed, seen in ")
