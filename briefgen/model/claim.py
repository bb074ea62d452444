"""Claims: what is asserted, as a neutral proposition. Who asserts or denies it is computed."""

from __future__ import annotations

from briefgen.model.faults import Fault, FaultsError
from briefgen.model.fields import ActorId, ClaimId, Localized, Many, ThemeId
from briefgen.model.shared import Change, Record
from briefgen.value import frozen


@frozen(kw_only=True)
class Claim(Record):
    """A proposition that statements assert, deny or qualify."""

    text: Localized
    """The proposition, neutral and single: "Algeria supports armed groups in Mali"."""
    about: Many[ActorId]
    """Whom it is about: those whose answer counts as a reply."""
    title: Localized | None = None
    """A headline that asserts nothing: "Whether …", "Alleged …"."""
    themes: Many[ThemeId] = ()
    """What it belongs to."""
    parent: ClaimId | None = None
    """The wider claim that this one is part of."""
    note: Localized | None = None
    """What a reader should know: conflicts between sources, words at issue."""
    changes: Many[Change] = ()
    """Corrections and updates since it was published, or its withdrawal."""

    def __post_init__(self) -> None:
        if not self.about:
            raise FaultsError(Fault("a claim needs at least one actor in about", ("about",)))
