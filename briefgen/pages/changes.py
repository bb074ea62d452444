"""What changed: the records that differ from an earlier edition, each once."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen import dates
from briefgen.pages.event import ChangeView, changes
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Frame, When
from briefgen.plan import Link, Page
from briefgen.value import Value, digest, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.editions.compare import Difference
    from briefgen.model.frozen import Frozen
    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf

ASPECTS = {
    "date": "date date_basis issued signed horizon phase",
    "wording": "what title name label text definition note aliases names short_title subtitle "
    "use_instead",
    "statements": "says",
    "sources": "source based_on url author publisher accessed archive original affiliation",
    "actors": "who to about parties side part_of offices country designations disputed_by "
    "attribute_to subjects editors",
    "place": "place coords precision",
    "links": "responds_to see_also refs agreement parent themes basis",
    "figures": "figures",
    "text": "body bluf lacks scope provisions conflicts indicators disclosure",
    "outcome": "outcome likelihood confidence",
}
"""What a reader calls the fields of records; all other fields are ``details``."""
_ASPECT = {name: aspect for aspect, names in ASPECTS.items() for name in names.split()}


@frozen()
class Changed(Value):
    """What became of one record."""

    kind: str
    """event, actor, source, claim and so on, or ``dossier``; worded by the theme."""
    id: str
    """The record's id, with the language of a text that exists in several."""
    link: Link
    """The record; without an address if it is gone or has no page."""
    before: str
    """Of a claim that stands otherwise: how it stood, or an empty string."""
    after: str
    """How it stands now, or an empty string."""
    aspects: tuple[str, ...]
    """What of it changed: date, wording, statements, sources, and so on."""
    notes: tuple[ChangeView, ...]
    """The changes that the record tells of itself since."""


@frozen()
class Section(Value):
    """The records of which the same became."""

    sort: str
    """corrected, withdrawn, removed, answered, moved, new, source, updated or renamed."""
    changed: tuple[Changed, ...]


@frozen()
class ChangesView(Value):
    """What changed since an earlier edition."""

    frame: Frame
    edition: str
    """The name of the earlier edition, or an empty string if none is on file."""
    when: When | None
    """The day to which its records were complete."""
    sections: tuple[Section, ...]
    """The most grave first."""
    minor: tuple[Section, ...]
    """The same of minor changes."""
    total: int
    """How many records changed, minor changes included."""
    feed: str
    """The address of the same as an Atom feed."""


VIEWS = {"changes.html": ChangesView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The one page of this language."""
    base = shelf.site.since.base
    later = Keys.of(shelf, frame).later(
        partial(_parts, shelf, base), partial(_view, shelf, frame, base)
    )
    yield Page(shelf.path("changes"), "changes.html", later, shelf.lang)


def _parts(shelf: Shelf, base: Frozen | None) -> Made:
    """Without an earlier edition there is nothing that it would depend on."""
    if base is None:
        return (("earlier edition", ""),)
    return ("earlier edition", digest(base)), ("records", shelf.site.parts)


def _view(shelf: Shelf, frame: Frame, base: Frozen | None) -> ChangesView:
    found = shelf.site.since.differences
    return ChangesView(
        frame=frame,
        edition=base.name if base else "",
        when=shelf.when(dates.parse(base.date)) if base else None,
        sections=_sections(shelf, [one for one in found if not one.minor]),
        minor=_sections(shelf, [one for one in found if one.minor]),
        total=len(found),
        feed=f"{shelf.prefix}changes.atom",
    )


def _sections(shelf: Shelf, found: list[Difference]) -> tuple[Section, ...]:
    """Together what became of the same, in the order in which it comes."""
    return tuple(
        Section(sort, tuple(changed(shelf, one) for one in held))
        for sort, held in groupby(found, key=lambda one: one.sort)
    )


def changed(shelf: Shelf, one: Difference) -> Changed:
    """What became of a record, as a reader is told of it."""
    moved = one.was is not None and one.was.status != one.entry.status
    named = dict.fromkeys(_ASPECT.get(name, "details") for name in one.fields)
    return Changed(
        kind=one.entry.kind,
        id=".".join(filter(None, (one.entry.id, one.entry.lang))),
        link=_link(shelf, one),
        before=one.was.status if one.was and moved else "",
        after=one.entry.status if moved else "",
        aspects=tuple(sorted(named, key=[*ASPECTS, "details"].index)),
        notes=changes(shelf, one.notes),
    )


def _link(shelf: Shelf, one: Difference) -> Link:
    """The record by its name now; of what is gone the name it had, of the withdrawn its id."""
    entry = one.entry
    if entry.kind == "dossier":
        return Link(shelf.path("index"), *shelf.words(shelf.config.title))
    if one.sort == "removed":
        return Link("", *(shelf.words(entry.title) if entry.title else (entry.id, "")))
    return shelf.link((entry.kind,), entry.id)
