"""Hostile and broken files of authors: a place, a code, the right exit code, in time.

``bad_inputs/`` holds the files by kind; each is put where its kind belongs in an otherwise
good dossier. What a later stage must refuse is tested there: here it loads.
"""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest

from briefgen import loader, prose
from briefgen.errors import BriefgenError, Diagnostic, Field, Span
from briefgen.state import State

FOLDER = Path(__file__).parent / "bad_inputs"
DOSSIER = """\
title: A dossier
subjects: [a, b]
lang: en
editors: the editors
edition: {id: "1", date: 2026-01-01}
"""
HOMES = {"md": "pages/x.md", "config": "dossier.yaml", "image": "media/{}"}
SPECIAL = {
    "path/slug-index.yaml": "pages.yaml",
    "path/slug-assets.yaml": "pages.yaml",
    "field/source-url-userinfo.yaml": "sources.yaml",
    "field/source-url-spaces.yaml": "sources.yaml",
    "yaml/norway.yaml": "actors.yaml",
    "yaml/dup-id-b.yaml": "events/b.yaml",
}
BESIDE = {"yaml/dup-id-b.yaml": ("yaml/dup-id-a.yaml", "events.yaml")}

# file: (exit code, [(line, column, code, the beginning of the message)])
ANSWERS: dict[str, tuple[int, list[tuple[int, int, str, str]]]] = {
    "config/bad-yaml.yaml": (2, [(1, 8, "Y05", "quote opened here is closed only on line 5")]),
    "config/empty.yaml": (
        2,
        [(1, 1, "G03", "dossier.yaml must hold fields such as title, found nothing")],
    ),
    "config/lang-bad.yaml": (
        2,
        [(3, 7, "F03", '"en_US!" is not a BCP 47 language tag such as en,')],
    ),
    "config/list.yaml": (2, [(1, 1, "G03", "dossier.yaml must hold fields such as title,")]),
    "config/one-subject.yaml": (
        2,
        [(2, 11, "F06", "a dossier needs two or more different subjects")],
    ),
    "config/theme-traversal.yaml": (
        2,
        [(6, 8, "F03", '"../../etc" is not the name of a folder in themes/')],
    ),
    "field/css-colour.yaml": (1, [(6, 3, "F01", 'unknown field "colour"')]),
    "field/csv-formula.yaml": (0, []),
    "field/redirect-open.yaml": (
        1,
        [
            (6, 19, "F03", '"//evil.example" is not a path inside the site'),
            (6, 37, "F03", '"https://evil.example" is not a path inside the'),
            (6, 61, "F03", '"/a\\r\\nLocation: x" is not a path inside the site'),
            (6, 82, "F03", '"../x" is not a path inside the site such as'),
        ],
    ),
    "field/source-url-spaces.yaml": (
        1,
        [(5, 8, "F03", "a URL has no spaces, quotes or backslashes:")],
    ),
    "field/source-url-userinfo.yaml": (
        1,
        [(5, 8, "F03", "user name in URL: the host is evil.example, not")],
    ),
    "field/tag-path.yaml": (
        1,
        [
            (6, 12, "F03", '"../../x" is not an id: use a-z, 0-9 and single'),
            (6, 23, "F03", '"con" is a reserved name on Windows: choose another id'),
            (6, 30, "F03", '"C++" is not an id: use a-z, 0-9 and single'),
            (6, 42, "F03", '"C#" is not an id: use a-z, 0-9 and single'),
            (6, 48, "F03", '"Nul" is not an id: use a-z, 0-9 and single'),
        ],
    ),
    "field/title-script.yaml": (0, []),
    "image/bomb-20000x20000.png": (1, [(1, 1, "I01", "image is 400 megapixels (limit 50)")]),
    "image/external.svg": (0, [(1, 1, "I05", "left out of the drawing: image")]),
    "image/foreign.svg": (0, [(1, 1, "I05", "left out of the drawing: foreignObject")]),
    "image/gps-exif.jpg": (0, []),
    "image/lol.svg": (1, [(1, 1, "I04", "SVG refused: DTD not allowed")]),
    "image/script.svg": (0, [(1, 1, "I05", "left out of the drawing: href, onclick, script")]),
    "image/truncated.png": (1, [(1, 1, "I02", "the picture is damaged: its end is missing")]),
    "image/use-bomb.svg": (
        1,
        [(1, 1, "I04", "SVG refused: SVG expands to more than 10,000 nodes")],
    ),
    "image/xxe.svg": (1, [(1, 1, "I04", "SVG refused: DTD not allowed")]),
    "md/attrs-style.md": (
        1,
        [
            (4, 5, "M03", '"b" is not a full address'),
            (4, 59, "M05", '"b" is not a picture of this dossier'),
        ],
    ),
    "md/backticks.md": (0, []),
    "md/entities.md": (0, []),
    "md/front-matter-list.md": (1, [(2, 1, "Y15", "front matter must be a mapping")]),
    "md/heading-dom-clobber.md": (0, []),
    "md/html-comment.md": (0, []),
    "md/huge-line.md": (0, []),
    "md/link-javascript.md": (1, [(4, 142, "Y03", "control character U+0001")]),
    "md/mixed-bidi.md": (0, [(4, 37, "M07", "invisible bidi control U+202E")]),
    "md/nested-list-200.md": (1, [(23, 39, "M06", "nested deeper than 40 levels")]),
    "md/nested-quotes-25k.md": (1, [(4, 1, "M06", "nested deeper than 40 levels")]),
    "md/not-utf8.md": (1, [(4, 4, "Y01", "byte 0xE9 is not UTF-8")]),
    "md/open-brackets-25k.md": (0, []),
    "md/raw-script.md": (0, []),
    "md/ssti.md": (0, []),
    "md/wiki-ref-missing.md": (1, [(4, 24, "M03", '"ev-404.md" is not a full address')]),
    "path/asset-missing.yaml": (1, [(7, 16, "I07", "picture not found: content/media/none.png")]),
    "path/asset-traversal.yaml": (
        1,
        [(6, 10, "M05", '"../../../../etc/hostname" is not a picture of')],
    ),
    "path/case-collision.yaml": (
        1,
        [(4, 7, "A02", '"Flood" is not an id: use a-z, 0-9 and single')],
    ),
    "path/nfc-nfd-collision.yaml": (
        1,
        [
            (4, 7, "A02", '"café" is not an id: use a-z, 0-9 and single'),
            (9, 7, "A02", '"café" is not an id: use a-z, 0-9 and single'),
        ],
    ),
    "path/slug-absolute.yaml": (
        1,
        [(5, 7, "A02", '"/PWNED" is not an id: use a-z, 0-9 and single')],
    ),
    "path/slug-assets.yaml": (
        1,
        [(2, 7, "A03", '"assets" is the address of one of briefgen\'s own pages')],
    ),
    "path/slug-backslash.yaml": (
        1,
        [(5, 7, "A02", '"..\\..\\PWNED" is not an id: use a-z, 0-9 and')],
    ),
    "path/slug-com-superscript.yaml": (
        1,
        [(5, 7, "A02", '"com¹" is not an id: use a-z, 0-9 and single')],
    ),
    "path/slug-dash-rf.yaml": (1, [(5, 7, "A02", '"-rf" is not an id: use a-z, 0-9 and single')]),
    "path/slug-dot.yaml": (1, [(5, 7, "A02", '"." is not an id: use a-z, 0-9 and single hyphens')]),
    "path/slug-dotdot.yaml": (1, [(5, 7, "A02", '"../../../../PWNED" is not an id: use a-z, 0-9')]),
    "path/slug-drive.yaml": (1, [(5, 7, "A02", '"C:PWNED" is not an id: use a-z, 0-9 and single')]),
    "path/slug-encoded.yaml": (
        1,
        [(5, 7, "A02", '"..%2f..%2ftmp%2fPWNED" is not an id: use a-z,')],
    ),
    "path/slug-htaccess.yaml": (
        1,
        [(5, 7, "A02", '".htaccess" is not an id: use a-z, 0-9 and single')],
    ),
    "path/slug-index.yaml": (
        1,
        [(2, 7, "A03", '"index" is the address of one of briefgen\'s own pages')],
    ),
    "path/slug-long.yaml": (
        1,
        [(5, 7, "A02", "an id has at most 100 characters, this one has 300")],
    ),
    "path/slug-nul.yaml": (
        1,
        [
            (5, 7, "A02", '"a\\x00b" is not an id: use a-z, 0-9 and single'),
            (5, 7, "Y03", "control character U+0000"),
        ],
    ),
    "path/slug-trailing-dot.yaml": (
        1,
        [(5, 7, "A02", '"report." is not an id: use a-z, 0-9 and single')],
    ),
    "path/title-all-symbols.yaml": (0, []),
    "path/title-collision.yaml": (0, []),
    "privacy/draft-yes-string.yaml": (0, []),
    "privacy/embargo-future.yaml": (0, []),
    "privacy/label-unknown.yaml": (1, [(6, 8, "F04", '"WHITE" cannot be a tlp')]),
    "privacy/notes-field.yaml": (1, [(6, 3, "F01", 'unknown field "internal_notes"')]),
    "privacy/public-links-to-red.yaml": (0, []),
    "privacy/tlp-missing-in-strict-site.yaml": (0, []),
    "privacy/tlp-red.yaml": (0, []),
    "yaml/alias-self-cycle.yaml": (
        1,
        [
            (1, 3, "F02", "missing field: date"),
            (1, 3, "F02", "missing field: who"),
            (1, 3, "S01", "missing field: source"),
            (4, 14, "Y11", 'alias "*a" refers to itself'),
        ],
    ),
    "yaml/at-sign.yaml": (1, [(2, 9, "Y05", '"@" cannot start a plain value')]),
    "yaml/bad-month.yaml": (1, [(3, 9, "D01", '"2026-13-45" is not a date: month 13 (write')]),
    "yaml/bidi-override.yaml": (
        0,
        [(2, 18, "Y04", "invisible bidi control U+202E: it can make text")],
    ),
    "yaml/billion-laughs.yaml": (
        1,
        [(5, 8, "Y11", "too many aliases (limits: 100, standing for 10,000 values)")],
    ),
    "yaml/bin-underscore.yaml": (1, [(4, 35, "F03", '"0b_" is not a number')]),
    "yaml/bom.yaml": (0, []),
    "yaml/codepoint-too-big.yaml": (1, [(2, 12, "Y05", "U+110000 is not a Unicode character")]),
    "yaml/comments-only.yaml": (0, [(1, 1, "Y13", "the file holds no events")]),
    "yaml/crlf-cr.yaml": (1, [(6, 3, "F01", 'unknown field "dtae"')]),
    "yaml/dangling-ref.yaml": (0, []),
    "yaml/date-ambiguous.yaml": (
        1,
        [(3, 9, "D01", 'ambiguous date "03/04/2026": write 2026-04-03 or')],
    ),
    "yaml/deep-block-300.yaml": (1, [(51, 51, "Y12", "nesting deeper than 50 levels")]),
    "yaml/deep-dashes-3000.yaml": (1, [(1, 101, "Y12", "nesting deeper than 50 levels")]),
    "yaml/deep-flow-2000.yaml": (1, [(1, 53, "Y12", "nesting deeper than 50 levels")]),
    "yaml/dup-id-a.yaml": (0, []),
    "yaml/dup-id-b.yaml": (
        1,
        [(1, 7, "A04", 'event id "ev-1" already used in content/events.yaml:1:7')],
    ),
    "yaml/dup-key-nfc-nfd.yaml": (
        1,
        [
            (2, 3, "F01", 'unknown field "café"'),
            (3, 3, "F01", 'unknown field "café"'),
            (3, 3, "Y06", 'key "café" repeats line 2 after Unicode NFC normalisation'),
        ],
    ),
    "yaml/dup-key.yaml": (1, [(4, 3, "Y06", 'duplicate key "what" (first on line 2)')]),
    "yaml/empty.yaml": (0, [(1, 1, "Y13", "the file holds no events")]),
    "yaml/explicit-bad-float.yaml": (1, [(1, 7, "Y07", "tag !!float is not allowed")]),
    "yaml/feb-30.yaml": (1, [(3, 9, "D01", '"2026-02-30" is not a date: that day does not exist')]),
    "yaml/huge-int.yaml": (1, [(4, 35, "F03", "number too long (5000 characters)")]),
    "yaml/latin1.yaml": (1, [(2, 12, "Y01", "byte 0xE9 is not UTF-8")]),
    "yaml/list-as-title.yaml": (
        1,
        [(2, 9, "F03", '"what" must be text or a map of languages, found a list')],
    ),
    "yaml/lone-surrogate.yaml": (1, [(2, 13, "Y05", "unpaired surrogate \\ud800")]),
    "yaml/map-instead-of-list.yaml": (
        1,
        [(1, 1, "Y14", "expected a list of events, found a mapping")],
    ),
    "yaml/mapping-key.yaml": (1, [(1, 3, "Y10", "a key must be text")]),
    "yaml/merge-bomb.yaml": (
        1,
        [
            (3, 3, "Y09", 'merge key "<<" is not allowed'),
            (5, 3, "Y09", 'merge key "<<" is not allowed'),
            (7, 3, "Y09", 'merge key "<<" is not allowed'),
            (9, 3, "Y09", 'merge key "<<" is not allowed'),
            (9, 18, "Y11", "too many aliases (limits: 100, standing for 10,000 values)"),
        ],
    ),
    "yaml/norway.yaml": (0, []),
    "yaml/null-item.yaml": (1, [(6, 2, "Y17", "empty item")]),
    "yaml/octal-id.yaml": (0, []),
    "yaml/python-name-tag.yaml": (1, [(1, 7, "Y07", "tag !!python/name:os.system is not allowed")]),
    "yaml/raw-bell.yaml": (1, [(2, 10, "Y03", "control character U+0007")]),
    "yaml/tab-indent.yaml": (1, [(2, 1, "Y05", "tab used for indentation")]),
    "yaml/tz-offset-99.yaml": (
        1,
        [(3, 9, "D01", 'UTC offset +99:00 in "2026-01-01T00:00:00+99:00"')],
    ),
    "yaml/unclosed-quote.yaml": (1, [(2, 9, "Y05", "quote opened here is never closed")]),
    "yaml/undefined-alias.yaml": (1, [(4, 11, "Y11", 'alias "*nope" was never defined')]),
    "yaml/unquoted-colon.yaml": (1, [(2, 14, "Y05", '":" inside plain text')]),
    "yaml/year-0000.yaml": (1, [(3, 9, "D01", 'year out of range in "0000-01-01": 0001 to 9999')]),
}


