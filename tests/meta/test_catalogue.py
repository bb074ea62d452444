"""The theme's catalogues hold each of its words, and no word it does not use."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from briefgen.theme import wording

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages import Catalog

THEME = "themes/default"
OPTIONS = {"newstyle_gettext": "true", "silent": "false"}


@cache
def used(root: Path) -> set[str]:
    """The msgids of the templates, and those that stand around dates."""
    folder = root / THEME / "templates"
    method = [("**.html", "jinja2.ext:babel_extract")]
    found = extract_from_dir(folder, method, {"**.html": OPTIONS})
    ids = {words if isinstance(words, str) else words[0] for _, _, words, _, _ in found}
    return ids | set(wording.PHRASES)


def catalogue(root: Path, lang: str) -> Catalog:
    with (root / THEME / f"locale/{lang}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.mark.lasting
@pytest.mark.parametrize("lang", ["fr"])
def test_a_catalogue_holds_the_words_of_the_theme_and_no_others(root: Path, lang: str) -> None:
    held = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue(root, lang) if m.id}
    assert (used(root) - held, held - used(root)) == (set(), set())


@pytest.mark.parametrize("lang", ["fr"])
def test_every_word_is_translated_and_keeps_its_variables(root: Path, lang: str) -> None:
    found = catalogue(root, lang)
    assert [m.id for m in found if m.id and not (m.string and all(m.string))] == []
    assert [str(fault) for m in found for fault in m.check(found)] == []


@pytest.mark.lasting
def test_extraction_sees_words_and_plurals(root: Path) -> None:
    assert {"Timeline", "%(num)s claim", "No date given"} <= used(root)
