"""How dates lie to each other in time, as far as that is certain."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefgen.dates import Edtf

Order = Literal["before", "after", "same", "overlap"]


def sort_key(edtf: Edtf, tie: str) -> tuple[int, int, int, str]:
    """By first possible day, then the more precise, then ``tie``, which is the id.

    A date whose start is open goes by its end; one that is unknown goes last.
    """
    first = edtf.lower or edtf.upper
    if first is None:
        return (1, 0, 0, tie)
    last = edtf.upper or date.max
    return (0, first.toordinal(), last.toordinal(), tie)


def compare(a: Edtf, b: Edtf) -> Order:
    """How ``a`` lies to ``b``; "before" and "after" only when that is certain."""
    if a.upper and b.lower and a.upper < b.lower:
        return "before"
    if a.lower and b.upper and a.lower > b.upper:
        return "after"
    if a.lower and a.lower == a.upper == b.lower == b.upper:
        return "same"
    return "overlap"


def after(a: Edtf, b: Edtf) -> bool:
    """Whether ``a`` is certainly dated after ``b``."""
    return compare(a, b) == "after"


def exact(edtf: Edtf) -> bool:
    """Whether it is one plain day, with no mark of doubt."""
    return edtf.precision == "day" and not edtf.approximate and not edtf.uncertain


def days_between(a: Edtf, b: Edtf) -> tuple[int, int] | None:
    """The least and the most days from ``a`` to ``b``; None where a bound is not known.

    The least is negative when ``b`` may come before ``a``.
    """
    if not (a.lower and a.upper and b.lower and b.upper):
        return None
    return (b.lower - a.upper).days, (b.upper - a.lower).days
