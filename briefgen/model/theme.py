"""Themes: what records are about."""

from __future__ import annotations

from briefgen.model.fields import Localized
from briefgen.model.shared import Record
from briefgen.value import frozen


@frozen(kw_only=True)
class Theme(Record):
    """A subject that several records share."""

    label: Localized
    """Its name."""
    definition: Localized | None = None
    """What belongs to it."""
