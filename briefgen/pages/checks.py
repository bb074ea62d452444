"""Checks: what every record was held against, and how this dossier weighs it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal

from briefgen.checks.policy import Policy, fits
from briefgen.checks.table import CHECKS
from briefgen.model.fields import Words
from briefgen.pages.parts import Frame
from briefgen.plan import Link, Page
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.rule import Rule
    from briefgen.pages.shelf import Shelf

Weighed = Literal["error", "warning", "info", "off"]
"""How grave a finding is: it stops the build, or does on request, or informs; or none is told."""

LANGUAGE = "en"
"""The language in which rules describe themselves."""


@frozen()
class CheckView(Value):
    """One check."""

    code: str
    """A letter for its family (S, Q, D, C, V, B or T) and two digits."""
    fault: Words
    """The fault that it finds, in a few words."""
    severity: Weighed
    """How grave its findings are in this dossier."""
    exceptions: tuple[tuple[str, Weighed], ...]
    """Where they are otherwise: a pattern of folder and id, and the severity there."""
    fixed: bool
    """Whether it can be neither waived nor weighed otherwise."""
    sees: Words
    why: Words
    cure: Words
    example: str
    """A record at fault, in YAML."""
    waivers: int
    """How often it is waived."""


@frozen()
class ChecksView(Value):
    """The reference of checks."""

    frame: Frame
    method: Link
    """The page on method, which lists the waivers."""
    families: tuple[tuple[str, tuple[CheckView, ...]], ...]
    """The letter of each family and its checks, in order."""


VIEWS = {"checks.html": ChecksView}


def path(shelf: Shelf) -> str:
    """The address of the reference; empty without a page on method, which alone leads there."""
    texts = shelf.site.dossier.pages
    return shelf.path("checks") if any(text.id == "method" for text in texts) else ""


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The one reference of this language."""
    here, method = path(shelf), shelf.path("method")
    for link in frame.pages:
        if here and link.path == method:
            view = ChecksView(frame, link, _families(Policy(shelf.site.dossier)))
            yield Page(here, "checks.html", view, shelf.lang)


def _families(policy: Policy) -> tuple[tuple[str, tuple[CheckView, ...]], ...]:
    grouped = groupby((_view(rule, policy) for rule in CHECKS), key=lambda view: view.code[0])
    return tuple((letter, tuple(views)) for letter, views in grouped)


def _view(rule: Rule, policy: Policy) -> CheckView:
    severity, exceptions = _weighed(rule, policy)
    return CheckView(
        code=rule.code,
        fault=Words(f"{rule.fault[0].upper()}{rule.fault[1:]}", LANGUAGE),
        severity=severity,
        exceptions=exceptions,
        fixed=rule.fixed,
        sees=Words(rule.sees, LANGUAGE),
        why=Words(rule.why, LANGUAGE),
        cure=Words(rule.cure, LANGUAGE),
        example=rule.example.strip(),
        waivers=sum(e.check == rule.code for e in (*policy.wide, *policy.own)),
    )


def _weighed(rule: Rule, policy: Policy) -> tuple[Weighed, tuple[tuple[str, Weighed], ...]]:
    """How grave a rule is in general, and where it is otherwise; what comes later holds."""
    general: Weighed = rule.severity
    exceptions: list[tuple[str, Weighed]] = []
    for weight in () if rule.fixed else policy.dossier.config.checks:
        if not fits(weight.check, rule.code):
            continue
        if weight.where == "*":
            general, exceptions = weight.severity, []
        else:
            exceptions.append((weight.where, weight.severity))
    return general, tuple(exceptions)
