"""A canary in every kind of text, and in every kind of output: it stays in, or it is caught."""

from __future__ import annotations

import datetime
import io
import json
import re
import shutil
import urllib.parse
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, PngImagePlugin

from briefgen import audience, checks, loader
from briefgen.audience import Audience, Visible
from briefgen.build import Options, build
from briefgen.errors import ContentError
from briefgen.formats.pdf.workshop import Workshop
from briefgen.leaks import NAMED, Pictures, Scan, pdf, scan
from briefgen.leaks.words import words
from tests.pdf.small import RECORDS, edition, making

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model import Dossier

DOSSIER = Path(__file__).parent.parent / "golden/dossier"
TODAY = Audience(datetime.date(2025, 7, 1))

EVENT = "date: 2025-03-08\nwho: arland\nwhat: It meets {}\nsource: gazette\ntlp: AMBER\n"
QUIET = EVENT.replace(" {}", "")
PICTURE = 'body: "![A boat](media/{}.png)"\n'
PLACES = {
    # what holds the canary: the kind of record, and its file
    "title": ("event", QUIET + "title: The {} talks\n"),
    "what": ("event", EVENT),
    "body": ("event", QUIET + "body: Said of *{}* there.\n"),
    "quote": ("event", QUIET + "says: {form: direct, quote: We are {} now}\n"),
    "waiver reason": ("event", QUIET + "waive: {check: C01, because: asked by {}}\n"),
    "alternative text": ("event", QUIET + 'body: "![A {} at sea](media/open.png)"\n'),
    "file name": ("event", QUIET + PICTURE),
    "metadata": ("event", QUIET + PICTURE.replace("{}", "hidden")),
    "claim text": ("claim", "text: Arland pays {}\nabout: arland\ndraft: true\n"),
    "actor alias": ("actor", "name: Arland\nkind: state\naliases: [{}]\ntlp: RED\n"),
    "source title": (
        "source", "title: A note by {}\ntype: report\nissued: 2025\nembargo: 2025-07-02\n",
    ),
    "place": ("place", "name: {} harbour\ntlp: GREEN\n"),
    "commentary": (
        "commentary",
        "---\ntitle: A view\nauthor: The editors\nkind: opinion\ntlp: AMBER\n---\nOf {}.\n",
    ),
}  # fmt: skip
IDS = {place: f"hidden-{place.replace(' ', '-')}-record" for place in PLACES}
CANARIES = {place: f"kanari{chr(97 + n)}vogel" for n, place in enumerate(PLACES)}


def picture(text: str) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", text)
    made = io.BytesIO()
    Image.new("RGB", (3, len(text))).save(made, "PNG", pnginfo=told)
    return made.getvalue()


