"""Copies of sources: which files they are taken of, what is kept, and what quotes come to."""

from __future__ import annotations

import datetime
import io
import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from briefgen import cli, loader
from briefgen.cli import report
from briefgen.errors import BriefgenError, ConfigError, LimitError, StorageError
from briefgen.snapshots import extract, keeping, take, verify

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.lasting
DAY, LATER = datetime.date(2025, 3, 7), datetime.date(2025, 5, 1)
ARTICLE = """\
The ferry stops

«The ferry has run for three hundred years», said Ana Brell, «and it shall rest.»
The port office called this “a reckless, if not unlaw-
ful step [...] without notice”.
"""
EVENT = """\
date: 2025-03-05
who: arland
what: Stops the ferry
source: gazette
says:
  - {form: direct, quote: "The ferry has run for three hundred years"}
  - form: partial
    by: borduria
    quote: a reckless, if not unlawful step […] without notice
"""


@pytest.fixture
def project(tmp_path: Path, root: Path) -> Path:
    content = tmp_path / "content"
    (content / "events").mkdir(parents=True)
    base = root / "tests/cases/base"
    for name in ("actors.yaml", "dossier.yaml"):
        (content / name).write_bytes((base / name).read_bytes())
    (content / "sources.yaml").write_text(
        "# what is cited\n- {id: gazette, title: The ferry stops, type: article-newspaper,"
        " issued: 2025-03-06} # daily\n- id: herald\n  title: The ferry\n  type: report\n"
        "  issued: 2025-03-07\n",
        "utf-8",
    )
    (content / "events/2025-03-05-ferry.yaml").write_text(EVENT, "utf-8")
    (content / "pages").mkdir()
    (content / "pages/method.md").write_text("---\ntitle: Method\n---\nWords.\n", "utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


@pytest.fixture
def held(project: Path) -> Path:
    take(project, "gazette", project / "article.txt", DAY)
    return project


def refused(call: Callable[[], object], code: str) -> BriefgenError:
    with pytest.raises(BriefgenError) as caught:
        call()
    (one,) = caught.value.diagnostics
    assert one.code == code
    assert one.hint
    assert "\n" not in one.message
    return caught.value


def lock(project: Path) -> list[dict[str, str]]:
    lines = (project / "content/quotes.lock").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


# Taking


def test_a_copy_is_kept_in_private_and_recorded_in_its_source(project: Path) -> None:
    taken = take(project, "gazette", project / "article.txt", DAY)
    assert taken.text.read_text("utf-8") == ARTICLE
    assert taken.sha256 == sha256(ARTICLE.encode()).hexdigest()
    assert taken.words == len(ARTICLE.split())
    said = (
        f"issued: 2025-03-06, snapshot: {{file: gazette.txt, sha256: {taken.sha256},"
        " at: 2025-03-07}} # daily"
    )
    text = (project / "content/sources.yaml").read_text("utf-8")
    assert said.replace("}}", "}") in text.replace("}}", "}")
    assert text.startswith("# what is cited\n")
    source = next(s for s in loader.load(project).dossier.sources if s.id == "gazette")
    assert source.snapshot
    assert source.snapshot.at.text == "2025-03-07"


def test_a_copy_of_another_text_takes_the_place_of_the_first_only_on_request(held: Path) -> None:
    """The page may have changed since, and the first copy be the only one there is."""
    (held / "article.txt").write_text("Other words.", "utf-8")
    refused(lambda: take(held, "gazette", held / "article.txt", LATER), "R13")
    assert (held / "content/snapshots/gazette.txt").read_text("utf-8") == ARTICLE
    taken = take(held, "gazette", held / "article.txt", LATER, replace=True)
    text = (held / "content/sources.yaml").read_text("utf-8")
    assert text.count("snapshot") == 1
    assert f"sha256: {taken.sha256}, at: 2025-05-01" in text
    assert taken.text.read_text("utf-8") == "Other words.\n"


def test_copies_stay_out_of_git_wherever_they_are_taken(held: Path) -> None:
    assert "*\n" in (held / "content/snapshots/.gitignore").read_text("utf-8")


def test_an_unknown_source_is_answered_with_the_nearest(project: Path) -> None:
    error = refused(lambda: take(project, "gazete", project / "article.txt", DAY), "R11")
    assert isinstance(error, ConfigError)
    assert error.diagnostics[0].hint == 'did you mean "gazette"?'


def test_a_file_that_is_not_there_is_the_disks_matter(project: Path) -> None:
    error = refused(lambda: take(project, "gazette", project / "none.txt", DAY), "R12")
    assert isinstance(error, StorageError)
    refused(lambda: take(project, "gazette", project, DAY), "R12")


def test_what_is_refused_leaves_everything_as_it_was(held: Path) -> None:
    before = {path: path.read_bytes() for path in held.rglob("*") if path.is_file()}
    (held / "bad").write_bytes(b"")
    refused(lambda: take(held, "gazette", held / "bad", LATER), "R06")
    (held / "bad").unlink()
    assert {path: path.read_bytes() for path in held.rglob("*") if path.is_file()} == before


def test_a_record_that_cannot_be_written_keeps_its_copy_away(project: Path) -> None:
    sources = project / "content/sources.yaml"
    sources.write_text(
        "- id: gazette\n  title: t\n  type: report\n  issued: 2025-03-06\n  snapshot: &s\n"
        f"    file: a.txt\n    sha256: {'0' * 64}\n    at: 2025-03-06\n"
        "- id: herald\n  title: t\n  type: report\n  issued: 2025-03-06\n  snapshot: *s\n",
        "utf-8",
    )
    article = project / "article.txt"
    refused(lambda: take(project, "herald", article, DAY, replace=True), "R05")
    assert not (project / "content/snapshots").exists()


def test_the_rights_of_a_file_stay(held: Path) -> None:
    sources = held / "content/sources.yaml"
    sources.chmod(0o640)
    take(held, "herald", held / "article.txt", DAY)
    assert sources.stat().st_mode & 0o777 == 0o640


def test_nothing_is_left_of_a_file_that_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    error = refused(lambda: keeping.write(target, b"new"), "R12")
    assert "No space left" in str(error)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert target.read_bytes() == b"old"


# Extracting


def page(*paragraphs: str, title: str = "A page") -> bytes:
    words = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head>"
        "<body><nav><a href=/>Home</a> <a href=/news>News</a></nav>"
        f"<article><h1>{title}</h1>{words}</article><footer>All rights reserved</footer></body>"
        "</html>"
    ).encode()


