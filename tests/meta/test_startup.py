"""A verb imports what it needs: ``--version`` needs next to nothing."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

import briefgen
from briefgen import scaffold

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = frozenset(
    [
        "PIL",
        "babel",
        "jinja2",
        "markdown_it",
        "nh3",
        "pydantic",
        "starlette",
        "urllib3",
        "uvicorn",
        "watchfiles",
        "weasyprint",
        "yaml",
    ]
)


NEEDLESS = frozenset(
    f"briefgen.{name}"
    for name in """build.prepared checks.table editions.compare editions.lock lexicon.voices
    model.frozen pages.table quotes.match resolve.entries""".split()
)
"""What a build has no use for where only the body of an event changed."""


TODAY = "--clock", "2026-01-01"
"""Lest midnight fall between two builds."""


def loaded(root: Path, *arguments: str) -> tuple[str, frozenset[str]]:
    """What Python prints when run with ``arguments``, and the packages it imported."""
    printed, names = imported(root, *arguments)
    return printed, frozenset(name.split(".")[0] for name in names)


def imported(root: Path, *arguments: str) -> tuple[str, frozenset[str]]:
    """What Python prints when run with ``arguments``, and the modules it imported."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    names = re.findall(r"^import time:.*\| +([\w.]+)$", run.stderr, re.MULTILINE)
    return run.stdout, frozenset(names)


@pytest.mark.lasting
def test_version_imports_nothing_heavy(root: Path) -> None:
    printed, packages = loaded(root, "-m", "briefgen", "--version")
    assert briefgen.__version__ in printed
    assert packages & HEAVY == frozenset()


@pytest.mark.lasting
def test_a_check_imports_what_asks_the_network_only_if_it_is_to(root: Path, tmp_path: Path) -> None:
    """The sample names no address, so that nobody is asked."""
    scaffold.init(tmp_path)
    words = ["-m", "briefgen", "-C", str(tmp_path), "check", "--quiet"]
    _, packages = loaded(root, *words)
    assert packages & {"yaml", "urllib3"} == {"yaml"}
    _, packages = loaded(root, *words, "--online")
    assert packages & {"yaml", "urllib3"} == {"yaml", "urllib3"}


@pytest.mark.lasting
def test_a_build_that_finds_nothing_changed_imports_nothing_heavy(
    root: Path, tmp_path: Path
) -> None:
    scaffold.init(tmp_path)
    words = ["-m", "briefgen", "-C", str(tmp_path), "build", "--only", "html", *TODAY]
    loaded(root, *words)
    time.sleep(0.1)  # a file of this very moment is not trusted
    loaded(root, *words)
    printed, packages = loaded(root, *words)
    assert printed.startswith("nothing changed")
    assert packages & HEAVY == frozenset()


@pytest.mark.lasting
def test_a_build_before_which_only_a_body_changed_imports_what_that_takes(
    root: Path, tmp_path: Path
) -> None:
    scaffold.init(tmp_path)
    event = tmp_path / "content/events/2024-03-04-freedonia-bridge.yaml"
    said = event.read_text("utf-8") + "body: The bridge was"
    event.write_text(f"{said} shut.\n", "utf-8")
    words = ["-m", "briefgen", "-C", str(tmp_path), "build", "--only", "html", *TODAY]
    _, names = imported(root, *words)
    assert names >= {"briefgen.build.prepared", "briefgen.checks.table"}
    event.write_text(f"{said} closed.\n", "utf-8")
    _, names = imported(root, *words)
    assert "briefgen.checks.bodies" in names
    assert names & (NEEDLESS | {"pydantic", "pydantic_core"}) == frozenset()


@pytest.mark.parametrize("name", sorted(NEEDLESS))
def test_what_a_build_has_no_use_for_exists(name: str) -> None:
    assert find_spec(name)


@pytest.mark.lasting
def test_a_heavy_import_would_be_seen(root: Path) -> None:
    _, packages = loaded(root, "-c", "import yaml.nodes")
    assert packages & HEAVY == {"yaml"}
