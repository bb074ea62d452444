"""Places, as precise as the source and no more."""

from __future__ import annotations

from typing import Annotated, Literal

from briefgen.model.fields import ActorId, Localized, Many, Text, number
from briefgen.model.marks import Read, Shape
from briefgen.model.shared import Record
from briefgen.value import frozen


def degrees(raw: object) -> tuple[float, float]:
    """Latitude and longitude in decimal degrees (WGS 84), in that order."""
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        raise ValueError("coords are [latitude, longitude] in decimal degrees")
    lat, lon = (number(str(part)) for part in raw)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"[{lat}, {lon}] is not on Earth: latitude first, then longitude")
    return lat, lon


@frozen(kw_only=True)
class Place(Record):
    """Somewhere that records name."""

    name: Localized
    """The usual name."""
    precision: Literal["exact", "town", "admin", "country"] = "town"
    """What the mark stands for (the scales of ACLED and UCDP)."""
    coords: Annotated[
        tuple[float, float] | None,
        Read(degrees),
        Shape({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
    ] = None
    """Latitude and longitude in degrees, WGS 84."""
    aliases: Many[Text] = ()
    """Other spellings."""
    disputed_by: Many[ActorId] = ()
    """Who disputes where it belongs."""
    note: Localized | None = None
    """What a reader should know."""
