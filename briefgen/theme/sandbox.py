"""The sandbox: Jinja2's own, without what takes memory by the gigabyte or escapes escaping.

It is also made for speed: ``compiler`` writes shorter code than Jinja2 does, ``macros`` are
remembered, ``loops`` made plain, and words translated when a template is compiled.
"""

from __future__ import annotations

from itertools import chain, repeat
from types import BuiltinMethodType, CodeType
from typing import TYPE_CHECKING, Any, NoReturn, cast

from babel.support import NullTranslations
from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateRuntimeError
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.model.fields import Words
from briefgen.plan import Link
from briefgen.theme import depth, loops, shared
from briefgen.theme.compiler import Compiled, Generator
from briefgen.theme.modules import Module
from briefgen.theme.translator import Translator, counting
from briefgen.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping

    from jinja2 import Environment, Template, nodes
    from jinja2.runtime import Context

    from briefgen.theme import Theme

SIZE = 10_000_000
REFUSED_FILTERS = (
    "attr", "center", "format", "indent", "pprint", "random", "safe", "urlize", "wordwrap",
    "xmlattr",
)  # fmt: skip
"""They pad without bound, differ from run to run, or make HTML out of text."""
PADDING = frozenset(["center", "ljust", "rjust", "zfill", "expandtabs", "format", "format_map"])
"""Methods of texts that make any length from two numbers."""
ASKED = frozenset(["endswith", "partition", "rpartition", "split", "startswith"])
"""Methods of texts that make nothing larger, so that nothing need be asked before they are used."""
OPEN = (TemplateModule, LoopContext, Value, Words, Link)
"""Kinds of object of which every attribute without an underscore may be seen."""

LATER = repeat(False)  # noqa: FBT003 - what is repeated
"""Whether each of all further items is the first."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which also refuses to multiply texts or numbers into something huge."""

    intercepted_binops = frozenset(["*", "**", "%"])
    code_generator_class = Generator
    template_class = Compiled

    def __init__(self, catalogue: NullTranslations | None = None, **options: Any) -> None:
        catalogue = catalogue or NullTranslations()
        self.translator = Translator(catalogue)
        self.counted = counting(catalogue)
        self.parsed: dict[str, nodes.Template] = {}
        self.loaded: dict[str | Template, Template] = {}
        self.modules: dict[str, Module] = {}
        super().__init__(**options)

    def parse(
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> nodes.Template:
        """What a template says, for a look; it is then not read again to be compiled."""
        try:
            found = self.parsed[source] = super().parse(source, name, filename)
        except RecursionError as error:
            raise depth.deep(depth.reached(error), filename) from None
        return found

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if source in self.parsed:
            return self.parsed.pop(source)
        parsed = self.translator.template(super()._parse(source, name, filename))
        return loops.lightened(parsed)

    def compile(
        self, source: Any, name: Any = None, filename: Any = None, *more: Any, **named: Any
    ) -> Any:
        """The code of a template; raises TemplateSyntaxError, also if it is nested too deeply."""
        try:
            return super().compile(source, name, filename, *more, **named)
        except RecursionError as error:
            raise depth.deep(depth.reached(error), filename) from None

    def _compile(self, source: str, filename: str) -> CodeType:
        try:
            return super()._compile(source, filename)
        except SyntaxError as error:
            raise depth.refused(error, source, filename) from None

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute; one of a view is given without further questions."""
        if type(obj) is str and attribute in ASKED:
            return getattr(obj, attribute)
        if isinstance(obj, OPEN) and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, *args: Any, **named: Any) -> Any:
        """What a call gives; macros, which are a template's own, are called at once."""
        if isinstance(obj, Macro):
            args = context.eval_ctx, *args
        elif not _asked(obj):
            return super().call(context, obj, *args, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return obj(*args, **named)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja2's
    ) -> Template:
        """The template, made ready once; raises TemplateNotFound."""
        if globals is not None:
            return super().get_template(name, parent, globals)
        found = self.loaded.get(name)
        if found is None:
            found = self.loaded[name] = super().get_template(name, parent)
        return found

    def module(self, name: str) -> Module:
        """What a template gives to those that import it, made once for all pages.

        Raises TemplateNotFound, or ContentError if it holds what one page could change for others.
        """
        found = self.modules.get(name)
        if found is None:
            template = self.get_template(name)
            context = template.new_context()
            found = Module(template, context)
            shared.held(template, context)
            self.modules[name] = found
        return found

    def given(self, context: Context, name: str) -> Any:
        """What a name means that a template is given; None if every template sees the same."""
        found = context.resolve_or_missing(name)
        return None if found is self.globals.get(name) else found

    def undeclared(self, name: str) -> frozenset[str]:
        """The names that a template takes from its context; raises TemplateSyntaxError."""
        return cast("Compiled", self.get_template(name)).undeclared

    def needed(self, kind: str, name: str) -> Callable[..., Any]:
        """The filter or test of that name, or what says that there is none once it is asked."""

        def lacking(*_: Any) -> NoReturn:
            raise TemplateRuntimeError(f"No {kind} named {name!r} found.")

        held: dict[str, Any] = self.filters if kind == "filter" else self.tests
        found: Callable[..., Any] = held.get(name, lacking)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees: one table for all of them, which none can change."""
        return super().make_globals(d) if d else self.globals

    @staticmethod
    def firsts(items: Iterable[Any]) -> Iterator[tuple[bool, Any]]:
        """Each item, and before it whether it is the first."""
        return zip(chain((True,), LATER), items, strict=False)

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


def _asked(method: Any) -> bool:
    """Whether this is one of the methods of texts that may always be called."""
    bound = type(method) is BuiltinMethodType and type(method.__self__) is str
    return bound and method.__name__ in ASKED


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
        optimized=False,
    )
    for name in REFUSED_FILTERS:
        del made.filters[name]
    made.filters[loops.WHOLE] = lambda text: text
    del made.globals["lipsum"]
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    return made
