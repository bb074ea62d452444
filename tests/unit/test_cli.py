"""The command line, used rightly and wrongly on purpose: every answer says what to do."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from briefgen import __version__, cli, scaffold, verify
from briefgen.checks.table import RULES
from briefgen.cli import authoring, report, verbs
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.lasting


class Said(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run the command in this process; anything but its own end is a failure."""

    def run(*words: str | Path) -> Said:
        report.begin(Path(), 0, "text", watched=False)
        with pytest.raises(SystemExit) as left:
            cli.main([str(word) for word in words])
        code = left.value.code
        assert isinstance(code, int)
        said = Said(code, *capsys.readouterr())
        assert "Traceback" not in said.out + said.err
        return said

    return run


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once; not to be changed."""
    folder = tmp_path_factory.mktemp("sample")
    scaffold.init(folder)
    with pytest.raises(SystemExit) as left:
        cli.main(["-C", str(folder), "build", "--only", "html,data", "--quiet"])
    assert left.value.code == 0
    return folder


@pytest.fixture
def project(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample, tmp_path / "project"))


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


# Asked for help


def test_the_version(run: Callable[..., Said]) -> None:
    assert run("--version") == (0, f"briefgen, version {__version__}\n", "")


def test_each_verb_explains_itself_in_the_order_in_which_it_is_met(
    run: Callable[..., Said],
) -> None:
    said = run("--help")
    listed = re.findall(r"^  ([a-z]+)  ", said.out.partition("Commands:")[2], re.MULTILINE)
    assert listed == cli.VERBS
    for verb in listed:
        explained = run(verb, "--help")
        assert explained.code == 0
        assert f"Usage: briefgen {verb}" in explained.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed(run: Callable[..., Said], shell: str) -> None:
    said = run("completion", shell)
    assert said.code == 0
    assert "_BRIEFGEN_COMPLETE" in said.out
    assert f"briefgen completion {shell}" in run("completion", "--help").out


# Used wrongly


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["buidl"], "No such command 'buidl' (did you mean \"build\"?)"),
        (["xyzzy"], "(verbs: init, new, build"),
        (["build", "--stric"], "No such option '--stric'. Did you mean '--strict'?"),
        (["--verbos"], "No such option"),
        (["build", "extra"], "unexpected extra argument (extra)"),
        (["build", "--only", "html,epub"], '"epub" is not a format; formats: html, data, pdf'),
        (["build", "--only", ","], "name at least one of html, data, pdf"),
        (["build", "--jobs", "0"], "0 is not in the range"),
        (["build", "--jobs", "many"], "'many' is not a valid integer range"),
        (["build", "--clock", "2024-13-45"], '"2024-13-45" is not a day, written YYYY-MM-DD'),
        (["build", "--clock", "2024-W01-1"], "is not a day"),
        (["build", "--base-url", "example.org"], "https://"),
        (["build", "--base-url", "https://me@example.org/"], "user name in URL"),
        (["build", "--base-url", "https://example.org/#top"], "must end in a path"),
        (["build", "--log-format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["build", "-o", __file__], "is a file"),
        (["-C", __file__, "build"], "is a file"),
        (["serve", "--port", "0"], "0 is not in the range"),
        (["serve", "--port", "http"], "'http' is not a valid integer range"),
        (["init"], "Missing argument 'FOLDER'"),
        (["new"], "Missing argument 'KIND'"),
        (["check", "--format", "xml"], "'xml' is not one of 'text', 'json', 'sarif', 'github'"),
        (["check", "--format", "sarif", "--log-format", "json"], "exclude each other"),
        (["check", "--online", "--allow-host", "http://wiki/"], "give its name alone"),
        (["check", "--online", "--allow-host", "wiki:80"], '"wiki:80" is not a host'),
        (["check", "--online", "--archive", "ftp://example.org"], "https://"),
        (["check", "--online", "--max-age", "-1"], "-1 is not in the range"),
        (["check", "--online", "--time-limit", "0"], "0 is not in the range"),
        (["explain", "c2"], 'there is no check "c2" (did you mean "C02"?)'),
        (["explain", "S08", "sources"], '"sources" (briefgen explain lists the checks)'),
        (["explain", "Y17"], '"Y17" is no check: no code of Y is, and its message says all there'),
        (["explain", "n05"], '"n05" is no check: no code of N is, and its message says all there'),
        (["explain", "V99"], 'there is no check "V99" (briefgen explain lists the checks)'),
        (["completion", "tcsh"], "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
    ],
)
def test_wrong_use_is_explained(run: Callable[..., Said], words: list[str], said: str) -> None:
    got = run(*words)
    assert (got.code, got.out) == (2, "")
    assert said in got.err
    assert got.err.startswith("Usage: briefgen")


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (["build"], "G01", "briefgen init DIR"),
        (["check"], "G01", "briefgen init DIR"),
        (["serve"], "G01", "briefgen init DIR"),
        (["edition", "one"], "G01", "briefgen init DIR"),
        (["diff", "one"], "G01", "briefgen init DIR"),
        (["schema"], "G01", "briefgen init DIR"),
        (["new", "event", "--title", "A", "--date", "2024"], "G01", "briefgen init DIR"),
        (["new", "evnet"], "N02", 'did you mean "event"?'),
    ],
)
def test_a_folder_without_records_is_explained(
    *, run: Callable[..., Said], tmp_path: Path, words: list[str], code: str, hint: str
) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        got = run("-C", folder, *words)
        assert (got.code, got.out) == (2, "")
        assert got.err.startswith(f"error[{code}]")
        assert hint in got.err
        assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_explained(run: Callable[..., Said], sample: Path) -> None:
    from briefgen.serve.address import listen

    with listen("127.0.0.1", None, expose=False).socket as taken:
        number = taken.getsockname()[1]
        got = run("-C", sample, "serve", "--port", str(number))
    assert got.code == 2
    assert f"error[L03] port {number} is taken (choose another --port" in got.err


@pytest.mark.parametrize("epoch", ["yesterday", "253402300800", "-1", "٣", "9" * 5000])
def test_an_epoch_that_is_none_is_explained(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    got = run("build")
    assert got.code == 2
    said = f'SOURCE_DATE_EPOCH is "{epoch}"; it must be whole seconds, from 0 to 253402300799 '
    assert said in got.err


def test_the_last_epoch_is_taken(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "253402300799")
    assert run("-C", sample, "check").code == 0


# What goes wrong on the way


def test_a_fault_has_place_code_line_caret_and_hint(
    run: Callable[..., Said], project: Path
) -> None:
    path = project / "content/places.yaml"
    path.write_text(path.read_text() + "  precison: exact\n")
    got = run("-C", project, "build", "--only", "html")
    assert got.code == 1
    first, line, caret, *_ = got.err.splitlines()
    assert first.startswith("content/places.yaml:4:3: error[F01] ")
    assert 'did you mean "precision"?' in first
    assert line == "    4 |   precison: exact"
    assert caret == "      |   ^"


@pytest.mark.parametrize("name", ["actors/secret.yaml", "media/secret.png"])
@pytest.mark.parametrize("target", ["../secret", "content/snapshots/secret"])
def test_no_line_is_shown_of_what_a_link_must_not_lead_to(
    run: Callable[..., Said], project: Path, name: str, target: str
) -> None:
    held, link = project / target, project / "content" / name
    for path in (held, link):
        path.parent.mkdir(exist_ok=True)
    held.write_text("AWS_SECRET=abc123\n", "utf-8")
    link.symlink_to(held.resolve())
    got = run("-C", project, "check")
    assert f"content/{name}:1:1: error[A06] a link" in got.err
    assert "abc123" not in got.out + got.err


def test_a_fault_in_a_theme_name_is_of_configuration(
    run: Callable[..., Said], project: Path
) -> None:
    path = project / "content/dossier.yaml"
    path.write_text(f"{path.read_text()}theme: plain\n")
    got = run("-C", project, "check")
    assert got.code == 2
    assert 'there is no theme "plain" (themes here: default)' in got.err


def test_a_bug_is_owned_up_to(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(verbs, "chosen", broken)
    got = run("-C", sample, "check")
    assert got.code == 70
    assert got.err.splitlines() == [
        "error: a bug in briefgen: ZeroDivisionError: by nought",
        "       please report it; --debug shows where it was raised",
    ]


def test_debug_shows_where_and_keeps_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["--debug", "-C", str(tmp_path), "check"])
    assert left.value.code == 2
    err = capsys.readouterr().err
    assert "error[G01]" in err
    assert "Traceback" in err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt(), 130),
        (PermissionError(13, "Permission denied", "x"), 3),
        *((kind(), kind.exit_code) for kind in BriefgenError.__subclasses__()),
    ],
)
def test_each_end_has_its_code(
    *,
    run: Callable[..., Said],
    monkeypatch: pytest.MonkeyPatch,
    sample: Path,
    error: BaseException,
    code: int,
) -> None:
    def ended(*_: object) -> None:
        raise error

    monkeypatch.setattr(verbs, "chosen", ended)
    assert run("-C", sample, "check").code == code


# For programs, and for their surroundings


def test_a_count_of_notes_says_how_to_see_them(run: Callable[..., Said], project: Path) -> None:
    path = project / "content/sources/unused.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("title: Unused\ntype: report\nissued: 2025\npublisher: Nobody\n")
    said = run("-C", project, "check")
    assert "info[S11]" not in said.err
    assert said.out == "1 note (notes are shown with -v)\n"
    said = run("-C", project, "check", "-v")
    assert "info[S11]" in said.err
    assert said.out == "1 note\n"
    path.write_text(path.read_text() + "note: A paper of the regime.\n")
    said = run("-C", project, "check")
    assert said.err.endswith("1 error, 1 note (notes are shown with -v)\n")


def test_json_is_one_object_a_line(run: Callable[..., Said], project: Path) -> None:
    got = run("-C", project, "build", "--only", "html", "--log-format", "json", "-v")
    events = [json.loads(line) for line in got.out.splitlines()]
    assert (got.code, got.err) == (0, "")
    assert {"stage", "built"} <= {event["event"] for event in events}
    assert events[-1]["site"] == str(project / "output/site")


def test_json_has_findings_with_places(run: Callable[..., Said], project: Path) -> None:
    (project / "content/places.yaml").write_text("- {id: a, nmae: A}\n")
    got = run("-C", project, "check", "--log-format", "json")
    events = [json.loads(line) for line in got.out.splitlines()]
    assert (got.code, got.err) == (1, "")
    assert {
        "event": "finding",
        "code": "F01",
        "severity": "error",
        "message": 'unknown field "nmae"',
        "place": {"file": "content/places.yaml", "line": 1, "col": 11},
        "hint": 'did you mean "name"?',
    } in events
    assert events[-1] == {"event": "failed", "exit_code": 1}


@pytest.mark.parametrize("format_", ["json", "sarif"])
def test_a_folder_without_records_is_a_finding_too(
    run: Callable[..., Said], tmp_path: Path, format_: str
) -> None:
    got = run("-C", tmp_path, "check", "--format", format_)
    assert (got.code, got.err) == (2, "")
    assert "G01" in json.dumps(json.loads(got.out))


def test_annotations_name_files_as_the_repository_does(
    run: Callable[..., Said], project: Path
) -> None:
    (project.parent / ".git").mkdir()
    (project / "content/places.yaml").write_text("- {id: a, nmae: A}\n")
    got = run("-C", project, "check", "--format", "github")
    assert (got.code, got.err) == (1, "")
    assert got.out.startswith("::error file=project/content/places.yaml,line=1,col=")


def test_variables_stand_for_options(
    run: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    monkeypatch.setenv("BRIEFGEN_PROJECT", str(sample))
    monkeypatch.setenv("BRIEFGEN_CHECK_LOG_FORMAT", "json")
    assert json.loads(run("check").out.splitlines()[-1])["event"] == "checked"
    monkeypatch.setenv("BRIEFGEN_CHECK_CLOCK", "soon")
    assert '"soon" is not a day' in run("check").err


@pytest.mark.parametrize(
    ("environ", "watched"),
    [({}, True), ({"CI": "true"}, False), ({"TERM": "dumb"}, False), ({"CI": ""}, True)],
)
def test_progress_moves_only_where_a_person_watches(
    *, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], watched: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert report.watched(environ) is watched
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert report.watched(environ) is False


def test_quiet_says_errors_only(run: Callable[..., Said], project: Path) -> None:
    assert run("-C", project, "check", "-q") == (0, "", "")
    assert run("-C", project, "build", "-q", "--only", "html") == (0, "", "")
    (project / "content/places.yaml").write_text("- {id: a, nmae: A}\n")
    assert "error[F01]" in run("-C", project, "check", "-q").err


# What the verbs do


@pytest.mark.parametrize("different", [(), ("404.html: only in the site",)])
def test_a_site_is_verified_or_not(
    *,
    run: Callable[..., Said],
    monkeypatch: pytest.MonkeyPatch,
    sample: Path,
    different: tuple[str, ...],
) -> None:
    monkeypatch.setattr(verify, "differences", lambda _: different)
    words = ("-C", sample, "build", "--only", "html,data", "--verify")
    got = run(*words)
    assert got.code == (70 if different else 0)
    assert got.err.splitlines() == list(different)
    assert ("verified: " in got.out) is (different == ())
    said = run(*words, "--log-format", "json").out.splitlines()[-1]
    assert json.loads(said) == {"event": "verified", "differences": list(different)}


def test_a_second_build_says_that_nothing_changed(run: Callable[..., Said], project: Path) -> None:
    words = ("-C", project, "build", "--only", "html,data")
    assert run(*words).code == 0
    assert "nothing changed" in run(*words).out


def test_check_finds_pictures_that_would_be_one_file(
    run: Callable[..., Said], project: Path
) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>x</title></svg>\n'
    (project / "content/media").mkdir(exist_ok=True)
    for name in ("a.svg", "A.svg"):
        (project / "content/media" / name).write_text(drawing, "utf-8")
    got = run("-C", project, "check")
    assert got.code == 1
    assert "error[O07] the outputs 'media/A.svg' and 'media/a.svg' would be one file" in got.err


def test_clean_removes_site_and_memory_and_keeps_the_rest(
    run: Callable[..., Said], project: Path
) -> None:
    before = tree(project / "content")
    got = run("-C", project, "clean")
    assert got.code == 0
    assert not (project / "output/site").exists()
    assert not (project / ".briefgen/state.sqlite3").exists()
    assert (project / ".briefgen/schema/event.json").is_file()
    assert tree(project / "content") == before
    assert run("-C", project / "content", "clean").out == "nothing to remove\n"


def test_clean_removes_what_lies_beside_a_site_that_is_gone(
    run: Callable[..., Said], project: Path
) -> None:
    output = project / "output"
    shutil.rmtree(output / "site")
    shutil.rmtree(project / ".briefgen")
    assert run("-C", project, "clean").out == f"removed {output / '.site.next'}\n"
    assert not any(output.iterdir())
    assert run("-C", project, "clean").out == "nothing to remove\n"


def test_clean_touches_no_folder_of_others(run: Callable[..., Said], project: Path) -> None:
    before = tree(project)
    assert run("-C", project, "clean", "-o", project / "content").code == 2
    after = tree(project)
    assert {path: after[path] for path in before} == before


@pytest.mark.parametrize("verb", ["build", "clean"])
@pytest.mark.parametrize(
    ("output", "code"), [("/", "O01"), ("..", "O01"), (".", "O01"), ("content/site", "O02")]
)
def test_a_folder_that_is_no_place_for_a_site_is_refused(
    run: Callable[..., Said],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    output: str,
    code: str,
) -> None:
    monkeypatch.chdir(project)
    got = run(verb, "-o", output)
    assert got.code == 2
    assert got.err.startswith(f"error[{code}] ")
    assert (project / "content/dossier.yaml").is_file()


def test_schemas_go_where_they_are_wanted(run: Callable[..., Said], tmp_path: Path) -> None:
    got = run("schema", tmp_path / "here")
    assert got.code == 0
    assert len(got.out.splitlines()) == len(list((tmp_path / "here").glob("*.json"))) > 5


@pytest.mark.parametrize("folder", ["", ".", "/", "content", "mine"])
def test_schemas_destroy_nothing(
    run: Callable[..., Said], project: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (project / "mine").mkdir()
    (project / "mine/page.json").write_text("{}")
    before = tree(project)
    monkeypatch.chdir(project)
    got = run("schema", folder)
    assert (got.code, got.out) == (2, "")
    assert got.err.startswith("error[N07] ")
    assert tree(project) == before


def test_init_says_what_it_left_and_what_is_next(run: Callable[..., Said], tmp_path: Path) -> None:
    folder = tmp_path / "w x"
    folder.mkdir()
    (folder / ".gitignore").write_text("mine\n")
    got = run("init", folder)
    assert f"left as it was: {folder / '.gitignore'}; add to it:\n  # made by briefgen\n" in got.out
    assert got.out.endswith(f"\nnext: briefgen -C '{folder}' build\n")


def test_the_kinds_of_record_are_listed_and_completed(run: Callable[..., Said]) -> None:
    from click.shell_completion import BashComplete

    from briefgen.model import KINDS

    names = [kind.name for kind in KINDS]
    assert names == authoring.KINDS
    assert f"KIND is one of {', '.join(names)}." in " ".join(run("new", "--help").out.split())
    complete = BashComplete(cli.briefgen, {}, "briefgen", "_BRIEFGEN_COMPLETE")
    assert [item.value for item in complete.get_completions(["new"], "")] == names


def test_new_says_which_file_it_wrote(run: Callable[..., Said], project: Path) -> None:
    got = run("-C", project, "new", "event", "--title", "Opens it", "--date", "2024-05-01")
    path = project / "content/events/2024-05-01-opens-it.yaml"
    assert got.out == f"wrote {path}\n"
    checked = run("-C", project, "check")
    assert checked.code == 1
    assert re.findall(r'\[Y17\] "(\w+)"', checked.err) == ["who", "source"]


# The manual


def test_explain_lists_every_check(run: Callable[..., Said]) -> None:
    said = run("explain")
    assert said.code == 0
    assert [line[:3] for line in said.out.splitlines()] == [rule.code for rule in RULES]
    assert "S12  error    reader comment as source" in said.out.splitlines()


def test_explain_says_all_of_a_check_in_any_case(run: Callable[..., Said], tmp_path: Path) -> None:
    said = run("-C", tmp_path, "explain", "d04", "C02", "D04")
    assert said.code == 0
    assert said.out.splitlines() == [
        "D04 reply before what it answers (error)",
        "  sees   an event in whose responds_to stands one that certainly took place",
        "         later; dates that overlap are let be",
        "  why    nobody answers what has not been said: the order of the exchange would",
        "         be false",
        "  cure   take the reference out, or mend one of the dates",
        "  stage  seen when all records are known",
        "  example",
        "    # events/2024-12-30-attaf.yaml",
        "    date: 2024-12-30",
        "    responds_to: 2025-01-01-mali-mfa",
        "",
        "C02 claim without a statement (error)",
        *said.out.splitlines()[13:],
    ]


def test_explain_says_what_the_project_makes_of_a_check(
    run: Callable[..., Said], project: Path
) -> None:
    config = project / "content/dossier.yaml"
    config.write_text(
        f"{config.read_text('utf-8')}checks:\n"
        '  - {check: "D*", severity: warning}\n  - {check: D02, severity: off, where: "events/*"}\n'
        "waive: [{check: D02, because: It is a forecast., where: events/2024-*}]\n",
        "utf-8",
    )
    for code, here in {
        "D02": ["warning, says dossier.yaml", "off in events/*, says dossier.yaml",
                "waived in events/2024-*: It is a forecast."],
        "D04": ["warning, says dossier.yaml"],
        "D01": [],
        "S08": [],
    }.items():  # fmt: skip
        said = run("-C", project, "explain", code)
        assert re.findall(r"^  here   (.+)$", said.out, re.MULTILINE) == here


def test_explain_needs_no_project_that_can_be_read(run: Callable[..., Said], project: Path) -> None:
    (project / "content/dossier.yaml").write_text("title: [\n")
    said = run("-C", project, "explain", "S08")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("S08 source issued before the event (error)\n")


def test_codes_are_completed() -> None:
    from click.shell_completion import BashComplete

    complete = BashComplete(cli.briefgen, {}, "briefgen", "_BRIEFGEN_COMPLETE")
    found = [item.value for item in complete.get_completions(["explain"], "s1")]
    assert found == [rule.code for rule in RULES if rule.code.startswith("S1")]
    assert "S12" in found


# Editions


def test_an_edition_is_frozen_and_told_of(run: Callable[..., Said], project: Path) -> None:
    assert run("-C", project, "edition", "one").code == 0
    assert run("-C", project, "diff", "one").out.endswith("to now: nothing changed\n")
    path = project / "content" / "dossier.yaml"
    path.write_text(path.read_text().replace("lacks:\n", "lacks:\n  - The treaty.\n"))
    told = run("-C", project, "diff", "one", "--format", "json")
    (change,) = json.loads(told.out)["changes"]
    assert (change["change"], change["kind"], change["fields"]) == (
        "updated", "dossier", ["lacks"],
    )  # fmt: skip
    said = run("-C", project, "diff", "one")
    assert (said.code, "updated\n  dossier dossier " in said.out) == (0, True)
    assert run("-C", project, "edition", "two").code == 0
    assert '"one" (' in (two := run("-C", project, "diff", "one", "two")).out
    assert 'to edition "two": 1 change\n' in two.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("diff", "won"), 'did you mean "one"?'),
        (("diff", "xyz"), "editions on file: one"),
        (("edition", "one"), 'there is an edition "one" already'),
        (("edition", "../one"), "is no name"),
        (("edition", "two", "--drafts"), "holds no drafts"),
        (("diff", "one", "--audience", "AMBER"), "was for TLP:CLEAR, not TLP:AMBER"),
    ],
)
def test_an_edition_that_cannot_be_is_refused(
    run: Callable[..., Said], project: Path, words: tuple[str, ...], says: str
) -> None:
    run("-C", project, "edition", "one")
    said = run("-C", project, *words)
    assert (said.code, says in said.err) == (2, True)


def test_without_editions_it_is_said_how_to_write_one(
    run: Callable[..., Said], project: Path
) -> None:
    assert "(write one: briefgen edition NAME)" in run("-C", project, "diff", "1").err
