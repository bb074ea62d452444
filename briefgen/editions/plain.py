"""The plain form of records, and digests that stay valid from version to version.

``value.digest`` depends on how briefgen is written: it covers the names of classes and every
field, so it holds for one version only. A lock is kept for years. Its digests are therefore
made of what an author could have written, as JSON:

- a mapping of the names of fields in the file to their values; what has its default is left
  out, so a field that a later version adds changes no digest while nobody uses it;
- a date as written (EDTF), a text as written, texts in several languages as a mapping;
- fields for the editors alone (``PRIVATE``) are left out: they change no page;
- JSON with sorted keys, no spaces, characters as they are, in UTF-8; of that the first six
  bytes of BLAKE2b, in hexadecimal. Forty-eight bits tell a field from its successor; they
  are no protection against somebody who wants two to look alike.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from briefgen.model.fields import Localized

PRIVATE = frozenset(
    ["tlp", "default_tlp", "draft", "embargo", "waive", "snapshot", "redirect_from"]
)
"""Fields that are for the editors and stay with them."""
APART = frozenset(["id", "lang", "changes"])
"""Fields of a record that a lock keeps as they are, or needs to find it by."""
RENAMED = {"start": "from", "end": "to"}
"""Fields that have another name in the file: Python reserves ``from``."""
SIZE = 6


class _Field(NamedTuple):
    name: str
    written: str
    default: object


_SHAPES: dict[type, tuple[_Field, ...]] = {}


def _shape(kind: type[Any]) -> tuple[_Field, ...]:
    found = _SHAPES.get(kind)
    if found is None:
        found = _SHAPES[kind] = tuple(
            _Field(
                f.name,
                RENAMED.get(f.name, f.name) if kind.__name__ == "Office" else f.name,
                f.default_factory() if f.default_factory is not MISSING else f.default,
            )
            for f in fields(kind)
            if f.name not in PRIVATE
        )
    return found


def plain(held: Any) -> Any:
    """A record or a part of one as text, numbers, lists and mappings, without defaults."""
    if isinstance(held, tuple):
        return [plain(item) for item in held]
    if is_dataclass(held):
        if hasattr(held, "plain"):
            return held.plain
        named = ((f, getattr(held, f.name)) for f in _shape(type(held)))
        return {f.written: plain(one) for f, one in named if one != f.default}
    return held


def digests(record: Any, without: frozenset[str] = APART) -> tuple[tuple[str, str], ...]:
    """Name and digest of each field of a record that says something, by name."""
    made = (
        (f.written, digest(held))
        for f in _shape(type(record))
        if f.name not in without and (held := getattr(record, f.name)) != f.default
    )
    return tuple(sorted(made))


def digest(held: Any) -> str:
    """The digest of a value's plain form."""
    written = json.dumps(plain(held), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(written.encode(), digest_size=SIZE).hexdigest()


def called(record: object) -> Localized | None:
    """What a record is called, whichever field says it."""
    for name in ("title", "name", "label", "what", "text"):
        found: Localized | None = getattr(record, name, None)
        if found is not None:
            return found
    return None
