"""The leak scan's reading of a PDF: whatever a person or a program could get out of it."""

from __future__ import annotations

import io
import re
import zlib

import pypdf
import pytest

from briefgen.leaks import pdf
from briefgen.leaks.words import folded, words
from tests.pdf.small import printed


@pytest.fixture(scope="module")
def data() -> bytes:
    return printed().data


def test_it_reads_every_word_that_pypdf_reads(data: bytes) -> None:
    read = set(words(pdf.text(data)))
    whole = "".join(words(pdf.text(data)))
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        for word in words(page.extract_text()):
            if word.isascii():  # pypdf puts Arabic in another order
                assert word in read or word in whole


def test_it_reads_bookmarks_metadata_and_addresses(data: bytes) -> None:
    read = folded(pdf.text(data))
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata
    assert folded(str(reader.metadata.title)) in read
    assert "https://gazette.example/bridge?a=1&b=2" in read
    titles = re.findall(r"/Title': '([^']+)'", str(reader.outline))
    assert titles
    assert all(words(title)[0] in words(read) for title in titles)


def stream(text: bytes) -> bytes:
    made = zlib.compress(text)
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(made), made)


@pytest.mark.parametrize(
    "held",
    [
        b"1 0 obj\n<</Title (CAN\\101RY \\(one\\))>>\nendobj",
        b"1 0 obj\n<</Title <FEFF00430041004E004100520059>>>\nendobj",
        b"1 0 obj\n<</Title (\xfe\xff\0C\0A\0N\0A\0R\0Y)>>\nendobj",
        b"1 0 obj\n" + stream(b"<x:xmpmeta><dc:title>CANARY</dc:title></x:xmpmeta>") + b"\nendobj",
        b"1 0 obj\n" + stream(b"/Span <</ActualText (CANARY)>> BDC [<0001>] TJ") + b"\nendobj",
        b"9 0 obj\n<</Type /ObjStm/N 1/First 4/Length 1>>\n"
        + stream(b"3 0 <</Contents (CANARY)>>").partition(b"\n")[2]
        + b"\nendobj",
    ],
)
def test_no_part_of_a_pdf_hides_a_text(held: bytes) -> None:
    assert "canary" in folded(pdf.text(b"%PDF-1.7\n" + held + b"\n%%EOF\n"))


def test_glyphs_are_read_through_the_map_of_their_font() -> None:
    cmap = (
        b"begincmap 1 beginbfchar\n<0001> <0043>\n<0002> <004E>\nendbfchar\n"
        b"1 beginbfrange\n<0010> <0012> <0041>\nendbfrange"
    )
    held = (
        b"1 0 obj\n<</Font <</F1 2 0 R>>>>\nendobj\n"
        b"2 0 obj\n<</Type /Font/ToUnicode 3 0 R>>\nendobj\n"
        b"3 0 obj\n" + stream(cmap) + b"\nendobj\n"
        b"4 0 obj\n" + stream(b"/F1 9 Tf [<0001>3<0010>-2<0002>] TJ <00110012> Tj") + b"\nendobj\n"
    )
    assert pdf.text(b"%PDF-1.7\n" + held).split() == ["CAN", "BC"]


@pytest.mark.parametrize("held", [b"", b"stream\n", b"1 0 obj\nstream\nxyz", b"(((", b"<41>]TJ"])
def test_a_damaged_file_is_read_as_far_as_it_goes(held: bytes) -> None:
    assert isinstance(pdf.text(b"%PDF-1.7\n" + held), str)
