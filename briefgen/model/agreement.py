"""Agreements: texts between parties. Their status over time comes from events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from briefgen.model.fields import ActorId, Date, Localized, Many, Text, Url
from briefgen.model.shared import CONFIG, Citations, Record
from briefgen.value import Value


@dataclass(frozen=True, slots=True)
class Party(Value):
    """A party to an agreement."""

    __pydantic_config__: ClassVar[ConfigDict] = CONFIG
    actor: ActorId
    """Who."""
    role: Localized
    """As what: signatory, mediator, guarantor."""


@dataclass(frozen=True, slots=True)
class Provision(Value):
    """One provision, in the record's own words."""

    __pydantic_config__: ClassVar[ConfigDict] = CONFIG
    n: Text
    """Its number in the text."""
    text: Localized
    """What it provides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """A treaty, accord, convention or memorandum."""

    title: Localized
    """Its usual name."""
    parties: Many[Party]
    """Who is party to it, and as what."""
    signed: Date | None = None
    """When it was signed."""
    provisions: Many[Provision] = ()
    """What it provides."""
    source: Citations = ()
    """Where that is reported."""
    url: Url | None = None
    """Where the text can be read."""
    note: Localized | None = None
    """What a reader should know."""
