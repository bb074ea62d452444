"""Judgements against the day of the edition: whether their time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime

    from briefgen.dates import Edtf
    from briefgen.model import Judgement

Due = Literal["open", "due", "settled"]
"""The horizon is ahead; it has passed and no outcome is on file; an outcome is on file."""


def due(judgement: Judgement, edition: Edtf) -> Due:
    """Where a judgement stands on the day of the edition."""
    if judgement.outcome is not None:
        return "settled"
    last, today = judgement.horizon.upper, edition.lower
    return "due" if _passed(last, today) else "open"


def _passed(last: datetime.date | None, today: datetime.date | None) -> bool:
    return last is not None and today is not None and last < today
