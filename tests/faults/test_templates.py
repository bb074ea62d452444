"""Hostile and broken templates: one clear line with its place, the right exit code, in time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.build.prepared import stop_at_errors
from briefgen.errors import BriefgenError, ContentError, Diagnostic, Span
from briefgen.theme import faults
from briefgen.theme.engine import Engine
from briefgen.theme.limits import WEB, Limits
from tests.unit.theme.scratch import PAGE, theme

FOLDER = Path(__file__).parent / "templates"
SMALL = Limits(seconds=60, size=20_000_000, memory=64 << 20)
"""Small enough for a test, and large enough for every sound template."""
SHORT = replace(SMALL, seconds=0.3)
"""For what never ends; what only grows has time to, however busy the machine is."""
FILE = "themes/mine/templates/404.html"

# file: (exit code, [(line, column, code, part of the message, part of the hint)])
ANSWERS: dict[str, tuple[int, list[tuple[int, int, str, str, str]]]] = {
    "attr-format": (1, [(1, 10, "H18", 'no filter "attr"', "")]),
    "attribute-name": (1, [(1, 4, "H12", "name of an attribute", "in quotes")]),
    "class": (1, [(1, 9, "H19", '"__class__"', "")]),
    "division": (1, [(1, 1, "H07", "division", "")]),
    "doubling": (5, [(3, 1, "H09", "64 MB of memory", "")]),
    "endless": (5, [(1, 1, "H10", "ran longer than 0.3 seconds", "loop without end")]),
    "extends-self": (1, [(1, 13, "H05", "extends itself", "")]),
    "foreign": (
        1,
        [(1, 29, "H17", "<link>", "assets/"), (2, 13, "H17", "<script>", "assets/")],
    ),
    "format": (1, [(1, 1, "H06", "unsafe", "")]),
    "include-missing": (1, [(1, 13, "H01", '"prats.html"', 'did you mean "parts.html"?')]),
    "include-traversal": (1, [(1, 13, "H01", '"../../etc/hostname"', "")]),
    "inline-style": (
        1,
        [
            (1, 4, "H13", "inline style", "class"),
            (1, 23, "H13", "inline onclick", "assets/"),
            (2, 1, "H13", "inline <style>", "assets/"),
            (3, 1, "H13", "inline <script>", "assets/"),
        ],
    ),
    "latin1": (1, [(1, 4, "H08", "byte 0xE9 is not UTF-8", "save as UTF-8")]),
    "long-page": (5, [(1, 1, "H09", "20000000 characters", "")]),
    "memory": (1, [(1, 1, "H06", "powers", "")]),
    "padded": (1, [(1, 1, "H06", "center", "")]),
    "percent": (1, [(1, 1, "H06", "use ~ to join", "")]),
    "random": (
        1,
        [(1, 11, "H18", 'no filter "random"', ""), (1, 23, "H18", '"lipsum" is undefined', "")],
    ),
    "replaced": (5, [(2, 1, "H09", "64 MB of memory", "")]),
    "safe": (1, [(1, 23, "H15", "|safe", "prose"), (2, 4, "H15", "autoescape false", "")]),
    "syntax": (1, [(3, 1, "H07", "end of template", "")]),
    "tag-name": (1, [(1, 1, "H12", "name of a tag", "")]),
    "tojson-dq": (1, [(1, 11, "H14", "tojson", "single quotes")]),
    "undefined-field": (1, [(2, 15, "H19", 'page.frame has no "titel"', 'did you mean "title"?')]),
    "undefined-loop": (1, [(2, 1, "H07", "'nam'", 'did you mean "name"?')]),
    "undefined-var": (1, [(1, 4, "H18", '"pge" is undefined', 'did you mean "page"?')]),
    "unquoted-attr": (1, [(1, 10, "H11", "title={{", 'title="{{')]),
}


def _answer(tmp_path: Path, content: bytes, limits: Limits = SMALL) -> BriefgenError | None:
    """What a build says of a theme whose page for unknown addresses is this template."""
    files: dict[str, str | bytes] = {
        "templates/404.html": content,
        "templates/parts.html": "{% macro x() %}{% endmacro %}",
    }
    made = theme(tmp_path, files)
    own = tuple(f for f in faults(made) if isinstance(f.place, Span))
    try:
        stop_at_errors(own, strict=False)
        Engine(made, web=limits).render(PAGE)
    except BriefgenError as error:
        return error
    return None


def _errors(error: BriefgenError) -> list[Diagnostic]:
    return [d for d in error.diagnostics if d.severity == "error"]


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_bad_template_gets_one_clear_answer(name: str, tmp_path: Path) -> None:
    code, expected = ANSWERS[name]
    started = time.monotonic()
    limits = SHORT if name == "endless" else SMALL
    error = _answer(tmp_path, (FOLDER / f"{name}.html").read_bytes(), limits)
    assert time.monotonic() - started < 12
    assert error is not None
    assert error.exit_code == code
    found = [(d.place, d.code) for d in _errors(error)]
    assert found == [(Span(FILE, line, col), kind) for line, col, kind, _, _ in expected]
    for diagnostic, (_, _, _, message, hint) in zip(_errors(error), expected, strict=True):
        assert message in diagnostic.message
        assert hint in diagnostic.hint
        assert "\n" not in diagnostic.message + diagnostic.hint


def test_every_template_here_is_tested() -> None:
    assert {p.stem for p in FOLDER.glob("*.html")} == {*ANSWERS, "href-scheme"}


def test_an_unfiltered_address_is_warned_of(tmp_path: Path) -> None:
    content = (FOLDER / "href-scheme.html").read_bytes()
    made = theme(tmp_path, {"templates/404.html": content})
    (found,) = (f for f in faults(made) if isinstance(f.place, Span))
    assert (found.code, found.severity, found.place) == ("H16", "warning", Span(FILE, 1, 9))


def test_what_a_limit_stops_leaves_no_limit_behind(tmp_path: Path) -> None:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGALRM)
    assert _answer(tmp_path, (FOLDER / "doubling.html").read_bytes()) is not None
    after = resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGALRM)
    assert after == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_limits_of_a_build() -> None:
    assert (WEB.seconds, WEB.size, WEB.memory) == (10, 10_000_000, 512 << 20)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("unquoted-attr", f"{FILE}:1:10: error[H11] unquoted attribute value"),
        ("undefined-loop", f"{FILE}:2:1: error[H07] 'briefgen.pages.parts.Party object' has no"),
    ],
)
def test_the_command_says_it_in_one_line(name: str, said: str, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "tests/golden/dossier/content", tmp_path / "content")
    with (tmp_path / "content/dossier.yaml").open("a", encoding="utf-8") as config:
        config.write("theme: mine\n")
    content = (FOLDER / f"{name}.html").read_bytes()
    theme(tmp_path, {"templates/404.html": content}, extends="default")
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "build", "--only", "html"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert [line for line in done.stderr.splitlines() if line.startswith(said)], done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output/site").exists()


def _nested(name: str) -> str:
    """A template whose second line is nested more deeply than can be read or run."""
    made = {
        "parentheses": "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "some parentheses": "{{ " + "(" * 150 + "1" + ")" * 150 + " }}",
        "lists": "{{ " + "[" * 110 + "]" * 110 + " }}",
        "a long sum": "{{ " + "1+" * 3000 + "1 }}",
        "filters": "{{ 1" + "|string" * 3000 + " }}",
        "branches": "{% if 1 %}" * 200 + "{% endif %}" * 200,
        "loops": "{% for a in [1] %}" * 30 + "{% endfor %}" * 30,
    }
    return "<p>x</p>\n" + made[name]


@pytest.mark.parametrize(
    "name",
    ["parentheses", "some parentheses", "lists", "a long sum", "filters", "branches", "loops"],
)
def test_a_template_nested_too_deeply_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    error = _answer(tmp_path, _nested(name).encode())
    assert error is not None
    assert error.exit_code == 1
    assert [(d.code, d.message) for d in error.diagnostics] == [("H07", "nested too deeply")]
    assert [d.place for d in error.diagnostics] == [Span(FILE, 2)]


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}", 2, "a macro or a loop calls itself"),
        ("{% macro m(a) %}\n{{ m(a) }}{% endmacro %}{{ m(1) }}", 2, "a macro or a loop"),
        ("{% for a in [1] recursive %}\n{{ loop([1]) }}{% endfor %}", 2, "a macro or a loop"),
        ("\n{% set n = '404' %}{% include n ~ '.html' %}", 2, "includes or extends itself"),
        ("{% block b %}\n{{ self.b() }}{% endblock %}", 2, "a block shows itself"),
    ],
)
def test_what_runs_in_itself_is_called_by_its_name(
    template: str, line: int, said: str, tmp_path: Path
) -> None:
    made = theme(tmp_path, {"templates/404.html": template})
    with pytest.raises(ContentError) as caught:
        made.render(PAGE)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place) == ("H05", Span(FILE, line))
    assert said in found.message
