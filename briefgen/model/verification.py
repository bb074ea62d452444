"""What was found when a quote was looked for in the copy of its source."""

from __future__ import annotations

from typing import Literal

from briefgen.model.fields import Date
from briefgen.value import Value, frozen


@frozen()
class Verification(Value):
    """One entry of ``content/quotes.lock``; see ``quotes.lock`` for the file."""

    event: str
    """The event in which the quote stands."""
    quote: str
    """The digest of the words that were looked for; see ``quotes.asked``."""
    source: str
    """The source whose copy was looked through."""
    snapshot: str
    """The sha256 of that copy."""
    state: Literal["verified", "mismatch"]
    """Whether they were found."""
    at: int
    """Where they begin in the copy, or what comes nearest to them, in characters."""
    on: Date
    """The day on which this was first seen."""
