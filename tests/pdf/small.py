"""A small dossier with one of everything that print must cope with, and PDFs of it."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from pydantic import TypeAdapter

from briefgen import pages, prose, theme
from briefgen.audience import Audience, visible
from briefgen.formats.making import Making
from briefgen.formats.pdf.workshop import Workshop
from briefgen.model import KINDS, Dossier
from briefgen.model.dossier import Config, Media
from briefgen.resolve import resolve

if TYPE_CHECKING:
    from briefgen.formats.pdf.child import Printed
    from briefgen.plan import Page

ROOT = Path(__file__).parent.parent.parent
PICTURE = "media/bridge.png"

CONFIG: dict[str, Any] = {
    "title": {"en": "Two towns and a bridge", "fr": "Deux villes et un pont"},
    "subtitle": "What each town has said of the other",
    "subjects": ["north", "south"],
    "lang": "en",
    "languages": ["en", "fr"],
    "editors": ["Ann Editor"],
    "edition": {"id": "3", "date": "2026-02-01"},
    "bluf": [{"text": "The bridge is closed.", "source": "gazette"}],
    "lacks": ["The minutes of the bridge commission."],
    "print": {"languages": ["en", "fr"]},
    "tlp": "AMBER",
}
RECORDS: dict[str, list[dict[str, Any]]] = {
    "actors": [
        {"id": "north", "name": {"en": "North", "fr": "Nord"}, "kind": "state"},
        {"id": "south", "name": {"en": "South", "fr": "Sud"}, "kind": "state"},
        {
            "id": "mayor",
            "name": "Mayor Maïga",
            "kind": "person",
            "side": "north",
            "offices": [{"title": "mayor", "of": "north", "from": "2020", "source": "gazette"}],
        },
        {"id": "rowers", "name": "The Rowers", "kind": "armed-group"},
    ],
    "sources": [
        {
            "id": "gazette",
            "title": "Bridge closed",
            "type": "article-newspaper",
            "issued": "2025-03-02",
            "publisher": "The Gazette",
            "url": "https://gazette.example/bridge?a=1&b=2",
            "accessed": "2025-03-04",
            "archive": {"url": "https://archive.example/1", "date": "2025-03-04"},
        },
        {
            "id": "arabic",
            "title": "إغلاق الجسر",
            "type": "webpage",
            "issued": "2025-03-05",
            "lang": "ar",
            "based_on": [{"ref": "gazette", "how": "translates"}],
        },
        {"id": "letter", "title": "A reader's view", "type": "reader-comment", "issued": "unknown"},
    ],
    "claims": [
        {"id": "closed", "text": "South closed the bridge.", "about": "south"},
        {"id": "toll", "text": "North took a toll.", "title": "Whether North took a toll",
         "about": "north"},
    ],
    "events": [
        {"id": "treaty", "date": "2015", "who": ["north", "south"], "what": "Sign a bridge treaty",
         "source": "gazette"},
        {
            "id": "mayor-speaks",
            "date": "2025-03-01",
            "who": "mayor",
            "to": "south",
            "what": "Accuses South of closing the bridge",
            "source": "gazette",
            "says": [{"quote": "Le pont est fermé", "form": "direct", "lang": "fr",
                      "gist": "Says that the bridge is closed.",
                      "on": [{"claim": "closed", "stance": "asserts"}]}],
            "body": "A note[^1] with *[[claim:toll|a claim]]* and [an *address*](https://a.example/x)."
                    "\n\n![The bridge](media/bridge.png)\n\n[^1]: The note itself.",
        },
        {
            "id": "south-answers",
            "date": "2025-03-03",
            "date_basis": {"basis": "inferred", "reason": 'the paper says "on Monday"'},
            "who": "south",
            "to": ["north", "rowers"],
            "what": "Denies it and speaks of a toll",
            "responds_to": "mayor-speaks",
            "source": ["gazette", "arabic"],
            "says": [
                {"gist": "Says that the bridge is open.", "form": "paraphrase",
                 "on": [{"claim": "closed", "stance": "denies"}]},
                {"quote": "a toll was taken", "form": "partial", "lang": "en",
                 "on": [{"claim": "toll", "stance": "asserts"}]},
            ],
        },
    ],
    "commentary": [
        {"id": "view", "title": "A reader's view", "author": "A. Reader", "kind": "reader-comment",
         "refs": ["mayor-speaks"], "source": "letter", "lang": "en", "body": "It is a pity."},
    ],
    "pages": [
        {"id": "about", "title": "About", "lang": "en",
         "body": "Written by hand.\n\n## Scope\n\nAll."},
        {"id": "method", "title": "Method", "order": "1", "lang": "en", "body": "With care."},
    ],
}  # fmt: skip


def picture() -> bytes:
    """A small grey rectangle."""
    file = io.BytesIO()
    Image.new("RGB", (60, 20), "#777777").save(file, "PNG")
    return file.getvalue()


def dossier(records: dict[str, list[dict[str, Any]]], **config: Any) -> Dossier:
    """The records as a loader would give them."""
    loaded: dict[str, Any] = {
        kind.plural: tuple(
            sorted(
                map(TypeAdapter(kind.type).validate_python, records[kind.plural]),
                key=lambda record: record.id,
            )
        )
        for kind in KINDS
        if kind.plural in records
    }
    texts = {getattr(record, "body", "") for group in loaded.values() for record in group}
    return Dossier(
        config=TypeAdapter(Config).validate_python(CONFIG | config),
        media=(Media(PICTURE, b"1"),),
        prose={text: prose.compile(text).prose for text in texts if text},
        **loaded,
    )


def making(records: dict[str, list[dict[str, Any]]] = RECORDS, **config: Any) -> Making:
    """The small dossier, planned and ready to be made."""
    site = resolve(visible(dossier(records, **config), Audience(date(2026, 2, 1), "AMBER")))
    every = tuple(p for lang in site.dossier.config.tongues for p in pages.plan(site, lang))
    return Making(site, every, theme.load(ROOT, "default"), lambda _path: picture())


def edition(made: Making, lang: str = "en") -> Page:
    """The page that is printed in a language."""
    return next(p for p in made.pages if p.path == f"pdf/dossier-{lang}.pdf")


@cache
def printed(lang: str = "en", paper: str = "A4") -> Printed:
    """The PDF of the small dossier, made once a test run."""
    made = making(print={"languages": ["en", "fr"], "paper": paper})
    return Workshop(made).printed(edition(made, lang))


def words(data: bytes) -> str:
    """The text of a PDF, its lines joined."""
    run = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True
    )
    return re.sub(r"\s+", " ", run.stdout.decode())


def plain(data: bytes) -> bytes:
    """The PDF with every object and stream readable."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = ["qpdf", "--qdf", "--object-streams=disable", file.name, "-"]
        run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout
