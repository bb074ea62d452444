"""The same dossier is the same PDF, to the byte, whatever surrounds it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.formats import pdf
from briefgen.model.dossier import Media
from tests.pdf import small
from tests.pdf.small import ROOT, dossier, edition, making, printed

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import sys
from hashlib import sha256
from tests.pdf.small import printed
sys.stdout.write(sha256(printed().data).hexdigest())
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {},
        {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
        {"TZ": "America/Caracas", "PYTHONHASHSEED": "8", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_bytes_do_not_depend_on_surroundings(surroundings: dict[str, str], tmp_path: Path) -> None:
    elsewhere = tmp_path / "a folder of another name"
    elsewhere.mkdir()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(elsewhere)} | surroundings
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=elsewhere, env=environment, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert run.stdout == sha256(printed().data).hexdigest()
    assert [*elsewhere.iterdir()] == []


def key(**config: Any) -> bytes:
    return next(o.key for o in pdf.outputs(making(**config)) if o.path == "pdf/dossier-en.pdf")


def test_there_is_an_output_for_each_language_printed() -> None:
    assert [(o.path, o.format) for o in pdf.outputs(making())] == [
        ("pdf/dossier-en.pdf", "pdf"), ("pdf/dossier-fr.pdf", "pdf")
    ]  # fmt: skip
    assert [o.path for o in pdf.outputs(making(print={}))] == ["pdf/dossier-en.pdf"]


def test_the_key_follows_what_is_printed() -> None:
    assert key() == key()
    changed = [key(print={"paper": "Letter", "languages": ["en", "fr"]}), key(subtitle="Other"),
               key(tlp="GREEN")]  # fmt: skip
    assert len({key(), *changed}) == 4


def test_the_key_follows_the_bytes_of_pictures() -> None:
    made = making()
    site = replace(
        made.site, dossier=replace(made.site.dossier, media=(Media(small.PICTURE, b"2"),))
    )
    other = replace(made, site=site)
    assert [o.key for o in pdf.outputs(made)] != [o.key for o in pdf.outputs(other)]


def test_an_output_makes_its_pdf() -> None:
    output = next(o for o in pdf.outputs(making()) if o.path == edition(making()).path)
    assert output.make() == printed().data


def test_no_pdf_is_made_to_know_its_key() -> None:
    assert dossier(small.RECORDS).config.print.languages == ("en", "fr")
    code = (
        "import sys; from tests.pdf.small import making; from briefgen.formats import pdf;"
        "keys = [o.key for o in pdf.outputs(making())]; assert keys;"
        "assert not [m for m in sys.modules if m.startswith(('weasyprint', 'pydyf'))]"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    assert run.returncode == 0