def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF with these lines of text."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font]
    kids = []
    for text in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
        stream = f"BT /F1 12 Tf 72 720 Td {shown}ET".encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b" ".join(kids), len(kids))
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%b endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    made += b"xref\n0 %d\n0000000000 65535 f \n%b%b" % (len(objects) + 1, table, end)
    return encrypted(made, password) if password else made


def encrypted(raw: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(raw))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_main_text_of_a_saved_page_is_kept() -> None:
    first = "The ferry has run for three hundred years, in war and in peace, said Ana Brell."
    second = "The port office called this a reckless step without notice; the mayor agreed."
    text = extract.text(page(first, second), "page.html")
    assert f"{first}\n\n{second}\n" in text
    assert "All rights reserved" not in text


def test_the_text_of_all_pages_of_a_pdf_is_kept() -> None:
    text = extract.text(pdf("The ferry has run\nfor three hun-", "dred years"), "a.pdf")
    assert text == "The ferry has run\nfor three hun-\ndred years\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"a b\r\nc\rd", "a b\nc\nd\n"),
        (b"\xef\xbb\xbfword", "word\n"),
        ("mot \u00e9".encode("utf-16"), "mot é\n"),
        ("e\u0301te\u0301".encode(), "été\n"),
        (b"one  \n\n\n\n two\x0cthree\n\n", "one\n\n two\nthree\n"),
    ],
)
def test_a_text_is_kept_in_one_form(raw: bytes, text: str) -> None:
    assert extract.text(raw, "a.txt") == text


