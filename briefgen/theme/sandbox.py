"""The sandbox: Jinja2's own, without what takes memory by the gigabyte or escapes escaping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from briefgen.theme import Theme

SIZE = 10_000_000
REFUSED_FILTERS = (
    "attr", "center", "format", "indent", "pprint", "random", "safe", "urlize", "wordwrap",
    "xmlattr",
)  # fmt: skip
"""They pad without bound, differ from run to run, or make HTML out of text."""
PADDING = frozenset(["center", "ljust", "rjust", "zfill", "expandtabs", "format", "format_map"])
"""Methods of texts that make any length from two numbers."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which also refuses to multiply texts or numbers into something huge."""

    intercepted_binops = frozenset(["*", "**", "%"])

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


def sandbox(theme: Theme) -> Sandbox:
    """An environment with escaping on and unknown names refused."""
    made = Sandbox(
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
    return made
