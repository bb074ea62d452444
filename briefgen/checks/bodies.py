"""The rules that read bodies of events: of an event that merely says more, no others find more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks import estimates, relative, wording

if TYPE_CHECKING:
    from briefgen.checks.rule import Rule

BODIES: tuple[Rule, ...] = (
    relative.D03,
    wording.V01,
    wording.V02,
    wording.V03,
    estimates.V06,
)
