"""What an audience may see: one filter, before anything else looks at a record.

Labels are those of TLP 2.0, from CLEAR (anybody) to RED (nobody but its recipient).
A record is kept when its label is no stricter than the audience's, it is no draft, and
its embargo is over. Whatever is not known to be allowed is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime

    from briefgen.model import Dossier, Record

LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")


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
        label = default if record.tlp is None else record.tlp
        if label not in LABELS or LABELS.index(label) > LABELS.index(self.label):
            return False
        if record.draft and not self.drafts:
            return False
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
    nothing downstream can reach them.
    """
    from briefgen.model import KINDS

    default = dossier.config.tlp
    kept: dict[str, tuple[Record, ...]] = {}
    hidden = set()
    for kind in KINDS:
        records: tuple[Record, ...] = getattr(dossier, kind.plural)
        kept[kind.plural] = tuple(r for r in records if audience.sees(r, default))
        hidden |= {(kind.name, r.id) for r in records if not audience.sees(r, default)}
    if not hidden:
        return Visible(dossier, frozenset())
    return Visible(_without(dossier, kept), frozenset(hidden))


def _without(dossier: Dossier, kept: dict[str, tuple[Record, ...]]) -> Dossier:
    bodies = {getattr(r, "body", "") for records in kept.values() for r in records}
    prose = {text: made for text, made in dossier.prose.items() if text in bodies}
    shown = {picture for made in prose.values() for picture in made.pictures}
    media = tuple(picture for picture in dossier.media if picture.path in shown)
    changed: dict[str, Any] = {**kept, "prose": prose, "media": media}
    return replace(dossier, **changed)
