"""The translator: puts words in place of ``_("words")`` when a template is compiled.

An environment has one language, so what has no variable in it need not be looked up, marked
and formatted again for every page; what has variables becomes words and variables in turn.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel.support import NullTranslations

HOLE = re.compile(r"%\((\w+)\)s")
"""A variable in translated words, as every catalogue here writes it."""


class Translator(NodeTransformer):
    """Translates the constant words of templates by one catalogue."""

    def __init__(self, catalogue: NullTranslations) -> None:
        self.catalogue = catalogue

    def template(self, parsed: nodes.Template) -> nodes.Template:
        """The same template with its constant words translated."""
        self.visit(parsed)
        return parsed

    def _same(self, node: nodes.Node) -> nodes.Node:
        """What holds no other nodes."""
        return node

    visit_Const = visit_Name = visit_TemplateData = _same  # noqa: N815 - named by Jinja2

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - named by Jinja2
        """What is shown, with ``_("… %(x)s …", x=…)`` as its words around its variables."""
        self.generic_visit(node)
        pieces = (piece for shown in node.nodes for piece in self._pieces(shown))
        node.nodes = [part for piece in pieces for part in _parts(piece)]
        return node

    def _pieces(self, shown: nodes.Expr) -> list[nodes.Expr]:
        if not isinstance(shown, nodes.Call) or (msgid := _msgid(shown)) is None:
            return [shown]
        given = {named.key: named.value for named in shown.kwargs}
        words = HOLE.split(self.catalogue.gettext(msgid))
        if set(words[1::2]) != set(given) or "%" in "".join(words[::2]):
            return [shown]  # the engine says what is wrong, once the words are needed
        return [
            given[word] if at % 2 else nodes.TemplateData(word, lineno=shown.lineno)
            for at, word in enumerate(words)
            if word
        ]

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - named by Jinja2
        """A call as it is, or the words that it would give."""
        self.generic_visit(node)
        if _counts(node):
            node.node = nodes.EnvironmentAttribute("counted")
        msgid = _msgid(node)
        if msgid is None or node.kwargs:
            return node
        try:
            # A catalogue is as trusted as a template: gettext in Jinja2 does the same.
            words = Markup(self.catalogue.gettext(msgid)) % {}  # noqa: S704
        except (KeyError, TypeError, ValueError):
            return node  # a stray % sign: the engine says where, once the words are needed
        return nodes.Const(words, lineno=node.lineno)


def _parts(shown: nodes.Expr) -> list[nodes.Expr]:
    """What ``~`` would join, since what is shown is joined anyway."""
    if not isinstance(shown, nodes.Concat):
        return [shown]
    return [part for one in shown.nodes for part in _parts(one)]


def _msgid(node: nodes.Call) -> str | None:
    plain = isinstance(node.node, nodes.Name) and node.node.name == "_"
    if not plain or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
        return None
    (words,) = node.args
    return words.value if isinstance(words, nodes.Const) and isinstance(words.value, str) else None


def _counts(node: nodes.Call) -> bool:
    """Whether this is ``ngettext`` of two words and a number, and nothing else."""
    named = isinstance(node.node, nodes.Name) and node.node.name == "ngettext"
    more = node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 3
    return named and not more


def counting(catalogue: NullTranslations) -> Callable[[str, str, Any], Markup]:
    """A function that does as ``ngettext`` of Jinja2, and does so once for each number."""

    @lru_cache(maxsize=4096, typed=True)
    def counted(one: str, many: str, num: Any) -> Markup:
        return Markup(catalogue.ngettext(one, many, num)) % {"num": num}  # noqa: S704 - as above

    return counted
