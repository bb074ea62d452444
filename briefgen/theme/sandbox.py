"""The sandbox: Jinja2's own, without what takes memory by the gigabyte or escapes escaping.

It is also made for speed. What is public in a view, and in what Jinja2 itself hands to a
template, may be seen: it is not asked again of each of the hundreds of fields that a page
reads whether it is safe. Words without a variable are translated when a template is compiled.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel.support import NullTranslations
from jinja2 import BaseLoader, StrictUndefined, Template, TemplateNotFound
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefgen.model.fields import Words
from briefgen.plan import Link
from briefgen.theme.translator import Translator
from briefgen.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from jinja2 import Environment, nodes
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

    from briefgen.theme import Theme

SIZE = 10_000_000
KEPT = 200_000
"""So many results of macros are kept at once."""
PLAIN = frozenset([bool, int])
REFUSED_FILTERS = (
    "attr", "center", "format", "indent", "pprint", "random", "safe", "urlize", "wordwrap",
    "xmlattr",
)  # fmt: skip
"""They pad without bound, differ from run to run, or make HTML out of text."""
PADDING = frozenset(["center", "ljust", "rjust", "zfill", "expandtabs", "format", "format_map"])
"""Methods of texts that make any length from two numbers."""
OPEN = (Value, Words, Link, TemplateModule, LoopContext)
"""Kinds of object of which every attribute without an underscore may be seen."""


class Generator(CodeGenerator):
    """Reads a public attribute of a view in place, without a call."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's
        """``(t.x if type(t := …) in known_x else environment.getattr(t, "x"))``."""
        if node.attr.startswith("_") or not node.attr.isidentifier():
            super().visit_Getattr(node, frame)
            return
        held = self.temporary_identifier()
        self.write(f"({held}.{node.attr} if type({held} := ")
        self.visit(node.node, frame)
        self.write(f") in known[{node.attr!r}] else environment.getattr({held}, {node.attr!r}))")


class Known(dict[str, frozenset[type]]):
    """For each name, the kinds of view that have it as a public attribute."""

    def __missing__(self, name: str) -> frozenset[type]:
        kinds = _kinds(Value) | {Words, Link}
        found = self[name] = frozenset(filter(lambda kind: name in dir(kind), kinds))
        return found


def _kinds(base: type) -> set[type]:
    found = {base}
    below: list[type] = base.__subclasses__()
    for kind in below:
        found |= _kinds(kind)
    return found


def _quick(value: Any) -> Any:
    """Escaped text for output, where it is joined and needs no mark of being escaped."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else escape(value)


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    """Names, addresses and labels come again and again."""
    return str(escape(text))


class Compiled(Template):
    """A template whose code escapes and reads views by the shortest way."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], names: Any
    ) -> Template:
        namespace["escape"] = _quick
        namespace["known"] = KNOWN
        return super()._from_namespace(environment, namespace, names)


KNOWN = Known()


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which also refuses to multiply texts or numbers into something huge."""

    intercepted_binops = frozenset(["*", "**", "%"])
    code_generator_class = Generator
    template_class = Compiled

    def __init__(self, catalogue: NullTranslations | None = None, **options: Any) -> None:
        self.translator = Translator(catalogue or NullTranslations())
        self.made: dict[tuple[Any, ...], tuple[Any, Macro, tuple[Any, ...]]] = {}
        super().__init__(**options)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self.translator.template(super()._parse(source, name, filename))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute; one of a view is given without further questions."""
        if isinstance(obj, OPEN) and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, *args: Any, **named: Any) -> Any:
        """What a call gives; a macro, which is a template's own, is called at once."""
        if type(obj) is Macro:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            if named or obj.catch_kwargs or obj.catch_varargs or obj.caller:
                return obj(context.eval_ctx, *args, **named)
            return self._again(context, obj, args)
        return super().call(context, obj, *args, **named)

    def _again(self, context: Context, macro: Macro, args: tuple[Any, ...]) -> Any:
        """What a macro makes of these parts, made once: it sees nothing but its arguments.

        A part is known by its identity, and kept with what was made of it so that no other
        can take its place.
        """
        key: list[Any] = [id(macro)]
        for arg in args:
            if type(arg) is str:
                key.append(arg)
            elif isinstance(arg, Value):
                key.append(id(arg))
            elif arg is None or type(arg) in PLAIN:
                key.append((type(arg), arg))
            else:
                return macro(context.eval_ctx, *args)
        found = self.made.get(tuple(key))
        if found is None:
            if len(self.made) >= KEPT:
                self.made.clear()
            found = macro(context.eval_ctx, *args), macro, args
            self.made[tuple(key)] = found
        return found[0]

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuses powers, formatting by ``%`` and long repetitions; raises SecurityError."""
        if operator == "**":
            raise SecurityError("powers are not allowed in a template")
        if operator == "%" and isinstance(left, str | bytes):
            raise SecurityError("% on a text is not allowed in a template: use ~ to join texts")
        if operator == "*" and max(_times(left, right), _times(right, left)) > SIZE:
            raise SecurityError(f"a text of more than {SIZE} characters is not allowed")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Also refuses the methods that pad a text."""
        if isinstance(obj, str) and attr in PADDING:
            return False
        return super().is_safe_attribute(obj, attr, value)


def _times(sequence: Any, number: Any) -> int:
    if isinstance(sequence, str | list | tuple) and isinstance(number, int):
        return len(sequence) * number
    return 0


class Files(BaseLoader):
    """Templates of the theme and of those it extends; nothing outside them."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template; raises TemplateNotFound, or ContentError if not UTF-8."""
        path = f"templates/{template}"
        if path not in self.theme.files:
            raise TemplateNotFound(template)
        return self.theme.text(path), self.theme.shown(path), lambda: True


def sandbox(theme: Theme, catalogue: NullTranslations) -> Sandbox:
    """An environment with escaping on and unknown names refused, in one language."""
    made = Sandbox(
        catalogue,
        autoescape=True,
        undefined=StrictUndefined,
        loader=Files(theme),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    for name in REFUSED_FILTERS:
        del made.filters[name]
    del made.globals["lipsum"]
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    return made
