"""What the map and the contract promise: a field, a kind of page, a check and a format.

Each is added to a scratch copy of the package as ``briefgen/__init__.py`` and
``themes/CONTRACT.md`` say, touching the files named there and no others. One build then shows
all four.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.lasting

FIELD = {
    "briefgen/model/event.py": (
        "    changes: Many[Change] = ()\n",
        '    weather: Localized | None = None\n    """What the weather was like."""\n',
    ),
    "briefgen/pages/event.py": (
        "    changes: tuple[ChangeView, ...]\n",
        "    weather: Words | None\n",
    ),
    "themes/default/templates/event.html": (
        "{% block main %}\n",
        "{% if page.weather %}\n<p>Weather: {{ page.weather | words }}</p>\n{% endif %}\n",
    ),
}
"""File: the line to add after, and what to add."""

FILLED = (
    "        frame=frame,\n        card=card,\n",
    "        weather=shelf.maybe(event.weather),\n",
)

PAGE = '''"""Glossary: the words that need care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model.fields import Words
from briefgen.pages.parts import Frame
from briefgen.plan import Page
from briefgen.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class GlossaryView(Value):
    """The glossary."""

    frame: Frame
    terms: tuple[Words, ...]
    """Every term, by its id."""


VIEWS = {"glossary.html": GlossaryView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The one glossary of this language."""
    terms = tuple(shelf.words(term.label) for term in shelf.site.dossier.terms)
    yield Page(shelf.path("glossary"), "glossary.html", GlossaryView(frame, terms), shelf.lang)
'''

TEMPLATE = """{% extends "base.html" %}
{% set section = "glossary" %}
{% block title %}Glossary{% endblock %}
{% block main %}
<h1>Glossary</h1>
<ul>{% for term in page.terms %}<li>{{ term | words }}</li>{% endfor %}</ul>
{% endblock %}
"""

CHECK = '''"""Events that shout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.resolve import Site


def shouted(site: Site) -> Iterator[Finding]:
    """Each event that ends in an exclamation mark."""
    for event in site.events.values():
        if event.what.choose("en", "en").text.endswith("!"):
            yield Finding(Field("event", event.id, ("what",)), "the record shouts")


V99 = Rule(
    code="V99",
    severity="warning",
    fault="record that shouts",
    sees="an event whose sentence ends in an exclamation mark",
    why="the record has no opinion",
    example="what: Stops the ferry!",
    cure="end the sentence without it",
    find=shouted,
)
'''

FORMAT = '''"""Chronology: the events as plain lines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefgen import value
from briefgen.formats.making import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.formats.making import Making
    from briefgen.model import Event
    from briefgen.plan import Output

NAME = "lines"


def outputs(making: Making) -> Iterator[Output]:
    """``data/events.txt``."""
    events = tuple(making.site.events.values())
    parts = [("events", value.digest(events))]
    yield output("data/events.txt", parts, partial(_lines, events), NAME)


def _lines(events: tuple[Event, ...]) -> bytes:
    return "".join(f"{e.date.text} {e.id}\\n" for e in events).encode()
'''


class Tried(NamedTuple):
    """The site that the scratch copy built, and what it said."""

    site: Path
    said: str
    code: int


@pytest.fixture(scope="module")
def tried(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Tried:
    scratch = tmp_path_factory.mktemp("newcomer")
    for folder in ("briefgen", "themes"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / folder, scratch / folder, ignore=ignored)
    shutil.copytree(root / "tests/golden/dossier/content", scratch / "project/content")
    _add(scratch)
    event = scratch / "project/content/events/2025-03-05-minister.yaml"
    _insert(event, "to: borduria\n", "weather: Fog on the channel\n")
    event.write_text(event.read_text("utf-8").replace("of rocks, fr", "of rocks!, fr"), "utf-8")
    return _built(scratch)


def _add(scratch: Path) -> None:
    for path, (after, text) in FIELD.items():
        _insert(scratch / path, after, text)
    _insert(scratch / "briefgen/pages/event.py", *FILLED)
    (scratch / "briefgen/pages/glossary.py").write_text(PAGE)
    (scratch / "themes/default/templates/glossary.html").write_text(TEMPLATE)
    _listed(scratch / "briefgen/pages/table.py", "PAGES = (", "glossary", "glossary")
    (scratch / "briefgen/checks/shouting.py").write_text(CHECK)
    _listed(
        scratch / "briefgen/checks/table.py",
        "CHECKS: tuple[Rule, ...] = (",
        "shouting",
        "shouting.V99",
    )
    (scratch / "briefgen/formats/lines.py").write_text(FORMAT)
    _insert(scratch / "briefgen/formats/__init__.py", "FORMATS = {", '\n    "lines": "lines",')


def _insert(path: Path, after: str, text: str) -> None:
    held = path.read_text("utf-8")
    assert held.count(after) == 1, f"{path.name} no longer has the line {after!r} once"
    path.write_text(held.replace(after, after + text), "utf-8")


def _listed(path: Path, table: str, module: str, entry: str) -> None:
    package = path.parent.name
    held = path.read_text("utf-8")
    assert held.count(f"\n{table}") == 1
    line = f"from briefgen.{package} import {module}\n\n{table}{entry}, "
    path.write_text(held.replace(f"\n{table}", f"\n{line}"), "utf-8")


def _built(scratch: Path) -> Tried:
    environment = {**os.environ, "PYTHONPATH": str(scratch), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "briefgen", "build", "--only", "html,data,lines"]
    done = subprocess.run(
        command,
        cwd=scratch / "project",
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Tried(scratch / "project/output/site", done.stdout + done.stderr, done.returncode)


def test_the_build_succeeds(tried: Tried) -> None:
    assert tried.code == 0, tried.said


def test_a_record_field(tried: Tried) -> None:
    page = (tried.site / "events/2025-03-05-minister.html").read_text("utf-8")
    assert "<p>Weather: Fog on the channel</p>" in page
    other = (tried.site / "events/2025-03-07-office.html").read_text("utf-8")
    assert "Weather" not in other
    data = json.loads((tried.site / "data/dossier.json").read_text("utf-8"))
    events = {event["id"]: event for event in data["events"]}
    assert events["2025-03-05-minister"]["weather"] == "Fog on the channel"


def test_a_kind_of_page(tried: Tried) -> None:
    page = (tried.site / "glossary.html").read_text("utf-8")
    assert "<h1>Glossary</h1>" in page
    assert "<ul><li>pirates</li></ul>" in page
    assert (tried.site / "fr/glossary.html").is_file()


def test_a_check(tried: Tried) -> None:
    place = "content/events/2025-03-05-minister.yaml:5:7"
    found = [line for line in tried.said.splitlines() if "V99" in line]
    assert len(found) == 1, tried.said
    assert place in found[0]
    assert "the record shouts" in found[0]
    assert "end the sentence without it" in tried.said


def test_a_format(tried: Tried) -> None:
    lines = (tried.site / "data/events.txt").read_text("utf-8").splitlines()
    assert lines[0] == "2019 2019-treaty"
    assert len(lines) == 4


def test_the_map_and_the_contract_name_what_was_touched(root: Path) -> None:
    import briefgen

    said = (briefgen.__doc__ or "") + (root / "themes/CONTRACT.md").read_text("utf-8")
    for named in ("briefgen/model/", "briefgen/pages/NAME.py", "briefgen/checks/NAME.py"):
        assert named in said
    for table in ("``PAGES``", "``CHECKS``", "``FORMATS``", "briefgen/formats/NAME.py"):
        assert table in said
