"""Compiled templates are kept where nobody else can write, and only there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.theme import compiled
from briefgen.theme.engine import Engine
from tests.unit.theme.scratch import PAGE, theme

if TYPE_CHECKING:
    from pathlib import Path

TEXT = {"templates/404.html": "{{ page.frame.edition }}!"}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "briefgen" / "templates"


def held(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


def rendered(tmp_path: Path, files: dict[str, str] = TEXT) -> str:
    return Engine(theme(tmp_path, dict(files))).render(PAGE)


def test_a_template_is_compiled_once(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rendered(tmp_path)
    assert len(held(cache)) == 1
    monkeypatch.setattr("briefgen.theme.sandbox.Sandbox.compile", None)
    assert rendered(tmp_path) == first == "1!"


def test_another_text_is_compiled_anew(cache: Path, tmp_path: Path) -> None:
    rendered(tmp_path)
    assert rendered(tmp_path, {"templates/404.html": "{{ page.frame.edition }}?"}) == "1?"


def test_other_words_are_other_code(cache: Path, tmp_path: Path) -> None:
    files = {"templates/404.html": '{{ _("File") }}'}
    assert rendered(tmp_path, files) == "File"
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    words = {**files, "locale/en.po": f'{head}msgid "File"\nmsgstr "Folder"\n'}
    assert rendered(tmp_path, words) == "Folder"


def test_what_is_damaged_is_compiled_anew(cache: Path, tmp_path: Path) -> None:
    rendered(tmp_path)
    (kept,) = held(cache)
    kept.write_bytes(kept.read_bytes()[:60])
    assert rendered(tmp_path) == "1!"


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_folder_that_others_can_write_to_is_not_used(
    level: int, cache: Path, tmp_path: Path
) -> None:
    rendered(tmp_path)
    (kept,) = held(cache)
    [kept.parent, cache, cache.parent][level].chmod(0o770)
    assert compiled.kept(theme(tmp_path, dict(TEXT)), "en") is None
    kept.write_bytes(b"anything")
    assert rendered(tmp_path) == "1!"
    assert kept.read_bytes() == b"anything"


def test_without_a_folder_nothing_is_kept(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.parent.parent.write_text("not a folder")
    assert rendered(tmp_path) == "1!"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert rendered(tmp_path) == "1!"
    assert len(held(tmp_path / "home" / ".cache" / "briefgen")) == 1


def test_what_was_kept_longest_ago_is_forgotten(cache: Path, tmp_path: Path) -> None:
    made = theme(tmp_path, dict(TEXT))
    for n in range(compiled.KEPT + 3):
        compiled.kept(made, f"x-{n}")
    assert len(list(cache.iterdir())) == compiled.KEPT
