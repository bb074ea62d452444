"""Sources that nobody cites, and private voices that a record rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field
from briefgen.model import KINDS, target
from briefgen.resolve.references import references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model.dossier import Config
    from briefgen.model.shared import Record
    from briefgen.resolve import Site

SPEAKING_FREELY = ("commentary", "source")
"""Kinds that may name a reader's comment: what is no record, and what describes it."""


def uncited(site: Site) -> Iterator[Finding]:
    """Each source that no record, line, commentary or other source names."""
    used = set(site.citing)
    used |= {c.ref for e in site.events.values() for f in e.figures for c in f.source}
    for kind, id_, holder in _holders(site):
        if kind != "event":
            used |= {
                r.id
                for r in references(holder)
                if "source" in r.kinds and (kind, id_) != ("source", r.id)
            }
    for prose in site.dossier.prose.values():
        used |= {target(mention.target)[1] for mention in prose.mentions}
    for source in site.dossier.sources:
        if source.id not in used:
            yield Finding(Field("source", source.id), f'the source "{source.id}" is never cited')


def commented(site: Site) -> Iterator[Finding]:
    """Each record that rests on a reader's comment."""
    comments = {s.id for s in site.dossier.sources if s.type == "reader-comment"}
    if not comments:
        return
    for kind, id_, holder in _holders(site):
        if kind in SPEAKING_FREELY:
            continue
        for ref in references(holder):
            if ref.id in comments and _names_source(site, ref.kinds, ref.id):
                place = Field(kind, id_, ref.path)
                yield Finding(
                    place, f'"{ref.id}" is a reader\'s comment, not a source for a record'
                )


def _holders(site: Site) -> Iterator[tuple[str, str, Record | Config]]:
    yield "dossier", "dossier", site.dossier.config
    for kind in KINDS:
        for record in getattr(site.dossier, kind.plural):
            yield kind.name, record.id, record


def _names_source(site: Site, kinds: tuple[str, ...], id_: str) -> bool:
    """Whether a reference that may be of several kinds is to the source of this id."""
    if "source" not in kinds:
        return False
    held = {"event": site.events, "claim": site.claims}
    return not any(id_ in held[kind] for kind in kinds[: kinds.index("source")])


S11 = Rule(
    code="S11",
    severity="info",
    fault="source never cited",
    sees="a source that nothing in the dossier names, in a field or in prose",
    why="it stands in the list of sources, and a reader looks in vain for what rests on it",
    example="""\
# sources.yaml
- {id: an-article-nobody-cites, title: …, type: webpage, issued: 2025-01-02}
""",
    cure="cite it where it is used, or take it out",
    find=uncited,
)

S12 = Rule(
    code="S12",
    severity="error",
    fault="reader comment as source",
    sees=(
        "a source of type reader-comment cited by anything but commentary: by an event, a"
        " statement, an office, a designation, a figure, a judgement or the bottom line"
    ),
    why="a private voice of whom nothing is known cannot carry a record",
    example="""\
# events/2025-01-02-anger.yaml
source: a-reader-under-the-article
""",
    cure="cite the comment in commentary/ only, and find another source for the record",
    find=commented,
)
