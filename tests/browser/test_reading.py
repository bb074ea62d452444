"""What a reader meets: quiet pages, no script, no sideways scroll, keys, filters, paper."""

from __future__ import annotations

import gzip
import re
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Response

    from tests.browser.conftest import Site

ALL = "f-all"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWN = ".rails > .rec:visible"
FONT = "document.fonts.ready.then(() => document.fonts.check('16px IBM Plex Sans'))"
FIRST_VIEW = 150_000
SHEET = 12_000


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_no_page_says_a_word_on_the_console_or_asks_anything_of_others(
    browser: Browser, site: Site
) -> None:
    said, asked = [], set()
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: said.append((page.url, message.text)))
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    page.on("request", lambda request: asked.add(request.url))
    page.on("requestfailed", lambda request: said.append((request.url, request.failure)))
    for path in site.pages():
        page.goto(site.url + path)
    context.close()
    # the next page may come before the last one's fonts
    assert [what for what in said if what[1] != "net::ERR_ABORTED"] == []
    assert [url for url in asked if not url.startswith(site.url)] == []


def test_the_policy_is_in_force(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site.url)
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: '//example.org/x.png'}))")
    page.wait_for_timeout(100)
    context.close()
    assert len([text for text in said if "Content Security Policy" in text]) >= 2


def test_nothing_scrolls_sideways(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    wide = {}
    for path in (path for path in site.pages() if not path.startswith("fr/")):
        page.goto(site.url + path)
        for width in (320, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wide[path, width] = page.evaluate(OVERFLOW)
    context.close()
    assert {place: by for place, by in wide.items() if by > 0} == {}


COMMAS = """() => {
  const tied = document.querySelector(".tied"), list = tied.closest("ul"), found = [];
  const comma = document.createRange();
  comma.selectNodeContents(tied.lastChild);
  for (let width = 60; width < 400; width++) {  // at some of them the name fills its line
    list.style.inlineSize = width + "px";
    const box = comma.getBoundingClientRect();
    const lines = [...tied.firstElementChild.getClientRects()];
    if (box.left < lines.at(-1).right - 1 || box.top >= lines.at(-1).bottom) found.push(width);
  }
  return found;
}"""


def test_no_line_begins_with_the_comma_after_a_name(page: Page) -> None:
    page.goto("actors/minister.html")
    assert page.evaluate(COMMAS) == []


def test_text_twice_as_large_does_not_scroll_sideways(browser: Browser, site: Site) -> None:
    # 200 % in a window of 1280 is the same to a page as a window of 640 at twice the size
    context = browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page = context.new_page()
    for path in ("index.html", "timeline.html", "claims.html", "events/2024-03-water.html"):
        page.goto(site.url + path)
        assert page.evaluate(OVERFLOW) <= 0, path
    context.close()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("all", 7), ("one", 4), ("two", 3), ("third", 2), ("day", 1)],
)
def test_the_filter_works_without_script(page: Page, choice: str, expected: int) -> None:
    page.goto("timeline.html")
    page.locator(f"label:has(#f-{choice})").click()
    assert page.locator(SHOWN).count() == expected
    assert page.locator(".gap:visible").count() == (2 if choice == "all" else 0)


def test_the_filter_works_by_keyboard(page: Page) -> None:
    page.goto("timeline.html")
    page.locator(f"#{ALL}").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#f-one").is_checked()
    assert page.locator(SHOWN).count() == 4


def test_a_deep_link_survives_the_filter(page: Page) -> None:
    page.goto("timeline.html#e-1999-treaty")
    page.locator("label:has(#f-day)").click()
    shown = page.locator(f"{SHOWN} > article")
    assert [card.get_attribute("id") for card in shown.all()] == [
        "e-2024-04-02-reply",
        "e-1999-treaty",
    ]


def test_the_first_key_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("claims.html")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("class") == "skip"
    assert skip.is_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_focus_can_be_seen(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url + "index.html")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
    context.close()


def test_every_page_has_one_heading_of_the_first_level_and_skips_none(site: Site) -> None:
    for path in site.pages():
        text = (site.folder / path).read_text(encoding="utf-8")
        levels = [int(level) for level in re.findall("<h([1-6])[ >]", text)]
        assert levels.count(1) == 1, path
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, path


def test_claim_and_reply_weigh_the_same(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site.url + "claims.html")
    page.evaluate("document.fonts.ready.then(() => true)")  # until then heights may yet change
    pairs = page.locator(".pair").all()
    assert len(pairs) == 4
    for pair in pairs:
        boxes = [side.bounding_box() for side in pair.locator(".side").all()]
        assert len({(round(box["width"]), round(box["height"])) for box in boxes if box}) == 1
    sizes = page.locator("blockquote p, .gist.only, .none > p:last-child").all()
    assert {one.evaluate("e => getComputedStyle(e).fontSize") for one in sizes} == {"19.08px"}
    context.close()


