"""One field of one record, written into the author's file; everything else stays as it is.

What is written is read again before it is given: the record must have the new field, and all
else in the file must be what it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from briefgen.errors import ContentError, Diagnostic, Span
from briefgen.loader import tree
from briefgen.loader.text import BOM, Text, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

AFTER = ("archive", "accessed", "url", "issued", "type", "id")
"""Fields after which a new one may stand, best first; a record has at least one of them."""


class _Edit(NamedTuple):
    """A part of the text, and what stands there from now on."""

    start: int
    end: int
    words: str


def amend(raw: bytes, file: str, number: int, field: str, values: Mapping[str, str]) -> bytes:
    """The file with ``field: {values}`` in its record of that number, in place of an earlier one.

    Comments, order and layout stay. Raises ContentError if the file is written in a way in
    which that cannot be done, such as with an alias.
    """
    text, wrong = decode(raw)
    if wrong:
        raise ContentError(*(found.diagnostic(file) for found in wrong))
    node = _record(text.value, number)
    edits = _edits(text.value, node, field, values) if node is not None else ()
    new = _applied(text.value, edits)
    if not edits or _read(new) != _wanted(_read(text.value), number, field, values):
        line = node.start_mark.line + 1 if node is not None else 1
        written = ", ".join(f"{name}: {value}" for name, value in values.items())
        raise ContentError(
            Diagnostic(
                "R05",
                f"{field} cannot be written into this record",
                Span(file, line),
                f"write it by hand: {field}: {{{written}}}",
            )
        )
    return (BOM if raw.startswith(BOM) else b"") + new.encode()


def _record(text: str, number: int) -> yaml.MappingNode | None:
    """The record as the parser sees it; None if it is not where it should be."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:  # the loader's parser is another, and may have let it pass
        return None
    if isinstance(root, yaml.SequenceNode):
        root = root.value[number] if number < len(root.value) else None
    return root if isinstance(root, yaml.MappingNode) else None


def _edits(
    text: str, node: yaml.MappingNode, field: str, values: Mapping[str, str]
) -> Sequence[_Edit]:
    held = {key.value: (key, value) for key, value in node.value}
    if field in held:
        return tuple(_over(*held[field], values))
    before = next((name for name in AFTER if name in held and _plain(*held[name])), None)
    if before is None:
        return ()
    key, value = held[before]
    said = f"{field}: {{{', '.join(f'{name}: {word}' for name, word in values.items())}}}"
    end = _end(value)
    if node.flow_style:
        return (_Edit(end, end, f", {said}"),)
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    crlf = "\r" if text[:stop].endswith("\r") else ""
    indent = " " * key.start_mark.column
    at = stop - len(crlf)
    return (_Edit(at, at, f"{crlf}\n{indent}{said}"),)


def _over(key: yaml.Node, node: yaml.Node, values: Mapping[str, str]) -> Iterator[_Edit]:
    """Over the words of an earlier field, each where it stands."""
    if not isinstance(node, yaml.MappingNode) or node.start_mark.index < key.end_mark.index:
        return
    for name, word in node.value:
        if name.value in values and _plain(name, word):
            yield _Edit(word.start_mark.index, _end(word), values[name.value])


def _plain(key: yaml.Node, node: yaml.Node) -> bool:
    """Whether a value stands beside its name, and ends where its last word does."""
    own: bool = node.start_mark.index >= key.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        return own and node.style not in ("|", ">")
    return own and isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _end(node: yaml.Node) -> int:
    return int(node.end_mark.index)


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


def _read(text: str) -> Any:
    """What a text holds; None if it is not as it must be."""
    found = tree.read(Text(text))
    wrong = any(one.severity == "error" for one in found.problems)
    return found.value if found.whole and not wrong else None


def _wanted(value: Any, number: int, field: str, values: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [
            {**one, field: dict(values)} if n == number and isinstance(one, dict) else one
            for n, one in enumerate(value)
        ]
    return {**value, field: dict(values)} if isinstance(value, dict) else ()
