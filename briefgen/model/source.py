"""Sources: where a record's words and dates come from."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from briefgen.model.fields import (
    ActorId,
    Bool,
    Date,
    Day,
    Lang,
    Localized,
    Many,
    SourceId,
    Text,
    Url,
    word,
)
from briefgen.model.marks import Read, Shape
from briefgen.model.shared import Change, Part, Record
from briefgen.value import frozen

SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "document", "entry-encyclopedia", "hearing", "interview",
    "legislation", "legal_case", "map", "personal_communication", "post", "post-weblog",
    "report", "speech", "thesis", "treaty", "webpage", "reader-comment",
]  # fmt: skip
"""The item types of CSL 1.0.2 that a dossier meets, and the reader's comment."""

Affiliation = Literal["party", "state-media", "igo", "ngo", "academic", "independent", "unknown"]


@frozen()
class Archive(Part):
    """An archived copy (Robust Links)."""

    url: Url
    """Its address."""
    date: Day
    """The day it was taken."""


_NAME = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$"}
_HEX = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def plain_name(raw: object) -> str:
    """The name of a file, without a folder."""
    name = word(raw)
    if not re.fullmatch(str(_NAME["pattern"]), name):
        raise ValueError(f'"{name}" is not the name of a file in snapshots/')
    return name


def hexadecimal(raw: object) -> str:
    """A sha256 as it is usually written."""
    digits = word(raw)
    if not re.fullmatch(_HEX["pattern"], digits):
        raise ValueError(f'"{digits}" is not a sha256: 64 digits from 0 to f')
    return digits


@frozen()
class Snapshot(Part):
    """A private copy of the text, never published."""

    file: Annotated[str, Read(plain_name), Shape(_NAME)]
    """Its name under ``content/snapshots/``."""
    sha256: Annotated[str, Read(hexadecimal), Shape(_HEX)]
    """Its digest."""
    at: Day
    """The day it was taken."""


@frozen()
class BasedOn(Part):
    """Where a source has it from (PROV)."""

    ref: SourceId
    """The source it draws on."""
    how: Literal["quotes", "reprints", "translates", "summarises"]
    """In which way."""


@frozen(kw_only=True)
class Source(Record):
    """A document that a record points to."""

    title: Localized
    """Its title; where none is on file, a description in square brackets."""
    type: SourceType
    """The item type of CSL."""
    issued: Date
    """When it was published, in EDTF, or ``unknown``."""
    author: Many[Text] = ()
    """Who signed it."""
    publisher: Text | None = None
    """The outlet or body that published it."""
    url: Url | None = None
    """Its address."""
    accessed: Day | None = None
    """The day it was consulted."""
    lang: Lang | None = None
    """Its language."""
    archive: Archive | None = None
    """An archived copy."""
    snapshot: Snapshot | None = None
    """A private copy."""
    affiliation: Affiliation = "unknown"
    """Whose outlet it is."""
    side: ActorId | None = None
    """The subject it is affiliated with, if any."""
    based_on: Many[BasedOn] = ()
    """The sources it draws on."""
    original: Bool = False
    """Whether it is the original text itself (a communiqué, a record of a meeting)."""
    note: Localized | None = None
    """What a reader should know of it."""
    changes: Many[Change] = ()
    """Corrections and updates since it was published, or its withdrawal."""
