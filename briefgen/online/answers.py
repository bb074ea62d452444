"""Answers: what became of asking for one address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import datetime

Kind = Literal["there", "moved", "elsewhere", "dead", "refused", "silent", "private"]
"""It is there; it is at another address for good, or for now; it is gone; a program may not see
it; nothing usable came back; it is at an address that is not public, which is not asked."""

HEARD: frozenset[Kind] = frozenset(["there", "moved", "elsewhere", "dead", "refused"])
"""What need not be asked again for some days."""


class Copy(NamedTuple):
    """An archived copy."""

    url: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one address."""

    kind: Kind
    why: str = ""
    """What came back, as the end of a sentence that begins with the address."""
    to: str = ""
    """Where it leads, if that is elsewhere."""
    copy: Copy | None = None
    """An archived copy of what is dead."""
    unreached: bool = False
    """Whether no name was looked up, so that it may be the network that is missing."""
