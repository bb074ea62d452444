"""Calendar: days, months and years as a language writes them, by the patterns of CLDR."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date

if TYPE_CHECKING:
    from briefgen.dates import Edtf

PLAIN_ENGLISH = "en-GB"
"""English without a region is written day first, as the rest of the dossier is."""
FIRST = {"fr": "er"}
"""What follows the number of the first day of a month; CLDR leaves it out."""
FIELD = re.compile(r"'[^']*'|d+")
MONTH = re.compile(r"(?<![ML])(?:MMM|LLL)(?![ML])")
TAIL = re.compile(r"(?:[^\w']|'[^']*')+$")
"""What stands between two fields of a pattern: spaces, signs, words in quotes."""


@lru_cache(maxsize=256)
def locale(tag: str) -> Locale:
    """What Babel knows of a language (BCP 47), of its parent, or of English."""
    pieces = (PLAIN_ENGLISH if tag == "en" else tag).split("-")
    while pieces:
        try:
            return Locale.parse("-".join(pieces), sep="-")
        except (UnknownLocaleError, ValueError):
            pieces.pop()
    return Locale.parse(PLAIN_ENGLISH, sep="-")


class Calendar:
    """Dates of one language, with months in full or shortened."""

    def __init__(self, lang: str, *, full: bool) -> None:
        self.locale = locale(lang)
        self._first = FIRST.get(lang.partition("-")[0], "")
        self._full = full
        day = self.locale.date_formats["long"].pattern if full else self._skeleton("yMMMd")
        self._patterns = {
            "day": day,
            "month": self._skeleton("yMMMM" if full else "yMMM"),
            "year": self._skeleton("y"),
        }

    def single(self, precision: str, at: date) -> str:
        """One day, month or year."""
        return self._format(self._patterns[precision], at)

    def span(self, precision: str, start: date, end: date) -> str:
        """From one day, month or year to another, saying once what they share."""
        if self._same(precision, start, end):
            return self.single(precision, start)
        patterns = self._interval(precision, start, end)
        if patterns is None:
            joined: str = self.locale.interval_formats[None]
            return joined.format(self.single(precision, start), self.single(precision, end))
        return "".join(self._format(p, d) for p, d in zip(patterns, (start, end), strict=True))

    def pair(self, precision: str, start: date, end: date) -> tuple[str, str]:
        """Both ends on their own; the first leaves out what the second says again.

        Only languages that write the year last can leave it out in front.
        """
        last = self.single(precision, end)
        pattern = self._patterns[precision]
        shared = self._shared(precision, start, end)
        if not shared or not pattern.endswith("y") or pattern.find("M") < pattern.find("d"):
            return self.single(precision, start), last
        return self._format(TAIL.sub("", pattern[: pattern.index(shared)]), start), last

    def _shared(self, precision: str, start: date, end: date) -> str:
        """The field from which on both ends are written alike."""
        if precision == "year" or start.year != end.year:
            return ""
        return "M" if precision == "day" and start.month == end.month else "y"

    def _same(self, precision: str, start: date, end: date) -> bool:
        depth = {"year": 1, "month": 2, "day": 3}[precision]
        return start.timetuple()[:depth] == end.timetuple()[:depth]

    def _interval(self, precision: str, start: date, end: date) -> list[str] | None:
        differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        name = {"year": "y", "month": "yMMM", "day": "yMMMd"}[precision]
        known = self.locale.interval_formats
        found = known.get(self._months(name), known.get(name, {})).get(differs)
        if found is None or len(found) != 2:
            return None
        return [self._months(piece) for piece in found]

    def _months(self, pattern: str) -> str:
        """Patterns of intervals shorten months; numbers of months stay."""
        return MONTH.sub(lambda found: found[0][0] * 4, pattern) if self._full else pattern

    def _skeleton(self, name: str) -> str:
        found: str = self.locale.datetime_skeletons[name].pattern
        return found

    def _format(self, pattern: str, at: date) -> str:
        if self._first and at.day == 1:
            pattern = FIELD.sub(self._ordinal, pattern)
        return format_date(at, pattern, self.locale)

    def _ordinal(self, found: re.Match[str]) -> str:
        return f"{found[0]}'{self._first}'" if found[0].startswith("d") else found[0]


def unit(edtf: Edtf) -> str | None:
    """day, month or year if the date is exactly one of these; None for any other stretch."""
    lower, upper = ends(edtf, edtf)[0], edtf.upper
    if lower == upper:
        return "day"
    if (lower.month, lower.day) == (1, 1) and upper == lower.replace(month=12, day=31):
        return "year"
    return "month" if lower.day == 1 and upper == _last(lower) else None


def within(edtf: Edtf) -> tuple[str, date, date]:
    """A stretch that is no whole day, month or year: the unit of its ends, and its ends."""
    lower, upper = ends(edtf, edtf)[0], edtf.upper or date.max
    if (lower.month, lower.day, upper.month, upper.day) == (1, 1, 12, 31):
        return "year", lower, upper
    whole = lower.day == 1 and upper == _last(upper)
    return "month" if whole else "day", lower, upper


def shared(start: Edtf, end: Edtf) -> str | None:
    """The unit that both dates are of, if neither carries a mark of doubt."""
    if any(d.approximate or d.uncertain or d.lower is None for d in (start, end)):
        return None
    return unit(start) if unit(start) == unit(end) else None


def ends(start: Edtf, end: Edtf) -> tuple[date, date]:
    """The first days of both dates, which are known of any single date."""
    if start.lower is None or end.lower is None:
        raise ValueError(f"{start.text} or {end.text} has no first day")
    return start.lower, end.lower


def _last(of: date) -> date:
    """The last day of the month."""
    return of.replace(day=monthrange(of.year, of.month)[1])
