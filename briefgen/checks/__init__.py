"""Checks: editorial judgement, after shape and references are known to be right.

``CHECKS``, in ``table``, holds every rule, in the order of the reference. A record, or
``dossier.yaml`` for several, may be excused from a rule by a waiver that gives a reason; the
method page prints it. ``dossier.yaml`` may also say how grave the findings of a rule are. A
waiver that is no longer needed is itself reported.

``check`` is made of two parts, which whoever keeps what they find can ask by themselves.
``within`` gives what rules find in each record by itself, ``across`` what they find by holding
records against each other. Of a record that is as it was, in a ``Context`` that is as it was,
``within`` finds what it found before; and so does ``across`` where ``outline`` is as it was:
it changes with all in a site but the words of events' bodies. Where only such words changed,
``in_bodies`` is all that need be asked again: it asks the rules that read bodies, and imports
no others.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from briefgen.checks.outline import outline
from briefgen.checks.policy import Policy, silent
from briefgen.checks.reading import Context, Ear, records
from briefgen.value import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.checks.rule import Each, Finding, Rule
    from briefgen.errors import Diagnostic
    from briefgen.model import Config, Event, Record
    from briefgen.resolve import Site

    Found = tuple[str, Finding]
    """A finding after the code of its rule."""

__all__ = [
    "Context",
    "Known",
    "across",
    "check",
    "in_bodies",
    "outline",
    "records",
    "within",
]


class Known(NamedTuple):
    """What was found before, and would be found again."""

    within: Mapping[bytes, tuple[Found, ...]]
    """By the digest of a record: what ``within`` gives of it in the site's ``Context``."""
    across: tuple[Found, ...] | None = None
    """What ``across`` gives of a site of the same ``outline``; None if that is not known."""


def within(context: Context, asked: Iterable[Record | Config]) -> Iterator[tuple[Found, ...]]:
    """For each record, what rules find in it by itself, in the order of ``CHECKS``.

    Pure: what is found in a record follows from it and the context. Rules that are off are
    asked only of records that waive something, since a waiver may need what they find.
    """
    from briefgen.checks.table import CHECKS

    return _within(CHECKS, context, asked)


def in_bodies(context: Context, asked: Iterable[Event]) -> Iterator[tuple[Found, ...]]:
    """For each event, what ``within`` gives of the rules that read its body."""
    from briefgen.checks.bodies import BODIES

    return _within(BODIES, context, asked)


def _within(
    rules: Sequence[Rule], context: Context, asked: Iterable[Record | Config]
) -> Iterator[tuple[Found, ...]]:
    ear = Ear(context)
    tables = {
        (waiving, hit): _by_kind(
            rule
            for rule in rules
            if (waiving or not silent(rule, context.config)) and (hit or not rule.hears)
        )
        for waiving in (True, False)
        for hit in (True, False)
    }
    for record in asked:
        reading = ear.read(record)
        held = tables[bool(record.waive), bool(reading.hits)].get(reading.kind, ())
        yield tuple([(code, found) for code, each in held for found in each(reading)])


def _by_kind(rules: Iterable[Rule]) -> dict[str, list[tuple[str, Each]]]:
    """The rules that look at one record alone, by the kind of record."""
    found: dict[str, list[tuple[str, Each]]] = {}
    for rule in rules:
        for kind, each in rule.each.items():
            found.setdefault(kind, []).append((rule.code, each))
    return found


def across(site: Site) -> tuple[Found, ...]:
    """What rules find in a site by holding records against each other, in the order of ``CHECKS``.

    Pure: what is found follows from all that ``outline`` is the digest of.
    """
    from briefgen.checks.table import CHECKS

    return tuple((rule.code, found) for rule in CHECKS if rule.find for found in rule.find(site))


def check(
    site: Site,
    *,
    whole: bool = True,
    online: Iterable[tuple[Rule, Finding]] | None = None,
    known: Known | None = None,
) -> tuple[Diagnostic, ...]:
    """What every rule finds in a site, by rule, as grave as the dossier says.

    What is waived is left out. ``online`` is what rules of that stage have found, None if they
    were not asked. Where records are kept from the audience (``whole`` is false), or a rule was
    not asked, nobody can tell whether a waiver is still needed, so it is not said. What is
    ``known`` is not looked for again.
    """
    from briefgen.checks import upkeep
    from briefgen.checks.table import CHECKS

    policy = Policy(site.dossier)
    asked = {
        rule.code
        for rule in CHECKS
        if rule.find or rule.each or (rule.stage == "online" and online is not None)
    }
    findings = chain(_by_rule(site, known or Known({})), online or ())
    found = [told for rule, one in findings if (told := policy.judged(rule, one))]
    return (*found, *upkeep.faults(policy, CHECKS, asked if whole else frozenset()))


def _by_rule(site: Site, known: Known) -> Iterator[tuple[Rule, Finding]]:
    """All findings, each after its rule, in the order of ``CHECKS``; events as time has them."""
    from briefgen.checks.table import CHECKS

    told: dict[str, list[Finding]] = {}
    held = across(site) if known.across is None else known.across
    for code, one in chain(chain.from_iterable(_each(site, known.within)), held):
        told.setdefault(code, []).append(one)
    order = {id_: n for n, id_ in enumerate(site.events)}
    for rule in CHECKS:
        found = told.get(rule.code, [])
        if [*rule.each] == ["event"]:
            found.sort(key=lambda one: order[one.place.id])
        yield from ((rule, one) for one in found)


def _each(site: Site, known: Mapping[bytes, tuple[Found, ...]]) -> Iterator[tuple[Found, ...]]:
    """What is found in each record, in the order of records."""
    every = [*records(site.dossier)]
    held = [known.get(digest(record)) for record in every] if known else [None] * len(every)
    new = within(
        Context.of(site.dossier),
        (record for record, found in zip(every, held, strict=True) if found is None),
    )
    return (next(new) if found is None else found for found in held)
