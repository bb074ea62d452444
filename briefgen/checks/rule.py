"""Rules: what each check sees, why it matters, and what cures the fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefgen.errors import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.errors import Field, Severity
    from briefgen.resolve import Site

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
    find: Callable[[Site], Iterator[Finding]] | None = None
    """Every place in a site where the rule is broken; pure. None if another stage sees to it."""
    stage: Stage = "check"
    """The stage that sees to it."""

    @property
    def fixed(self) -> bool:
        """Whether it is as grave as it is by nature, and can be neither waived nor weighed."""
        return self.stage not in {"check", "online"}

    def at(self, place: Field, message: str, hint: str = "") -> Diagnostic:
        """A finding of this rule, as grave as the rule says."""
        return Diagnostic(self.code, message, place, hint or self.cure, self.severity)
