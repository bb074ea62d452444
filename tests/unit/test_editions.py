"""Locks of editions: read, refused and compared; what a digest covers."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from briefgen.audience import Audience, visible
from briefgen.dates import parse
from briefgen.editions import lock
from briefgen.editions.compare import differences
from briefgen.editions.plain import APART, digest, digests, plain
from briefgen.errors import ConfigError, Span
from briefgen.loader import editions as loading
from briefgen.loader.files import InputFile
from briefgen.model import KINDS, Commentary, Page, Term
from briefgen.model.dossier import Edition
from briefgen.model.fields import Localized
from briefgen.model.frozen import Entry, Frozen
from briefgen.model.shared import Change, Citation
from briefgen.quotes.lock import Fault
from briefgen.scaffold import edition as writing
from briefgen.value import Value
from tests.unit import records

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.model.shared import Record

SAID = records.event("said", "2025-01-01", "arland", records.says("asserts"))
ROCKS = records.claim("rocks", "borduria")


def frozen(name: str = "1", date: str = "2025-06-30", *entries: Entry) -> Frozen:
    return Frozen(name, date, "CLEAR", entries)


def entry(id_: str = "said", **more: Any) -> Entry:
    return Entry(**{"kind": "event", "id": id_, "title": records.text(id_), **more})


def fault(raw: str | bytes) -> Fault:
    found = lock.parse(raw if isinstance(raw, bytes) else raw.encode())
    assert isinstance(found, Fault)
    return found


HEAD = lock.dump(frozen()).replace(', "records": 0', "")  # as before a lock told how many it holds
CUT = "".join(lock.dump(frozen("1", "2025-06-30", *map(entry, "abc"))).splitlines(True)[:3])


# Reading and writing


def test_a_lock_reads_back_as_it_was_written() -> None:
    both = Localized((("en", "The rocks"), ("fr", "Les rochers")))
    note = Change(parse("2025-05-01"), "correction", both, minor=True)
    held = entry(
        "rocks",
        kind="claim",
        title=both,
        fields=(("about", "0123456789ab"), ("text", "ba9876543210")),
        status="denied",
        replies=("answer", "answer"),
        changes=(note,),
        former=("claims/stones.html",),
    )
    text = entry("view", kind="commentary", lang="fr")
    made = frozen("1", "2025-06-30", held, text)
    read = lock.parse(lock.dump(made).encode())
    assert read == lock.Lock(made, (2, 3))


def test_the_order_of_records_is_not_kept() -> None:
    pair = entry("a"), entry("b")
    assert lock.dump(frozen("1", "2025-06-30", *pair)) == lock.dump(
        frozen("1", "2025-06-30", *reversed(pair))
    )


def test_each_record_has_a_line_of_its_own() -> None:
    lines = lock.dump(frozen("1", "2025-06-30", entry("a"), entry("b"))).splitlines()
    assert [json.loads(line).get("id") for line in lines] == [None, "a", "b"]


@pytest.mark.parametrize(
    ("raw", "code", "line", "says"),
    [
        (b"\xff\xfe", "E01", 1, "no text"),
        ("", "E01", 1, "not what briefgen edition wrote"),
        ("[]\n", "E01", 1, "not what briefgen edition wrote"),
        ('{"form": "briefgen quotes.lock", "version": 1}\n', "E01", 1, "not what"),
        (HEAD.replace('"version": 1', '"version": 2'), "E02", 1, "of version 2"),
        (HEAD.replace('"version": 1', '"version": true'), "E01", 1, "not what"),
        (HEAD.replace("CLEAR", "clear"), "E01", 1, "name and audience"),
        (HEAD.replace("2025-06-30", "2025-06"), "E01", 1, '"2025-06" is no day'),
        (HEAD.replace("2025-06-30", "soon"), "E01", 1, '"soon" is no day'),
        (HEAD + "<<<<<<< HEAD\n", "E01", 2, "a merge was left unfinished"),
        (HEAD + '{"kind": "event"}\n', "E01", 2, "not what"),
        (HEAD + '{"kind": "event", "id": "a", "body": "x"}\n', "E01", 2, "not what"),
        (HEAD + '{"kind": "event", "id": "a", "fields": {"what": "x"}}\n', "E01", 2, "not what"),
        (HEAD + '{"kind": "event", "id": "a", "title": ""}\n', "E01", 2, "not what"),
        (HEAD + '{"kind": "event", "id": "a", "changes": [{}]}\n', "E01", 2, "not what"),
        (HEAD + '{"kind": "event", "id": "a"}\n' * 2, "E01", 3, "here and on line 2"),
        (HEAD + "[" * 100_000, "E01", 2, "not what"),
        (CUT, "E01", 1, "tells of 3 records, and it holds 2"),
    ],
)
def test_a_lock_that_cannot_be_used_is_refused(
    raw: str | bytes, code: str, line: int, says: str
) -> None:
    found = fault(raw)
    assert (found.code, found.line) == (code, line)
    assert says in found.message
    assert found.hint


# Digests


@dataclass(frozen=True, slots=True)
class Small(Value):
    """A record of an earlier version of briefgen."""

    text: str
    tlp: str = ""


@dataclass(frozen=True, slots=True)
class Larger(Value):
    """The same, with a field that came later."""

    text: str
    tlp: str = ""
    more: tuple[str, ...] = ()


def test_a_field_that_comes_later_changes_no_digest() -> None:
    assert digests(Small("a")) == digests(Larger("a"))
    assert digests(Small("a")) != digests(Larger("a", more=("b",)))


def test_what_editors_alone_see_is_in_no_digest() -> None:
    assert digests(Small("a", "AMBER")) == digests(Small("a"))


def test_the_digests_of_this_version_are_those_of_the_first() -> None:
    """A lock is kept for years: what changes these numbers makes every record look updated."""
    event = replace(SAID, id="x", source=(Citation("gazette", "page 1"),))
    assert dict(digests(event)) == DIGESTS


DIGESTS = {
    "date": "193a92e9e3ff",
    "says": "dc3ed2ef20f9",
    "source": "5160b84d513d",
    "what": "f50a0198e9ff",
    "who": "f809f6d7b6cf",
}


def test_the_order_of_languages_is_no_content() -> None:
    one = Localized((("en", "a"), ("fr", "b")))
    assert digest(one) == digest(Localized(tuple(reversed(one.texts))))


def test_plain_is_as_written() -> None:
    assert plain(SAID) == {
        "id": "said",
        "date": "2025-01-01",
        "what": "said",
        "who": ["arland"],
        "source": [{"ref": "gazette"}],
        "says": [
            {
                "form": "paraphrase",
                "gist": "asserts",
                "on": [{"claim": "rocks", "stance": "asserts"}],
            }
        ],
    }


# Comparing


def test_a_reply_in_an_event_that_moved_is_no_new_one() -> None:
    old = frozen(
        "1", "2025-06-30", entry("a"), entry("c", kind="claim", replies=("a",), status="denied")
    )
    new = frozen(
        "2",
        "2025-07-30",
        entry("b", title=records.text("a"), former=("events/a.html",)),
        entry("c", kind="claim", replies=("b",), status="denied"),
    )
    assert [(d.sort, d.entry.id) for d in differences(old, new)] == [("renamed", "b")]


def test_a_minor_correction_does_not_make_an_answer_minor() -> None:
    note = Change(parse("2025-07-01"), "correction", records.text("a typing error"), minor=True)
    was = entry("c", kind="claim", status="unanswered")
    now = replace(was, status="denied", replies=("a",), changes=(note,))
    (found,) = differences(frozen("1", "2025-06-30", was), frozen("2", "2025-07-30", now))
    assert (found.sort, found.minor) == ("corrected", False)


def test_what_stands_again_is_new_and_what_stays_withdrawn_is_nothing() -> None:
    note = Change(parse("2025-05-01"), "withdrawal", records.text("it was false"))
    was = entry(changes=(note,), title=None)
    both = frozen("1", "2025-06-30", was)
    assert differences(both, frozen("2", "2025-07-30", was)) == ()
    assert [d.sort for d in differences(both, frozen("2", "2025-07-30", entry()))] == ["new"]
    assert differences(both, frozen("2", "2025-07-30")) == ()


# The site


def dossier(**more: Any) -> Any:
    return records.dossier(SAID, claims=(ROCKS,), **more)


@pytest.mark.parametrize(
    ("held", "since", "base"),
    [
        ([], None, None),
        ([("a", "2025-01-01"), ("b", "2025-02-01")], None, "b"),
        ([("a", "2025-02-01"), ("b", "2025-02-01")], None, "b"),
        ([("a", "2025-01-01"), ("b", "2025-02-01")], "a", "a"),
        ([("a", "2025-01-01"), ("1", "2025-06-30")], None, "a"),
        ([("a", "2025-01-01"), ("later", "2026-01-01")], None, "a"),
    ],
)
def test_which_edition_is_the_one_before(
    held: list[tuple[str, str]], since: str | None, base: str | None
) -> None:
    edition = replace(records.CONFIG.edition, since=since)
    editions = tuple(frozen(*one) for one in held)
    site = records.site(
        SAID, claims=(ROCKS,), config=records.config(edition=edition), editions=editions
    )
    assert (site.since.base.name if site.since.base else None) == base


def test_the_dossier_itself_is_compared_too() -> None:
    before = records.site(SAID, claims=(ROCKS,)).since.present("0", "CLEAR")
    config = records.config(scope=records.text("Two states."), theme="other", lang="fr")
    after = records.site(SAID, claims=(ROCKS,), config=config).since.present()
    (found,) = differences(before, after)
    assert (found.sort, found.entry.kind, found.fields) == ("updated", "dossier", ("scope",))


def test_an_edition_keeps_what_tells_of_a_change_and_no_word_of_what_was_withdrawn() -> None:
    note = Change(parse("2025-05-01"), "correction", records.text("It named the wrong rocks."))
    out = replace(note, kind="withdrawal")
    denied = records.event("denied", "2025-02-01", "borduria", records.says("denies"))
    moved = replace(denied, id="again", redirect_from=("events/old.html",), changes=(note,))
    gone = records.event("gone", "2025-03-01", changes=(out,), redirect_from=("events/was.html",))
    said: dict[str, Any] = {"author": "A", "kind": "opinion"}
    title = records.text("View")
    held: dict[str, Any] = {
        "claims": (ROCKS,),
        "terms": (Term(id="rocks", label=records.text("Rocks"), lang="fr"),),
        "commentary": (
            Commentary(id="look", title=title, **said),
            Commentary(id="view", title=title, lang="fr", **said),
        ),
    }
    found = records.site(SAID, denied, moved, gone, **held).since.present("2", "AMBER")
    assert (found.name, found.date, found.audience) == ("2", "2025-06-30", "AMBER")
    kept = {(e.kind, e.id): e for e in found.entries if e.kind not in {"actor", "source"}}
    assert kept.pop(("dossier", "dossier")).title == records.CONFIG.title
    (look, view), (term,) = held["commentary"], held["terms"]
    assert list(kept.values()) == [
        entry("again", title=moved.what, fields=digests(moved), changes=(note,),
              former=("events/old.html",)),
        entry("denied", title=denied.what, fields=digests(denied)),
        entry("said", title=SAID.what, fields=digests(SAID)),
        entry("rocks", kind="claim", fields=digests(ROCKS), status="denied",
              replies=("again", "denied")),
        entry("rocks", kind="term", title=term.label, fields=digests(term, APART - {"lang"})),
        entry("look", kind="commentary", title=title, fields=digests(look)),
        entry("view", kind="commentary", title=title, lang="fr", fields=digests(view)),
        entry("gone", title=None, changes=(out,), former=("events/was.html",)),
    ]  # fmt: skip
    assert dict(kept["term", "rocks"].fields).keys() == {"label", "lang"}


def test_an_edition_for_others_is_not_compared() -> None:
    amber = replace(frozen("0", "2025-01-01"), audience="AMBER")
    seen = visible(dossier(editions=(amber,)), Audience(records.TODAY))
    assert seen.dossier.editions == ()


def test_what_became_hidden_goes_from_earlier_editions_too() -> None:
    secret = records.event("secret", "2025-02-01", tlp="AMBER", redirect_from=("events/old.html",))
    entries = [entry("secret"), entry("old"), entry("said"), entry("secret", kind="claim")]
    held = records.dossier(
        SAID, secret, claims=(ROCKS,), editions=(frozen("0", "2025-01-01", *entries),)
    )
    (left,) = visible(held, Audience(records.TODAY)).dossier.editions
    assert [(e.kind, e.id) for e in left.entries] == [("event", "said"), ("claim", "secret")]


def test_what_became_hidden_goes_under_its_own_kind_and_language_alone() -> None:
    view = Commentary(
        id="view", title=records.text("View"), author="A", kind="opinion", lang="fr", tlp="RED",
        redirect_from=("commentary/look.html", "pages/said.html", "old.html"),
    )  # fmt: skip
    about = Page(
        id="about", title=records.text("About"), tlp="RED",
        redirect_from=("who.html", "events/said.html"),
    )  # fmt: skip
    junta = Term(id="junta", label=records.text("Junta"), lang="fr", tlp="RED")
    names = [
        ("commentary", "view", "fr"), ("commentary", "view", ""), ("commentary", "look", "fr"),
        ("commentary", "old", "fr"), ("page", "about", ""), ("page", "about", "fr"),
        ("page", "who", ""), ("page", "said", ""), ("event", "said", ""), ("term", "junta", ""),
    ]  # fmt: skip
    before = frozen(
        "0", "2025-01-01", *(entry(id_, kind=kind, lang=lang) for kind, id_, lang in names)
    )
    other = frozen("1", "2025-02-01", entry("said"))
    held = dossier(commentary=(view,), pages=(about,), terms=(junta,), editions=(before, other))
    left, same = visible(held, Audience(records.TODAY)).dossier.editions
    assert [(e.kind, e.id, e.lang) for e in left.entries] == [
        names[n] for n in (1, 3, 5, 7, 8)
    ]  # fmt: skip
    assert same is other


# Files


def on_file(root: Path, **locks: str) -> list[InputFile]:
    folder = root / "content" / "editions"
    folder.mkdir(parents=True)
    for name, text in locks.items():
        (folder / f"{name}.lock").write_text(text)
    return [InputFile(f"content/editions/{name}.lock", b"") for name in locks]


def lists(*events: Record) -> dict[str, tuple[Record, ...]]:
    return {kind.plural: events if kind.name == "event" else () for kind in KINDS}


def test_two_editions_of_one_name_are_refused(tmp_path: Path) -> None:
    one = lock.dump(frozen("one"))
    made = loading.editions(tmp_path, on_file(tmp_path, one=one, two=one), lists())
    assert [(str(d.place), d.code) for d in made.found] == [
        ("content/editions/two.lock:1:1", "E04")
    ]
    assert [e.name for e in made.held] == ["one"]


def test_a_record_that_is_gone_is_told_of_for_the_latest_edition(tmp_path: Path) -> None:
    old = lock.dump(frozen("old", "2025-01-01", entry("lost")))
    new = lock.dump(frozen("new", "2025-02-01", entry("gone"), entry("moved"), entry("said")))
    listed = on_file(tmp_path, old=old, new=new)
    moved = replace(SAID, id="here", redirect_from=("events/moved.html",))
    made = loading.editions(tmp_path, listed, lists(SAID, moved))
    assert [(str(d.place), d.code, d.severity) for d in made.found] == [
        ("content/editions/new.lock:2:1", "E03", "warning")
    ]


def test_every_damaged_lock_is_told_of(tmp_path: Path) -> None:
    listed = on_file(tmp_path, a="", b=HEAD.replace('"version": 1', '"version": 7'))
    found = loading.editions(tmp_path, listed, lists()).found
    assert [d.code for d in found] == ["E01", "E02"]


@pytest.mark.parametrize(("since", "hint"), [("ona", '"one"'), ("zzz", "editions on file: one")])
def test_an_unknown_edition_is_named(since: str, hint: str) -> None:
    (found,) = loading.unknown(since, [frozen("one")], Span("x"))
    assert (found.code, hint in found.hint) == ("E05", True)
    assert not list(loading.unknown("one", [frozen("one")], Span("x")))
    assert not list(loading.unknown(None, [], Span("x")))


def test_an_edition_is_frozen_once(tmp_path: Path) -> None:
    path = writing.freeze(tmp_path, frozen("1", "2025-06-30", entry()))
    held = path.read_text()
    assert lock.parse(held.encode()) == lock.Lock(frozen("1", "2025-06-30", entry()), (2,))
    with pytest.raises(ConfigError, match="already"):
        writing.freeze(tmp_path, frozen("1", "2025-07-01"))
    assert path.read_text() == held
    assert [p.name for p in path.parent.iterdir()] == ["1.lock"]


@pytest.mark.parametrize(
    "name", ["", "A", "../x", "a b", "con", "con.1", ".hidden", "1.", "0..1", "a" * 101]
)
def test_a_name_that_cannot_be_a_file_is_refused(name: str) -> None:
    with pytest.raises(ConfigError):
        writing.named(name)


@pytest.mark.parametrize("name", ["2", "0.1", "2025-06", "1.0.2-draft"])
def test_an_edition_may_bear_the_number_that_the_dossier_gives_it(name: str) -> None:
    """Then that edition is never taken for the one before itself, or named in vain."""
    assert writing.named(name) == name
    read = TypeAdapter(Edition).validate_python
    assert read({"id": name, "date": "2025-06-30", "since": name}).since == name


def test_finding_an_edition() -> None:
    held = [frozen("one"), replace(frozen("two"), audience="AMBER")]
    assert writing.find("one", held, "CLEAR") is held[0]
    assert writing.find("two", held) is held[1]
    with pytest.raises(ConfigError, match="for TLP:AMBER, not TLP:CLEAR"):
        writing.find("two", held, "CLEAR")
    with pytest.raises(ConfigError) as raised:
        writing.find("tow", held, "CLEAR")
    assert raised.value.diagnostics[0].hint == 'did you mean "two"?'
