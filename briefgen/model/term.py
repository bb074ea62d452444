"""Terms: words that need care."""

from __future__ import annotations

from briefgen.model.fields import ActorId, Bool, Lang, Localized, Many
from briefgen.model.shared import Record
from briefgen.value import frozen


@frozen(kw_only=True)
class Term(Record):
    """A word or phrase, what it means, and whether it takes a side."""

    label: Localized
    """The word."""
    definition: Localized | None = None
    """What it means."""
    lang: Lang | None = None
    """The language it is a word of."""
    loaded: Bool = False
    """It takes a side: quote or attribute it. ``no`` takes it off briefgen's own lists."""
    use_instead: Localized | None = None
    """The neutral word."""
    attribute_to: Many[ActorId] = ()
    """Who uses it."""
