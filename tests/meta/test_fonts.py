"""The theme's fonts are those it names, in the weights it uses, with their licences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from pathlib import Path

FAMILIES = {
    "source-serif-4": "Source Serif 4",
    "ibm-plex-sans": "IBM Plex Sans",
    "noto-naskh-arabic": "Noto Naskh Arabic",
    "noto-sans-tifinagh": "Noto Sans Tifinagh",
}
FOLDERS = ("themes/default/assets/fonts", "themes/default/print/fonts")
PRINT = {
    ("Source Serif 4", 400, False),
    ("Source Serif 4", 400, True),
    ("Source Serif 4", 600, False),
    ("IBM Plex Sans", 400, False),
    ("IBM Plex Sans", 500, False),
    ("IBM Plex Sans", 600, False),
    ("Noto Naskh Arabic", 400, False),
    ("Noto Naskh Arabic", 600, False),
    ("Noto Sans Tifinagh", 400, False),
}
ITALIC = 1
PREFERRED_FAMILY, FAMILY = 16, 1


def face(path: Path) -> tuple[str, int, bool]:
    """Family, weight and slant, as the font itself states them."""
    with TTFont(path) as font:
        names, style = font["name"], font["OS/2"]
        family = names.getDebugName(PREFERRED_FAMILY) or names.getDebugName(FAMILY)
        return str(family), int(style.usWeightClass), bool(style.fsSelection & ITALIC)


def fonts(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.suffix in {".ttf", ".woff2"})


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_font_is_of_a_known_family_and_has_its_licence(root: Path, folder: str) -> None:
    found = fonts(root / folder)
    assert found
    for path in found:
        slug = next(slug for slug in FAMILIES if path.name.startswith(slug))
        assert face(path)[0] == FAMILIES[slug]
        licence = (root / folder / f"{slug}.LICENSE.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License, Version 1.1" in licence


def test_print_has_one_file_a_face(root: Path) -> None:
    assert sorted(face(path) for path in fonts(root / FOLDERS[1])) == sorted(PRINT)


@pytest.mark.parametrize("slug", ["source-serif-4", "ibm-plex-sans"])
def test_print_is_static_and_covers_french_names_and_the_arrow(root: Path, slug: str) -> None:
    wanted = "àâçéèêëîïôœùûüÿŠğŋ«»’“”–—…→€\u00a0\u2011\u202f"
    with TTFont(root / FOLDERS[1] / f"{slug}-400-normal.ttf") as font:
        assert "fvar" not in font
        assert [c for c in wanted if ord(c) not in font.getBestCmap()] == []
