"""The engine: Jinja2 in a sandbox, with the filters of the contract.

What a template sees: ``page`` (the view), ``path`` (the page's address), ``lang``, and the
filters and functions listed in ``themes/CONTRACT.md``. An unknown name is an error with the
template's file and line; a template that runs too long or grows too large is stopped.
"""

from __future__ import annotations

import io
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import read_po
from babel.support import Translations
from jinja2 import (
    BaseLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.errors import BriefgenError, ContentError, Diagnostic, LimitError, Span, did_you_mean
from briefgen.theme import filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from jinja2 import Environment, Template

    from briefgen.plan import Page
    from briefgen.theme import Theme

SECONDS = 10
SIZE = 10_000_000
PRINT_SECONDS = 120
PRINT_SIZE = 100_000_000


class Engine:
    """Renders pages of one theme; one environment a language, made when first needed."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._environments: dict[tuple[str, bool], Environment] = {}

    def render(self, page: Page) -> str:
        """The page as text. Raises ContentError or LimitError with a place in the template."""
        printed = page.template.startswith("print/")
        environment = self.environment(page.lang, printed=printed)
        limits = (PRINT_SECONDS, PRINT_SIZE) if printed else (SECONDS, SIZE)
        try:
            template = environment.get_template(page.template)
            with _watch(limits[0]):
                return _joined(template, page, limits[1])
        except BriefgenError:
            raise
        except RecursionError:
            place = Span(f"templates/{page.template}")
            fault = Diagnostic("H05", "the template includes or extends itself", place)
            raise ContentError(fault) from None
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise ContentError(self._fault(page, error)) from error

    def environment(self, lang: str, *, printed: bool = False) -> Environment:
        """The environment of a language; ``printed`` ones link inside one document."""
        key = lang, printed
        if key not in self._environments:
            self._environments[key] = self._made(lang, printed)
        return self._environments[key]

    def _made(self, lang: str, printed: bool) -> Environment:
        made = _Sandbox(
            autoescape=True,
            undefined=StrictUndefined,
            loader=_Files(self.theme),
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        catalogue = self.catalogue(lang)
        made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
        filters.install(made, lang, catalogue, printed=printed)
        return made

    def catalogue(self, lang: str) -> Translations:
        """The theme's words in a language; English stands in the templates."""
        merged = Translations()
        for tag in (lang.partition("-")[0], lang):
            path = f"locale/{tag}.po"
            if path in self.theme.files:
                merged.add(self._read(path))
        return merged

    def _read(self, path: str) -> Translations:
        catalog = read_po(io.BytesIO(self.theme.read(path)))
        compiled = io.BytesIO()
        from babel.messages.mofile import write_mo  # noqa: PLC0415 - only with a catalogue

        write_mo(compiled, catalog)
        compiled.seek(0)
        return Translations(compiled)

    def _fault(self, page: Page, error: Exception) -> Diagnostic:
        if isinstance(error, TemplateNotFound):
            return self.theme.missing(f"templates/{error.name or page.template}")
        hint = ""
        if isinstance(error, UndefinedError):
            hint = did_you_mean(_quoted(str(error)), _names(page))
        code = "H06" if isinstance(error, SecurityError) else "H07"
        return Diagnostic(code, f"{error} (while making {page.path})", _place(page, error), hint)


class _Files(BaseLoader):
    """Templates of the theme and of those it extends; nothing outside them."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = f"templates/{template}"
        if path not in self.theme.files:
            raise TemplateNotFound(template)
        raw = self.theme.read(path)
        try:
            return raw.decode("utf-8"), path, lambda: True
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            col = error.start - raw.rfind(b"\n", 0, error.start)
            byte = raw[error.start]
            fault = Diagnostic(
                "H08", f"byte 0x{byte:02X} is not UTF-8", Span(path, line, col), "save as UTF-8"
            )
            raise ContentError(fault) from None


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which also refuses to multiply texts or numbers into something huge."""

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise SecurityError("powers are not allowed in a template")
        if operator == "*" and (_sized(left) * _number(right) > SIZE or _sized(right) * _number(left) > SIZE):
            raise SecurityError(f"a text of more than {SIZE} characters is not allowed")
        return super().call_binop(context, operator, left, right)


def _sized(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _joined(template: Template, page: Page, limit: int) -> str:
    made: list[str] = []
    size = 0
    for piece in template.generate(page=page.view, path=page.path, lang=page.lang):
        made.append(piece)
        size += len(piece)
        if size > limit:
            place = Span(f"templates/{page.template}")
            raise LimitError(
                Diagnostic("H09", f"{page.path} grows past {limit} characters", place)
            )
    return "".join(made)


class _watch:  # noqa: N801 - a context manager, used as a verb
    """Stops what runs inside after some seconds, where the interpreter allows it.

    Signals reach the main thread only; elsewhere nothing is stopped, so ``serve`` builds in
    a process of its own.
    """

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self.active = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> None:
        if self.active:
            self.started = time.monotonic()
            self.before = signal.signal(signal.SIGALRM, self._stop)
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *exc: object) -> None:
        if self.active:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.before)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        raise LimitError(
            Diagnostic(
                "H10",
                f"the template ran longer than {self.seconds} seconds",
                _innermost(_frames(frame)),
                "look for a loop without end",
            )
        )


def _frames(frame: FrameType | None) -> Iterator[tuple[str, int]]:
    while frame is not None:
        yield frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back


def _innermost(frames: Iterator[tuple[str, int]]) -> Span | None:
    return next((Span(f, n) for f, n in frames if f.startswith("templates/")), None)


def _place(page: Page, error: Exception) -> Span:
    if isinstance(error, TemplateSyntaxError):
        return Span(error.filename or f"templates/{page.template}", error.lineno)
    places = []
    step = error.__traceback__
    while step is not None:
        places.append((step.tb_frame.f_code.co_filename, step.tb_lineno))
        step = step.tb_next
    return _innermost(iter(reversed(places))) or Span(f"templates/{page.template}")


def _quoted(message: str) -> str:
    pieces = message.split("'")
    return pieces[-2] if len(pieces) > 2 else ""


def _names(page: Page) -> list[str]:
    found = {"page", "path", "lang"}
    found.update(name for name in dir(page.view) if not name.startswith("_"))
    return sorted(found)
