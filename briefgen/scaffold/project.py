"""A small whole dossier about two invented countries, to be changed into a true one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.scaffold.files import inside_records, refusal, storage, write_new
from briefgen.scaffold.schema import patterns, schemas

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SAMPLE = Path(__file__).parent / "sample"
SCHEMAS = ".briefgen/schema"

IGNORE = """\
# made by briefgen
/output/
/.briefgen/
# copies of sources: kept for checking, not yours to publish
/content/snapshots/
"""


def init(folder: Path) -> tuple[Path, ...]:
    """Begin a dossier in ``folder``: records, schemas and settings for an editor.

    Gives the files written; other files that exist stay as they are. Raises ConfigError if
    the folder holds records already, StorageError if it cannot be written to.
    """
    content = folder / "content"
    with storage(content):
        if inside_records(folder):
            hint = "name a folder elsewhere"
            raise refusal("N01", f"{folder} lies among the records of a dossier", hint)
        if content.exists() and (not content.is_dir() or any(content.iterdir())):
            raise refusal("N01", f"{content} holds a dossier already", "name another folder")
    files = {**_sample(), **_settings()}
    written = [folder / name for name, text in files.items() if write_new(folder / name, text)]
    return (*written, *schemas(folder / SCHEMAS))


def left(folder: Path, written: Collection[Path]) -> Iterator[tuple[Path, list[str]]]:
    """The settings that ``init`` found there and left, and the lines that each of them lacks."""
    kept = {folder / name: text for name, text in _settings().items()}
    for path in (path for path in kept if path not in written):
        with storage(path):
            there = path.read_text(encoding="utf-8", errors="replace").splitlines()
        lines = kept[path].splitlines()
        lacking = [line for line in lines if line not in there]
        if lacking:
            yield path, lines if path.suffix == ".json" else lacking


def _sample() -> dict[str, str]:
    found = sorted(path for path in SAMPLE.rglob("*") if path.is_file())
    return {p.relative_to(SAMPLE).as_posix(): p.read_text(encoding="utf-8") for p in found}


def _settings() -> dict[str, str]:
    found = {f"./{SCHEMAS}/{name}": globs for name, globs in patterns().items()}
    # by YAML 1.2 a bare date is text, as it is for the loader
    settings = {"yaml.schemas": found, "yaml.yamlVersion": "1.2"}
    return {
        ".gitignore": IGNORE,
        ".vscode/settings.json": json.dumps(settings, indent=2) + "\n",
        ".vscode/extensions.json": json.dumps({"recommendations": ["redhat.vscode-yaml"]}) + "\n",
    }
