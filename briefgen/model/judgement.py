"""Judgements: estimates, kept apart from the record, with a likelihood and a horizon."""

from __future__ import annotations

from typing import Literal

from briefgen.model.fields import AnyId, Date, Localized, Many
from briefgen.model.shared import Record
from briefgen.value import frozen

Likelihood = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely",
    "almost certain",
]  # fmt: skip
"""The scale of ICD 203: 1-5, 5-20, 20-45, 45-55, 55-80, 80-95 and 95-99 per cent."""


@frozen(kw_only=True)
class Judgement(Record):
    """What the editors think will happen, how likely, and on what grounds."""

    text: Localized
    """The judgement, without words of likelihood or confidence."""
    likelihood: Likelihood
    """How likely, in the words of ICD 203."""
    confidence: Literal["low", "moderate", "high"]
    """How good the grounds are."""
    horizon: Date
    """By when it can be seen whether it came true."""
    basis: Many[AnyId]
    """The records it rests on."""
    indicators: Many[Localized] = ()
    """What would show it coming true, or not."""
    outcome: Localized | None = None
    """What came of it."""
