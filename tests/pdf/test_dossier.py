"""The PDF of the small dossier: what stands in it, and what a reader's program can do with it."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.pdf.small import edition, making, plain, printed, words

FAMILIES = {"Source Serif 4", "IBM Plex Sans", "Noto Naskh Arabic", "Noto Sans Tifinagh"}


def reader(lang: str = "en", paper: str = "A4") -> PdfReader:
    return PdfReader(BytesIO(printed(lang, paper).data))


def notes(pdf: PdfReader) -> list[Any]:
    return [found.get_object() for page in pdf.pages for found in page.get("/Annots", [])]


def bookmarks(entries: list[Any], level: int = 0) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for entry in entries:
        if isinstance(entry, list):
            found += bookmarks(entry, level + 1)
        else:
            found.append((level, entry.title))
    return found


def test_it_has_the_pages_that_its_worker_counted() -> None:
    assert 6 <= len(reader().pages) == printed().pages <= 12


def test_every_event_claim_and_source_is_in_it() -> None:
    text = words(printed().data)
    for title in ("Sign a bridge treaty", "Accuses South of closing the bridge",
                  "Denies it and speaks of a toll", "South closed the bridge.",
                  "Whether North took a toll", "Bridge closed", "A reader's view",
                  "https://gazette.example/bridge?a=1&b=2", "The minutes of the bridge commission.",
                  "The note itself.", "It is a pity."):  # fmt: skip
        assert title in text


def test_a_claim_without_a_reply_says_so() -> None:
    text = words(printed().data)
    assert "No reply by North is on file as of 1 February 2026." in text
    assert "No reply by South" not in text


def test_a_quote_stands_in_its_language_and_a_paraphrase_is_labelled() -> None:
    text = words(printed().data)
    assert re.search("«\\s?Le pont est fermé\\s?»", text)
    assert "Paraphrase Says that the bridge is open." in text
    assert "“Says that the bridge is open" not in text


def test_the_gap_in_the_file_is_named() -> None:
    assert "2016 to 2024: no records in this dossier." in words(printed().data)


def test_the_label_is_on_every_page() -> None:
    for page in reader().pages:
        assert page.extract_text().count("TLP:AMBER") == 2


def test_without_a_label_there_is_none() -> None:
    assert "TLP" not in making(tlp="CLEAR").theme.render(edition(making(tlp="CLEAR")))


def test_contents_give_the_page_of_each_chapter() -> None:
    pdf = reader()
    contents = pdf.pages[1].extract_text()
    listed = dict(re.findall(r"^(Chronology|Sources|Actors)[ .]+(\d+)$", contents, re.MULTILINE))
    for chapter, number in listed.items():
        assert re.search(rf"^{chapter}$", pdf.pages[int(number) - 1].extract_text(), re.MULTILINE)
    assert len(listed) == 3


def test_bookmarks_are_chapters_years_and_events() -> None:
    found = bookmarks(reader().outline)
    assert [title for level, title in found if level == 0][-4:] == [
        "Commentary", "Sources", "About", "Method"
    ]  # fmt: skip
    assert (1, "2025") in found
    assert any(level == 2 and "Denies it" in title for level, title in found)


def test_links_inside_lead_to_places_that_exist() -> None:
    pdf = reader()
    inside = [str(a["/Dest"]) for a in notes(pdf) if "/Dest" in a]
    assert len(inside) > 20
    assert {name for name in inside if name not in pdf.named_destinations} == set()


def test_links_outside_are_full_addresses() -> None:
    outside = {str(a["/A"]["/URI"]) for a in notes(reader()) if "/A" in a}
    assert outside == {
        "https://gazette.example/bridge?a=1&b=2",
        "https://archive.example/1",
        "https://a.example/x",
    }


def test_a_link_with_emphasis_in_it_is_one_annotation_with_words() -> None:
    found = [a for a in notes(reader()) if a.get("/A", {}).get("/URI") == "https://a.example/x"]
    assert [a["/Contents"] for a in found] == ["an address"]


def test_metadata_has_title_and_edition_date_and_no_author() -> None:
    info = reader().metadata
    assert info is not None
    assert info.title == "Two towns and a bridge"
    assert info.author is None
    assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20260201000000Z"


def test_fonts_are_the_themes_and_embedded() -> None:
    run = subprocess.run(
        ["pdffonts", "-"], input=printed().data, capture_output=True, check=True, text=False
    )
    rows = run.stdout.decode().splitlines()[2:]
    assert rows
    assert all(re.search(r" yes yes yes +\d+ +0$", row) for row in rows)
    assert set(printed().fonts) == FAMILIES - {"Noto Sans Tifinagh"}


def test_nothing_in_it_leads_to_this_machine() -> None:
    raw = plain(printed().data)
    for trace in (b"file:", b"dossier.invalid", b"/tmp", str(Path.home()).encode() + b"/"):
        assert trace not in raw
    assert b"/EmbeddedFile" not in raw


def test_the_picture_has_its_alternative_text() -> None:
    assert b"/Alt (The bridge)" in plain(printed().data)


def test_arabic_keeps_its_text_beside_the_glyphs() -> None:
    text = "إغلاق الجسر".encode("utf-16-be").hex()
    assert f"feff{text}".encode() in plain(printed().data).lower()


@pytest.mark.parametrize(("lang", "title"), [("en", "Two towns"), ("fr", "Deux villes")])
def test_it_is_tagged_for_pdf_ua(lang: str, title: str, tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(printed(lang).data)
    run = subprocess.run(
        [str(Path(sys.executable).with_name("outloud")), str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert " 0 error(s)" in run.stdout, run.stdout
    catalog: Any = reader(lang).trailer["/Root"]
    assert catalog["/Lang"] == lang
    assert catalog["/MarkInfo"]["/Marked"]
    assert str(reader(lang).metadata and reader(lang).metadata.title).startswith(title)  # type: ignore[union-attr]  # None was just ruled out


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_paper_is_the_one_asked_for(paper: str) -> None:
    sizes = {
        tuple(round(float(n)) for n in page.mediabox[2:]) for page in reader("en", paper).pages
    }
    assert sizes == {{"A4": (595, 842), "Letter": (612, 792)}[paper]}


def test_style_sheets_are_understood() -> None:
    assert printed().remarks == ()
