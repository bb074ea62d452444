"""``themes/CONTRACT.md`` says what the views are, now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.theme.contract import contract
from briefgen.theme.views import names, views

if TYPE_CHECKING:
    from pathlib import Path


def test_the_contract_is_fresh(root: Path) -> None:
    """Mend it with: python -m briefgen.theme.contract."""
    assert (root / "themes/CONTRACT.md").read_text("utf-8") == contract()


def test_every_view_is_described_with_its_fields() -> None:
    chapters = dict(
        re.findall(r"^### `([^`]+)`: \w+\n(.*?)(?=^##|\Z)", contract(), re.MULTILINE | re.DOTALL)
    )
    assert set(chapters) == set(views())
    for template, view in views().items():
        listed = re.findall(r"^\| `(\w+)` \|", chapters[template], re.MULTILINE)
        assert listed == list(names(view))


def test_every_type_that_a_view_names_is_described() -> None:
    text = contract().partition("## Pages")[2]
    described = set(re.findall(r"^#{3,4} (?:`[^`]+`: )?(\w+)$", text, re.MULTILINE))
    described |= set(re.findall(r"^- \*\*(\w+)\*\*", text, re.MULTILINE))
    kinds = re.findall(r"^\| `\w+` \| ([^|]*) \|", text, re.MULTILINE)
    named = {word for kind in kinds for word in re.findall(r"\b[A-Z]\w+", kind)} - {"Python"}
    assert named - described == set()


def test_every_filter_says_what_it_does() -> None:
    section = contract().partition("## Filters")[2].partition("## Pages")[0]
    found = re.findall(r"^- `[^`]*`:(.*)$", section, re.MULTILINE)
    assert len(found) >= 10
    assert all(len(says.split()) > 3 for says in found)
