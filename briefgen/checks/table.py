"""The table of checks: every rule, in the order of the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks import (
    agreements,
    balance,
    circles,
    citing,
    commenting,
    copies,
    dated,
    estimates,
    figures,
    issued,
    kept,
    links,
    neutral,
    origins,
    phases,
    quoting,
    relative,
    replies,
    settled,
    speakers,
    twins,
    unsaid,
    upkeep,
    wording,
)

if TYPE_CHECKING:
    from briefgen.checks.rule import Rule

CHECKS: tuple[Rule, ...] = (
    settled.S01,
    settled.S02,
    origins.S03,
    circles.S04,
    kept.S05,
    copies.S06,
    links.S07,
    issued.S08,
    kept.S09,
    origins.S10,
    citing.S11,
    citing.S12,
    settled.Q01,
    copies.Q02,
    quoting.Q03,
    quoting.Q04,
    speakers.Q05,
    speakers.Q06,
    quoting.Q07,
    settled.D01,
    dated.D02,
    relative.D03,
    dated.D04,
    phases.D05,
    replies.C01,
    unsaid.C02,
    neutral.C03,
    replies.C04,
    figures.C05,
    wording.V01,
    wording.V02,
    wording.V03,
    commenting.V04,
    commenting.V05,
    estimates.V06,
    estimates.V07,
    balance.B01,
    twins.B02,
    agreements.B03,
    settled.T01,
)

RULES: tuple[Rule, ...] = (*CHECKS, *upkeep.UPKEEP)
"""Every rule there is: those about records, then those about waivers and severities."""
