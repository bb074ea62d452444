"""The text of a record to fill in: required fields first, each with what it is for."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import fields
from typing import TYPE_CHECKING

from briefgen.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.model import Kind
    from briefgen.scaffold.schema import Schema

WIDTH = 88
PLAIN = re.compile(
    r"(?!(?:true|false|null|yes|no|on|off)$)[^\W\d_][\w ,.;()'/-]*[\w.)]", re.IGNORECASE
)
"""Texts that mean themselves in YAML; all others are quoted."""


def skeleton(kind: Kind, schema: Schema, given: Mapping[str, str]) -> str:
    """A file of one record: what is ``given``, blanks for the rest, comments for both."""
    shared = {field.name for field in fields(Record)}
    own = [name for name in schema["properties"] if name not in shared]
    lines: list[str] = []
    for name in own:
        if name in schema["required"] or name in given:
            lines += _field(schema, name, given.get(name))
    more = [
        name
        for name in (*own, *(n for n in schema["properties"] if n in shared))
        if name not in schema["required"] and name not in given and name != "id"
    ]
    lines += ["", "# More, where it is known: take away the # before what you use."]
    wide = max(map(len, more))
    for name in more:
        about = _about(schema["properties"][name], schema)
        lines.append(f"#{name}: {' ' * (wide - len(name))} # {about}")
    text = "\n".join(lines) + "\n"
    return f"---\n{text}---\n\n" if kind.markdown else text


def _field(schema: Schema, name: str, value: str | None) -> Iterator[str]:
    field = schema["properties"][name]
    yield from textwrap.wrap(
        _about(field, schema),
        WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_on_hyphens=False,
    )
    blank = list(_blank(field, schema))
    if value is not None:
        yield f"{name}: {_quoted(value)}"
    elif blank:
        yield f"{name}:"
        yield from blank
    else:
        yield f"{name}:"


def _blank(field: Schema, schema: Schema) -> Iterator[str]:
    """The first item of a list of mappings, with its required fields."""
    items = field.get("anyOf", [{}])[-1].get("items", {})
    inner = schema.get("$defs", {}).get(items.get("$ref", "").rpartition("/")[2])
    for n, name in enumerate(inner["required"] if inner else ()):
        about = _about(inner["properties"][name], schema)
        yield f"  {' ' if n else '-'} {name}: # {about}"


def _about(field: Schema, schema: Schema) -> str:
    """What the field is for, and the words it may hold."""
    choices = (field, _named(field, schema), *field.get("anyOf", ()))
    words = next((found["enum"] for found in choices if "enum" in found), ())
    about = str(field.get("description", ""))
    if not words or True in words:  # what is yes or no needs no list
        return about
    return f"{about} One of: {', '.join(map(str, words))}."


def _named(field: Schema, schema: Schema) -> Schema:
    found = schema.get("$defs", {}).get(field.get("$ref", "").rpartition("/")[2], {})
    assert isinstance(found, dict)  # noqa: S101 - definitions are schemas
    return found


def _quoted(text: str) -> str:
    date = re.fullmatch(r"\d{4}(-\d\d){0,2}", text)
    return text if date or PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
