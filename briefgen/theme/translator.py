"""The translator: puts words in place of ``_("words")`` when a template is compiled.

An environment has one language, so what has no variable in it need not be looked up, marked
and formatted again for every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

if TYPE_CHECKING:
    from babel.support import NullTranslations


class Translator(NodeTransformer):
    """Translates the constant words of templates by one catalogue."""

    def __init__(self, catalogue: NullTranslations) -> None:
        self.catalogue = catalogue

    def template(self, parsed: nodes.Template) -> nodes.Template:
        """The same template with its constant words translated."""
        self.visit(parsed)
        return parsed

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - named by Jinja2
        """A call as it is, or the words that it would give."""
        self.generic_visit(node)
        msgid = _msgid(node)
        if msgid is None:
            return node
        try:
            # A catalogue is as trusted as a template: gettext in Jinja2 does the same.
            words = Markup(self.catalogue.gettext(msgid)) % {}  # noqa: S704
        except (KeyError, TypeError, ValueError):
            return node  # a stray % sign: the engine says where, once the words are needed
        return nodes.Const(words, lineno=node.lineno)


def _msgid(node: nodes.Call) -> str | None:
    plain = isinstance(node.node, nodes.Name) and node.node.name == "_"
    if not plain or node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
        return None
    (words,) = node.args
    return words.value if isinstance(words, nodes.Const) and isinstance(words.value, str) else None
