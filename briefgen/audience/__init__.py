"""What an audience may see: one filter, before anything else looks at a record.

Labels are those of TLP 2.0, from CLEAR (anybody) to RED. A record is kept when its label is
no stricter than the audience's, it is no draft, and its embargo is over. Whatever is not
known to be allowed is dropped. ``dossier.yaml`` bears a label too: its own words stand in
every edition, so there is none for an audience that may not read them. With
``default_tlp: required`` a record that nobody has labelled is refused, rather than given the
dossier's label.

No edition is for RED: TLP 2.0 gives it to named recipients, person by person, and a site or
a PDF names nobody. Such records are for those who read ``content/``.

A reference to what was dropped is refused later (T01), unless its record says with
``when_hidden`` what may stand there instead; see ``notes``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefgen.errors import ContentError, Diagnostic, Field

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from briefgen.model import Dossier, Record
    from briefgen.prose import Prose

LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
AUDIENCES = LABELS[:-1]
"""Those that an edition can be for."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who the build is for, and on which day."""

    today: datetime.date
    """The day against which embargoes are held."""
    label: str = "CLEAR"
    """The strictest TLP label it may see."""
    drafts: bool = False
    """Whether it may see drafts."""

    def sees(self, record: Record, default: str) -> bool:
        """Whether the record may reach this audience; ``default`` is the dossier's label."""
        return self.may_read(record, default) and self._over(record)

    def may_read(self, record: Record, default: str) -> bool:
        """The same, but for the day: whether it sees the record once its embargo is over."""
        label = default if record.tlp is None else record.tlp
        if label not in LABELS or LABELS.index(label) > LABELS.index(self.label):
            return False
        return self.drafts or not record.draft

    def _over(self, record: Record) -> bool:
        first = record.embargo.lower if record.embargo else None
        return record.embargo is None or (first is not None and first <= self.today)


@dataclass(frozen=True, slots=True)
class Visible:
    """The records an audience may see, and the names of those it may not."""

    dossier: Dossier
    hidden: frozenset[tuple[str, str]]
    """Kind and id of each record that was dropped; for messages to the author only."""


def visible(dossier: Dossier, audience: Audience) -> Visible:
    """The same dossier without the records that the audience may not see.

    Prose of dropped records goes with them, and so do pictures that no kept prose shows, so
    nothing downstream can reach them. Raises ContentError when the dossier itself bears a
    label that the audience may not see, and for records without a label where each needs one.
    """
    from briefgen.audience import earlier, notes
    from briefgen.model import KINDS

    default = dossier.config.tlp
    if default not in LABELS or LABELS.index(default) > LABELS.index(audience.label):
        raise ContentError(_too_strict(default, audience.label))
    if dossier.config.default_tlp and (bare := [*_unlabelled(dossier)]):
        raise ContentError(*bare)
    kept: dict[str, tuple[Record, ...]] = {}
    dropped: list[tuple[str, Record]] = []
    for kind in KINDS:
        records: tuple[Record, ...] = getattr(dossier, kind.plural)
        kept[kind.plural] = tuple(r for r in records if audience.sees(r, default))
        dropped += [(kind.name, r) for r in records if not audience.sees(r, default)]
    hidden = {(name, record.id) for name, record in dropped}
    editions = earlier.editions(dossier, audience.label, dropped)
    if editions != dossier.editions:
        dossier = replace(dossier, editions=editions)
    kept, reworded = notes.put(dossier, kept, frozenset(hidden))
    if not hidden and all(kept[k.plural] == getattr(dossier, k.plural) for k in KINDS):
        return Visible(dossier, frozenset())
    return Visible(_without(dossier, kept, reworded), frozenset(hidden))


def _too_strict(label: str, asked: str) -> Diagnostic:
    if label in AUDIENCES:
        hint = f"build it with --audience {label}, or give dossier.yaml a label it may see"
    else:
        hint = f"no edition can be for {label}: it is for named recipients only"
    return Diagnostic(
        "T01",
        f"the dossier itself is TLP:{label}, and its title and bottom line would reach an"
        f" audience of TLP:{asked}",
        Field("dossier", "dossier", ("tlp",)),
        hint,
    )


def _unlabelled(dossier: Dossier) -> Iterator[Diagnostic]:
    from briefgen.model import KINDS

    for kind in KINDS:
        for record in getattr(dossier, kind.plural):
            if record.tlp is None:
                lang = getattr(record, "lang", None) if kind.markdown else None
                yield Diagnostic(
                    "T01",
                    f'the {kind.name} "{record.id}" has no label, and dossier.yaml says that '
                    "each record needs one",
                    Field(kind.name, f"{record.id}.{lang}" if lang else record.id),
                    f"add tlp: {', '.join(AUDIENCES)} or {LABELS[-1]}",
                )


def _without(
    dossier: Dossier, kept: Mapping[str, tuple[Record, ...]], reworded: Mapping[str, Prose]
) -> Dossier:
    bodies = {getattr(r, "body", "") for records in kept.values() for r in records}
    every = {**dossier.prose, **reworded}
    prose = {text: made for text, made in every.items() if text in bodies}
    shown = {picture for made in prose.values() for picture in made.pictures}
    media = tuple(picture for picture in dossier.media if picture.path in shown)
    changed: dict[str, Any] = {**kept, "prose": prose, "media": media}
    return replace(dossier, **changed)


def mark(dossier: Dossier) -> str:
    """What stands on every page and sheet: the strictest label in it, or nothing for CLEAR.

    TLP 2.0 writes it so in all languages. A whole is as strict as the strictest of its parts.
    """
    labels = {dossier.config.tlp, *(r.tlp for r in _records(dossier) if r.tlp)}
    strictest = max(labels, key=LABELS.index)
    return "" if strictest == "CLEAR" else f"TLP:{strictest}"


def next_end(dossier: Dossier, audience: Audience) -> datetime.date | None:
    """The first day on which an embargo will be over for this audience; None if none is on."""
    default = dossier.config.tlp
    ends = (
        record.embargo.lower
        for record in _records(dossier)
        if record.embargo and record.embargo.lower and audience.may_read(record, default)
    )
    return min((day for day in ends if day > audience.today), default=None)


def _records(dossier: Dossier) -> Iterator[Record]:
    from briefgen.model import KINDS

    for kind in KINDS:
        yield from getattr(dossier, kind.plural)