def test_a_claim_without_reply_says_so_with_the_day(page: Page) -> None:
    page.goto("claims/raid.html")
    cell = page.locator(".side.none")
    assert "No reply by Riverland, Coast Front is on file as of 30 June 2025." in cell.inner_text()


def test_a_paraphrase_stands_in_no_quotation_marks(page: Page) -> None:
    page.goto("claims/dam.html")
    claim = page.locator(".side").first
    assert claim.locator("blockquote").count() == 0
    assert "Paraphrase" in claim.inner_text()


def test_a_quote_in_another_language_says_which(page: Page) -> None:
    page.goto("events/2024-03-water.html")
    quote = page.locator("#q-2024-03-water-1")
    assert quote.locator("blockquote").get_attribute("lang") == "fr"
    assert "quoted in French" in quote.inner_text()


def test_an_inexact_date_is_dashed_and_says_why(page: Page) -> None:
    page.goto("timeline.html")
    card = page.locator("#e-2024-03-water")
    assert card.locator(".date.soft").inner_text() == "March 2024"
    assert "gives the month only" in card.locator(".why").inner_text()
    assert page.locator("#e-2024-07-league .why").inner_text() == "approximate"
    assert page.locator("#e-2024-04-02-reply .soft").count() == 0


def test_a_gap_in_the_file_is_called_one(page: Page) -> None:
    page.goto("timeline.html")
    gap = page.locator(".gap").first.inner_text()
    assert gap == (
        "2000 to 2023: no records in this dossier."
        " That is a gap in the file, not evidence that nothing happened."
    )


@pytest.mark.parametrize("path", ["index.html", "events/2024-03-water.html", "sources.html"])
def test_the_other_language_is_one_click_away(page: Page, path: str) -> None:
    page.goto(path)
    page.locator(".tools a[lang=fr]").click()
    assert page.url.endswith(f"/fr/{path}")
    page.locator(".tools a[lang=ar]").click()
    assert page.url.endswith(f"/ar/{path}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".tools a[lang=en]").click()
    assert page.url.endswith(path)
    assert "/ar/" not in page.url


def test_a_moved_page_leads_to_the_present_one(page: Page) -> None:
    page.goto("events/old-water.html")
    page.wait_for_url("**/events/2024-03-water.html")
    assert page.locator("h1").inner_text() == "Sudmark accuses Norland of taking water"


def test_the_site_can_be_read_from_a_folder(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.goto((site.folder / "index.html").as_uri())
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.get_by_role("link", name="Norland's minister denies it").click()
    assert page.locator("h1").inner_text() == "Norland's minister denies it"
    loaded = page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px IBM Plex Sans'))"
    )
    assert loaded is True
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    context.close()
    assert said == []


def test_paper_shows_addresses_and_no_controls(browser: Browser, site: Site) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(site.url + "sources.html")
    address = "getComputedStyle(document.querySelector('#s-wire h2 a'), '::after').content"
    assert "https://example.org/wire" in page.evaluate(address)
    page.goto(site.url + "timeline.html")
    assert page.locator(".filter").is_hidden()
    context.close()


def test_marks_of_parties_are_printed(browser: Browser, site: Site, tmp_path: Path) -> None:
    """Browsers leave backgrounds out unless they are asked for: names would follow a gap."""
    page = browser.new_page()
    page.goto(site.url + "claims/water.html")
    names = '<span class="p one">Arland</span> <span class="p two">Borduria</span>'
    page.evaluate("(names) => { document.body.innerHTML = names }", names)
    printed = tmp_path / "page.pdf"
    page.pdf(path=printed, print_background=False)
    page.close()
    command = ["pdftoppm", "-r", "60", "-png", str(printed), str(tmp_path / "page")]
    subprocess.run(command, check=True, timeout=60)
    shades = set[Any]()
    for path in tmp_path.glob("page*.png"):
        with Image.open(path) as image:
            shades |= {shade for _, shade in image.convert("RGB").getcolors(1 << 24) or ()}
    assert {(0x1D, 0x5F, 0x91), (0x88, 0x50, 0x00)} <= shades


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_colours(browser: Browser, site: Site, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(site.url)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    context.close()
    assert ground == {"light": "rgb(252, 252, 250)", "dark": "rgb(19, 22, 26)"}[scheme]


def test_the_first_view_is_light(browser: Browser, site: Site) -> None:
    """As a host sends it: texts compressed, fonts as they are."""
    context = browser.new_context()
    page = context.new_page()
    answers: list[Response] = []

    def came(answer: Response) -> None:  # Playwright takes no method of a list
        answers.append(answer)

    page.on("response", came)
    page.goto(site.url, wait_until="networkidle")
    sizes: dict[str, int] = {}
    for answer in answers:  # no sooner: a body may be asked for only once it has come
        body = answer.body()
        packed = body if answer.url.endswith(".woff2") else gzip.compress(body)
        sizes[answer.url.removeprefix(site.url)] = len(packed)
    context.close()
    assert sizes["assets/theme.css"] <= SHEET
    assert sum(sizes.values()) <= FIRST_VIEW, sizes
