"""The manual: what each check sees, as a person reads it on a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from briefgen.checks.policy import Policy, fits
from briefgen.checks.table import RULES
from briefgen.errors import BriefgenError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefgen.checks.rule import Rule

WIDTH = 80
STAGES = {
    "load": "seen when records are read; an error by nature",
    "resolve": "seen when references are followed; an error by nature",
    "check": "seen when all records are known",
    "online": "seen by check --online only, which asks the network",
    "upkeep": "seen last, when waivers and severities are held against what was found",
}


def code(written: str) -> str | None:
    """The code of a check, written in any case; None if there is no such check."""
    return next((rule.code for rule in RULES if rule.code == written.upper()), None)


def unknown(written: str) -> str:
    """What to say of a code that no check has."""
    family = [rule.code for rule in RULES if rule.code[0] == written[:1].upper()]
    if not family and re.fullmatch(r"[A-Z]\d\d", written.upper()):
        letter = written[0].upper()
        return f'"{written}" is no check: no code of {letter} is, and its message says all there is'
    hint = did_you_mean(written.upper(), family)
    return f'there is no check "{written}" ({hint or "briefgen explain lists the checks"})'


def completed(begun: str) -> list[CompletionItem]:
    """The codes that begin so, each with its fault."""
    found = (rule for rule in RULES if rule.code.startswith(begun.upper()))
    return [CompletionItem(rule.code, help=rule.fault) for rule in found]


def pages(codes: Sequence[str], root: Path) -> Iterator[str]:
    """Each check that is asked for, once, with a line between; the list of all if none is."""
    wanted = [rule for rule in RULES if rule.code in codes]
    if not wanted:
        yield from (f"{rule.code}  {rule.severity:7}  {rule.fault}" for rule in RULES)
        return
    said = policy(root)
    for rule in wanted:
        yield from ("",) if rule is not wanted[0] else ()
        yield from explained(rule, said)


def policy(root: Path) -> Policy | None:
    """What the project says of checks; None where there is none that can be read."""
    from briefgen import loader
    from briefgen.build import STATE
    from briefgen.state import State

    if not (root / "content").is_dir():
        return None
    try:
        with State.open(root / STATE) as state:
            return Policy(loader.load(root, state).dossier)
    except BriefgenError:
        return None


def explained(rule: Rule, said: Policy | None) -> Iterator[str]:
    """All there is to say of a check, line by line; ``said`` is what a project makes of it."""
    yield f"{rule.code} {rule.fault} ({rule.severity})"
    for name, text in (
        ("sees", rule.sees),
        ("why", rule.why),
        ("cure", rule.cure),
        ("stage", STAGES[rule.stage]),
    ):
        yield click.wrap_text(text, WIDTH, f"  {name:7}", " " * 9)
    yield "  example"
    yield from (f"    {line}".rstrip() for line in rule.example.splitlines())
    for line in here(rule, said) if said else ():
        yield click.wrap_text(line, WIDTH, "  here   ", " " * 9)


def here(rule: Rule, said: Policy) -> Iterator[str]:
    """How a project weighs a check, and where it waives it, with the reasons."""
    for weight in () if rule.fixed else said.dossier.config.checks:
        if fits(weight.check, rule.code):
            yield f"{weight.severity}{_in(weight.where)}, says dossier.yaml"
    for excuse in (*said.wide, *said.own):
        if excuse.check == rule.code:
            yield f"waived{_in(excuse.where)}: {excuse.because}"


def _in(where: str) -> str:
    return "" if where == "*" else f" in {where}"
