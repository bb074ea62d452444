"""Scopes: which names a template, or a macro in it, takes from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import meta
from jinja2.compiler import Frame
from jinja2.nodes import EvalContext, Expr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment, nodes


def undeclared(tree: nodes.Template, environment: Environment) -> frozenset[str]:
    """The names that a template takes from its context, though it cannot be compiled."""
    scopes = _Scopes(environment)
    scopes.visit(tree)
    return frozenset(scopes.undeclared_identifiers)


def taken(macro: nodes.Macro, environment: Environment) -> frozenset[str]:
    """The names that a macro takes from outside, those of what every template sees too."""
    scopes = _Scopes(environment)
    scopes.macro_body(macro, Frame(EvalContext(environment)))
    return frozenset(scopes.taken)


class _Scopes(meta.TrackingCodeGenerator):
    """Jinja2's own rules of where a name holds, without the code: expressions open no scope."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.taken: set[str] = set()

    def visit(self, node: nodes.Node, *args: Any, **named: Any) -> Any:
        return None if isinstance(node, Expr) else super().visit(node, *args, **named)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja2's
        pass

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja2's
        pass

    def pull_dependencies(self, nodes: Iterable[nodes.Node]) -> None:
        pass

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        loads = frame.symbols.loads.values()
        self.taken.update(name for action, name in loads if action == "resolve" and name)
