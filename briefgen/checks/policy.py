"""What a dossier says about its checks: how grave a finding is, and what is waived."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from briefgen.errors import Diagnostic, Field
from briefgen.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.rule import Finding, Rule
    from briefgen.errors import Severity
    from briefgen.model import Config, Dossier

FOLDERS = {kind.name: kind.plural for kind in KINDS}


class Excuse(NamedTuple):
    """A waiver where it stands."""

    place: Field
    """The waiver itself, in its record or in ``dossier.yaml``."""
    check: str
    """The code that it waives."""
    where: str
    """The folder and id of the record that is excused, or in ``dossier.yaml`` a pattern."""
    because: str
    """The reason given."""


class Policy:
    """What ``dossier.yaml`` and the records say of checks, and which of it was needed."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.wide = tuple(_wide(dossier))
        """The waivers of ``dossier.yaml``."""
        self.own = tuple(_own(dossier))
        """The waivers of records."""
        self.used: set[Field] = set()
        """The places of waivers that kept a finding back."""
        self._of: dict[tuple[str, str], list[Excuse]] = {}
        for excuse in self.own:
            self._of.setdefault((excuse.check, excuse.where), []).append(excuse)

    def judged(self, rule: Rule, found: Finding) -> Diagnostic | None:
        """The finding as grave as it is here; None if it is waived or its rule is off."""
        record = named(found.place)
        excuses = [*self._of.get((rule.code, record), ())]
        excuses += (e for e in self.wide if e.check == rule.code and fits(e.where, record))
        self.used.update(excuse.place for excuse in excuses)
        severity = self.severity(rule, record)
        if excuses or severity is None:
            return None
        if found.note:
            severity = "info"
        hint = found.hint or rule.cure
        return Diagnostic(rule.code, found.message, found.place, hint, severity)

    def severity(self, rule: Rule, record: str) -> Severity | None:
        """How grave a finding of the rule is in a record; None if the rule is off there."""
        severity: Severity | None = rule.severity
        for weight in () if rule.fixed else self.dossier.config.checks:
            if fits(weight.check, rule.code) and fits(weight.where, record):
                severity = None if weight.severity == "off" else weight.severity
        return severity

    @cached_property
    def records(self) -> frozenset[str]:
        """The folder and id of every record, and ``dossier``."""
        held = (f"{k.plural}/{r.id}" for k in KINDS for r in getattr(self.dossier, k.plural))
        return frozenset({"dossier", *held})


def silent(rule: Rule, config: Config) -> bool:
    """Whether what the rule finds is told nowhere, and only a record's own waiver may need it."""
    if rule.fixed or any(waiver.check == rule.code for waiver in config.waive):
        return False
    for weight in reversed(config.checks):
        if fits(weight.check, rule.code):
            if weight.severity != "off":
                return False
            if weight.where == "*":
                return True
    return False


def named(place: Field) -> str:
    """A record as patterns know it: ``events/2024-12-30-attaf``, or ``dossier``.

    Texts of one id in several languages have one name.
    """
    if place.kind == "dossier":
        return "dossier"
    return f"{FOLDERS[place.kind]}/{place.id.partition('.')[0]}"


def fits(pattern: str, name: str) -> bool:
    """Whether a pattern with ``*``, ``?`` and ``[…]`` covers the whole name, case and all."""
    return pattern == "*" or _compiled(pattern).match(name) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern))


def _wide(dossier: Dossier) -> Iterator[Excuse]:
    for n, waiver in enumerate(dossier.config.waive):
        place = Field("dossier", "dossier", ("waive", n))
        yield Excuse(place, waiver.check, waiver.where, waiver.because)


def _own(dossier: Dossier) -> Iterator[Excuse]:
    for kind in KINDS:
        for record in getattr(dossier, kind.plural):
            if not record.waive:
                continue
            lang = record.lang if kind.markdown else None
            for n, waiver in enumerate(record.waive):
                place = Field(kind.name, f"{record.id}.{lang}" if lang else record.id, ("waive", n))
                yield Excuse(place, waiver.check, named(place), waiver.because)
