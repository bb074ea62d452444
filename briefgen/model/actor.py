"""Actors: states, bodies, people and groups that act or are spoken of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from briefgen import dates
from briefgen.model.fields import ActorId, Date, Lang, Localized, Many, Text, word
from briefgen.model.marks import Held, Read, Shape
from briefgen.model.shared import Citations, Part, Record
from briefgen.value import frozen

if TYPE_CHECKING:
    from pydantic import ValidationInfo

Kind = Literal[
    "state", "government-body", "person", "armed-group", "igo", "ngo", "media", "party",
    "company", "community",
]  # fmt: skip
_ITEM = re.compile(r"Q[0-9]{1,13}")


def iso_country(raw: object) -> str:
    """An ISO 3166-1 alpha-2 code."""
    code = word(raw)
    if not (len(code) == 2 and code.isascii() and code.isupper()):
        raise ValueError(f'"{code}" is not a country code of two capitals (ISO 3166-1), such as DZ')
    return code


def wikidata_item(raw: object) -> str:
    """An item of Wikidata: Q and digits."""
    item = word(raw)
    if not _ITEM.fullmatch(item):
        raise ValueError(f'"{item}" is not a Wikidata item such as Q262')
    return item


def not_before(end: dates.Edtf | None, given: ValidationInfo) -> dates.Edtf | None:
    """The end of a time, which cannot lie before its start."""
    start = given.data.get("start")
    if start and end and dates.after(start, end):
        raise ValueError(f'"{end.text}" lies before "{start.text}": it ends before it starts')
    return end


@frozen(kw_only=True)
class Office(Part):
    """A post held for a time."""

    title: Localized
    """The title of the post."""
    source: Citations
    """Where it is reported."""
    of: ActorId | None = None
    """The state or body it is a post of."""
    start: Date | None = None
    """From when; written ``from`` in the file."""
    end: Annotated[Date | None, Held(not_before)] = None
    """Until when; written ``to`` in the file."""


_OFFICE = {"from": "start", "to": "end", "start": "from", "end": "to"}
"""The names in the file to those here, which in a file are as unknown as the others are here."""


def _office(raw: object) -> object:
    """``from`` and ``to`` are the names in the file; Python reserves the first."""
    if not isinstance(raw, dict):
        return raw
    return {_OFFICE.get(k, k): v for k, v in raw.items()}


@frozen(kw_only=True)
class Designation(Part):
    """What somebody calls this actor: a label, by whom, since when, by which source."""

    label: Text
    """The label as used."""
    by: ActorId
    """Who uses it."""
    source: Citations
    """Where."""
    since: Date | None = None
    """Since when, as the source gives it."""
    lang: Lang | None = None
    """Language of the label."""


@frozen()
class Name(Part):
    """A name in another language or script."""

    lang: Lang
    """Its language, with the script where that matters (``ber-Tfng``)."""
    text: Text
    """The name."""


@frozen(kw_only=True)
class Actor(Record):
    """Somebody who acts or is spoken of; living people in public roles only."""

    name: Localized
    """The usual name."""
    kind: Kind
    """What sort of actor it is."""
    side: ActorId | None = None
    """The subject of the dossier it speaks for, if any."""
    country: Annotated[str | None, Read(iso_country), Shape({"type": "string"})] = None
    """ISO 3166-1 code."""
    part_of: ActorId | None = None
    """The body it belongs to."""
    note: Localized | None = None
    """One neutral sentence."""
    offices: Many[Annotated[Office, Read(_office)]] = ()
    """Posts held, each for a time; resolved at the date of each event."""
    aliases: Many[Text] = ()
    """Other names and spellings."""
    names: Many[Name] = ()
    """Names in other scripts."""
    wikidata: Annotated[str | None, Read(wikidata_item), Shape({"type": "string"})] = None
    """Item of Wikidata."""
    designations: Many[Designation] = ()
    """Who calls it what, since when, by which source."""
    source: Citations = ()
    """Where what is said here is reported."""
