"""Shared: what templates that are imported hold, which all pages share.

A page may depend on its view alone, not on the pages that were made before it: else a build that
makes some pages would differ from one that makes all. So nothing that counts may be shared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.runtime import Macro

from briefgen.errors import ContentError, Diagnostic, Span
from briefgen.theme.loops import within
from briefgen.theme.steady import lasting

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.runtime import Context

    from briefgen.theme.source import Source

COUNTING = ("cycler", "joiner", "namespace")
"""Functions whose result changes as it is used."""
HINT = "set it inside the macro, or in the template of the page, and pass what it holds"


def imports(source: Source) -> Iterator[str]:
    """The templates that this one imports without context."""
    for node in source.find(nodes.Import, nodes.FromImport):
        named = getattr(node, "template", None)
        if isinstance(named, nodes.Const) and not getattr(node, "with_context", False):
            yield str(named.value)


def faults(source: Source, *, imported: bool) -> Iterator[Diagnostic]:
    """Macros that change what is not theirs; what counts, in a template that others import."""
    for macro in source.find(nodes.Macro):
        if id(macro) not in _inner(source):
            for ref in _foreign(macro):
                message = f'a macro changes "{ref.name}", which is set outside it'
                yield source.fault("H21", message, source.word(ref.lineno, ref.name), HINT)
    for name, line in _counting(source.tree) if imported else ():
        message = f"{name} in a template that others import is shared by all pages"
        yield source.fault("H21", message, source.word(line, name), HINT)


def _inner(source: Source) -> set[int]:
    """The macros inside others, which are looked at with these."""
    every = source.find(nodes.Macro)
    return {id(one) for macro in every for one in macro.find_all(nodes.Macro)}


def _foreign(macro: nodes.Macro) -> Iterator[nodes.NSRef]:
    every = within(macro)
    own = {node.name for node in every if isinstance(node, nodes.Name) and node.ctx != "load"}
    yield from (node for node in every if isinstance(node, nodes.NSRef) and node.name not in own)


def _counting(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    for node in _at_top(tree):
        called = node.node if isinstance(node, nodes.Call) else None
        if isinstance(called, nodes.Name) and called.name in COUNTING:
            yield called.name, node.lineno


def _at_top(node: nodes.Node) -> Iterator[nodes.Node]:
    """All nodes whose outcome stays with the template: those in no macro and no block."""
    yield node
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Macro | nodes.Block):
            yield from _at_top(child)


def held(template: Template, context: Context) -> None:
    """See to it that a template which was run to be imported holds nothing that can change.

    Raises ContentError.
    """
    for name, value in context.vars.items():
        if not isinstance(value, Macro) and not lasting(value):
            kind = type(value).__name__
            message = f'"{name}" ({kind}) changes as it is used, and is shared by all pages'
            hint = "put |list after the filter" if isinstance(value, Iterator) else HINT
            place = Span(template.filename or "", _line(template, name))
            raise ContentError(Diagnostic("H21", message, place, hint))


def _line(template: Template, name: str) -> int:
    """Where a template sets a name."""
    environment = template.environment
    if environment.loader is None or template.name is None:
        return 1
    text, _, _ = environment.loader.get_source(environment, template.name)
    for node in environment.parse(text).find_all(nodes.Name):
        if node.name == name and node.ctx == "store":
            return node.lineno
    return 1
