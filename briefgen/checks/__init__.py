"""Checks: editorial judgement, after shape and references are known to be right.

``CHECKS`` holds every rule, in the order of the reference. A record, or ``dossier.yaml`` for
several, may be excused from a rule by a waiver that gives a reason; the method page prints it.
``dossier.yaml`` may also say how grave the findings of a rule are. A waiver that is no longer
needed is itself reported.
"""

from __future__ import annotations

from itertools import chain
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
from briefgen.checks.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.checks.rule import Finding, Rule
    from briefgen.errors import Diagnostic
    from briefgen.plan import Page
    from briefgen.resolve import Site

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


def check(
    site: Site,
    pages: Iterable[Page],  # noqa: ARG001 - the stage has the plan for rules that come to need it
    *,
    whole: bool = True,
    online: Iterable[tuple[Rule, Finding]] | None = None,
) -> tuple[Diagnostic, ...]:
    """What every rule finds in a site, by rule, as grave as the dossier says.

    What is waived is left out. ``pages`` is the plan, for rules that judge what a reader would
    see. ``online`` is what rules of that stage have found, None if they were not asked. Where
    records are kept from the audience (``whole`` is false), or a rule was not asked, nobody can
    tell whether a waiver is still needed, so it is not said.
    """
    policy = Policy(site.dossier)
    asked = {
        rule.code for rule in CHECKS if rule.find or (rule.stage == "online" and online is not None)
    }
    findings = chain(
        ((rule, found) for rule in CHECKS if rule.find for found in rule.find(site)), online or ()
    )
    found = [told for rule, one in findings if (told := policy.judged(rule, one))]
    return (*found, *upkeep.faults(policy, CHECKS, asked if whole else frozenset()))
