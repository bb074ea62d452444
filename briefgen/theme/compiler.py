"""The compiler: Jinja2's, writing shorter code for what pages do thousands of times.

What is public in a view may be seen: it is not asked again of each of the hundreds of fields
that a page reads whether it is safe. A macro is called without asking whether it may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast

from jinja2 import Template, TemplateRuntimeError, Undefined, nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from briefgen.model.fields import Words
from briefgen.plan import Link
from briefgen.theme.loops import WHOLE
from briefgen.theme.macros import SHORT, Kept, markup
from briefgen.theme.modules import Module
from briefgen.theme.steady import Reads, reads, remembering
from briefgen.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping

    from jinja2 import Environment
    from jinja2.compiler import Frame, MacroRef

HAVING = "having_"
"""Before a name: the kinds of view that have it."""


MARKING = frozenset(["words", "prose"])
"""Filters whose text is HTML."""


class _Identifiers(dict[str, str]):
    """What stands in the code for each name, given to it when it is first asked for."""

    def __init__(self, generator: CodeGenerator) -> None:
        self.generator = generator

    def __missing__(self, name: str) -> str:
        made = self[name] = self.generator.temporary_identifier()
        return made


class Generator(CodeGenerator):
    """Writes the code of a template."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.read: dict[str, None] = {}
        self.undeclared: dict[str, None] = {}
        self.reads: dict[int, Reads] = {}
        self.shown: nodes.Expr | None = None
        self.filters: dict[str, str] = _Identifiers(self)
        self.tests: dict[str, str] = _Identifiers(self)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja2's
        """Also lists the names that the code reads off views, and those that others must set."""
        self.reads = reads(node, self.environment)
        super().visit_Template(node, frame)
        for kind, held in (("filter", self.filters), ("test", self.tests)):
            for name, known in held.items():
                self.writeline(f"{known} = environment.needed({kind!r}, {name!r})")
        self.writeline(f"read = {tuple(self.read)!r}")
        self.writeline(f"undeclared = {tuple(self.undeclared)!r}")

    def enter_frame(self, frame: Frame) -> None:
        """Also notes which names are set nowhere before, as ``meta.find_undeclared_variables``."""
        super().enter_frame(frame)
        loads = frame.symbols.loads.values()
        self.undeclared.update((name, None) for action, name in loads if action == "resolve")

    def pull_dependencies(self, nodes: Iterable[nodes.Node]) -> None:
        """Filters and tests are looked up once for a template, not in each of its functions."""

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja2's
        """What a filter gives, or all that a block made so far."""
        if node.name == WHOLE:
            self.write(f"concat({frame.buffer})")
        else:
            super().visit_Filter(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's
        """``(t.x if type(t := …) in having_x else environment.getattr(t, "x"))``."""
        if node.attr.startswith("_") or not node.attr.isidentifier():
            super().visit_Getattr(node, frame)
            return
        self.read[node.attr] = None
        held = self.temporary_identifier()
        self.write(f"({held}.{node.attr} if type({held} := ")
        self.visit(node.node, frame)
        self.write(f") in {HAVING}{node.attr} else environment.getattr({held}, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.shown = node if self._ready(node, frame) else None
        if self.shown is None:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._ready(node, frame):
            super()._output_child_post(node, frame, finalize)

    def _ready(self, node: nodes.Expr, frame: Frame) -> bool:
        """Whether the code of what is shown gives text that needs no escaping any more."""
        context = frame.eval_ctx
        if context.volatile or not context.autoescape or self.environment.autoescape is not True:
            return False
        if isinstance(node, nodes.Filter):
            return node.name in MARKING
        return isinstance(node, nodes.Call) and _plain(node)

    def visit_Call(  # noqa: N802 - Jinja2's
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - Jinja2's
    ) -> None:
        """``(t.given if type(t := …) is Kept else partial(environment.call, …))(…)``."""
        if forward_caller or not _plain(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        if isinstance(node.node, nodes.EnvironmentAttribute):
            self.visit(node.node, frame)  # the sandbox's own: no template can name one
        else:
            self._callee(node, frame)
        self.write("(")
        for arg in node.args:
            self.visit(arg, frame)
            self.write(", ")
        self.write(")")

    def _callee(self, node: nodes.Call, frame: Frame) -> None:
        """What is shown at once is taken as text, and escaped if it comes from no macro."""
        held = self.temporary_identifier()
        shown = node is self.shown
        self.write(f"({held}.{SHORT.get(len(node.args), 'many') if shown else 'given'}")
        self.write(f" if type({held} := ")
        self.visit(node.node, frame)
        call = "escaped, environment.call" if shown else "environment.call"
        self.write(f") is Kept else partial({call}, context, {held}")
        self.write(", _loop_vars=_loop_vars" if frame.loop_frame else "")
        self.write(", _block_vars=_block_vars" if frame.block_frame else "")
        self.write("))")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.module(")
        self.visit(node.template, frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """``remembering(Macro(…), …)`` with what it reads, if it always makes the same."""
        special = macro_ref.accesses_kwargs or macro_ref.accesses_varargs
        found = self.reads.get(id(macro_ref.node))
        if found is None or frame.parent is None or special or macro_ref.accesses_caller:
            super().macro_def(macro_ref, frame)
            return
        self.write("remembering(")
        super().macro_def(macro_ref, frame)
        for name in found.own:
            self.write(f", {frame.parent.symbols.ref(name)}")
        for name in found.given:
            self.write(f", environment.given(context, {name!r})")
        self.write(")")


def _plain(node: nodes.Call) -> bool:
    """Whether a call gives nothing but arguments without names, one at least."""
    return bool(node.args) and not (node.kwargs or node.dyn_args or node.dyn_kwargs)


def _having(name: str) -> frozenset[type]:
    """The kinds of view that have a public attribute of this name; a module gives any."""
    return _holders().get(name) or frozenset([Module])


@cache
def _holders() -> dict[str, frozenset[type]]:
    """By its name, what has an attribute."""
    found: dict[str, list[type]] = {}
    for kind in _kinds():
        for name in {name for base in kind.__mro__ for name in vars(base) if name[0] != "_"}:
            found.setdefault(name, [Module]).append(kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}


@cache
def _kinds() -> tuple[type, ...]:
    """Every kind of part that a view may have; one that is defined later is read less quickly."""
    found: list[type] = [Value]
    for kind in found:
        found += kind.__subclasses__()
    return (*found, Words, Link)


def _quick(value: Any) -> Any:
    """Escaped text for output, where it is joined and needs no mark of being escaped."""
    kind = type(value)
    if kind is str:
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return escape(value)
        return value  # as nearly all are
    if kind is Markup:
        return value
    return str(value) if kind is int else escape(_steady(value))


def _steady(value: Any) -> Any:
    """What does not show as its place in memory, another one in each run."""
    if isinstance(value, Undefined):
        return value  # which says itself what is wrong
    if isinstance(value, Iterator):
        raise TemplateRuntimeError("what is not yet a list cannot be shown: add |list or |join")
    if callable(value):
        raise TemplateRuntimeError("a function cannot be shown: call it")
    return value


def _escaped(call: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """What a call gives, escaped for output."""
    return _quick(call(*args, **named))


def safe(text: str) -> Markup:
    """Escaped text, marked as such."""
    marked: Markup = markup(_quick(text))
    return marked


class Compiled(Template):
    """A template whose code has at hand what ``Generator`` relies on."""

    undeclared: frozenset[str]
    """Names that it takes from its context."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], names: Any
    ) -> Template:
        namespace.update(escape=_quick, escaped=_escaped, partial=partial)
        namespace.update(remembering=remembering, Kept=Kept)
        namespace.update({HAVING + name: _having(name) for name in namespace["read"]})
        made = super()._from_namespace(environment, namespace, names)
        cast("Compiled", made).undeclared = frozenset(namespace["undeclared"])
        return made