def project(folder: Path, name: str) -> str:
    """A dossier with the bad file in it; the path of that file."""
    content, (kind, file) = folder / "content", name.split("/")
    home = SPECIAL.get(name) or HOMES.get(kind, "events.yaml")
    home = home.format(file)
    content.mkdir()
    (content / "dossier.yaml").write_text(DOSSIER, encoding="utf-8")
    for source, target in [(name, home), *([BESIDE[name]] if name in BESIDE else [])]:
        (content / target).parent.mkdir(exist_ok=True)
        shutil.copyfile(FOLDER / source, content / target)
    return f"content/{home}"


def answer(folder: Path, state: State | None = None) -> tuple[int, tuple[Diagnostic, ...]]:
    try:
        return 0, loader.load(folder, state).findings
    except BriefgenError as error:
        return error.exit_code, error.diagnostics


def test_every_file_has_an_answer() -> None:
    files = {p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*") if p.is_file()}
    assert files == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_bad_file_gets_its_answer(tmp_path: Path, name: str) -> None:
    code, expected = ANSWERS[name]
    path = project(tmp_path, name)
    started = time.process_time()
    exit_code, found = answer(tmp_path)
    assert time.process_time() - started < 5
    assert exit_code == code
    assert any(one.severity == "error" for one in found) == (code != 0)
    assert len(found) == len(expected), found
    for one, (line, col, kind, message) in zip(found, expected, strict=True):
        assert one.place == Span(path, line, col)
        assert one.code == kind
        assert one.message.startswith(message)
        assert one.message.isprintable()


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_remembered_changes_no_answer(tmp_path: Path, name: str) -> None:
    project(tmp_path, name)
    state = State.nowhere()
    assert answer(tmp_path, state) == answer(tmp_path, state) == answer(tmp_path)


def loaded(folder: Path, name: str) -> loader.Loaded:
    project(folder, name)
    return loader.load(folder)


def test_texts_stay_as_they_were_written(tmp_path: Path) -> None:
    (actor,) = loaded(tmp_path, "yaml/norway.yaml").dossier.actors
    assert actor.country == "NO"
    assert actor.aliases == ("on", "12:30", "0123", "2024-12-30")


def test_an_id_is_no_number(tmp_path: Path) -> None:
    (event,) = loaded(tmp_path, "yaml/octal-id.yaml").dossier.events
    assert event.id == "0123"
    assert event.via
    assert event.via.texts == (("", "010"),)


def test_a_hidden_control_is_left_out(tmp_path: Path) -> None:
    (event,) = loaded(tmp_path, "yaml/bidi-override.yaml").dossier.events
    assert event.what.texts == (("", "invoice fdp.exe"),)


def html(folder: Path, name: str) -> str:
    found = loaded(folder, name).dossier
    (made,) = found.prose.values()
    return prose.fill(made, [("x", "y")] * len(made.mentions), ["p"] * len(made.pictures), "")


@pytest.mark.parametrize(
    ("name", "has", "lacks"),
    [
        ("md/raw-script.md", "&lt;script&gt;", r"<script|<img"),
        ("md/ssti.md", "{{ 7*7 }}", r"\b49\b"),
        ("md/html-comment.md", "Text", "CANARY"),
        ("md/entities.md", "&amp;lt;script&amp;gt;", "[\ud800-\udfff\0]|<script"),
        ("md/heading-dom-clobber.md", 'id="h-location-2"', 'id=""|id="location"'),
    ],
)
def test_the_page_shows_it_harmlessly(tmp_path: Path, name: str, has: str, lacks: str) -> None:
    made = html(tmp_path, name)
    assert has in made
    assert not re.search(lacks, made)


@pytest.mark.parametrize(
    ("name", "lacks"),
    [
        ("script.svg", rb"script|onclick|javascript"),
        ("external.svg", rb"http://192|file:|<image"),
        ("foreign.svg", rb"foreignObject|iframe"),
        ("gps-exif.jpg", rb"Exif|GPS|Artist|Make"),
    ],
)
def test_what_is_published_of_a_picture(tmp_path: Path, name: str, lacks: bytes) -> None:
    found = loaded(tmp_path, f"image/{name}")
    made = found.media(f"media/{name}")
    assert made == loader.media_bytes(tmp_path, f"media/{name}")
    assert not re.search(lacks, made)


def test_no_file_outside_is_read(tmp_path: Path) -> None:
    project(tmp_path, "path/asset-traversal.yaml")
    assert "hostname" in (FOLDER / "path/asset-traversal.yaml").read_text()
    with pytest.raises(BriefgenError) as caught:
        loader.load(tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["M05"]


def test_a_field_leads_back_to_its_place(tmp_path: Path) -> None:
    found = loaded(tmp_path, "yaml/dangling-ref.yaml")
    assert found.places.locate(Field("event", "ev-1", ("see_also", 0))) == Span(
        "content/events.yaml", 4, 14
    )
