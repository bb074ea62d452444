"""Modules: what templates give to those that import them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2.environment import TemplateModule

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.runtime import Context


class Module(TemplateModule):
    """What a template gives to those that import it; a name that it lacks is undefined."""

    def __init__(self, template: Template, context: Context) -> None:
        super().__init__(template, context)
        self._undefined = context.environment.undefined

    def __getattr__(self, name: str) -> Any:
        """Asked for names that the template did not define."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self._undefined(obj=self, name=name)
