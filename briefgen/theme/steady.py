"""Steady: which macros make the same of the same arguments, whenever they are called.

A macro may read more than its arguments: names that its template sets, imports, or is given.
What it made may be remembered if each of these names is set once, before the macro stands,
and if what it holds cannot change. The first is read off the template when it is compiled,
the second looked at when the macro is made.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Undefined, nodes
from jinja2.utils import missing

from briefgen.model.fields import Words
from briefgen.plan import Link
from briefgen.theme.loops import within
from briefgen.theme.macros import Kept
from briefgen.theme.modules import Module
from briefgen.theme.scopes import taken
from briefgen.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Environment
    from jinja2.runtime import Macro

LASTING = (
    Value, Words, Link, str, int, float, date, range, type(None), type(missing), Undefined,
    Kept, Module, FunctionType, type(lru_cache(len)), type,
)  # fmt: skip
"""What no template can change: values, macros that remember, and what every template sees."""
HOLDING: tuple[type[Iterable[Any]], ...] = (
    list,
    tuple,
    type({}.keys()),
    type({}.values()),
    type({}.items()),
)
"""What no template can change if it holds nothing that one can."""
READING = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Block)
"""What may read any name of the template that it stands in."""


class Reads(NamedTuple):
    """The names that a macro takes from outside."""

    own: tuple[str, ...]
    """Those that its template sets, once and before it."""
    given: tuple[str, ...]
    """Those that its template is given."""


def lasting(held: Any) -> bool:
    """Whether no template can change this, nor use it up."""
    if isinstance(held, dict):
        return all(map(lasting, held.items()))
    if isinstance(held, HOLDING):
        return all(map(lasting, held))
    return isinstance(held, LASTING)


def remembering(macro: Macro, *read: Any) -> Macro:
    """The same macro, remembering what it made, unless something that it reads may change."""
    if not all(map(lasting, read)):
        return macro
    held = macro._environment, macro._func, macro.name, macro.arguments  # noqa: SLF001 - Jinja2 shows them to none
    return Kept(*held, False, False, False, macro._default_autoescape)  # noqa: SLF001, FBT003 - as above


def reads(template: nodes.Template, environment: Environment) -> dict[int, Reads]:
    """By the identity of a macro, what it reads; of those that read what is set once alone."""
    extends = template.find(nodes.Extends) is not None
    sets = Counter(name for node in template.body for name in _sets(node))
    before: set[str] = set()
    found: dict[int, Reads] = {}
    for node in template.body:
        before.update(name for name in _sets(node) if sets[name] == 1 and _at_once(node))
        if isinstance(node, nodes.Macro) and not _reads_all(node):
            names = taken(node, environment)
            own = names & before
            given = names - own
            # What a template extends shares its context, and may set these names again.
            if not (given and extends) and not any(sets[name] for name in given):
                found[id(node)] = Reads(tuple(sorted(own - {node.name})), tuple(sorted(given)))
    return found


def _at_once(node: nodes.Node) -> bool:
    """Whether this does nothing but set names."""
    kinds = nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport, nodes.Macro
    return isinstance(node, kinds)


def _reads_all(macro: nodes.Macro) -> bool:
    return any(
        isinstance(node, READING) or (isinstance(node, nodes.Name) and node.name == "self")
        for node in within(macro)
    )


def _sets(node: nodes.Node) -> Iterator[str]:
    """The names that are set here, except inside macros."""
    if isinstance(node, nodes.Macro):
        yield node.name
        return
    if isinstance(node, nodes.Name) and node.ctx != "load":
        yield node.name
    elif isinstance(node, nodes.Import):
        yield node.target
    elif isinstance(node, nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in node.names)
    for child in node.iter_child_nodes():
        yield from _sets(child)
