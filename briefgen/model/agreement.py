"""Agreements: texts between parties. Their status over time comes from events."""

from __future__ import annotations

from briefgen.model.fields import ActorId, Date, Localized, Many, Text, Url
from briefgen.model.shared import Citations, Part, Record
from briefgen.value import frozen


@frozen()
class Party(Part):
    """A party to an agreement."""

    actor: ActorId
    """Who."""
    role: Localized
    """As what: signatory, mediator, guarantor."""


@frozen()
class Provision(Part):
    """One provision, in the record's own words."""

    n: Text
    """Its number in the text."""
    text: Localized
    """What it provides."""


@frozen(kw_only=True)
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
