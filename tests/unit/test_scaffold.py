"""What ``init``, ``new`` and ``schema`` write, and that editors and the loader agree."""

from __future__ import annotations

import datetime
import json
import re
import resource
import signal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from briefgen import scaffold
from briefgen.audience import Audience
from briefgen.build import Options
from briefgen.build.prepared import prepare
from briefgen.errors import ConfigError, Diagnostic, StorageError
from briefgen.model import KINDS
from briefgen.scaffold import files, schema
from briefgen.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.lasting
NAMES = ("dossier", *(kind.name for kind in KINDS))


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors read: a date is text, ``NO`` is text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), [*first, ""]
    )


def as_editor(text: str) -> Any:
    """What an editor's YAML server makes of a file."""
    return yaml.load(text, Loader=Core)  # noqa: S506 - built on SafeLoader


def as_loader(text: str) -> Any:
    """What ours makes of it, but for places and limits: every scalar is text."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - knows text only


def faults(name: str, text: str) -> list[str]:
    """What an editor would underline."""
    return [
        f"{e.json_path}: {e.message}"
        for error in checker(name).iter_errors(as_editor(text))
        for e in (error.context or [error])
    ]


@cache
def checker(name: str) -> Draft202012Validator:
    made = schema.dossier() if name == "dossier" else schema.kind_schema(kind(name))
    return Draft202012Validator(made)


def kind(name: str) -> Any:
    return next(k for k in KINDS if k.name == name)


EVENT = """
date: 2024-12-30
who: attaf
what: Says so
source: yabiladi
"""


def test_each_schema_is_a_schema(tmp_path: Path) -> None:
    written = schema.schemas(tmp_path / "schema")
    assert [path.name for path in written] == [f"{name}.json" for name in NAMES]
    for path in written:
        Draft202012Validator.check_schema(json.loads(path.read_text()))


@pytest.mark.parametrize(
    "text",
    [
        EVENT,
        EVENT.replace("2024-12-30", "2024"),
        EVENT.replace("who: attaf", "who: [attaf, mali-mfa]"),
        EVENT.replace("source: yabiladi", "source: {ref: yabiladi, loc: 4}"),
        EVENT.replace("source: yabiladi", "source: [yabiladi, {ref: aps}]"),
        EVENT.replace("what: Says so", "what: {en: Says so, fr: Le dit}"),
        EVENT.replace("what: Says so", "what: 1984"),
        f"{EVENT}date_basis: relative",
        f"{EVENT}date_basis: {{basis: relative, reason: The article says yesterday}}",
        f"{EVENT}agreement: algiers-2015",
        f"{EVENT}type: accuse/allege",
        f"{EVENT}draft: yes",
        f"{EVENT}place:",
        f"{EVENT}says: {{form: paraphrase, gist: No, on: {{claim: c, stance: denies}}}}",
        "- {id: a, date: 2024, who: a, what: b, source: c}",
    ],
)
def test_what_the_loader_takes_an_editor_takes(text: str) -> None:
    assert faults("event", text) == []


@pytest.mark.parametrize(
    "text",
    [
        EVENT.replace("what:", "waht:"),
        EVENT.replace("who: attaf", "who: Attaf!"),
        EVENT.replace("source: yabiladi", ""),
        f"{EVENT}type: acuse",
        f"{EVENT}type: accuse/",
        f"{EVENT}phase: happens",
        f"{EVENT}says: {{form: paraphrase, gist: No, on: {{claim: c, stance: deny}}}}",
        f"- {EVENT.strip().replace(chr(10), chr(10) + '  ')}",
    ],
)
def test_what_is_wrong_an_editor_underlines(text: str) -> None:
    assert faults("event", text)


def test_an_office_has_from_and_to() -> None:
    office = "{title: Minister, of: a, from: 2020, to: 2023, source: b}"
    assert faults("actor", f"{{name: A, kind: person, offices: {office}}}") == []
    assert faults("actor", f"{{name: A, kind: person, offices: {office.replace('from', 'start')}}}")


def test_fields_are_described_by_their_docstrings() -> None:
    made = schema.record_schema(kind("event"))
    assert made["properties"]["who"]["description"] == "Who acted."
    missing = [
        (k.name, name)
        for k in KINDS
        for name, field in schema.record_schema(k)["properties"].items()
        if not field.get("description")
    ]
    assert missing == []


def test_the_patterns_name_every_file_of_yaml() -> None:
    found = schema.patterns()
    assert found["event.json"] == ["content/events.yaml", "content/events/**/*.yaml"]
    assert set(found) == {f"{n}.json" for n in NAMES} - {"commentary.json", "page.json"}


def test_the_records_of_this_project_please_an_editor(root: Path) -> None:
    wrong = []
    for name, globs in schema.patterns().items():
        for path in sorted(p for glob in globs for p in root.glob(glob)):
            found = faults(name.removesuffix(".json"), path.read_text(encoding="utf-8"))
            wrong += [f"{path.relative_to(root)}: {fault}" for fault in found]
    assert wrong == []


# init


def test_a_project_begins_with_records_schemas_and_settings(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "dossier"
    written = scaffold.init(folder)
    assert len(set(written)) == len(written)
    assert all(path.is_file() and path.is_relative_to(folder) for path in written)
    assert {p.relative_to(folder).as_posix() for p in written} >= {
        ".gitignore",
        ".vscode/settings.json",
        ".briefgen/schema/event.json",
        "content/dossier.yaml",
    }


def test_the_settings_lead_editors_to_the_schemas(tmp_path: Path) -> None:
    scaffold.init(tmp_path)
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text())
    for name, globs in settings["yaml.schemas"].items():
        assert (tmp_path / name).is_file()
        for path in (p for glob in globs for p in tmp_path.glob(glob)):
            assert faults(Path(name).stem, path.read_text(encoding="utf-8")) == []
    assert settings["yaml.yamlVersion"] == "1.2"


def test_a_folder_with_records_is_refused(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    kept = tmp_path / "content" / "dossier.yaml"
    kept.write_text("title: Mine\n")
    assert refused("N01", lambda: scaffold.init(tmp_path)).hint == "name another folder"
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [kept]


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    written = scaffold.init(tmp_path)
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert tmp_path / ".gitignore" not in written


def test_what_files_that_stay_lack_is_known(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("/output/\n")
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_text("{}\n")
    lacking = dict(scaffold.left(tmp_path, scaffold.init(tmp_path)))
    assert list(lacking) == [tmp_path / ".gitignore", tmp_path / ".vscode/settings.json"]
    assert "/.briefgen/" in lacking[tmp_path / ".gitignore"]
    assert "/output/" not in lacking[tmp_path / ".gitignore"]
    assert "yaml.schemas" in json.loads("".join(lacking[tmp_path / ".vscode/settings.json"]))


def test_a_folder_among_records_is_refused(tmp_path: Path) -> None:
    scaffold.init(tmp_path)
    for name in ("content", "content/new"):
        refused("N01", lambda name=name: scaffold.init(tmp_path / name))  # type: ignore[misc]


@pytest.mark.parametrize("name", ["", "..", "/", "content", "content/new"])
def test_schemas_are_not_written_where_other_things_are(project: Path, name: str) -> None:
    refused("N07", lambda: scaffold.vouch(project / name, project))


def test_schemas_are_written_over_schemas_alone(project: Path) -> None:
    folder = project / "mine"
    scaffold.vouch(folder, project)
    scaffold.schemas(folder)
    scaffold.vouch(folder, project)
    for text in ("", "[]", "mine", '{"$schema": "https://json-schema.org/draft/2020-12/schema"}'):
        (folder / "page.json").write_text(text)
        assert "page.json" in refused("N07", lambda: scaffold.vouch(folder, project)).message


def test_schemas_of_an_earlier_version_are_written_over(project: Path) -> None:
    folder = project / ".briefgen/schema"
    folder.mkdir(parents=True)
    (folder / "page.json").write_text("{}")
    scaffold.vouch(folder, project)


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / ".vscode").write_text("")
    with pytest.raises(StorageError) as caught:
        scaffold.init(tmp_path)
    assert caught.value.diagnostics[0].code == "N06"
    assert ".vscode" in caught.value.diagnostics[0].message


def test_the_sample_builds_without_a_finding(tmp_path: Path) -> None:
    scaffold.init(tmp_path)
    audience = Audience(datetime.date(2026, 1, 1))
    options = Options(root=tmp_path, site=tmp_path / "output/site", audience=audience, strict=True)
    with State.nowhere() as state:
        made = prepare(options, state)
    assert made.findings == ()
    (claim,) = made.site.dossier.claims
    assert claim.id == "bridge-without-notice"


# new


def refused(code: str, run: Callable[[], object]) -> Diagnostic:
    with pytest.raises(ConfigError) as caught:
        run()
    (found,) = caught.value.diagnostics
    assert found.code == code
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_new_record_has_each_required_field(project: Path, name: str) -> None:
    path = scaffold.new(project, name, "a-record", "", "")
    assert path.relative_to(project / "content").parts[0] == kind(name).plural
    text = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")[0]
    required = schema.record_schema(kind(name))["required"]
    assert list(as_loader(text)) == [field for field in required if field != "id"]


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_new_record_names_each_other_field(project: Path, name: str) -> None:
    text = scaffold.new(project, name, "a-record", "", "").read_text(encoding="utf-8")
    fields = set(schema.record_schema(kind(name))["properties"]) - {"id"}
    assert {f for f in fields if re.search(rf"^#?{f}:", text, re.MULTILINE)} == fields


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_new_record_without_its_marks_is_yaml(project: Path, name: str) -> None:
    text = scaffold.new(project, name, "a-record", "", "").read_text(encoding="utf-8")
    used = re.sub(r"^#(?=\w)", "", text, flags=re.MULTILINE)
    text = used.removeprefix("---\n").partition("\n---\n")[0]
    assert set(as_loader(text)) == set(schema.record_schema(kind(name))["properties"]) - {"id"}


def test_a_new_record_says_which_words_a_field_may_hold(project: Path) -> None:
    text = scaffold.new(project, "event", "a-record", "", "").read_text(encoding="utf-8")
    for name, first in {"phase": "happened", "type": "agree", "tlp": "CLEAR"}.items():
        assert re.search(rf"^#{name}: +# .+ One of: {first}, ", text, re.MULTILINE)
    assert not re.search(r"^#draft: .*One of", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "title", "date", "expected"),
    [
        ("event", "Opens the bridge", "2024-12-30", "events/2024-12-30-opens-the-bridge.yaml"),
        ("events", "Opens", "2024-12~", "events/2024-12-opens.yaml"),
        ("event", "Opens", "2024-12-21/2024-12-22", "events/2024-12-21-opens.yaml"),
        ("event", "Opens", "unknown", "events/undated-opens.yaml"),
        ("actor", "Élan d'Or", "", "actors/elan-dor.yaml"),
        ("page", "About us", "", "pages/about-us.md"),
        ("claim", "word " * 40, "", f"claims/{'word-' * 11}word.yaml"),
        ("term", "x" * 80, "", f"terms/{'x' * 60}.yaml"),
    ],
)
def test_a_new_record_is_named_for_date_and_title(
    project: Path, name: str, title: str, date: str, expected: str
) -> None:
    path = scaffold.new(project, name, None, title, date)
    assert path == project / "content" / expected


@pytest.mark.parametrize("title", ["No", 'Opens: the "bridge" # now', "- a\n- b", "جسر", "2024"])
def test_a_title_is_kept_as_it_is(project: Path, title: str) -> None:
    text = scaffold.new(project, "place", "a", title, "").read_text(encoding="utf-8")
    assert as_loader(text)["name"] == title
    assert as_editor(text)["name"] in (title, 2024)


@pytest.mark.parametrize(
    ("code", "name", "id_", "title", "date", "said"),
    [
        ("N02", "evnt", None, "", "", 'did you mean "event"?'),
        ("N02", "zzz", None, "", "", "kinds: event, actor"),
        ("N03", "event", None, "Opens", "", "--date 2024-12-30"),
        ("N03", "actor", None, "جسر", "", "--id"),
        ("N03", "actor", None, "", "", "--title"),
        ("N03", "event", None, "你好", "2024", "give it an --id"),
        ("N04", "page", "index", "", "", "another --id"),
        ("N04", "page", "fr", "", "", "another --id"),
        ("N04", "page", None, "Timeline", "", "another --id"),
        ("N04", "actor", "../x", "", "", "--id"),
        ("N04", "actor", "con", "", "", "--id"),
        ("N04", "event", None, "Opens", "2024-13-45", "--date"),
        ("N04", "theme", None, "A", "2024", "--date"),
    ],
)
def test_what_cannot_be_is_refused(
    *, project: Path, code: str, name: str, id_: str | None, title: str, date: str, said: str
) -> None:
    assert said in refused(code, lambda: scaffold.new(project, name, id_, title, date)).hint
    assert list((project / "content").iterdir()) == []


def test_a_record_is_never_written_over(project: Path) -> None:
    path = scaffold.new(project, "actor", "a", "First", "")
    refused("N05", lambda: scaffold.new(project, "actor", "a", "Second", ""))
    assert "First" in path.read_text()


@pytest.mark.parametrize("write", [files.write, files.write_new])
def test_a_full_disk_leaves_no_part_of_a_file(
    tmp_path: Path, write: Callable[[Path, str], object]
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(StorageError):
            write(tmp_path / "a.yaml", "x" * 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []


def test_without_content_there_is_nowhere_to_write(tmp_path: Path) -> None:
    found = refused("G01", lambda: scaffold.new(tmp_path, "actor", "a", "", ""))
    assert "briefgen init" in found.hint
