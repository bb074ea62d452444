"""Depth: templates nested deeper than Jinja2 can read or Python can run, told as such."""

from __future__ import annotations

import re
from collections import Counter

from jinja2 import TemplateSyntaxError
from jinja2.nodes import Node
from jinja2.parser import Parser

from briefgen.theme import limits

DEEP = "nested too deeply"
PASSED = re.compile(r"(\d+)=(\d+)")
"""What Jinja2 writes of each line of a template: the line of the code made of it."""
ENDLESS = {
    "template": "a macro or a loop calls itself without end",
    "block": "a block shows itself without end",
    "top-level": "the template includes or extends itself",
}
"""By the first word of Jinja2's name for a part of a template, what to say if it runs in itself."""


def deep(line: int, filename: str | None) -> TemplateSyntaxError:
    """What to raise for a template that is nested too deeply on a line."""
    return TemplateSyntaxError(DEEP, line, filename=filename)


def refused(error: SyntaxError, code: str, filename: str) -> TemplateSyntaxError:
    """What to raise for a template whose code Python does not take, for limits of its own."""
    message = DEEP if error.msg.startswith("too many") else f"cannot be compiled: {error.msg}"
    return TemplateSyntaxError(message, _behind(code, error.lineno or 1), filename=filename)


def reached(error: RecursionError) -> int:
    """The line of the template that was being read or compiled when Python gave up."""
    line = 1
    step = error.__traceback__
    while step is not None:
        for held in step.tb_frame.f_locals.values():
            if isinstance(held, Node):
                line = getattr(held, "lineno", None) or line
            elif isinstance(held, Parser):
                line = held.stream.current.lineno
        step = step.tb_next
    return line


def _behind(code: str, line: int) -> int:
    """The line of a template that stands behind a line of its code."""
    told = code.rpartition("debug_info = ")[2]
    before = [int(own) for own, made in PASSED.findall(told) if int(made) <= line]
    return before[-1] if before else 1


def endless(error: RecursionError) -> str:
    """What to say of a template whose parts run in themselves until Python gives up."""
    kinds: Counter[str] = Counter()
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename.startswith(limits.FOLDER):
            kinds[code.co_name.partition(" ")[0]] += 1
        step = step.tb_next
    return ENDLESS[max(ENDLESS, key=lambda kind: kinds[kind])]
