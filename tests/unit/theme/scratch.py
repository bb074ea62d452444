"""Scratch themes, and a small view to render with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.dates import parse
from briefgen.model.fields import Words
from briefgen.pages.notfound import NotFoundView
from briefgen.pages.parts import Frame, Party
from briefgen.plan import Page
from briefgen.theme import Theme, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ARLAND = Party("arland", Words("Arland & Sons", "en"), "one", "actors/arland.html")
BORDURIA = Party("borduria", Words("Bordurie", "fr"), "two", "actors/borduria.html")
FRAME = Frame(
    title=Words("<b>Ferry</b>", "en"),
    lang="en",
    home="index.html",
    subjects=(ARLAND, BORDURIA),
    edition="1",
    as_of=parse("2025-06-30"),
    nav=(("home", "index.html"),),
    pages=(),
    changes="changes.html",
    languages=("en",),
    pdf="",
    base_url="",
    mark="",
)
PAGE = Page("404.html", "404.html", NotFoundView(FRAME), "en")


def theme(
    root: Path, files: Mapping[str, str | bytes], name: str = "mine", extends: str = ""
) -> Theme:
    """A theme of these files in ``root/themes``; later ones may extend earlier ones."""
    folder = root / "themes" / name
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        held = folder / path
        held.parent.mkdir(parents=True, exist_ok=True)
        held.write_bytes(content if isinstance(content, bytes) else content.encode())
    line = f'extends = "{extends}"\n' if extends else ""
    (folder / "theme.toml").write_text(f'name = "{name}"\n{line}')
    return load(root, name)
