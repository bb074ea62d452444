"""Plain trees to records: pydantic checks, and its complaints are told in our words."""

from __future__ import annotations

import re
import types
from dataclasses import fields, is_dataclass
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import TypeAdapter, ValidationError

from briefgen.dates import Edtf
from briefgen.errors import did_you_mean
from briefgen.loader.places import ALIASES, key_place, walk
from briefgen.loader.records import Faults
from briefgen.loader.text import Found
from briefgen.model.faults import FaultsError, shape
from briefgen.model.fields import Localized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pydantic_core import ErrorDetails

T = TypeVar("T")

SHAPES = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "dataclass_type": "a mapping",
}
"""Kind of complaint to the shape that was wanted."""
SHOWN = 60
"""Characters of a wrong value that are shown."""
LACKING = {
    ("Figure", "by"): "C05",
    ("Waiver", "because"): "K05",
    ("WideWaiver", "because"): "K05",
}
"""Class and field to the editorial rule that is broken where the field is missing."""


def make(kind: type[T], value: object, find: Callable[[], Any]) -> T | Faults:
    """The record, or all that keeps it from being one, each fault with its place.

    ``find`` gives the marks. A field without a value was told of when the file was read.
    """
    sort: Any = kind
    try:
        made: T = adapter(sort).validator.validate_python(value)
    except ValidationError as error:
        marks = find()
        told = (fault for fault in error.errors() if fault["input"] is not None)
        return Faults(tuple(dict.fromkeys(f for one in told for f in _found(kind, marks, one))))
    return made


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The validator of a type; making one costs as much as a hundred records."""
    return TypeAdapter(kind)


def _found(kind: type, marks: Any, fault: ErrorDetails) -> Iterator[Found]:
    """What one complaint is about; a value may have several faults, each at its own place."""
    error = fault.get("ctx", {}).get("error")
    if not isinstance(error, FaultsError):
        yield _explain(kind, marks, fault)
        return
    for one in error.faults:
        path = (*fault["loc"], *one.path)
        place = key_place(marks, path) if one.named else walk(marks, path)[0]
        yield _refused(kind, fault, one.message, place)


def _explain(kind: type, marks: Any, fault: ErrorDetails) -> Found:
    path, name = fault["loc"], _name(fault["loc"])
    place = walk(marks, path)[0]
    match fault["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return _unknown(_inside(kind, path[:-1]), marks, path)
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            code = _lacking(_inside(kind, path[:-1]), name, fault["input"])
            return Found(code, f"missing field: {name}", walk(marks, path[:-1])[0])
        case "literal_error":
            return _not_one_of(fault, name, place)
        case "value_error":
            return _refused(kind, fault, str(fault["ctx"]["error"]), place)
        case wanted if wanted in SHAPES:
            found = shape(fault["input"])
            what = _what(path) or "a record"
            return Found("F05", f"{what} must be {SHAPES[wanted]}, found {found}", place)
    return Found("F03", f'"{name}": {fault["msg"]}', place)


def _unknown(holder: Any, marks: Any, path: Sequence[str | int]) -> Found:
    """A field that its holder does not have. Our own name for one is not its name in the file."""
    *above, last = path
    own = {ALIASES[name]: name for name in _fields(holder) if name in ALIASES}
    name = own.get(str(last), str(last))
    near = f'did you mean "{last}"?' if name != last else ""
    hint = near or did_you_mean(name[:SHOWN], _names(holder))
    return Found("F01", f'unknown field "{_short(name)}"', key_place(marks, (*above, name)), hint)


def _lacking(holder: Any, name: str, given: object) -> str:
    """The code for a field that is missing: an editorial rule's own, or that of any field."""
    if name == "source":
        return "S01"
    if name in {"who", "date"} and _quotes(given):
        return "Q01"
    return LACKING.get((getattr(holder, "__name__", ""), name), "F02")


def _quotes(given: object) -> bool:
    """Whether the fields are those of an event that quotes somebody."""
    said = given.get("says") if isinstance(given, dict) else None
    statements = said if isinstance(said, list) else [said]
    return any(isinstance(one, dict) and "quote" in one for one in statements)


def _not_one_of(fault: ErrorDetails, name: str, place: int) -> Found:
    choices = re.findall(r"'([^']*)'", fault["ctx"]["expected"])
    if not isinstance(fault["input"], str):
        return Found("F05", f'"{name}" must be text, found {shape(fault["input"])}', place)
    hint = did_you_mean(fault["input"][:SHOWN], choices)
    if not hint:
        hint = f"use one of {', '.join(choices)}"
    return Found("F04", f'"{_short(fault["input"])}" cannot be a {name}', place, hint)


def _refused(kind: type, fault: ErrorDetails, said: str, place: int) -> Found:
    """A value that a type's own rule refused; its sentence already says what to write."""
    hint = ""
    if choices := re.search(r": use one of (.+)$", said):
        known = choices[1].split(", ")
        hint = did_you_mean(str(fault["input"])[:SHOWN], known) or f"use one of {choices[1]}"
        said = said[: choices.start()]
    if said.startswith("must ") and (what := _what(fault["loc"])):
        said = f"{what} {said}"
    quoting = "actor in who" in said and _quotes(fault["input"])
    return Found(_code(kind, fault["loc"], said, quoting=quoting), said, place, hint)


def _code(kind: type, path: Sequence[str | int], said: str, *, quoting: bool) -> str:
    name, last = _name(path), path[-1] if path else ""
    holder = _inside(kind, path)
    if Edtf in _parts(_annotation(kind, path)):
        return "D01"
    if holder is not Localized and is_dataclass(holder) and (not path or isinstance(last, int)):
        return "S01" if "one source" in said else "Q01" if quoting else "F06"
    return {"id": "A02", "because": "K05"}.get(name, "F03")


def _name(path: Sequence[str | int]) -> str:
    """The last field's name in a path, as it stands in the file."""
    names = [step for step in path if isinstance(step, str)]
    return ALIASES.get(names[-1], names[-1]) if names else ""


def _what(path: Sequence[str | int]) -> str:
    """What a path leads to, in words; empty if there is no name on the way."""
    name = _name(path)
    if not name:
        return ""
    return f'an item of "{name}"' if isinstance(path[-1], int) else f'"{name}"'


def _names(holder: Any) -> list[str]:
    return [ALIASES.get(name, name) for name in _fields(holder)]


def _fields(holder: Any) -> list[str]:
    return [field.name for field in fields(holder)] if is_dataclass(holder) else []


def _annotation(kind: Any, path: Sequence[str | int]) -> Any:
    """The annotation of the field that a path leads to."""
    for step in path:
        if isinstance(step, str):
            holder = _dataclass(kind)
            kind = _hints(holder).get(step) if holder else None
    return kind


def _inside(kind: Any, path: Sequence[str | int]) -> Any:
    """The class of the thing that a path leads to."""
    return _dataclass(_annotation(kind, path))


def _dataclass(annotation: Any) -> Any:
    return next((part for part in _parts(annotation) if is_dataclass(part)), None)


def _parts(annotation: Any) -> list[Any]:
    """The classes that an annotation is made of."""
    if get_origin(annotation) is Annotated:
        return _parts(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType, tuple):
        return [part for inner in get_args(annotation) for part in _parts(inner)]
    return [annotation]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _short(value: str) -> str:
    return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
