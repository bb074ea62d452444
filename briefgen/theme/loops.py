"""Loops and blocks: what Jinja2 writes at length for them, written in fewer steps.

Most loops that ask anything of ``loop`` ask whether to write a comma, and go over one or two
parts. For these Jinja2's own object takes longer than what stands in the loop. A block hands
over its text piece by piece, each through the frames of all templates that it extends; it is
made to hand it over whole.
"""

from __future__ import annotations

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

FIRST = "loop_first"
"""What stands in place of ``loop.first``."""
WHOLE = "(whole)"
"""A filter that no template can name: it gives what it gets."""
SCOPES = (nodes.Block, nodes.Include, nodes.Import, nodes.FromImport, nodes.CallBlock, nodes.Macro)
"""What may hand ``loop`` on to where it cannot be seen from here."""


def within(*roots: nodes.Node) -> list[nodes.Node]:
    """These nodes and all below them, in the order of the template.

    Does as ``find_all`` of Jinja2, in a third of the time.
    """
    found = []
    todo = [*reversed(roots)]
    while todo:
        node = todo.pop()
        found.append(node)
        for name in reversed(node.fields):
            held = getattr(node, name, None)
            if isinstance(held, nodes.Node):
                todo.append(held)
            elif isinstance(held, list):
                todo += [one for one in reversed(held) if isinstance(one, nodes.Node)]
    return found


def lightened(parsed: nodes.Template) -> nodes.Template:
    """The same template, its loops and blocks written in fewer steps."""
    every = within(parsed)
    for node in reversed(every):  # the inner ones first
        if isinstance(node, nodes.For) and not node.recursive and node.test is None:
            if _only_first(node.body):
                _lighten(node)
        elif isinstance(node, nodes.Block):
            _gather(node)
    return parsed


def _gather(block: nodes.Block) -> None:
    """Make a block hand over its text in one piece."""
    whole = nodes.Filter(None, WHOLE, [], [], None, None, lineno=block.lineno)
    block.body = [nodes.FilterBlock(block.body, whole, lineno=block.lineno)]


def _lighten(node: nodes.For) -> None:
    for statement in node.body:
        _Renamer().visit(statement)
    node.target = nodes.Tuple([nodes.Name(FIRST, "store"), node.target], "store")
    firsts = nodes.EnvironmentAttribute("firsts")
    node.iter = nodes.Call(firsts, [node.iter], [], None, None, lineno=node.lineno)


def _only_first(body: list[nodes.Node]) -> bool:
    """Whether these statements ask for ``loop.first``, and for nothing else of their loop."""
    every = within(*body)
    if any(isinstance(node, SCOPES) for node in every):
        return False
    asked = sum(map(_is_first, every))
    named = sum(isinstance(node, nodes.Name) and node.name == "loop" for node in every)
    return 0 < asked == named


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
