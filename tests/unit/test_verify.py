"""Verifying: a build from nothing elsewhere gives the same bytes, and what if it does not."""

from __future__ import annotations

import datetime
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from briefgen import verify
from briefgen.audience import Audience
from briefgen.build import Options


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(
        root=tmp_path,
        site=tmp_path / "output/site",
        audience=Audience(datetime.date(2026, 1, 1)),
        only=frozenset(("html", "data")),
    )


def test_elsewhere_nothing_is_as_here(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, two in verify.ELSEWHERE:
        for value in (*two, "something else"):
            monkeypatch.setenv(name, value)
            assert verify._elsewhere(os.environ)[name] in set(two) - {value}


def test_private_copies_of_sources_are_not_copied_again(tmp_path: Path) -> None:
    held = {"content/a.yaml": b"", "content/snapshots/a.txt": b"", "content/x/snapshots/b": b""}
    folder(tmp_path, held)
    verify._copy(tmp_path / "content", tmp_path / "copy")
    copied = {p.relative_to(tmp_path / "copy").as_posix() for p in (tmp_path / "copy").rglob("*")}
    assert copied == {"a.yaml", "x", "x/snapshots", "x/snapshots/b"}


def test_the_second_build_leaves_nothing_outside_its_folder(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def killed(*_: object, cwd: Path, env: dict[str, str], **__: object) -> NoReturn:
        scratch = Path(env["TMPDIR"])
        assert scratch.parent == cwd
        (scratch / "briefgen-left").mkdir()
        seen.append(scratch)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", killed)
    with pytest.raises(KeyboardInterrupt):
        verify.differences(options)
    assert [scratch.exists() for scratch in seen] == [False]


# Comparing


def folder(path: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def test_two_folders_are_compared_by_name_and_byte(tmp_path: Path) -> None:
    ours = folder(tmp_path / "ours", {"same": b"1", "a/b": b"1\n2\n3", "short": b"12", "old": b""})
    theirs = folder(tmp_path / "b", {"same": b"1", "a/b": b"1\n2\n4", "short": b"1", "new": b""})
    assert list(verify.compare(ours, theirs)) == [
        "a/b: differs from byte 4 on (line 3)",
        "new: only in the build from nothing",
        "old: only in the site",
        "short: differs from byte 1 on (line 1)",
    ]
    assert "old: only in the site" not in list(verify.compare(ours, theirs, whole=False))


# The command


def test_the_command_says_what_the_options_say(options: Options) -> None:
    words = verify.command(
        replace(
            options,
            audience=Audience(datetime.date(2026, 1, 2), "AMBER+STRICT", drafts=True),
            only=frozenset(("pdf", "html")),
            base_url="https://example.org/",
            strict=True,
            clean=True,
            wait=False,
            jobs=3,
        )
    )
    assert words[1:6] == ["-m", "briefgen", "-C", str(options.root), "build"]
    assert " ".join(words[6:]) == (
        f"--log-format json --output {options.site} --clock 2026-01-02 --jobs 3"
        " --audience AMBER+STRICT --only html,pdf --base-url https://example.org/"
        " --drafts --strict --clean --no-wait"
    )


def test_the_command_takes_nothing_from_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_BUILD_OUTPUT", "elsewhere")
    monkeypatch.setenv("PYTHONPATH", "mine")
    found = verify.environment()
    assert "BRIEFGEN_BUILD_OUTPUT" not in found
    first, second = found["PYTHONPATH"].split(os.pathsep)
    assert (Path(first) / "briefgen/verify.py").is_file()
    assert second == "mine"
