"""Changes: what differs from a revision, and the findings that are about it."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from briefgen import cli, scaffold
from briefgen.cli import changes
from briefgen.errors import ConfigError, Diagnostic, Field, Span

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.lasting
ME = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *ME, *words], check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project below the root of its repository, all of it committed."""
    folder = tmp_path / "dossiers/mali"
    content = folder / "content"
    content.mkdir(parents=True)
    for name in ("a.yaml", "b.yaml", "gone.yaml", "té,st.yaml"):
        (content / name).write_text("x\n")
    (tmp_path / ".gitignore").write_text("ignored.yaml\n")
    git(tmp_path, "init")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-m", "First")
    return folder


def refused(root: Path, revision: str) -> Diagnostic:
    with pytest.raises(ConfigError) as caught:
        changes.since(root, revision)
    (found,) = caught.value.diagnostics
    return found


def test_nothing_has_changed(project: Path) -> None:
    assert changes.since(project, "HEAD") == frozenset()


def test_what_is_edited_staged_new_or_removed_has_changed(project: Path) -> None:
    content = project / "content"
    (content / "a.yaml").write_text("y\n")
    (content / "té,st.yaml").write_text("y\n")
    git(project, "add", "content/té,st.yaml")
    (content / "gone.yaml").unlink()
    (content / "new.yaml").write_text("y\n")
    (content / "ignored.yaml").write_text("y\n")
    (project.parent / "elsewhere.yaml").write_text("y\n")
    assert changes.since(project, "HEAD") == {
        "content/a.yaml", "content/té,st.yaml", "content/gone.yaml", "content/new.yaml",
    }  # fmt: skip


def test_earlier_commits_count(project: Path) -> None:
    (project / "content/a.yaml").rename(project / "content/c.yaml")
    git(project, "add", "-A")
    git(project, "commit", "-m", "Second")
    assert changes.since(project, "HEAD") == frozenset()
    assert changes.since(project, "HEAD~1") == {"content/a.yaml", "content/c.yaml"}
    git(project, "tag", "now")
    assert changes.since(project, "now") == frozenset()


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / "staged.yaml").write_text("x\n")
    git(tmp_path, "add", "-A")
    (tmp_path / "new.yaml").write_text("x\n")
    assert changes.since(tmp_path, "HEAD") == {"staged.yaml", "new.yaml"}
    assert "no revision" in refused(tmp_path, "main").message


def test_what_git_tells_its_hooks_does_not_mislead(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "content/a.yaml").write_text("y\n")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert changes.since(project, "HEAD") == {"content/a.yaml"}


@pytest.mark.parametrize("revision", ["nope", "", "--all", "HEAD:dossiers", "0" * 40])
def test_an_unknown_revision_is_refused(project: Path, revision: str) -> None:
    found = refused(project, revision)
    assert found.code == "W03"
    assert found.message == f'--changed-since: "{revision}" is no revision of this repository'
    assert found.hint


def test_a_project_without_a_repository_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    said = refused(tmp_path, "HEAD").message
    assert said == "--changed-since: the project is in no git repository"


def test_a_damaged_repository_is_refused_with_what_git_says(project: Path) -> None:
    (project.parents[1] / ".git/config").write_text("[core\n")
    assert refused(project, "HEAD").message.startswith("--changed-since: git says: fatal: bad")


def test_a_machine_without_git_is_told_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    assert refused(project, "HEAD").message == "--changed-since: git is not installed here"


def test_a_git_that_hangs_is_not_waited_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = project / "git"
    slow.write_text("#!/bin/sh\nexec sleep 9\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{project}:{os.environ['PATH']}")
    monkeypatch.setattr(changes, "TIMEOUT", 0.1)
    assert refused(project, "HEAD").message == "--changed-since: git does not answer"


# What is reported

HERE = Diagnostic("D02", "late", Span("content/a.yaml", 3))
AWAY = Diagnostic("D02", "late", Span("content/b.yaml", 3))
MILD = Diagnostic("S11", "uncited", Span("content/b.yaml", 3), severity="warning")
HOMELESS = Diagnostic("H01", "odd", Field("dossier", "dossier"))
ALL = (HERE, AWAY, MILD, HOMELESS)
FILES = frozenset({"content/a.yaml"})


def test_findings_elsewhere_are_left_out_and_counted() -> None:
    assert changes.narrowed(ALL, FILES, stopped=False) == ((HERE, HOMELESS), 2)


def test_what_keeps_a_dossier_from_being_checked_is_kept() -> None:
    assert changes.narrowed(ALL, FILES, stopped=True) == ((HERE, AWAY, HOMELESS), 1)


@pytest.mark.parametrize(("below", "prefix"), [("", ""), ("a", "a/"), ("a/b", "a/b/")])
def test_the_way_from_the_repository_to_the_project(
    tmp_path: Path, below: str, prefix: str
) -> None:
    (tmp_path / ".git").touch()  # a file, as in a linked work tree
    (tmp_path / below).mkdir(parents=True, exist_ok=True)
    assert changes.prefix(tmp_path / below) == prefix


# The whole command


def check(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.main(["-C", str(folder), "check", *words])
    assert isinstance(left.value.code, int)
    return left.value.code, *capsys.readouterr()


def test_a_hook_hears_of_changed_files_and_of_what_stops_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scaffold.init(tmp_path)
    late, events = "date: 2099-01-01", tmp_path / "content/events"
    old, new = events / "2024-03-04-freedonia-bridge.yaml", events / "2099-01-01-new.yaml"
    old.write_text(old.read_text("utf-8").replace("date: 2024-03-04", late), "utf-8")
    git(tmp_path, "init")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-m", "First")
    capsys.readouterr()
    code, out, err = check(capsys, tmp_path, "--changed-since", "HEAD")
    assert (code, err) == (0, "")
    assert out.startswith("no findings in changed files, ")
    new.write_text(old.read_text("utf-8"), "utf-8")
    code, _, err = check(capsys, tmp_path, "--changed-since", "HEAD")
    assert code == 1
    assert old.name not in err
    assert f"content/events/{new.name}:2:7: error[D02]" in err
    new.write_text("date: [\n", "utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-m", "Broken")
    code, _, err = check(capsys, tmp_path, "--changed-since", "HEAD")
    assert code == 1
    assert new.name in err


def test_the_hook_for_pre_commit_is_a_command_that_there_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["id"] == "briefgen-check"
    program, verb, *words = hook["entry"].split()
    assert (program, verb) == ("briefgen", "check")
    assert check(capsys, root, *words, "--help")[0] == 0
    assert hook["pass_filenames"] is False
    asked = re.compile(hook["files"])
    assert asked.search("content/events/a.yaml")
    assert asked.search("dossiers/mali/themes/mine/theme.toml")
    assert not asked.search("README.md")
