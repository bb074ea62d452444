"""Fetch the theme's fonts again from a folder with the npm packages that publish them.

``npm install --ignore-scripts`` the packages of ``themes/default/FONTS.md``
in an empty folder, then ``python .ci/fonts.py FOLDER/node_modules``. For the web the
files are copied; for print they are decompressed from WOFF2 to TrueType. Nothing is
cut out, merged or renamed: two of the licences reserve the names for unmodified fonts.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

THEME = Path(__file__).parent.parent / "themes/default"
WEB, PRINT = THEME / "assets/fonts", THEME / "print/fonts"

COPIED = (
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2",
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-italic.woff2",
    "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2",
    "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-ext-wght-normal.woff2",
    "@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2",
    "@fontsource/noto-sans-tifinagh/files/noto-sans-tifinagh-tifinagh-400-normal.woff2",
)
OPENED = {
    "source-serif/TTF/SourceSerif4-Regular.ttf": "source-serif-4-400-normal",
    "source-serif/TTF/SourceSerif4-It.ttf": "source-serif-4-400-italic",
    "source-serif/TTF/SourceSerif4-Semibold.ttf": "source-serif-4-600-normal",
    "@ibm/plex-sans/fonts/complete/woff2/IBMPlexSans-Regular.woff2": "ibm-plex-sans-400-normal",
    "@ibm/plex-sans/fonts/complete/woff2/IBMPlexSans-Medium.woff2": "ibm-plex-sans-500-normal",
    "@ibm/plex-sans/fonts/complete/woff2/IBMPlexSans-SemiBold.woff2": "ibm-plex-sans-600-normal",
    "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2": (
        "noto-naskh-arabic-400-normal"
    ),
    "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-600-normal.woff2": (
        "noto-naskh-arabic-600-normal"
    ),
    "@fontsource/noto-sans-tifinagh/files/noto-sans-tifinagh-tifinagh-400-normal.woff2": (
        "noto-sans-tifinagh-400-normal"
    ),
}
LICENCES = {
    "source-serif/LICENSE.md": "source-serif-4",
    "@ibm/plex-sans/LICENSE.txt": "ibm-plex-sans",
    "@fontsource/noto-naskh-arabic/LICENSE": "noto-naskh-arabic",
    "@fontsource/noto-sans-tifinagh/LICENSE": "noto-sans-tifinagh",
}


def open_for_print(source: Path, target: Path) -> None:
    """Write the TrueType font that ``source`` is, or holds compressed, to ``target``."""
    if source.suffix == ".ttf":
        shutil.copyfile(source, target)
        return
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    font.save(target, reorderTables=False)


def main(modules: Path) -> None:
    """Write the fonts and their licences from ``modules`` into the default theme."""
    for folder in (WEB, PRINT):
        folder.mkdir(parents=True, exist_ok=True)
    for source in COPIED:
        shutil.copyfile(modules / source, WEB / Path(source).name)
    for source, name in OPENED.items():
        open_for_print(modules / source, PRINT / f"{name}.ttf")
    for source, name in LICENCES.items():
        text = (modules / source).read_text(encoding="utf-8")
        for folder in (WEB, PRINT):
            (folder / f"{name}.LICENSE.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
