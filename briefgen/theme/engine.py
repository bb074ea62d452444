"""The engine: Jinja2 in a sandbox, with the filters of the contract.

What a template sees: ``page`` (the view), ``path`` (the page's address), ``lang``, and the
filters and functions listed in ``themes/CONTRACT.md``. An unknown name is an error with the
template's file and line; a template that runs too long or grows too large is stopped.
"""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

from babel.support import Translations
from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from briefgen.errors import BriefgenError, ContentError, Diagnostic, Span, did_you_mean
from briefgen.theme import compiled, depth, filters, limits
from briefgen.theme.sandbox import Sandbox, sandbox

if TYPE_CHECKING:
    from briefgen.plan import Page
    from briefgen.theme import Theme
    from briefgen.theme.limits import Limits


class Engine:
    """Renders pages of one theme; one environment a language, made when first needed."""

    def __init__(
        self, theme: Theme, web: Limits = limits.WEB, printed: Limits = limits.PRINT
    ) -> None:
        self.theme = theme
        self.limits = {False: web, True: printed}
        self._environments: dict[tuple[str, bool], Sandbox] = {}

    def render(self, page: Page) -> str:
        """The page as text. Raises ContentError or LimitError with a place in the template."""
        printed = page.template.startswith("print/")
        environment = self.environment(page.lang, printed=printed)
        try:
            template = environment.get_template(page.template)
            return limits.joined(template, page, self.limits[printed])
        except BriefgenError:
            raise
        except RecursionError as error:
            fault = Diagnostic("H05", depth.endless(error), self._place(page, error))
            raise ContentError(fault) from None
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise ContentError(self._fault(page, error)) from error

    def environment(self, lang: str, *, printed: bool = False) -> Sandbox:
        """The environment of a language; ``printed`` ones link inside one document."""
        key = lang, printed
        if key not in self._environments:
            catalogue = self.catalogue(lang)
            made = sandbox(self.theme, catalogue)
            made.bytecode_cache = compiled.kept(self.theme, lang)
            filters.install(made, lang, catalogue, printed=printed)
            self._environments[key] = made
        return self._environments[key]

    def catalogue(self, lang: str) -> Translations:
        """The theme's words in a language; English stands in the templates."""
        merged = Translations()
        for tag in dict.fromkeys((lang.partition("-")[0], lang)):
            path = f"locale/{tag}.po"
            if path in self.theme.files:
                merged.add(self._read(path))
        return merged

    def _read(self, path: str) -> Translations:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import PoFileError, read_po

        self.theme.text(path)
        try:
            catalogue = read_po(io.BytesIO(self.theme.read(path)), abort_invalid=True)
        except PoFileError as error:
            place = Span(self.theme.shown(path), getattr(error, "lineno", 0) + 1)
            fault = Diagnostic("H20", f"not a gettext catalogue: {error}", place)
            raise ContentError(fault) from None
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        return Translations(compiled)

    def _fault(self, page: Page, error: Exception) -> Diagnostic:
        place = self._place(page, error)
        if isinstance(error, TemplateNotFound):
            return self.theme.missing(f"templates/{error.name or page.template}", place)
        hint = ""
        if isinstance(error, UndefinedError):
            hint = did_you_mean(_quoted(str(error)), _known(page, str(error)))
        code = "H06" if isinstance(error, SecurityError) else "H07"
        return Diagnostic(code, f"{error} (while making {page.path})", place, hint)

    def _place(self, page: Page, error: Exception) -> Span:
        default = Span(self.theme.shown(f"templates/{page.template}"))
        if isinstance(error, TemplateSyntaxError):
            return Span(error.filename or default.file, error.lineno)
        return limits.innermost(reversed(limits.traced(error))) or default


def _quoted(message: str) -> str:
    pieces = message.split("'")
    return pieces[-2] if len(pieces) > 2 else ""


def _known(page: Page, message: str) -> list[str]:
    """The names that could have been meant: those of the part at hand, or of the view."""
    from briefgen.theme import views  # all kinds of page, for the sake of a mistake

    part = re.match(r"'([\w.]+)\.(\w+) object' has no attribute", message)
    holder = getattr(sys.modules.get(part[1]), part[2], None) if part else None
    if holder is not None:
        return sorted(views.names(holder))
    return sorted({"page", "path", "lang", *views.names(type(page.view))})