REFUSED = {
    "nothing": (b"", "R06"),
    "blanks": (b" \n\t\n", "R06"),
    "marks alone": ("—…!".encode(), "R06"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "R07"),
    "Latin-1": ("été".encode("latin-1"), "R07"),
    "half UTF-16": (b"\xff\xfea", "R07"),
    "a word processor's file": (b"PK\x03\x04 words", "R07"),
    "rich text": (b"{\\rtf1 words}", "R07"),
    "a page with NUL": (b"<!doctype html>\0<p>words", "R07"),
    "a page without words": (b"<!doctype html><html><body></body></html>", "R06"),
    "half a PDF": (b"%PDF-1.7\n1 0 obj", "R10"),
    "a scanned PDF": (pdf(""), "R06"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_no_words_can_be_had_of_is_refused_in_a_line(what: str) -> None:
    raw, code = REFUSED[what]
    refused(lambda: extract.text(raw, "saved"), code)


@pytest.mark.parametrize("password", ["secret"])
def test_an_encrypted_pdf_is_refused(password: str) -> None:
    error = refused(lambda: extract.text(pdf("words", password=password), "a.pdf"), "R08")
    assert "qpdf --decrypt" in error.diagnostics[0].hint


def test_more_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    monkeypatch.setattr(extract, "LIMIT", 10)
    assert extract.text(b"a" * 10, "a.txt")
    error = refused(lambda: take(project, "gazette", project / "article.txt", DAY), "R09")
    assert isinstance(error, LimitError)
    assert "more than 10 bytes" in str(error)


def test_deep_nesting_ends_in_words_or_in_a_line() -> None:
    raw = b"<!doctype html><html><body>" + b"<div>" * 20_000 + b"<p>words that stand deep</p>"
    try:
        assert extract.text(raw, "a.html")
    except BriefgenError as error:
        assert error.diagnostics[0].code in {"R06", "R10"}  # noqa: PT017 - either will do


@pytest.mark.parametrize(
    ("raw", "package"), [(page("words"), "trafilatura"), (pdf("words"), "pypdf")]
)
def test_without_the_extra_its_name_is_told(
    raw: bytes, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    error = refused(lambda: extract.text(raw, "saved"), "R04")
    assert error.diagnostics[0].hint == "pip install 'briefgen[snapshots]'"
    assert extract.text(b"words", "a.txt") == "words\n"


# Verifying


def test_quotes_are_looked_for_in_the_copies_that_are_held(held: Path) -> None:
    done = verify(held, LATER)
    assert [result.state for result in done.results] == ["verified", "verified"]
    assert done.written
    entries = lock(held)
    assert [(e["event"], e["source"], e["state"], e["on"]) for e in entries] == [
        ("2025-03-05-ferry", "gazette", "verified", "2025-05-01")
    ] * 2
    assert {ARTICLE[int(e["at"]) :][:3] for e in entries} == {"The", "a r"}


def test_a_lock_is_written_again_only_for_what_is_new(held: Path) -> None:
    assert verify(held, DAY).written
    before = lock(held)
    assert not verify(held, LATER).written
    assert lock(held) == before


def test_without_a_copy_nothing_is_written(project: Path) -> None:
    done = verify(project, DAY)
    assert [(r.state, r.lacking) for r in done.results] == [("unheld", ("gazette",))] * 2
    assert not done.written
    assert not (project / "content/quotes.lock").exists()


def change(project: Path, old: str, new: str) -> None:
    path = project / "content/events/2025-03-05-ferry.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_an_altered_word_is_caught_and_shown(held: Path) -> None:
    verify(held, DAY)
    change(held, "three hundred", "two hundred")
    done = verify(held, LATER)
    one, two = done.results
    assert (one.state, one.source, two.state) == ("mismatch", "gazette", "verified")
    assert one.passage == "The ferry has run for three hundred years"
    assert one.miss
    assert [p.words for p in one.miss.difference if p.of != "both"] == ["three", "two"]
    assert (one.place.line, one.place.col) == (6, 27)
    assert sorted(e["state"] for e in lock(held)) == ["mismatch", "verified"]


def test_a_clone_without_the_copies_keeps_what_the_lock_says(held: Path) -> None:
    change(held, "reckless", "careful")
    verify(held, DAY)
    before = lock(held)
    (held / "content/snapshots/gazette.txt").unlink()
    done = verify(held, LATER)
    assert [(r.state, r.here) for r in done.results] == [("verified", False), ("mismatch", False)]
    assert not done.written
    assert lock(held) == before


def test_what_was_found_in_a_copy_that_is_on_record_no_more_is_forgotten(held: Path) -> None:
    before = (held / "content/sources.yaml").read_text("utf-8")
    verify(held, DAY)
    without = re.sub(r", snapshot: {[^}]*}", "", before)
    (held / "content/sources.yaml").write_text(without, "utf-8")
    assert [r.state for r in verify(held, DAY).results] == ["unheld", "unheld"]
    assert lock(held) == []


def test_a_copy_that_was_edited_is_not_looked_through(held: Path) -> None:
    verify(held, DAY)
    before = lock(held)
    with (held / "content/snapshots/gazette.txt").open("a", encoding="utf-8") as file:
        file.write("more\n")
    done = verify(held, LATER)
    assert [found.code for found in done.findings] == ["S06"]
    assert [r.here for r in done.results] == [False, False]
    assert lock(held) == before


def test_a_new_copy_needs_a_new_look(held: Path) -> None:
    verify(held, DAY)
    (held / "article.txt").write_text(f"{ARTICLE}\nMore.", "utf-8")
    take(held, "gazette", held / "article.txt", LATER, replace=True)
    assert verify(held, LATER).written
    assert {e["on"] for e in lock(held)} == {"2025-05-01"}


def test_while_another_source_may_hold_the_words_they_are_no_mismatch(held: Path) -> None:
    change(held, "source: gazette", "source: [gazette, herald]")
    change(held, "three hundred", "two hundred")
    assert [r.state for r in verify(held, DAY).results] == ["unheld", "verified"]
    (held / "herald.txt").write_text("The ferry has run for two hundred years.", "utf-8")
    take(held, "herald", held / "herald.txt", DAY)
    done = verify(held, DAY)
    assert [(r.state, r.source) for r in done.results] == [
        ("verified", "herald"),
        ("verified", "gazette"),
    ]


def test_of_two_copies_the_more_alike_is_shown(held: Path) -> None:
    change(held, "source: gazette", "source: [herald, gazette]")
    change(held, "three hundred", "two hundred")
    (held / "herald.txt").write_text("Nothing of the kind.", "utf-8")
    take(held, "herald", held / "herald.txt", DAY)
    assert verify(held, DAY).results[0].source == "gazette"


def test_one_source_alone_may_be_looked_at(held: Path) -> None:
    verify(held, DAY)
    before = lock(held)
    assert verify(held, LATER, "herald").results == ()
    assert lock(held) == before
    assert len(verify(held, LATER, "gazette").results) == 2
    refused(lambda: verify(held, DAY, "gazete"), "R11")


def test_entries_of_what_is_gone_are_swept_out(held: Path) -> None:
    verify(held, DAY)
    change(held, "three hundred", "thirty")
    loaded = loader.load(held)
    assert [found.code for found in loaded.findings] == ["R03"]
    assert "has changed since it was verified" in loaded.findings[0].message
    change(
        held, "    quote: a reckless, if not unlawful step […] without notice", "    quote: rest"
    )
    verify(held, DAY)
    assert loader.load(held).findings == ()
    assert len(lock(held)) == 2


@pytest.mark.parametrize(
    ("old", "said"),
    [("2025-03-05-ferry", 'the event "2025-03-05-boat"'), ("gazette", 'the source "boat"')],
)
def test_a_lock_that_names_a_record_that_is_gone_says_so(held: Path, old: str, said: str) -> None:
    verify(held, DAY)
    path = held / "content/quotes.lock"
    name = "boat" if old == "gazette" else "2025-03-05-boat"
    path.write_text(path.read_text("utf-8").replace(f'"{old}"', f'"{name}"'), "utf-8")
    found = loader.load(held).findings
    assert [(one.code, one.severity) for one in found] == [("R03", "warning")] * 2
    assert [str(one.place) for one in found] == [f"content/quotes.lock:{n}:1" for n in (2, 3)]
    assert all(said in one.message for one in found)
    assert loader.load(held).dossier.quotes == ()


def test_a_translation_of_ours_is_verified_by_its_original(held: Path) -> None:
    change(
        held,
        '  - {form: direct, quote: "The ferry has run for three hundred years"}',
        "  - form: direct\n    lang: fr\n    quote: Le bac navigue depuis trois cents ans\n"
        "    translation: {by: human}\n"
        "    original: {lang: en, text: The ferry has run for three hundred years}",
    )
    states = [(r.asked.field, r.asked.marks, r.state) for r in verify(held, DAY).results]
    assert states == [
        (("quote",), False, "unheld"),
        (("original", "text"), True, "verified"),
        (("quote",), True, "verified"),
    ]


def test_a_source_in_another_language_holds_no_quote(held: Path) -> None:
    sources = held / "content/sources.yaml"
    text = sources.read_text("utf-8").replace("issued: 2025-03-06", "issued: 2025-03-06, lang: fr")
    sources.write_text(text, "utf-8")
    assert [r.state for r in verify(held, DAY).results] == ["unheld", "unheld"]


# The command


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*words: str | Path) -> tuple[int, str, str]:
        report.begin(Path(), 0, "text", watched=False)
        with pytest.raises(SystemExit) as left:
            cli.main([str(word) for word in words])
        assert isinstance(left.value.code, int)
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return left.value.code, said.out, said.err

    return run


def test_the_command_says_what_it_kept_and_what_comes_next(
    project: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    said = run(
        "-C", project, "snapshot", "gazette", project / "article.txt", "--clock", "2025-03-07"
    )
    assert said[0] == 0
    assert "gazette.txt (33 words)" in said[1]
    assert "next: briefgen verify" in said[1]
    code, out, err = run("-C", project, "verify", "--clock", "2025-03-07", "-v")
    assert (code, err) == (0, "")
    assert "content/events/2025-03-05-ferry.yaml:6:27: verified in gazette on 2025-03-07\n" in out
    assert out.endswith("2 verified, 0 differing, 0 not held\nwrote content/quotes.lock\n")


@pytest.mark.parametrize("file", ["/dev/null", "binary"])
def test_of_what_is_no_text_the_command_shows_no_line(
    project: Path,
    run: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
    file: str,
) -> None:
    """It would be noise, and of a device without an end it would take all memory."""
    monkeypatch.setattr(extract, "LIMIT", 1000)
    monkeypatch.chdir(project)
    (project / "binary").write_bytes(b"\x7fELF\0\x93")
    code, _, err = run("snapshot", "gazette", file)
    assert code in {1, 5}
    (line,) = err.splitlines()
    assert line.startswith(f"{file}:1:1: error[R0")


def test_the_command_names_the_sources_that_are_not_held(
    project: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    code, out, _ = run("-C", project, "verify", "-v")
    assert code == 0
    assert "2025-03-05-ferry.yaml:6:27: not held: gazette\n" in out
    change(project, "form: direct", "form: direct, lang: de, translation: {by: machine}")
    assert ":6:65: not held: no source is in its language" in run("-C", project, "verify", "-v")[1]


def test_the_command_shows_each_mismatch_and_fails(
    held: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    change(held, "three hundred", "two hundred")
    change(held, "[…] without notice", "[…] shall rest")
    code, out, err = run("-C", held, "verify")
    assert code == 1
    first, second = [line for line in err.splitlines() if "error[Q02]" in line]
    assert first.startswith("content/events/2025-03-05-ferry.yaml:6:27: error[Q02] the quote is")
    assert "The ferry has run for [-three-] {+two+} hundred years" in first
    assert 'not in the copy of "gazette"' in second
    assert "0 verified, 2 differing, 0 not held" in out
    (held / "content/snapshots/gazette.txt").unlink()
    code, _, err = run("-C", held, "verify")
    assert code == 1
    assert err.count('by the lock the quote is not in the copy of "gazette"') == 2


def test_the_command_gives_programs_the_same(
    held: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    change(held, "three hundred", "two hundred")
    code, out, _ = run("-C", held, "verify", "--format", "json")
    assert code == 1
    told = json.loads(out)
    assert (told["verified"], told["mismatch"], told["unheld"]) == (1, 1, 0)
    first, second = told["quotes"]
    assert first["state"] == "mismatch"
    assert first["why"] == "altered"
    assert first["passage"] == "The ferry has run for three hundred years"
    assert {"of": "quote", "words": "two"} in first["difference"]
    assert (second["state"], second["field"]) == ("verified", "says.1.quote")


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("t", "too short to be told from chance"),
        ("for three hundred years […] it shall rest", "but not in one passage"),
        ("Nothing of that kind was ever said", 'the quote is not in the copy of "gazette"'),
    ],
)
def test_the_command_says_why_in_a_line(
    held: Path, run: Callable[..., tuple[int, str, str]], quote: str, said: str
) -> None:
    change(held, "The ferry has run for three hundred years", quote)
    code, _, err = run("-C", held, "verify")
    assert code == 1
    (line,) = [line for line in err.splitlines() if "error[" in line]
    assert said in line


def test_a_build_and_a_check_read_the_lock(
    held: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    assert run("-C", held, "verify", "--clock", "2025-03-07")[0] == 0
    assert run("-C", held, "build", "--only", "html")[0] == 0
    site = held / "output/site"
    assert "verified on 7 March 2025" in (site / "events/2025-03-05-ferry.html").read_text("utf-8")
    method = (site / "method.html").read_text("utf-8")
    rows = re.findall(r'<th scope="row">([^<]+)</th><td class="n">(\d+)</td>', method)
    assert rows == [
        ("Verified", "2"),
        ("Not verified: no copy held", "0"),
        ("Differing from the copy held", "0"),
    ]
    assert not any("snapshots" in str(path) for path in site.rglob("*"))
    change(held, "three hundred", "two hundred")
    assert run("-C", held, "verify")[0] == 1
    for verb in ("build", "check"):
        code, _, err = run("-C", held, verb)
        assert code == 1
        assert 'error[Q02] the quote is not in the copy of "gazette"' in err


def test_a_check_looks_at_the_copies_and_a_build_does_not(
    held: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    (held / "content/snapshots/gazette.txt").write_text("other", "utf-8")
    assert run("-C", held, "build", "--only", "html")[0] == 0
    code, _, err = run("-C", held, "check")
    assert code == 1
    assert "error[S06] the copy snapshots/gazette.txt is not the one on record" in err


@pytest.mark.parametrize("verb", ["build", "check", "verify"])
def test_a_damaged_lock_stops_every_verb_and_is_left_as_it_is(
    held: Path, run: Callable[..., tuple[int, str, str]], verb: str
) -> None:
    path = held / "content/quotes.lock"
    path.write_text("<<<<<<< ours\n", "utf-8")
    code, _, err = run("-C", held, verb)
    assert code == 1
    assert "content/quotes.lock:1:1: error[R01] the lock is damaged: a merge was left" in err
    assert path.read_text("utf-8") == "<<<<<<< ours\n"
