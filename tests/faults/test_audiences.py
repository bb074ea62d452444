"""One project, several audiences: nothing of one edition stays where the next one is."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen import cli
from briefgen.audience import Audience
from briefgen.build import STATE, Options, Result, build
from briefgen.cli import report
from briefgen.errors import ContentError
from briefgen.leaks import pdf
from briefgen.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

DOSSIER = Path(__file__).parent.parent / "golden/dossier"
TODAY = datetime.date(2025, 7, 1)
WEB = frozenset(("html", "data"))
HIDDEN = "date: 2025-03-08\nwho: arland\nwhat: Sends the kanariavogel\nsource: gazette\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(DOSSIER / "content", tmp_path / "project/content")
    return tmp_path / "project"


def secret(project: Path, more: str = "tlp: AMBER\n") -> Path:
    path = project / "content/events/2025-03-08-secret.yaml"
    path.write_text(HIDDEN + more, "utf-8")
    return path


def made(
    project: Path,
    label: str = "CLEAR",
    only: frozenset[str] | None = WEB,
    *,
    clean: bool = False,
) -> Result:
    audience = Audience(TODAY, label)
    site = project / "output/site"
    return build(Options(root=project, site=site, audience=audience, only=only, clean=clean))


def beside(project: Path) -> list[str]:
    """All files in and around the site that hold the canary, or are named for it."""
    found = []
    for path in sorted((project / "output").rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        text = data.decode("latin-1") + (pdf.text(data) if data.startswith(b"%PDF") else "")
        if "kanariavogel" in text or "secret" in path.name:
            found.append(path.relative_to(project / "output").as_posix())
    return found


def test_after_a_restricted_edition_nothing_of_it_stays_beside_the_public_one(
    project: Path,
) -> None:
    secret(project)
    made(project, "AMBER")
    made(project, "AMBER")
    assert "site/events/2025-03-08-secret.html" in beside(project)
    made(project)
    assert beside(project) == []


def test_nor_when_the_records_are_gone_altogether(project: Path) -> None:
    path = secret(project)
    made(project, "AMBER")
    path.unlink()
    made(project)
    assert beside(project) == []


def test_nor_when_a_build_from_nothing_made_the_restricted_edition(project: Path) -> None:
    made(project)
    path = secret(project)
    made(project, "AMBER", clean=True)
    path.unlink()
    made(project)
    assert beside(project) == []


def test_a_record_that_is_taken_back_is_gone_everywhere(project: Path) -> None:
    secret(project, "")
    made(project)
    assert beside(project)
    secret(project, "tlp: RED\n")
    made(project)
    assert beside(project) == []


def test_a_public_dossier_keeps_its_former_site_at_hand(project: Path) -> None:
    made(project)
    path = secret(project, "")
    made(project)
    assert (project / "output/.site.next").is_dir()
    path.write_text(HIDDEN.replace("Sends", "Calls"), "utf-8")
    made(project)
    assert (project / "output/.site.next/events/2025-03-08-secret.html").is_file()


def test_every_audience_gets_what_a_build_from_nothing_gives(project: Path, tmp_path: Path) -> None:
    secret(project)
    for label in ("AMBER", "CLEAR", "GREEN", "AMBER+STRICT", "CLEAR"):
        made(project, label)
        options = Options(
            root=project,
            site=tmp_path / label,
            audience=Audience(TODAY, label),
            only=WEB,
            clean=True,
        )
        build(options)
        assert tree(project / "output/site") == tree(tmp_path / label)


def tree(site: Path) -> dict[str, bytes]:
    return {
        p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*.*") if p.is_file()
    }


def test_a_pdf_of_an_earlier_build_is_read_too(project: Path) -> None:
    secret(project)
    made(project, "AMBER", None)
    with pytest.raises(ContentError) as caught:
        made(project)
    (said,) = caught.value.diagnostics
    assert "pdf/dossier-en.pdf" in said.message
    assert str(said.place).startswith("content/events/2025-03-08-secret.yaml:")
    made(project, "CLEAR", None)
    assert beside(project) == []


def test_files_that_stay_are_looked_at_once_for_each_set_of_needles(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefgen import leaks

    seen: list[str] = []
    plain = leaks.Scan.look

    def counted(self: leaks.Scan, path: str, data: bytes, text: str = "") -> object:
        seen.append(path)
        return plain(self, path, data, text)

    monkeypatch.setattr(leaks.Scan, "look", counted)
    path = secret(project)
    made(project)
    whole = len(seen)
    seen.clear()
    event = project / "content/events/2025-03-07-office.yaml"
    event.write_text(event.read_text("utf-8") + "# a remark\n", "utf-8")
    made(project)
    assert seen == []
    path.write_text(HIDDEN.replace("Sends", "Extradites") + "tlp: AMBER\n", "utf-8")
    made(project)
    assert len(seen) == whole


def test_a_leak_is_no_settled_fact(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret(project)
    made(project, "AMBER")
    for _ in range(2):
        with pytest.raises(ContentError):
            leaky(project, monkeypatch)
    with State.open(project / STATE) as state:
        assert b"open" not in state.all("audiences").values()


def leaky(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefgen import audience, checks

    with monkeypatch.context() as patch:
        patch.setattr(audience, "visible", lambda d, _a: audience.Visible(d, frozenset()))
        patch.setattr(checks, "check", lambda *_args, **_more: ())
        made(project)


# The mark


def test_the_mark_stands_on_every_page_and_in_the_data(project: Path) -> None:
    secret(project)
    made(project, "AMBER+STRICT", None)
    site = project / "output/site"
    for page in site.rglob("*.html"):
        assert "TLP:AMBER" in page.read_text("utf-8"), page
    assert json.loads((site / "data/dossier.json").read_bytes())["tlp"] == "TLP:AMBER"
    assert "TLP:AMBER" in pdf.text((site / "pdf/dossier-en.pdf").read_bytes())
    made(project, "CLEAR", None)
    assert not [p for p in site.rglob("*.html") if "TLP:" in p.read_text("utf-8")]
    assert "tlp" not in json.loads((site / "data/dossier.json").read_bytes())


# The command line


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*words: str) -> tuple[int, str]:
        report.begin(Path(), 0, "text", watched=False)
        with pytest.raises(SystemExit) as left:
            cli.main(["-C", str(project), *words])
        told = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, told.out + told.err

    return run


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("amber", 'did you mean "AMBER"?'),
        ("TLP:GREEN", 'did you mean "GREEN"?'),
        ("WHITE", "labels: CLEAR, GREEN, AMBER, AMBER+STRICT"),
        ("", "labels: CLEAR, GREEN, AMBER, AMBER+STRICT"),
        ("RED", "RED is for named recipients"),
    ],
)
@pytest.mark.parametrize("verb", ["build", "check", "serve"])
def test_an_unknown_audience_is_refused(
    run: Callable[..., tuple[int, str]], verb: str, label: str, says: str
) -> None:
    code, told = run(verb, "--audience", label)
    assert code == 2
    assert says in " ".join(told.split())


def test_the_audience_may_come_from_the_environment(
    run: Callable[..., tuple[int, str]], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret(project)
    monkeypatch.setenv("BRIEFGEN_AUDIENCE", "AMBER")
    assert run("build", "--only", "data", "--clock", "2025-07-01")[0] == 0
    assert beside(project)
    assert run("build", "--only", "data", "--clock", "2025-07-01", "--audience", "GREEN")[0] == 0
    assert beside(project) == []
    monkeypatch.setenv("BRIEFGEN_AUDIENCE", "WHITE")
    assert run("check")[0] == 2


def test_the_report_says_when_the_next_embargo_ends(
    run: Callable[..., tuple[int, str]], project: Path
) -> None:
    secret(project, "embargo: 2025-08-15\n")
    words = ("build", "--only", "data", "--clock", "2025-07-01")
    for _ in range(2):  # the second finds nothing changed
        code, told = run(*words)
        assert code == 0
        assert "next: build again on 2025-08-15, when an embargo ends" in told
        assert "secret" not in told
    told = run(*words, "--log-format", "json")[1]
    built = next(one for one in map(json.loads, told.splitlines()) if one["event"] == "built")
    assert built["next_build_at"] == "2025-08-15"
    told = run("build", "--only", "data", "--clock", "2025-08-15", "--log-format", "json")[1]
    assert '"next_build_at": null' in told
    assert beside(project)


# Hostile files: ``bad_inputs/privacy`` in an otherwise good dossier

PRIVACY = Path(__file__).parent / "bad_inputs/privacy"


def put(project: Path, name: str) -> None:
    shutil.copyfile(PRIVACY / name, project / "content/more.yaml")
    (project / "content/more.yaml").rename(project / "content/events/2025.yaml")


def canary(project: Path) -> list[str]:
    held = [p for p in (project / "output").rglob("*") if p.is_file()]
    return [str(p) for p in held if b"CANARY" in p.read_bytes() or "CANARY" in p.name]


@pytest.mark.parametrize("name", ["tlp-red.yaml", "embargo-future.yaml", "draft-yes-string.yaml"])
def test_what_must_not_be_seen_is_in_no_output_and_no_report(
    run: Callable[..., tuple[int, str]], project: Path, name: str
) -> None:
    put(project, name)
    code, told = run("build", "--only", "html,data", "--clock", "2025-07-01", "-v")
    assert code == 0
    assert "CANARY" not in told
    assert canary(project) == []


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("notes-field.yaml", "F01", 'unknown field "internal_notes"'),
        ("label-unknown.yaml", "F04", '"WHITE" cannot be a tlp'),
        ("public-links-to-red.yaml", "T01", 'the event "red" may not be seen by this audience'),
    ],
)
def test_what_would_let_it_be_seen_is_refused(
    run: Callable[..., tuple[int, str]], project: Path, name: str, code: str, says: str
) -> None:
    put(project, name)
    left, told = run("build", "--only", "html,data", "--clock", "2025-07-01")
    assert left == 1
    assert f"error[{code}] {says}" in told
    assert "content/events/2025.yaml:" in told
    assert not (project / "output/site").exists()


def test_a_record_without_a_label_is_refused_where_each_needs_one(
    run: Callable[..., tuple[int, str]], project: Path
) -> None:
    put(project, "tlp-missing-in-strict-site.yaml")
    path = project / "content/dossier.yaml"
    path.write_text(f"{path.read_text('utf-8')}default_tlp: required\n", "utf-8")
    for audience in ("CLEAR", "AMBER+STRICT"):
        left, told = run("build", "--only", "html,data", "--audience", audience)
        assert left == 1
        assert 'content/events/2025.yaml:1:3: error[T01] the event "ev-1" has no label' in told
    assert not (project / "output/site").exists()


def test_a_published_record_that_becomes_secret_is_gone_with_the_next_build(
    run: Callable[..., tuple[int, str]], project: Path
) -> None:
    record = (PRIVACY / "tlp-red.yaml").read_text("utf-8")
    path = project / "content/events/2025.yaml"
    path.write_text(record.replace("  tlp: RED\n", ""), "utf-8")
    words = ("build", "--only", "html,data", "--clock", "2025-07-01")
    assert run(*words)[0] == 0
    assert canary(project)
    path.write_text(record, "utf-8")
    assert run(*words)[0] == 0
    assert canary(project) == []


def test_a_dossier_that_is_no_less_strict_than_its_records_is_refused_whole(
    run: Callable[..., tuple[int, str]], project: Path
) -> None:
    path = project / "content/dossier.yaml"
    path.write_text(f"{path.read_text('utf-8')}tlp: AMBER\n", "utf-8")
    left, told = run("build", "--only", "html,data", "--clock", "2025-07-01")
    assert left == 1
    assert "error[T01] the dossier itself is TLP:AMBER" in told
    assert "--audience AMBER" in told
    assert run("build", "--only", "data", "--clock", "2025-07-01", "--audience", "AMBER")[0] == 0


def test_comments_of_authors_are_in_no_output(project: Path) -> None:
    text = "# CANARY-YAML\n" + HIDDEN + "body: |\n  Text. <!-- CANARY-COMMENT: source is J. -->\n"
    (project / "content/events/2025-03-08-plain.yaml").write_text(text, "utf-8")
    made(project)
    assert (project / "output/site/events/2025-03-08-plain.html").is_file()
    assert canary(project) == []
