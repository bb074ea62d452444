"""The Nu HTML checker and lychee find nothing to say about any page."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.conftest import Site


def test_every_page_is_valid_html(site: Site, npm: Path) -> None:
    checker = npm / "vnu-jar/build/dist/vnu.jar"
    options = ["--skip-non-html", "--format", "json"]
    command = ["java", "-jar", str(checker), *options, str(site.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    said = json.loads(done.stderr)["messages"]
    assert [(m["url"].rpartition("/")[2], m["message"]) for m in said if m["type"] == "error"] == []


def test_no_link_inside_the_site_is_broken(site: Site) -> None:
    lychee = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    assert lychee, "lychee is missing: make test installs it"
    pages = [str(site.folder / path) for path in site.pages()]
    # the PDF is left out of this build; the page for unknown addresses links from the host's root
    options = ["--offline", "--include-fragments", "--format", "json", "--exclude", r"\.pdf$"]
    command = [lychee, *options, "--root-dir", str(site.folder), *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    found = json.loads(done.stdout)
    assert found["error_map"] == {}
    assert found["successful"] > len(pages)
