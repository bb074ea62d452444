"""500 dossiers with labels, drafts and embargoes at random: nothing dropped is in any output.

Each text has a word of its own, so that whatever comes out can be told without the scan. Then
the filter is broken in some way; whatever it lets through the scan has to see.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import formats, leaks, pages, prose, theme
from briefgen.audience import AUDIENCES, LABELS, Audience, Visible, visible
from briefgen.dates import parse
from briefgen.errors import ContentError
from briefgen.formats.making import Making
from briefgen.leaks.words import words
from briefgen.model import (
    KINDS,
    Actor,
    Agreement,
    Claim,
    Commentary,
    Dossier,
    Event,
    Judgement,
    Page,
    Place,
    Record,
    Source,
    Term,
    Theme,
)  # fmt: skip
from briefgen.model.agreement import Party
from briefgen.model.dossier import Media
from briefgen.model.event import On, Statement
from briefgen.model.fields import Localized
from briefgen.model.shared import Citation, Waiver
from briefgen.resolve import Site, resolve
from briefgen.theme import vocabulary
from tests.unit.records import ACTORS, CONFIG, source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PICTURE = b"\x89PNG"
ROOT = Path(__file__).parent.parent.parent
TODAY = datetime.date(2025, 7, 1)
NOTE = Localized((("en", "Something is held back."),))
DOSSIERS = 500
BREAKS = 250


@dataclass
class Words:
    """Hands out words that nobody has used, and keeps whose they are."""

    count: int = 0

    def one(self) -> str:
        """A new word."""
        self.count += 1
        return f"canary{chr(97 + self.count // 26 % 26)}{chr(97 + self.count % 26)}bird"

    def text(self) -> Localized:
        """A new text in two languages."""
        return Localized((("en", f"Of {self.one()}"), ("fr", f"De {self.one()}")))

    def body(self, *named: str) -> str:
        """A new body, which refers to some records."""
        links = " and ".join(f"[[{id_}]]" for id_ in named)
        return f"There is **{self.one()}** in {links or 'it'}. ![Its {self.one()}](media/p.png)"


def access(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "tlp": draw(st.sampled_from([None, None, *LABELS])),
        "draft": draw(st.sampled_from([False, False, True])),
        "embargo": draw(st.sampled_from([None, None, parse("2025-07-02"), parse("2025-06-30")])),
    }


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """A dossier with up to three records of each kind."""
    w = Words()

    def several(prefix: str, make: Callable[[str], Record]) -> tuple[Any, ...]:
        ids = [f"{prefix}-{w.one()}" for _ in range(draw(st.integers(0, 2)))]
        return tuple(
            replace(make(id_), **access(draw), waive=(Waiver("C01", w.one()),)) for id_ in ids
        )

    def event(id_: str) -> Event:
        said = Statement(form="direct", quote=f"We {w.one()}", on=(On("claim-open", "asserts"),))
        return Event(
            id=id_, date=parse("2025-03-08"), what=w.text(), who=("arland",), to=("borduria",),
            source=(Citation("gazette"),), says=(said,), via=w.text(), body=w.body(),
        )  # fmt: skip

    events = several("event", event)
    ids = [e.id for e in events] or ["claim-open"]
    named = [id_ for id_ in draw(st.lists(st.sampled_from(ids), max_size=2)) if events]
    noted = draw(st.sampled_from([NOTE, NOTE, None]))
    anchor = replace(
        event("event-open"), see_also=tuple(dict.fromkeys(named)), body=w.body(*named),
        when_hidden=noted,
    )  # fmt: skip
    claim = Claim(id="claim-open", text=w.text(), about=("borduria",))
    found: dict[str, Any] = {
        "events": (anchor, *events),
        "actors": (*ACTORS[:2], *several("actor", lambda i: Actor(
            id=i, name=w.text(), kind="state", aliases=(w.one(),), note=w.text()))),
        "sources": (source("gazette"), *several("source", lambda i: Source(
            id=i, title=w.text(), type="report", issued=parse("2025"), publisher=w.one(),
            url=f"https://example.org/{w.one()}"))),
        "claims": (claim, *several("claim", lambda i: Claim(
            id=i, text=w.text(), about=("arland",), note=w.text()))),
        "agreements": several("agreement", lambda i: Agreement(
            id=i, title=w.text(), parties=(Party("arland", w.text()),))),
        "places": several("place", lambda i: Place(id=i, name=w.text())),
        "themes": several("theme", lambda i: Theme(id=i, label=w.text())),
        "terms": several("term", lambda i: Term(id=i, label=w.text())),
        "judgements": several("judgement", lambda i: Judgement(
            id=i, text=w.text(), likelihood="likely", confidence="low", horizon=parse("2026"),
            basis=("event-open",))),
        "commentary": several("view", lambda i: Commentary(
            id=i, title=w.text(), author=w.one(), kind="opinion", body=w.body("event-open"))),
        "pages": several("page", lambda i: Page(id=i, title=w.text(), body=w.body())),
    }  # fmt: skip
    found = {plural: tuple(sorted(held, key=lambda r: r.id)) for plural, held in found.items()}
    bodies = {r.body for held in found.values() for r in held if getattr(r, "body", "")}
    pictures = (Media("media/p.png", blake2b(PICTURE, digest_size=16).digest()),)
    made = {body: prose.compile(body).prose for body in bodies}
    return Dossier(config=CONFIG, media=pictures, prose=made, **found)


@cache
def look() -> theme.Theme:
    return theme.load(ROOT, "default")


@cache
def known() -> str:
    """The words of the theme, each once: what takes time is the same every time."""
    texts = vocabulary.texts(look(), ["en"], [])
    return " ".join(sorted({word for text in texts for word in words(text)}))


def outputs(site: Site) -> Iterator[tuple[str, bytes]]:
    planned = pages.plan(site, "en")
    making = Making(site, planned, look(), lambda _path: PICTURE)
    for output in formats.outputs(making):
        if output.format != "pdf" and not output.path.startswith("assets/"):
            yield output.path, output.make()
    for page in planned:
        if page.path.endswith(".pdf"):
            yield "print.html", look().render(page).encode()


def scan(dossier: Dossier, audience: Audience) -> leaks.Scan | None:
    pictures = leaks.Pictures(lambda _path: b"", lambda _path: "")
    return leaks.scan(dossier, audience, pictures, [known(), *rules()])


@cache
def rules() -> tuple[str, ...]:
    from briefgen.checks.table import RULES

    return tuple(text for rule in RULES for _, text in leaks.texts(rule))


def canaries(records: Iterator[Record]) -> set[str]:
    return {w for r in records for _, text in leaks.texts(r) for w in words(text) if "canary" in w}


def records(dossier: Dossier) -> Iterator[Record]:
    for kind in KINDS:
        yield from getattr(dossier, kind.plural)


audiences = st.builds(Audience, st.just(TODAY), st.sampled_from(AUDIENCES), drafts=st.booleans())


@settings(max_examples=DOSSIERS)
@given(dossiers(), audiences)
def test_nothing_dropped_is_in_any_output(dossier: Dossier, audience: Audience) -> None:
    seen = visible(dossier, audience)
    try:
        site = resolve(seen)
    except ContentError as refused:
        told = {d.code for d in refused.diagnostics}
    else:
        told = compared(dossier, audience, seen.dossier, site)
    assert told <= {"T01"}


def compared(dossier: Dossier, audience: Audience, seen: Dossier, site: Site) -> set[str]:
    """Look at every output of a site; gives what the scan says, which is nothing."""
    gone = [r for r in records(dossier) if not audience.sees(r, "CLEAR")]
    secret = canaries(iter(gone)) - canaries(records(seen))
    found = scan(dossier, audience)
    assert (found is None) == (not gone)
    for path, data in outputs(site):
        text = f"{path} {data.decode('utf-8', 'replace')}".lower()
        assert not [word for word in secret if word in text], path
        assert found is None or found.look(path, data) == ()
    return set()


def leave_all(dossier: Dossier, _audience: Audience) -> Dossier:
    return dossier


def one_label_off(dossier: Dossier, audience: Audience) -> Dossier:
    above = LABELS[min(LABELS.index(audience.label) + 1, len(LABELS) - 1)]
    return visible(dossier, replace(audience, label=above)).dossier


def let_drafts_through(dossier: Dossier, audience: Audience) -> Dossier:
    return visible(dossier, replace(audience, drafts=True)).dossier


def a_day_early(dossier: Dossier, audience: Audience) -> Dossier:
    return visible(dossier, replace(audience, today=TODAY + datetime.timedelta(1))).dossier


def forget_a_kind(plural: str) -> Callable[[Dossier, Audience], Dossier]:
    def broken(dossier: Dossier, audience: Audience) -> Dossier:
        right: dict[str, Any] = {plural: getattr(dossier, plural)}
        return replace(visible(dossier, audience).dossier, **right, prose=dossier.prose)

    return broken


BROKEN = [
    leave_all, one_label_off, let_drafts_through, a_day_early,
    *(forget_a_kind(kind.plural) for kind in KINDS),
]  # fmt: skip


@settings(max_examples=BREAKS)
@given(dossiers(), audiences, st.sampled_from(BROKEN))
def test_whatever_a_broken_filter_lets_through_is_seen(
    dossier: Dossier, audience: Audience, broken: Callable[[Dossier, Audience], Dossier]
) -> None:
    try:
        wrong = broken(dossier, audience)
        site = resolve(Visible(wrong, frozenset()))
    except ContentError:
        return  # refused for a reference: nothing is published
    through = [r for r in records(wrong) if not audience.sees(r, "CLEAR")]
    found = scan(dossier, audience)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leaks, "NAMED", 99)
        told = {d.message for path, data in outputs(site) if found for d in found.look(path, data)}
    for record in through:
        assert any(f'"{record.id}"' in said for said in told), record.id
    assert bool(told) == bool(through)
