"""The command in a process of its own: without rights, interrupted, on a terminal, verified."""

from __future__ import annotations

import datetime
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import briefgen
from briefgen import scaffold, verify
from briefgen.audience import Audience
from briefgen.build import Options, build
from briefgen.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable


class Said(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Options:
    """A sample that was built; not to be changed."""
    root = tmp_path_factory.mktemp("sample")
    scaffold.init(root)
    made = Options(
        root=root,
        site=root / "output/site",
        audience=Audience(datetime.date(2026, 1, 1)),
        only=frozenset(("html", "data")),
    )
    build(made)
    return made


@pytest.fixture
def project(options: Options, tmp_path: Path) -> Path:
    return Path(shutil.copytree(options.root, tmp_path / "project"))


def process(*words: str | Path, under: tuple[str, ...] = (), **variables: str) -> Said:
    """Run the command in a process of its own."""
    done = subprocess.run(
        [*under, sys.executable, "-m", "briefgen", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(Path(briefgen.__file__).parents[1]), **variables},
    )
    assert "Traceback" not in done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def without_rights(*words: str | Path) -> Said:
    """Run as one whom the rights of files bind; root's own powers are laid down."""
    caps = "-dac_override,-dac_read_search,-fowner"
    under = ("setpriv", f"--bounding-set={caps}") if os.geteuid() == 0 else ()
    return process(*words, under=under)


def test_an_output_that_cannot_be_written_is_explained(options: Options, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    got = without_rights(
        "-C", options.root, "build", "--only", "html", "-o", tmp_path / "closed/site"
    )
    assert got.code == 3
    assert "closed" in got.err
    assert re.match(r"error\[[A-Z]\d\d\] .+ \(.+\)\n", got.err)


def test_an_unreadable_file_is_explained(project: Path) -> None:
    (project / "content/places.yaml").chmod(0)
    got = without_rights("-C", project, "check")
    assert got.code in (1, 3)
    assert "content/places.yaml" in got.err.splitlines()[0]


def test_a_new_dossier_cannot_be_begun_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o555)
    got = without_rights("init", tmp_path / "closed/new")
    assert got.code == 3
    assert "error[N06]" in got.err


HEEDING = "env", "--default-signal=INT"
"""Heed Ctrl-C even where the tests run in the background, which ignores it."""


def interrupted(project: Path) -> tuple[int, str]:
    """The exit code and the words of a build that was told to stop at its first output."""
    words = ["-C", str(project), "build", "--clean", "--only", "html,data", "--log-format", "json"]
    build = subprocess.Popen(
        [*HEEDING, sys.executable, "-m", "briefgen", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert build.stdout is not None
    for line in build.stdout:
        if json.loads(line)["event"] == "made":
            break
    build.send_signal(signal.SIGINT)
    _, err = build.communicate(timeout=30)
    return build.returncode, err.strip()


def test_ctrl_c_leaves_the_site_as_it_was(project: Path) -> None:
    dossier = project / "content/dossier.yaml"
    before = tree(project / "output/site")
    dossier.write_text(re.sub(r"title: .*", "title: Another title", dossier.read_text(), count=1))
    code, err = interrupted(project)
    assert (code, err) == (130, "interrupted; the site is as it was")
    assert tree(project / "output/site") == before


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def running(pid: int) -> bool:
    """Whether a process goes on: one that has ended may still wait to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(seen: Callable[[], object], seconds: float = 60) -> None:
    """Wait for what is bound to come."""
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.lasting
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_told_to_end_leaves_nothing_behind(
    project: Path, tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "tmp").mkdir()
    words = ["-C", str(project), "build", "--only", "pdf", "-q"]
    build = subprocess.Popen(
        ["env", f"--default-signal={number.name[3:]}", sys.executable, "-m", "briefgen", *words],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
    )
    until(lambda: children(build.pid))
    (worker,) = children(build.pid)
    build.send_signal(number)
    _, err = build.communicate(timeout=30)
    assert build.returncode == 128 + number
    assert err.strip() == f"ended by {number.name}; the site is as it was"
    until(lambda: not running(worker))
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.lasting
def test_a_signal_that_is_ignored_stays_so(project: Path) -> None:
    words = ["-C", str(project), "build", "--clean", "--only", "html", "--log-format", "json"]
    build = subprocess.Popen(
        ["env", "--ignore-signal=HUP", sys.executable, "-m", "briefgen", *words],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert build.stdout is not None
    assert json.loads(build.stdout.readline())["event"] == "stage"
    build.send_signal(signal.SIGHUP)
    out, _ = build.communicate(timeout=60)
    assert build.returncode == 0
    assert json.loads(out.splitlines()[-1])["event"] == "built"


def test_a_worker_that_is_told_to_end_says_nothing() -> None:
    source = (
        "import os, signal, time; from briefgen.cli import process; process.heed();"
        "child = os.fork(); child or time.sleep(60); os.kill(child, signal.SIGTERM);"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    words = [sys.executable, "-c", source]
    done = subprocess.run(words, capture_output=True, check=False, timeout=30)
    assert (done.stdout, done.stderr) == (f"{-signal.SIGTERM}\n".encode(), b"")


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    words = [sys.executable, "-m", "briefgen", "--help"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.close()
        _, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (141, b"")


def in_shell(project: Path, line: str) -> Said:
    """What a line of bash comes to, in which ``$briefgen`` is the command in the project."""
    words = [sys.executable, "-m", "briefgen", "-C", str(project)]
    source = (
        f"briefgen={shlex.quote(shlex.join(words))}; b() {{ eval $briefgen '\"$@\"'; }}; {line}"
    )
    done = subprocess.run(
        ["bash", "-c", source], capture_output=True, text=True, check=False, timeout=60
    )
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.mark.lasting
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("b check 2>&-", 1),
        ("b check >&- 2>&- <&-", 1),
        ("b build --only html -q 2>&-", 1),
        ("b check 2>/dev/full", 3),
        ("b check --format json >/dev/full", 3),
        ("exec 3> >(exec 0<&-; sleep 9); sleep 1; b check 2>&3", 141),
        ("exec 3> >(exec 0<&-; sleep 9); sleep 1; b check --format json >&3", 141),
    ],
)
def test_streams_that_cannot_be_written_to_are_no_bug(project: Path, line: str, code: int) -> None:
    (project / "content/places.yaml").write_text("- {id: a, nmae: A}\n")
    assert in_shell(project, line).code == code


@pytest.mark.lasting
@pytest.mark.parametrize(
    "line",
    [
        r"b new actor --title $'x\xff'",
        r"b build --base-url $'https://x/\xff'",
        r"b check --changed-since $'\xff'",
        r"BRIEFGEN_BUILD_BASE_URL=$'https://x/\xff' b build",
    ],
)
def test_arguments_that_are_not_utf_8_are_refused(project: Path, line: str) -> None:
    got = in_shell(project, line)
    assert got.code == 2
    assert "is not UTF-8" in got.err


def test_a_folder_whose_name_is_not_utf_8_will_do(project: Path) -> None:
    got = in_shell(project, rf"b build --only html -o {shlex.quote(str(project))}/$'x\xff'")
    assert (got.code, got.err) == (0, "")
    assert "x\\udcff/index.html" in got.out


def on_terminal(project: Path, *words: str, **variables: str) -> str:
    """What the command writes to a terminal."""
    command = " ".join([sys.executable, "-m", "briefgen", "-C", str(project), *words])
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "80", **variables}
    done = subprocess.run(
        ["script", "--quiet", "--return", "--command", command, "/dev/null"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=env,
    )
    return done.stdout


def test_a_terminal_gets_colour_unless_it_asks_for_none(project: Path) -> None:
    (project / "content/places.yaml").write_text("- {id: a, nmae: A}\n")
    assert "\x1b[31m" in on_terminal(project, "check")
    assert "\x1b[31m" not in on_terminal(project, "check", NO_COLOR="1")


def test_a_terminal_gets_its_cursor_back(project: Path) -> None:
    said = on_terminal(project, "build", "--only", "html", "--clean")
    assert said.count("\x1b[?25l") == said.count("\x1b[?25h")
    assert "site: " in said


def test_completion_works() -> None:
    done = process(_BRIEFGEN_COMPLETE="bash_complete", COMP_WORDS="briefgen bui", COMP_CWORD="1")
    assert done.out == "plain,build\n"


def test_from_nothing_to_a_verified_site(tmp_path: Path) -> None:
    begun = process("init", tmp_path / "new")
    assert begun.code == 0
    assert begun.out.endswith(f"next: briefgen -C {tmp_path / 'new'} build\n")
    assert process("-C", tmp_path / "new", "check", "--strict").out == "no findings\n"
    words = ("build", "--strict", "--only", "html,data", "--verify")
    built = process("-C", tmp_path / "new", *words)
    assert (built.code, built.err) == (0, "")
    assert f"site: {tmp_path / 'new/output/site/index.html'}" in built.out
    assert built.out.endswith("verified: a build from nothing gives the same bytes\n")


def test_another_folder_zone_locale_and_seed_make_no_difference(
    options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("BRIEFGEN_BUILD_VERIFY", "1")
    assert verify.differences(options) == ()
    assert list(tmp_path.iterdir()) == []


def test_what_differs_is_named(options: Options) -> None:
    page = options.site / "404.html"
    before = page.read_bytes()
    page.write_bytes(before.replace(b"</body>", b"<!-- altered --></body>"))
    try:
        (found,) = verify.differences(options)
    finally:
        page.write_bytes(before)
    at = before.rindex(b"</body>") + 1  # both go on with <
    line = before.count(b"\n", 0, at) + 1
    assert found == f"404.html: differs from byte {at} on (line {line})"


def test_a_second_build_that_fails_says_why(options: Options, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    first, second, *_ = verify.differences(replace(options, root=tmp_path))
    assert first == "the build from nothing failed with exit code 2"
    assert second.startswith("G02: ")


def test_no_room_for_a_copy_is_a_fault_of_the_disk(
    options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(StorageError) as caught:
        verify.differences(options)
    assert caught.value.diagnostics[0].code == "O20"
    assert "TMPDIR" in caught.value.diagnostics[0].hint
