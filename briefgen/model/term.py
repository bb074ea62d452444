"""Terms: words that need care."""

from __future__ import annotations

from typing import Annotated

from briefgen.model.fields import ActorId, Bool, Lang, Localized, Many
from briefgen.model.marks import Held
from briefgen.model.shared import Record
from briefgen.value import frozen


def worded(label: Localized) -> Localized:
    """A label in each of whose languages there is a letter or a digit, to be looked for."""
    if not all(any(map(str.isalnum, text)) for _, text in label.texts):
        raise ValueError("the label has no word in it")
    return label


@frozen(kw_only=True)
class Term(Record):
    """A word or phrase, what it means, and whether it takes a side."""

    label: Annotated[Localized, Held(worded)]
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
