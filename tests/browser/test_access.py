"""axe finds nothing on any kind of page, narrow or wide, light or dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Site

PAGES = (
    "index.html", "timeline.html", "events/2024-03-water.html", "events/2024-04-02-reply.html",
    "claims.html", "claims/water.html", "claims/raid.html", "actors.html", "actors/norland.html",
    "actors/ministry.html", "sources.html", "commentary.html", "commentary/view.html",
    "changes.html", "overview.html", "ledger.html", "relations.html", "relations/norland.html",
    "names.html", "agreements.html", "agreements/treaty.html", "balance.html",
    "balance/quotes-by-side/norland.html", "balance/sources-by-affiliation/unknown.html",
    "judgements.html", "terms.html", "ar/ledger.html", "ar/relations.html",
    "method.html", "checks.html", "404.html", "fr/index.html", "ar/timeline.html",
    "ar/claims/water.html", "events/2024-08-rumour.html",
)  # fmt: skip
"""One of each template, and some in other languages; a redirect is left before it is read."""
# target-size carries no other tag
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run({runOnly: {type: 'tag', values: tags}})
  const plain = (rule) => [rule.id, ...rule.nodes.map((node) => node.html.slice(0, 160))]
  return {violations: found.violations.map(plain), incomplete: found.incomplete.map(plain),
    passes: found.passes.length}
}"""
ARROW = "footnote-backref"
"""One character is too little for axe to judge; its colour is that of the text around it."""
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(request: Any, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, site: Site, npm: Path, path: str) -> None:
    page.goto(site.url + path)
    page.add_script_tag(path=str(npm / "axe-core/axe.min.js"))
    found = page.evaluate(RUN, TAGS)
    assert found["violations"] == []
    assert found["passes"] > 20
    unsure = _unsure(found)
    assert {rule[0] for rule in unsure} <= {"color-contrast"}
    if unsure:  # what is scrolled out of sight in a table has no contrast until it is seen
        size = page.viewport_size
        page.set_viewport_size({"width": 2400, "height": 900})
        assert _unsure(page.evaluate(RUN, TAGS)) == []
        page.set_viewport_size(size or {"width": 390, "height": 900})


COLUMNS = """<ul class="columns"><li><a class="p" href="#a"><bdi>A party of many
words</bdi></a> <a href="#b">1 record</a></li></ul>"""
"""What relations show of those that have no column: nobody in the dossier of these tests."""


def test_links_of_a_list_in_columns_are_large_enough_to_touch(page: Page, site: Site) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels, which axe asks only of those that stand close together."""
    page.goto(site.url + "relations.html")
    page.locator("main").evaluate(
        "(main, html) => main.insertAdjacentHTML('beforeend', html)", COLUMNS
    )
    sizes = page.locator(".columns a").evaluate_all("all => all.map((a) => a.offsetHeight)")
    assert len(sizes) == 2
    assert min(sizes) >= 24


def _unsure(found: dict[str, Any]) -> list[list[str]]:
    """Rules of which axe cannot tell whether they are kept, with the elements."""
    return [rule for rule in found["incomplete"] if any(ARROW not in one for one in rule[1:])]


def test_every_kind_of_page_is_looked_at(root: Path, site: Site) -> None:
    folder = root / "themes/default/templates"
    shared = {"base", "frame", "groups", "labels", "lists", "parts", "rails", "redirect", "steps"}
    kinds = {p.stem for p in folder.glob("*.html")} - shared
    named = {
        "index": "home",
        "commentary": "commentaries",
        "method": "page",
        "2024-08-rumour": "withdrawn",
    }
    within = {"balance": "inputs", "commentary": "commentary"}
    looked = {
        named.get(rest.removesuffix(".html") or stem)
        or (within.get(top, top.rstrip("s")) if rest else stem)
        for path in PAGES
        for top, _, rest in [path.removeprefix("fr/").removeprefix("ar/").partition("/")]
        for stem in [top.removesuffix(".html")]
    }
    assert kinds <= looked
