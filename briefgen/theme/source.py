"""Source: a template's text as the linter reads it, with the place of every character."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar, cast

from jinja2 import nodes

from briefgen.errors import Diagnostic, Severity, Span
from briefgen.theme.loops import within

if TYPE_CHECKING:
    from collections.abc import Iterator

N = TypeVar("N", bound=nodes.Node)

RAW = r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}"
QUOTED = r"""(?:[^'"]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*?"""
TOKEN = re.compile(
    rf"(?P<raw>{RAW})|(?P<comment>\{{#.*?#\}})|(?P<block>\{{%{QUOTED}%\}})|(?P<shown>\{{\{{{QUOTED}\}}\}})",
    re.DOTALL,
)
HOLE = "\ue000"
"""Stands for each character of an expression, so that places stay where they are."""


@dataclass(frozen=True)
class Source:
    """One template."""

    name: str
    """Its name below ``templates/``."""
    file: str
    """The file as its author knows it, for messages."""
    text: str
    tree: nodes.Template = field(repr=False)
    undeclared: frozenset[str]
    """Names that it takes from its context: of the engine, or of templates that include it."""

    @cached_property
    def nodes(self) -> dict[type[nodes.Node], list[nodes.Node]]:
        """Every node of the syntax tree by its kind; walking it is what costs."""
        found: dict[type[nodes.Node], list[nodes.Node]] = {}
        for node in within(self.tree):
            found.setdefault(type(node), []).append(node)
        return found

    def find(self, *kinds: type[N]) -> Iterator[N]:
        """The nodes of these kinds, one kind after another."""
        for kind, found in self.nodes.items():
            if issubclass(kind, kinds):
                yield from cast("list[N]", found)

    def span(self, offset: int) -> Span:
        """The place of a character."""
        starts = [0, *accumulate(map(len, self.text.splitlines(keepends=True)))]
        line = bisect_right(starts, offset, hi=max(len(starts) - 1, 1))
        return Span(self.file, line, offset - starts[line - 1] + 1)

    def word(self, line: int, word: str) -> Span:
        """The place of a word on a line that the parser gave."""
        lines = self.text.splitlines()
        text = lines[line - 1] if line <= len(lines) else ""
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        return Span(self.file, line, found.start() + 1 if found else 1)

    def fault(
        self, code: str, message: str, at: int | Span, hint: str = "", severity: Severity = "error"
    ) -> Diagnostic:
        """A finding at a character or a place."""
        place = at if isinstance(at, Span) else self.span(at)
        return Diagnostic(code, message, place, hint, severity)

    def masked(self) -> str:
        """The text with statements blanked, and a hole for every character of an expression."""
        return TOKEN.sub(_blank, self.text)


def _blank(found: re.Match[str]) -> str:
    return re.sub("[^\n]", HOLE if found.lastgroup == "shown" else " ", found[0])
