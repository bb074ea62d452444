"""Marks of fields: what the types in ``fields`` tell pydantic, and whoever looks for references.

The model does not import pydantic, which takes longer than a small build has: pydantic asks the
marks when the loader has something to check, and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class Ref(NamedTuple):
    """Marks a field that names a record of one of these kinds."""

    kinds: tuple[str, ...]


class Read(NamedTuple):
    """Marks a field whose value is made, by a function, of what is written."""

    by: Callable[[Any], Any]
    """Raises ValueError with what is wrong."""
    written: Any = None
    """The type of what may be written, where it is another than that of the value."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic import BeforeValidator

        named = {} if self.written is None else {"json_schema_input_type": self.written}
        return BeforeValidator(self.by, **named).__get_pydantic_core_schema__(source, handler)


class Held(NamedTuple):
    """Marks a field whose value, once it is made, is looked at again by a function."""

    to: Callable[..., Any]
    """Gives the value back, or raises ValueError with what is wrong.

    If it takes two, the second is pydantic's ``ValidationInfo``, with the fields before this one.
    """

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic import AfterValidator

        return AfterValidator(self.to).__get_pydantic_core_schema__(source, handler)


class Shape:
    """Marks a field with the JSON Schema of what is written."""

    __slots__ = ("schema",)

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, _source: Any, _handler: Any) -> dict[str, Any]:
        return self.schema.copy()
