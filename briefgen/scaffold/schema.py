"""JSON Schema (2020-12) of each kind of file, for editors that complete and check.

The schemas come from the classes in ``model/`` and say what an author may write, which
is a little more than what a record holds: one value where a list is allowed, the short
form of a citation, a number or ``true`` where text is wanted, since the loader takes
every scalar as text first. Descriptions are the docstrings of the fields.
"""

from __future__ import annotations

import ast
import inspect
import json
from dataclasses import is_dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from briefgen.model import KINDS, Config, Kind
from briefgen.model.fields import LANGUAGE
from briefgen.scaffold.files import inside_records, refusal, write

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic_core import core_schema

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MARK = "written by briefgen schema"
RENAMED = {"Office": {"start": "from", "end": "to"}}
"""Fields that have another name in the file: Python reserves ``from``."""


class AsWritten(GenerateJsonSchema):
    """Schemas of what stands in a file rather than of what it becomes."""

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """A list may be written as its only value."""
        made = super().tuple_schema(schema)
        if "items" not in made:
            return made
        return {"anyOf": [made["items"], made]}

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """Fields with the docstrings under them; only a schema pays for reading these."""
        made = super().dataclass_schema(schema)
        said = _docstrings(schema["cls"])
        for name, field in made["properties"].items():
            if name in said:
                field["description"] = said[name]
        return made


def schemas(folder: Path) -> tuple[Path, ...]:
    """Write the schema of every kind of file to ``folder``; their paths.

    Raises StorageError when they cannot be written.
    """
    every = {"dossier": dossier(), **{kind.name: kind_schema(kind) for kind in KINDS}}
    written = tuple(folder / f"{name}.json" for name in every)
    for path, schema in zip(written, every.values(), strict=True):
        write(path, json.dumps({"$comment": MARK, **schema}, ensure_ascii=False, indent=1) + "\n")
    return written


def vouch(folder: Path, root: Path) -> None:
    """Raise ConfigError unless schemas may be written to ``folder``.

    Refused are the project's own folder ``root``, those that hold it, those of records, and
    folders with files of the same names that ``schemas`` did not write.
    """
    where, own = folder.resolve(), root.resolve()
    hint = "name a folder for the schemas alone, such as schemas"
    if where == own or where in own.parents:
        raise refusal("N07", f'"{folder}" is the project\'s folder or holds it', hint)
    if inside_records(folder) or where.is_relative_to(own / "content"):
        raise refusal("N07", f'"{folder}" is for records', hint)
    if where == own / ".briefgen" / "schema":  # ours, of whichever version
        return
    for name in ("dossier", *(kind.name for kind in KINDS)):
        path = folder / f"{name}.json"
        if path.exists() and not _ours(path):
            raise refusal("N07", f"{path} is no schema of briefgen's", hint)


def _ours(path: Path) -> bool:
    try:
        held = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(held, dict) and held.get("$comment") == MARK


def patterns() -> dict[str, list[str]]:
    """Which files each schema is for: its file name, and globs from the project's folder."""
    found = {"dossier.json": ["content/dossier.yaml"]}
    for kind in KINDS:
        if not kind.markdown:
            places = [f"content/{kind.plural}.yaml", f"content/{kind.plural}/**/*.yaml"]
            found[f"{kind.name}.json"] = places
    return found


def dossier() -> Schema:
    """What ``dossier.yaml`` may hold."""
    return {"$schema": DIALECT, **_written(Config)}


def kind_schema(kind: Kind) -> Schema:
    """What a file of this kind may hold: a record named for the file, or a list of them."""
    record = record_schema(kind)
    shared = record.pop("$defs", {})
    name = kind.type.__name__
    one = {"$ref": f"#/$defs/{name}"}
    return {
        "$schema": DIALECT,
        "title": kind.name,
        "description": record.get("description", ""),
        "anyOf": [one, {"type": "array", "items": {**one, "required": ["id"]}}],
        "$defs": {**shared, name: record},
    }


def record_schema(kind: Kind) -> Schema:
    """What one record may hold; its id is the file's name unless it stands in a list."""
    record = _written(kind.type)
    record["required"] = [name for name in record["required"] if name != "id"]
    if kind.markdown:
        del record["properties"]["body"]
    return record


def _docstrings(kind: type) -> dict[str, str]:
    """What stands under each field of a class, those it inherits too."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if is_dataclass(base):
            (node,) = ast.parse(inspect.getsource(base)).body
            assert isinstance(node, ast.ClassDef)  # noqa: S101 - the source of a class
            for item, after in pairwise(node.body):
                match item, after:
                    case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(said))):
                        found[name] = inspect.cleandoc(said)
    return found


def _written(model: type) -> Schema:
    made = json.loads(_generated(model))
    for name, renamed in RENAMED.items():
        if name in made.get("$defs", {}):
            _rename(made["$defs"][name], renamed)
    plain = _plain(made)
    assert isinstance(plain, dict)  # noqa: S101 - a mapping stays one
    return plain


@cache
def _generated(model: type) -> str:
    return json.dumps(TypeAdapter(model).json_schema(schema_generator=AsWritten))


def _rename(schema: Schema, renamed: dict[str, str]) -> None:
    schema["properties"] = {renamed.get(k, k): v for k, v in schema["properties"].items()}
    schema["required"] = [renamed.get(k, k) for k in schema.get("required", ())]


def _plain(held: Any) -> Any:
    """Schemas, and all within, as YAML's scalars need them and without noise."""
    if isinstance(held, list):
        return [_plain(item) for item in held]
    if not isinstance(held, dict):
        return held
    kept = dict(_kept(held.items()))
    return _scalar(kept) if isinstance(kept.get("type"), str) else kept


def _kept(items: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, Any]]:
    for name, value in items:
        if name in ("properties", "$defs"):
            yield name, {key: _plain(schema) for key, schema in value.items()}
        elif name == "propertyNames":
            yield name, value
        elif name == "description":
            yield name, value.replace("``", "`")
        elif name == "default":
            if value not in (None, "", []) and not isinstance(value, dict):
                yield name, value
        elif name != "title" or not isinstance(value, str):
            yield name, _plain(value)


def _scalar(schema: Schema) -> Schema:
    """The scalars of YAML that the loader will read as this type."""
    match schema["type"]:
        case "string":
            return {**schema, "type": _text(schema)}
        case "number":
            return {**schema, "type": ["number", "string"]}
        case "integer":
            return {**schema, "type": ["integer", "string"]}
        case "boolean":
            rest = {k: v for k, v in schema.items() if k != "type"}
            return {**rest, "enum": [True, False, "true", "false", "yes", "no"]}
    return schema


def _text(schema: Schema) -> str | list[str]:
    if {"enum", "const"} & schema.keys() or schema.get("format") == "uri":
        return "string"
    if schema.get("pattern") == f"^{LANGUAGE.pattern}$":
        return "string"
    if "pattern" in schema or schema.get("format") == "edtf":
        return ["string", "integer"]
    return ["string", "number", "boolean"]
