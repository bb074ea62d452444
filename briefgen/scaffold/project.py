"""A small whole dossier about two invented countries, to be changed into a true one."""

from __future__ import annotations

import json
from pathlib import Path

from briefgen.scaffold.files import refusal, storage, write_new
from briefgen.scaffold.schema import patterns, schemas

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
        if content.exists() and (not content.is_dir() or any(content.iterdir())):
            raise refusal("N01", f"{content} holds a dossier already", "name another folder")
    files = {**_sample(), **_settings()}
    written = [folder / name for name, text in files.items() if write_new(folder / name, text)]
    return (*written, *schemas(folder / SCHEMAS))


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
