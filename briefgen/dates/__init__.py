"""EDTF, as far as a dossier needs it: levels 0 and 1, any trailing X, and sets in brackets.

The standard is ISO 8601-2:2019, Annex A (the Library of Congress's Extended Date/Time
Format). Four choices where it leaves room:

- ``~`` and ``?`` say how sure the source is; they do not widen the bounds.
- Seasons are the northern ones, three months each; winter (24) runs on into the next year.
- A time of day is refused: a record is dated to the day, and a time zone can move a day.
- The word ``unknown`` stands for a date the source does not give.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import field
from datetime import date
from functools import lru_cache
from typing import Literal

from briefgen.dates.order import Order, after, compare, days_between, exact, sort_key
from briefgen.value import Value, frozen

__all__ = [
    "Edtf",
    "Order",
    "after",
    "compare",
    "days_between",
    "exact",
    "parse",
    "sort_key",
]

Precision = Literal[
    "day", "month", "season", "year", "decade", "century", "interval", "set", "unknown"
]

DATE = re.compile(
    r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<mark>[?~%]?)"
)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""What nearly every date is."""
DATE_TIME = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.,]+(?P<zone>Z|[+-][0-9:]+)?")
SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
SHORT = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""Code of a season to its first month."""
LIMIT = 400
HOURS = 14
"""No clock on Earth is further from UTC."""


@frozen()
class Edtf(Value):
    """A date as precise as the source and no more."""

    text: str
    """As written; the only part that counts in comparison and digest."""
    lower: date | None = field(default=None, compare=False)
    """The first day it can be; None when open or unknown."""
    upper: date | None = field(default=None, compare=False)
    """The last day it can be; None when open or unknown."""
    precision: Precision = field(default="unknown", compare=False)
    """What kind of date it is."""
    approximate: bool = field(default=False, compare=False)
    """Marked ``~`` or ``%`` anywhere."""
    uncertain: bool = field(default=False, compare=False)
    """Marked ``?`` or ``%`` anywhere."""

    @property
    def plain(self) -> str:
        """As it is written in a record."""
        return self.text


def parse(raw: object) -> Edtf:
    """The date written as ``raw``; an Edtf is given back as it is.

    Raises ValueError with a sentence that says what is wrong and what to write.
    """
    if isinstance(raw, Edtf):
        return raw
    if isinstance(raw, list):
        raise ValueError('a set of dates is text: put it in quotes, "[2024-01-05..2024-01-07]"')
    if not isinstance(raw, str):
        raise ValueError("must be a date as text, such as 2024-12-30, 2024-12 or unknown")
    return _parse(raw.strip())


@lru_cache(maxsize=16384)
def _parse(text: str) -> Edtf:
    if len(text) > LIMIT:
        raise ValueError(f"a date has at most {LIMIT} characters, this one has {len(text)}")
    if text == "unknown":
        return Edtf(text)
    if DAY.fullmatch(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            pass  # which day of the calendar there is not is told below
        else:
            return Edtf(text, day, day, "day")
    _refuse_lookalikes(text)
    if text.startswith("[") and text.endswith("]"):
        return _set(text)
    if text.count("/") == 1:
        return _interval(text)
    return _single(text)


def _refuse_lookalikes(text: str) -> None:
    """Say what is wrong with what is plainly meant as a date, but is not EDTF."""
    if found := DATE_TIME.fullmatch(text):
        _refuse_time(text, found["day"], found["zone"] or "")
    if found := SLASHED.fullmatch(text):
        _refuse_slashed(text, *(int(part) for part in found.groups()))
    if (found := SHORT.fullmatch(text)) and not DATE.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        raise ValueError(f'"{text}" is not a date in EDTF: write {year:04}-{month:02}-{day:02}')


def _refuse_time(text: str, day: str, zone: str) -> None:
    hours = re.match(r"[+-]([0-9]{1,2})", zone)
    if hours and int(hours[1]) > HOURS:
        raise ValueError(f'UTC offset {zone} in "{text}" is out of range: write {day} alone')
    raise ValueError(f'"{text}" has a time of day, which a record does not: write {day}')


def _refuse_slashed(text: str, first: int, second: int, year: int) -> None:
    ways = [
        f"{year:04}-{month:02}-{day:02}"
        for day, month in dict.fromkeys([(first, second), (second, first)])
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    if len(ways) == 2:
        raise ValueError(f'ambiguous date "{text}": write {ways[0]} or {ways[1]}')
    cure = f"write {ways[0]}" if ways else "write YYYY-MM-DD"
    raise ValueError(f'"{text}" is not a date in EDTF: {cure}')


def _single(text: str) -> Edtf:
    """A day, month, season, year, decade or century, with its mark."""
    found = DATE.fullmatch(text)
    if not found:
        raise ValueError(
            f'"{_short(text)}" is not a date: write YYYY-MM-DD, YYYY-MM, YYYY, an interval'
            " such as 2024-01-05/2024-01-07, or unknown"
        )
    year, month, day, mark = found["year"], found["month"], found["day"], found["mark"]
    if month is None:
        lower, upper, precision = _years(text, year)
    elif "X" in year:
        raise ValueError(f'"{text}" has digits missing in the year: then it has no month')
    elif month == "XX" and day in (None, "XX"):
        lower, upper, precision = (*_years(text, year)[:2], "year")
    elif day is None:
        lower, upper, precision = _months(text, _year(text, year), month)
    else:
        lower, upper, precision = _days(text, _year(text, year), month, day)
    return Edtf(text, lower, upper, precision, mark in ("~", "%"), mark in ("?", "%"))


def _year(text: str, digits: str) -> int:
    if int(digits) == 0:
        raise ValueError(f'year out of range in "{text}": 0001 to 9999')
    return int(digits)


def _years(text: str, digits: str) -> tuple[date, date, Precision]:
    kept = digits.rstrip("X")
    if "X" in kept or len(kept) < 2:
        raise ValueError(f'"{text}" leaves too much open: write 20XX, 201X, 2014 or unknown')
    first, last = max(int(digits.replace("X", "0")), 1), int(digits.replace("X", "9"))
    _year(text, str(last))
    names: dict[int, Precision] = {4: "year", 3: "decade", 2: "century"}
    return date(first, 1, 1), date(last, 12, 31), names[len(kept)]


def _months(text: str, year: int, digits: str) -> tuple[date, date, Precision]:
    if "X" not in digits and int(digits) in SEASONS:
        return _season(year, SEASONS[int(digits)])
    months = _fits(digits, 12)
    if not months:
        raise ValueError(
            f'"{text}" is not a date: month {digits} (01 to 12, or 21 to 24 for a season)'
        )
    last = calendar.monthrange(year, months[-1])[1]
    precision: Precision = "year" if "X" in digits else "month"
    return date(year, months[0], 1), date(year, months[-1], last), precision


def _season(year: int, month: int) -> tuple[date, date, Precision]:
    last = month + 2
    if last <= 12:
        upper = date(year, last, calendar.monthrange(year, last)[1])
    elif year == date.max.year:
        upper = date.max
    else:
        upper = date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
    return date(year, month, 1), upper, "season"


def _days(text: str, year: int, month: str, digits: str) -> tuple[date, date, Precision]:
    if "X" in month:
        raise ValueError(f'"{text}" has a day without its month: write {year:04}-XX-XX')
    months = _fits(month, 12)
    if not months:
        raise ValueError(f'"{text}" is not a date: month {month} (write YYYY-MM-DD, 01 to 12)')
    days = _fits(digits, calendar.monthrange(year, months[0])[1])
    if not days:
        raise ValueError(f'"{text}" is not a date: that day does not exist')
    precision: Precision = "month" if "X" in digits else "day"
    return date(year, months[0], days[0]), date(year, months[0], days[-1]), precision


def _fits(digits: str, last: int) -> list[int]:
    """The numbers from 1 to ``last`` that the digits can stand for."""
    pattern = re.compile(digits.replace("X", "[0-9]"))
    return [n for n in range(1, last + 1) if pattern.fullmatch(f"{n:02}")]


def _interval(text: str) -> Edtf:
    start, end = text.split("/")
    if start in ("", "..") and end in ("", ".."):
        raise ValueError(f'"{text}" has neither start nor end: write unknown')
    return _span(text, "interval", _bound(start), _bound(end))


def _set(text: str) -> Edtf:
    """One of several dates: ``[a,b]``, ``[a..b]``, ``[..b]``, ``[a..]``."""
    members = [part.strip() for part in text[1:-1].split(",")]
    ranges = [_range(text, part) for part in members]
    lowers = [first.lower if first else None for first, _ in ranges]
    uppers = [last.upper if last else None for _, last in ranges]
    known = [date for pair in ranges for date in pair if date]
    return Edtf(
        text,
        None if None in lowers else min(day for day in lowers if day),
        None if None in uppers else max(day for day in uppers if day),
        "set",
        any(part.approximate for part in known),
        any(part.uncertain for part in known),
    )


def _range(text: str, part: str) -> tuple[Edtf | None, Edtf | None]:
    if ".." not in part:
        one = _single(part)
        return one, one
    start, end = (_bound(side.strip()) for side in part.split("..", 1))
    if not start and not end:
        raise ValueError(f'"{text}" names no date: write unknown')
    _span(text, "set", start, end)
    return start, end


def _bound(text: str) -> Edtf | None:
    return None if text in ("", "..") else _single(text)


def _span(text: str, precision: Precision, start: Edtf | None, end: Edtf | None) -> Edtf:
    lower = start.lower if start else None
    upper = end.upper if end else None
    if lower and upper and lower > upper:
        raise ValueError(f'"{text}" is reversed: it ends before it starts')
    known = [side for side in (start, end) if side]
    return Edtf(
        text,
        lower,
        upper,
        precision,
        any(side.approximate for side in known),
        any(side.uncertain for side in known),
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
