"""Loops and blocks: what Jinja2 writes at length for them, written in fewer steps.

Most loops that ask anything of ``loop`` ask whether to write a comma, and go over one or two
parts. For these Jinja2's own object takes longer than what stands in the loop. A block hands
over its text piece by piece, each through the frames of all templates that it extends; it is
made to hand it over whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = "loop_first"
"""What stands in place of ``loop.first``."""
WHOLE = "(whole)"
"""A filter that no template can name: it gives what it gets."""
SCOPES = (nodes.Block, nodes.Include, nodes.Import, nodes.FromImport, nodes.CallBlock, nodes.Macro)
"""What may hand ``loop`` on to where it cannot be seen from here."""


def lightened(parsed: nodes.Template) -> nodes.Template:
    """The same template, its loops that only ask for ``loop.first`` made plain ones."""
    for node in reversed(list(parsed.find_all(nodes.For))):  # the inner ones first
        if not node.recursive and node.test is None and _only_first(node.body):
            _lighten(node)
    return parsed


def gathered(parsed: nodes.Template) -> nodes.Template:
    """The same template, each of its blocks handing over its text in one piece."""
    for block in parsed.find_all(nodes.Block):
        whole = nodes.Filter(None, WHOLE, [], [], None, None, lineno=block.lineno)
        block.body = [nodes.FilterBlock(block.body, whole, lineno=block.lineno)]
    return parsed


def _lighten(node: nodes.For) -> None:
    for statement in node.body:
        _Renamer().visit(statement)
    node.target = nodes.Tuple([nodes.Name(FIRST, "store"), node.target], "store")
    firsts = nodes.EnvironmentAttribute("firsts")
    node.iter = nodes.Call(firsts, [node.iter], [], None, None, lineno=node.lineno)


def _only_first(body: list[nodes.Node]) -> bool:
    """Whether these statements ask for ``loop.first``, and for nothing else of their loop."""
    if any(_within(body, *SCOPES)):
        return False
    asked = sum(_is_first(node) for node in _within(body, nodes.Getattr))
    named = sum(node.name == "loop" for node in _within(body, nodes.Name))  # type: ignore[attr-defined]  # all are names
    return 0 < asked == named


def _within(body: list[nodes.Node], *kinds: type[nodes.Node]) -> Iterator[nodes.Node]:
    for statement in body:
        if isinstance(statement, kinds):
            yield statement
        yield from statement.find_all(kinds)


def _is_first(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.Getattr)
        and node.attr == "first"
        and isinstance(node.node, nodes.Name)
        and node.node.name == "loop"
    )


class _Renamer(NodeTransformer):
    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - named by Jinja2
        if _is_first(node):
            return nodes.Name(FIRST, "load", lineno=node.lineno)
        self.generic_visit(node)
        return node
