"""PyYAML's complaints in plain words, at the place where the author can mend them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.loader.text import Found, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yaml import MarkedYAMLError


ODD_BREAKS = "\u2028", "\u2029"
"""YAML counts these as ends of a line; editors do not."""
_PAIR = re.compile(r"([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
"""Two halves of a character, the first without its sign of an escape."""


class _Fault(NamedTuple):
    message: str
    hint: str
    where: str = "end"
    """"start" where the cure lies where the construct began, not where reading failed."""


_NO_COLON = "could not find expected ':'"
_KNOWN = {
    "found unexpected end of stream": _Fault(
        "quote opened here is never closed", "close it; to write one inside, double it", "start"
    ),
    "found unexpected document indicator": _Fault(
        "quote opened here is never closed", "close it before the --- or ...", "start"
    ),
    "mapping values are not allowed in this context": _Fault(
        '":" inside plain text', "put the whole text in quotes, or check the indentation"
    ),
    "found a tab character that violates indentation": _Fault(
        "tab used for indentation", "use spaces"
    ),
    "did not find expected key": _Fault(
        "expected a field here, such as name: value",
        "check the quotes and the indentation of this line and the one above",
    ),
    "did not find expected '-' indicator": _Fault(
        'expected "- " here, as in the items above', "check the indentation"
    ),
    "did not find expected ',' or ']'": _Fault(
        '"[" opened here is never closed', "close it with ]", "start"
    ),
    "did not find expected ',' or '}'": _Fault(
        '"{" opened here is never closed', "close it with }", "start"
    ),
    "block sequence entries are not allowed in this context": _Fault(
        "a list cannot begin on the line of its key", 'begin a new line before the "- "'
    ),
    "mapping keys are not allowed in this context": _Fault(
        '"?" cannot start a plain value', "put it in quotes"
    ),
    _NO_COLON: _Fault(
        'expected ":" after the name of a field', "write name: value", "start"
    ),
    "did not find expected node content": _Fault(
        "expected a value here", "put it in quotes if it begins with a sign"
    ),
    "found unknown escape character": _Fault(
        "unknown escape in a text in double quotes", "double the backslash, or use single quotes"
    ),
    "did not find expected hexdecimal number": _Fault(
        "escape without its digits", "write \\xNN, \\uNNNN or \\UNNNNNNNN"
    ),
    "did not find expected comment or line break": _Fault(
        "text on the line of a | or >", "begin the text on the next line"
    ),
    "did not find expected alphabetic or numeric character": _Fault(
        "& and * cannot start a plain value", "put it in quotes", "start"
    ),
    "did not find expected <document start>": _Fault(
        "this line stands further left than the first one", "check the indentation"
    ),
}  # fmt: skip

_DIRECTIVE = _Fault("a line that begins with % is a directive, which is not needed", "take it out")
_UNDASHED = _Fault(
    'expected "- " before an item, or ":" after the name of a field',
    'begin an item with "- ", or write name: value', "start",
)  # fmt: skip
_AFTER_QUOTE = _Fault(
    "text after the closing quote", "put the whole text in quotes of the other kind, or use >-"
)


def explain(
    error: MarkedYAMLError, lines: Sequence[str], place: Callable[[Any], int], last: Any
) -> Found:
    """The problem in our words.

    ``lines`` are those of the text that was read, ``last`` is the last scalar in it.
    """
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "not YAML"
    if (number := _directive(lines, mark)) is not None:
        return Found("Y05", _DIRECTIVE.message, pack(number + 1, 1), _DIRECTIVE.hint)
    fault = _KNOWN.get(problem) or _by_character(problem, _rest(lines, mark))
    if problem == _NO_COLON and _undashed(lines, error.context_mark or mark):
        fault = _UNDASHED
    if problem == "did not find expected key" and _before(lines, mark).endswith(("'", '"')):
        fault = _AFTER_QUOTE
        if last is not None and last.style in ("'", '"') and _lines(last) > 1:
            fault, mark = _late(last), last.start_mark
    if fault.where == "start" and error.context_mark is not None:
        mark = error.context_mark
    return Found("Y05", fault.message, place(mark), fault.hint)


def separated(error: MarkedYAMLError, source: str) -> int | None:
    """The offset of an odd end of a line, if what is wrong is that a line ended there."""
    for mark in (error.context_mark, error.problem_mark):
        if mark is not None:
            odd = max(source.rfind(char, 0, mark.index) for char in ODD_BREAKS)
            if odd >= 0 and "\n" not in source[odd : mark.index]:
                return odd
    return None


def _directive(lines: Sequence[str], mark: Any) -> int | None:
    """The number of the line that is a directive, if that is what is wrong.

    One that no ``---`` ends is noticed below it only.
    """
    above = [n for n in range(mark.line) if lines[n].strip() and not lines[n].startswith("#")]
    begun = any(lines[n].startswith("---") for n in above)
    tried = [mark.line] if begun else [*above[:1], mark.line]
    return next((n for n in tried if n < len(lines) and lines[n].startswith("%")), None)


def _undashed(lines: Sequence[str], mark: Any) -> bool:
    """Whether the item above what stands at the mark begins with a dash."""
    for line in reversed(lines[: mark.line]):
        words = line.lstrip()
        indent = len(line) - len(words)
        if words and not words.startswith("#") and indent <= mark.column:
            return indent == mark.column and words.startswith("- ")
    return False


def _lines(scalar: Any) -> int:
    return int(scalar.end_mark.line - scalar.start_mark.line) + 1


def _late(scalar: Any) -> _Fault:
    """A quote that was forgotten ends where the next one begins."""
    line = scalar.end_mark.line + 1
    return _Fault(
        f"quote opened here is closed only on line {line}", "close it where its text ends"
    )


def _before(lines: Sequence[str], mark: Any) -> str:
    return lines[mark.line][: mark.column].rstrip() if mark.line < len(lines) else ""


def _rest(lines: Sequence[str], mark: Any) -> str:
    """What stands at the mark and after it on its line."""
    return lines[mark.line][mark.column :] if mark.line < len(lines) else ""


def _by_character(problem: str, rest: str) -> _Fault:
    if problem == "found invalid Unicode character escape code":
        return _escape(rest)
    if problem != "found character that cannot start any token":
        return _Fault(f"not YAML: {problem}", "put the text in quotes")
    if rest.startswith("\t"):
        return _Fault("tab used for indentation", "use spaces")
    return _Fault(f'"{rest[:1]}" cannot start a plain value', "put it in quotes")


def _escape(digits: str) -> _Fault:
    if pair := _PAIR.match(digits):
        char = bytes.fromhex(pair[1] + pair[2]).decode("utf-16-be")
        return _Fault(
            f"a character in two escapes, \\u{pair[1]}\\u{pair[2]}, as JSON writes it",
            f"write \\U{ord(char):08X}",
        )
    code = re.match(r"[0-9a-fA-F]{1,8}", digits)
    value = int(code[0], 16) if code else 0
    if value > 0x10FFFF:
        return _Fault(f"U+{value:X} is not a Unicode character", "take the escape out")
    return _Fault(f"unpaired surrogate \\u{value:04x}"[:40], "take the escape out")