def plant(root: Path) -> None:
    """A dossier with all canaries, each in the file or the folder of its kind."""
    shutil.copytree(DOSSIER / "content", root / "content")
    for place, (kind, text) in PLACES.items():
        ending = "md" if kind == "commentary" else "yaml"
        path = root / "content" / (kind if kind == "commentary" else f"{kind}s")
        held = text.replace("{}", CANARIES[place])
        file = path.with_suffix(".yaml")
        if file.is_file():
            lines = "".join(f"  {line}\n" for line in held.splitlines())
            file.write_text(f"{file.read_text('utf-8')}- id: {IDS[place]}\n{lines}", "utf-8")
        else:
            path.mkdir(exist_ok=True)
            (path / f"{IDS[place]}.{ending}").write_text(held, "utf-8")
    media = root / "content/media"
    (media / "open.png").write_bytes(picture("open"))
    (media / f"{CANARIES['file name']}.png").write_bytes(picture("a file"))
    (media / "hidden.png").write_bytes(picture(f"taken by {CANARIES['metadata']}"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("canaries")
    plant(root)
    return root


@pytest.fixture(scope="module")
def look(project: Path) -> Scan:
    loaded = loader.load(project)
    found = scan(loaded.dossier, TODAY, Pictures(loaded.media, loaded.remarks), ())
    assert found
    return found


def options(root: Path, site: Path, only: set[str] | None = None) -> Options:
    kinds = frozenset(only) if only else None
    return Options(root=root, site=site, audience=TODAY, only=kinds, clean=True)


def compressed(text: str) -> bytes:
    held = zlib.compress(f"<</Title ({text})>>".encode())
    return b"%%PDF-1.7\n1 0 obj\n<<>>\nstream\n%s\nendstream\nendobj" % held


WAYS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "text of a page": ("a.html", lambda w: f"<p>The {w}.</p>".encode()),
    "attribute": ("a.html", lambda w: f'<img alt="The {w}">'.encode()),
    "comment": ("a.html", lambda w: f"<!-- {w} -->".encode()),
    "entities": ("a.html", lambda w: "".join(f"&#{ord(c)};" for c in w).encode()),
    "entities of entities": ("a.html", lambda w: "".join(f"&amp;#{ord(c)};" for c in w).encode()),
    "capitals": ("a.html", lambda w: w.upper().encode()),
    "data": ("data/dossier.json", lambda w: json.dumps({"a": f"x\n{w}"}).encode()),
    "escapes": ("a.js", lambda w: "".join(f"\\u{ord(c):04x}" for c in w).encode()),
    "table": ("data/events.csv", lambda w: f'1,"{w}"\r\n'.encode()),
    "address": ("a.html", lambda w: f'<a href="x/{w}.html">'.encode()),
    "percent signs": ("a.html", lambda w: f"?q=%{ord(w[0]):X}{urllib.parse.quote(w[1:])}".encode()),
    "style sheet": ("assets/a.css", lambda w: f'p::after {{ content: "{w}" }}'.encode()),
    "drawing": ("media/a.svg", lambda w: f"<svg><title>{w}</title></svg>".encode()),
    "metadata": ("media/a.png", picture),
    "letters of two bytes": ("media/a.bin", lambda w: b"\xff\xfe\x00" + w.encode("utf-16-le")),
    "name": ("{}.html", lambda _w: b""),
    "PDF's packed objects": ("pdf/a.pdf", compressed),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_the_scan_catches_it(look: Scan, place: str, way: str) -> None:
    path, made = WAYS[way]
    word = CANARIES[place]
    found = look.look(path.replace("{}", word), made(word))[0]  # a picture's after its text
    assert found.code == "T01"
    named = "picture" if place == "metadata" else f'{PLACES[place][0]} "{IDS[place]}"'
    assert named in found.message
    assert path.replace("{}", word) in found.message


def test_the_scan_reads_what_a_pdf_draws(look: Scan) -> None:
    claims = [{"id": w, "text": f"They say {w}.", "about": "south"} for w in CANARIES.values()]
    made = making({**RECORDS, "claims": [*RECORDS["claims"], *claims]})
    data = Workshop(made).printed(edition(made)).data
    read = words(pdf.text(data))
    assert [place for place, word in CANARIES.items() if word not in read] == []
    assert len(look.look("pdf/a.pdf", data)) == NAMED


def test_what_is_kept_is_no_leak(look: Scan) -> None:
    for path in sorted((DOSSIER / "content").rglob("*.yaml")):
        assert look.look("a.html", path.read_bytes()) == ()


def everything(site: Path) -> str:
    """Every byte of every output, and their names, in small letters."""
    held = [str(path) for path in site.rglob("*")]
    for path in site.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            held.append(data.decode("latin-1"))
            held.append(pdf.text(data) if data.startswith(b"%PDF") else "")
    return "\n".join(held).lower()


def test_the_filter_keeps_them_all_in(project: Path, tmp_path: Path) -> None:
    build(options(project, tmp_path / "site"))
    assert (tmp_path / "site/pdf/dossier-en.pdf").is_file()
    found = everything(tmp_path)
    assert "arland" in found
    assert [place for place, word in CANARIES.items() if word in found] == []
    assert [id_ for id_ in IDS.values() if id_ in found] == []


@pytest.mark.parametrize("only", [{"html"}, {"data"}, {"pdf"}])
def test_a_filter_that_lets_all_through_is_caught(
    project: Path, tmp_path: Path, only: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing_dropped(dossier: Dossier, _audience: Audience) -> Visible:
        return Visible(dossier, frozenset())

    monkeypatch.setattr(audience, "visible", nothing_dropped)
    monkeypatch.setattr(checks, "check", lambda *_args, **_more: ())
    with pytest.raises(ContentError) as caught:
        build(options(project, tmp_path / "site", only))
    assert {d.code for d in caught.value.diagnostics} == {"T01"}
    assert not (tmp_path / "site").exists()
    places = [str(d.place) for d in caught.value.diagnostics]
    assert all(re.match(r"content/\S+:\d+:\d+$", place) for place in places)
