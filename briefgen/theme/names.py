"""Names: whether every name that a template uses is there, by Jinja's own parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

from briefgen.errors import did_you_mean
from briefgen.theme import views

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from jinja2 import Environment

    from briefgen.errors import Diagnostic
    from briefgen.theme.source import Source
    from briefgen.value import Value

GIVEN = ("page", "path", "here", "lang")
"""What the engine gives to every template."""
CAREFUL = frozenset(["defined", "undefined"])
REFERRING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def refers(source: Source) -> Iterator[tuple[str, int]]:
    """The templates that this one names outright, and on which line."""
    for node in source.find(*REFERRING):
        named = getattr(node, "template", None)
        if isinstance(named, nodes.Const) and not getattr(node, "ignore_missing", False):
            yield str(named.value), node.lineno


def assigned(source: Source) -> set[str]:
    """Names that the template sets itself, for itself and for those it extends or includes."""
    found = {n.name for n in source.find(nodes.Name) if n.ctx in ("store", "param")}
    found |= {n.name for n in source.find(nodes.Macro)}
    return found | {n.target for n in source.find(nodes.Import)}


def unknown(
    source: Source, environment: Environment, given: Collection[str]
) -> Iterator[Diagnostic]:
    """Variables, filters and tests that nobody defines; ``given`` come from other templates."""
    known = {*GIVEN, *environment.globals, *given}
    missing = source.undeclared - known
    for node in source.find(nodes.Name):
        if node.name in missing and node.ctx == "load":
            place = source.word(node.lineno, node.name)
            hint = did_you_mean(node.name, sorted(known))
            yield source.fault("H18", f'"{node.name}" is undefined', place, hint)
    for kind, node_type, table in (
        ("filter", nodes.Filter, environment.filters),
        ("test", nodes.Test, environment.tests),
    ):
        for used in source.find(node_type):
            if used.name not in table and used.name != "safe":
                place = source.word(used.lineno, used.name)
                hint = did_you_mean(used.name, sorted(table))
                yield source.fault("H18", f'there is no {kind} "{used.name}"', place, hint)


def unescaped(source: Source) -> Iterator[Diagnostic]:
    """Whatever switches escaping off."""
    for used in source.find(nodes.Filter):
        if used.name == "safe":
            yield source.fault(
                "H15", "|safe switches escaping off", source.word(used.lineno, "safe"),
                "prose comes as HTML from the filter prose; nothing else is HTML",
            )  # fmt: skip
    for change in source.find(nodes.EvalContextModifier):
        for option in change.options:
            on = isinstance(option.value, nodes.Const) and option.value.value is True
            if option.key == "autoescape" and not on:
                place = source.word(change.lineno, "autoescape")
                yield source.fault("H15", "autoescape false switches escaping off", place)


def missing_fields(source: Source, seen_by: Mapping[str, type[Value]]) -> Iterator[Diagnostic]:
    """``page.x`` where none of the views that reach this template has an ``x``."""
    if not seen_by or "page" in assigned(source):
        return
    careful = _careful(source)
    for node in source.find(nodes.Getattr):
        chain = _chain(node)
        if not chain or id(node) in careful:
            continue
        misses = [views.follow(view, chain) for view in seen_by.values()]
        if all(miss is not None and miss.name == chain[-1] for miss in misses):
            known = sorted({name for miss in misses if miss for name in miss.known})
            holders = sorted({miss.holder.__name__ for miss in misses if miss})
            where = ".".join(("page", *chain[:-1]))
            yield source.fault(
                "H19", f'{where} has no "{chain[-1]}" ({", ".join(holders[:3])})',
                source.word(node.lineno, chain[-1]), did_you_mean(chain[-1], known),
            )  # fmt: skip


def _chain(node: nodes.Expr) -> tuple[str, ...]:
    """``("card", "row")`` for page.card.row; empty for what does not begin at page."""
    found: list[str] = []
    at = node
    while isinstance(at, nodes.Getattr):
        found.append(at.attr)
        at = at.node
    return tuple(reversed(found)) if isinstance(at, nodes.Name) and at.name == "page" else ()


def _careful(source: Source) -> set[int]:
    """Nodes that the template asks about before it relies on them."""
    found: set[int] = set()
    for used in source.find(nodes.Test, nodes.Filter):
        if used.name in CAREFUL or used.name in ("default", "d"):
            found |= {id(n) for n in used.find_all(nodes.Getattr)}
    return found
