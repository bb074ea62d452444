"""Rules: what each check sees, why it matters, and what cures the fault.

A rule looks for faults in one of two ways. What it *finds in each* record depends on that
record alone, and on the small ``Context`` that all records share; so it need not be asked
again about a record that is as it was. What it *finds* in a site it may find by holding
records against each other, but without the bodies of events, where most edits are made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from briefgen.errors import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefgen.checks.reading import Reading
    from briefgen.errors import Field, Severity
    from briefgen.resolve import Site

    Find = Callable[[Site], Iterator["Finding"]]
    Each = Callable[[Reading[Any]], Iterator["Finding"]]

Stage = Literal["load", "resolve", "check", "online", "upkeep"]
"""When a rule is seen to: while files become records, while ids become things, when all is known,
when the network may be asked, or last, when what a dossier says about its checks is held against
what they found."""


class Finding(NamedTuple):
    """A place where a rule is broken, and in which way."""

    place: Field
    """The record, and where in it."""
    message: str
    """What is wrong here, in one clause."""
    hint: str = ""
    """What to do here; the rule's own cure if left out."""
    note: bool = False
    """Whether it is a note, however grave the rule is: something to know, perhaps no fault."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One editorial rule, which documents itself."""

    code: str
    """A letter for the family and two digits: S08."""
    severity: Severity
    """error fails the build, warning fails it with ``--strict``, info informs."""
    fault: str
    """The fault in a few words; a rule is named for it, not for its cure."""
    sees: str
    """What exactly is found, and what is not."""
    why: str
    """Why it matters to a reader."""
    example: str
    """A record at fault, in YAML."""
    cure: str
    """What to do; the hint of each finding that has none of its own."""
    find: Find | None = None
    """Every place in a site where the rule is broken; pure, and blind to the bodies of events."""
    each: Mapping[str, Each] = field(default_factory=dict, hash=False)
    """By kind of record: every place in one where the rule is broken; pure, and of it alone.

    A rule has this or ``find``; neither if another stage sees to it.
    """
    hears: bool = False
    """Whether it goes by listed words alone, and need not be asked where a record has none."""
    stage: Stage = "check"
    """The stage that sees to it."""

    @property
    def fixed(self) -> bool:
        """Whether it is as grave as it is by nature, and can be neither waived nor weighed."""
        return self.stage not in {"check", "online"}

    def at(self, place: Field, message: str, hint: str = "") -> Diagnostic:
        """A finding of this rule, as grave as the rule says."""
        return Diagnostic(self.code, message, place, hint or self.cure, self.severity)
