"""Checks: editorial judgement, after shape and references are known to be right.

``CHECKS`` holds every rule, in the order of the reference. A record, or ``dossier.yaml`` for
all of them, may be excused from a rule by a waiver that gives a reason; the method page
prints it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks import circles, citing, dated, figures, issued, settled, unsaid
from briefgen.errors import Diagnostic
from briefgen.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.checks.rule import Finding, Rule
    from briefgen.model import Record
    from briefgen.plan import Page
    from briefgen.resolve import Site

CHECKS: tuple[Rule, ...] = (
    settled.S01,
    settled.S02,
    circles.S04,
    issued.S08,
    citing.S11,
    citing.S12,
    settled.Q01,
    settled.D01,
    dated.D02,
    dated.D04,
    unsaid.C02,
    figures.C05,
    settled.T01,
)


def check(
    site: Site,
    pages: Iterable[Page],  # noqa: ARG001 - the stage has the plan for rules that come to need it
) -> tuple[Diagnostic, ...]:
    """What every rule finds in a site, by rule; waived findings are left out.

    ``pages`` is the plan, for rules that judge what a reader would see.
    """
    waived = _waived(site)
    everywhere = {waiver.check for waiver in site.dossier.config.waive}
    return tuple(
        _diagnostic(rule, found)
        for rule in CHECKS
        if rule.find and rule.code not in everywhere
        for found in rule.find(site)
        if (rule.code, found.place.kind, found.place.id) not in waived
    )


def _waived(site: Site) -> set[tuple[str, str, str]]:
    """Code, kind and id of each record's waivers."""
    return {
        (waiver.check, kind, record.id)
        for kind, record in _records(site)
        for waiver in record.waive
    }


def _records(site: Site) -> Iterator[tuple[str, Record]]:
    for kind in KINDS:
        for record in getattr(site.dossier, kind.plural):
            yield kind.name, record


def _diagnostic(rule: Rule, found: Finding) -> Diagnostic:
    hint = found.hint or rule.cure
    return Diagnostic(rule.code, found.message, found.place, hint, rule.severity)
