"""What is wrong with what a dossier says about its checks: with severities and waivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.policy import fits
from briefgen.checks.rule import Rule
from briefgen.errors import Diagnostic, Field, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefgen.checks.policy import Excuse, Policy


def faults(policy: Policy, rules: Sequence[Rule], asked: Collection[str]) -> Iterator[Diagnostic]:
    """What is wrong with severities and waivers, once rules have been asked.

    ``rules`` are those about records, ``asked`` the codes of those that looked at the whole
    dossier: of others nothing is said that seems to be about nothing.
    """
    for n, weight in enumerate(policy.dossier.config.checks):
        meant = [rule for rule in rules if fits(weight.check, rule.code)]
        place = Field("dossier", "dossier", ("checks", n, "check"))
        if not meant:
            yield _unknown(place, weight.check, rules)
        elif all(rule.fixed and rule.severity != weight.severity for rule in meant):
            yield _fixed(place, meant[0], f"be set to {weight.severity}")
        elif any(rule.code in asked for rule in meant):
            yield from _nowhere(policy, place, weight.where)
    for excuse in (*policy.wide, *policy.own):
        yield from _of_excuse(policy, rules, excuse, asked)


def _of_excuse(
    policy: Policy, rules: Sequence[Rule], excuse: Excuse, asked: Collection[str]
) -> Iterator[Diagnostic]:
    rule = next((rule for rule in rules if rule.code == excuse.check), None)
    place = Field(excuse.place.kind, excuse.place.id, (*excuse.place.path, "check"))
    if rule is None:
        yield _unknown(place, excuse.check, rules)
    elif rule.fixed:
        yield _fixed(place, rule, "be waived")
    elif rule.code in asked and excuse.place not in policy.used:
        lost = tuple(_nowhere(policy, place, excuse.where))
        yield from lost or (_idle(place, excuse),)


def _unknown(place: Field, check: str, rules: Sequence[Rule]) -> Diagnostic:
    near = did_you_mean(check.upper(), [rule.code for rule in rules])
    hint = near or "briefgen explain lists the checks"
    return K01.at(place, f'there is no check "{check}"', hint)


def _fixed(place: Field, rule: Rule, deed: str) -> Diagnostic:
    return K02.at(place, f"{rule.code} ({rule.fault}) cannot {deed}: it is an error by nature")


def _nowhere(policy: Policy, place: Field, where: str) -> Iterator[Diagnostic]:
    if where != "*" and not any(fits(where, record) for record in policy.records):
        at = Field(place.kind, place.id, (*place.path[:-1], "where"))
        hint = did_you_mean(where, sorted(policy.records))
        yield K03.at(at, f'no record is at "{where}"', hint)


def _idle(place: Field, excuse: Excuse) -> Diagnostic:
    named = "this record" if excuse.place.kind != "dossier" else "what it is for"
    return K04.at(place, f"{excuse.check} finds nothing in {named}: the waiver is not needed")


K01 = Rule(
    code="K01",
    severity="error",
    stage="upkeep",
    fault="unknown check",
    sees="a waiver, or a severity in dossier.yaml, for a check that does not exist",
    why="whoever wrote it believes that something is excused or watched, and it is not",
    example="""\
# dossier.yaml
waive: [{check: C1, because: The file is young.}]
""",
    cure="name one of the checks that briefgen explain lists",
)

K02 = Rule(
    code="K02",
    severity="error",
    stage="upkeep",
    fault="check that cannot be waived",
    sees=(
        "a waiver, or another severity, for a check that loading or resolving sees to: these are"
        " errors by nature, since without what they ask for there is no dossier to publish"
    ),
    why="it would have no effect, and its author would not know",
    example="""\
# events/2025-01-01-mali-mfa.yaml
waive: [{check: S01, because: The source is lost.}]
""",
    cure="take the waiver or the severity out, and mend the records",
)

K03 = Rule(
    code="K03",
    severity="warning",
    stage="upkeep",
    fault="pattern that covers no record",
    sees=(
        "a waiver or a severity in dossier.yaml whose where covers no record. A pattern is held"
        " against folder and id without an ending, as in events/2019-*, or against dossier; it"
        " is not looked at in a build that keeps records from its audience"
    ),
    why="a slip in a pattern leaves the check as it was",
    example="""\
# dossier.yaml
checks: [{check: S05, where: event/2019-*, severity: info}]
""",
    cure="mend the pattern, or take the entry out",
)

K04 = Rule(
    code="K04",
    severity="warning",
    stage="upkeep",
    fault="waiver that waives nothing",
    sees=(
        "a waiver of a check that finds nothing where the waiver holds; it is not looked at in a"
        " build that keeps records from its audience, where another build may need the waiver"
    ),
    why="the method page would tell readers of a fault that is mended",
    example="""\
# claims/rocks-fell.yaml, which has been answered
waive: [{check: C01, because: No answer is on file yet.}]
""",
    cure="take the waiver out",
)

K05 = Rule(
    code="K05",
    severity="error",
    stage="load",
    fault="waiver without a reason",
    sees="a waiver without because, or with nothing in it; it cannot see whether a reason is good",
    why="the reason is what readers get on the method page in place of the finding",
    example="""\
# claims/rocks-fell.yaml
waive: [{check: C01}]
""",
    cure="say why, in because",
)

UPKEEP = (K01, K02, K03, K04, K05)
