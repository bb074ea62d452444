"""Wording: dates, numbers and names of languages, as a reader of one language gets them.

The patterns are Babel's; the words around them are msgids of the theme's catalogue and stand
in ``PHRASES``. A phrase exists twice where a language may need another preposition before a
day than before a month or year: ``%(day)s`` is a day, ``%(date)s`` anything longer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from babel.lists import format_list
from babel.numbers import format_decimal

from briefgen import dates
from briefgen.theme.calendar import Calendar, ends, locale, shared, unit, within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from babel.support import NullTranslations

    from briefgen.dates import Edtf

RTL_SCRIPTS = frozenset(["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"])

NOT_GIVEN = "No date given"
ABOUT = ("about %(day)s", "about %(date)s")
POSSIBLY = "possibly %(date)s"
BETWEEN_DAYS = "between %(first_day)s and %(last_day)s"
BETWEEN = "between %(first)s and %(last)s"
SINCE = ("since %(day)s", "since %(date)s")
UNTIL = ("until %(day)s", "until %(date)s")
NOT_BEFORE = ("on or after %(day)s", "in or after %(date)s")
NOT_AFTER = ("on or before %(day)s", "in or before %(date)s")
FROM_TO = "%(start)s to %(end)s"
DECADE = "%(decade)ss"
SEASONS = {
    3: "spring %(year)s", 6: "summer %(year)s", 9: "autumn %(year)s", 12: "winter %(year)s",
}  # fmt: skip
REASONS: Mapping[str, str] = {
    "day": "exact day not given", "month": "day not given", "season": "season only",
    "year": "year only", "decade": "decade only", "century": "century only",
    "interval": "more than one day", "set": "one of several days", "unknown": "no date given",
}  # fmt: skip
START_OPEN = "start not given"
END_OPEN = "end not given"
ONLY_LATEST = "only the latest date is known"
ONLY_EARLIEST = "only the earliest date is known"
WITHIN_YEAR = "exact month not given"
APPROXIMATE = "approximate"
UNCERTAIN = "uncertain"

PHRASES = tuple(
    dict.fromkeys(
        (
            NOT_GIVEN, *ABOUT, POSSIBLY, BETWEEN_DAYS, BETWEEN, *SINCE, *UNTIL, *NOT_BEFORE,
            *NOT_AFTER, FROM_TO, DECADE, *SEASONS.values(), *REASONS.values(), START_OPEN,
            END_OPEN, ONLY_LATEST, ONLY_EARLIEST, WITHIN_YEAR, APPROXIMATE, UNCERTAIN,
        )
    )
)  # fmt: skip
"""Every msgid that a theme's catalogue must hold for this module, in English."""


class Dates:
    """Words for dates in one language. Each date is worded once and remembered."""

    def __init__(self, lang: str, catalogue: NullTranslations) -> None:
        self._gettext: Callable[[str], str] = catalogue.gettext
        self._locale = locale(lang)
        self._full = Calendar(lang, full=True)
        self._brief = Calendar(lang, full=False)
        self._known: dict[tuple[bool, str], str] = {}
        self._reasons: dict[str, str] = {}

    def long(self, date: Edtf) -> str:
        """A date in words, as precise as its source: "30 December 2024", "about 2015"."""
        found = self._known.get((True, date.text))
        if found is None:
            found = self._known[True, date.text] = self._worded(self._full, date)
        return found

    def short(self, date: Edtf) -> str:
        """A date in words with shortened months: "30 Dec 2024"."""
        found = self._known.get((False, date.text))
        if found is None:
            found = self._known[False, date.text] = self._worded(self._brief, date)
        return found

    def why(self, date: Edtf) -> str:
        """Why a date is no more exact, read off the date itself; empty for a plain day."""
        found = self._reasons.get(date.text)
        if found is None:
            found = self._reasons[date.text] = ", ".join(map(self._gettext, _reasons(date)))
        return found

    def _say(self, phrase: str, **words: str) -> str:
        return self._gettext(phrase) % words

    def _by_kind(self, phrases: tuple[str, str], words: str, *, day: bool) -> str:
        return self._say(phrases[0], day=words) if day else self._say(phrases[1], date=words)

    def _worded(self, calendar: Calendar, date: Edtf) -> str:
        if date.precision == "unknown":
            return self._gettext(NOT_GIVEN)
        if date.precision == "interval":
            return self._interval(calendar, *_sides(date.text, "/"))
        if date.precision == "set":
            return self._set(calendar, date.text[1:-1].split(","))
        return self._marked(calendar, date)

    def _marked(self, calendar: Calendar, date: Edtf) -> str:
        """A single date with what its marks say."""
        words = self._single(calendar, date)
        if date.approximate:
            words = self._by_kind(ABOUT, words, day=_one_day(date))
        return self._say(POSSIBLY, date=words) if date.uncertain else words

    def _single(self, calendar: Calendar, date: Edtf) -> str:
        lower, _ = ends(date, date)
        if date.precision == "decade":
            return self._say(DECADE, decade=calendar.single("year", lower))
        if date.precision == "season":
            years = calendar.span("year", lower, date.upper or lower)
            return self._say(SEASONS[lower.month], year=years)
        whole = unit(date)
        if whole is None:
            return self._between(calendar, *within(date))
        return calendar.single(whole, lower)

    def _between(self, calendar: Calendar, of: str, start: date, end: date) -> str:
        first, last = calendar.pair(of, start, end)
        if of == "day":
            return self._say(BETWEEN_DAYS, first_day=first, last_day=last)
        return self._say(BETWEEN, first=first, last=last)

    def _interval(self, calendar: Calendar, start: Edtf | None, end: Edtf | None) -> str:
        if start is None or end is None:
            return self._open(calendar, start, end, SINCE, UNTIL)
        both = shared(start, end)
        if both is None:
            words = self._marked(calendar, start), self._marked(calendar, end)
            return self._say(FROM_TO, start=words[0], end=words[1])
        return calendar.span(both, *ends(start, end))

    def _open(
        self,
        calendar: Calendar,
        start: Edtf | None,
        end: Edtf | None,
        begun: tuple[str, str],
        ended: tuple[str, str],
    ) -> str:
        side = start or end
        if side is None:
            return self._gettext(NOT_GIVEN)
        words = self._marked(calendar, side)
        return self._by_kind(begun if start else ended, words, day=_one_day(side))

    def _set(self, calendar: Calendar, members: list[str]) -> str:
        if len(members) == 1:
            return self._range(calendar, members[0].strip(), between=True)
        said = [self._range(calendar, part.strip(), between=False) for part in members]
        days_ = [dates.parse(part.strip()) for part in members if ".." not in part]
        if len(days_) == len(members) == 2 and (both := shared(*days_)):
            said = list(calendar.pair(both, *ends(*days_)))
        return format_list(said, style="or", locale=self._locale)

    def _range(self, calendar: Calendar, part: str, *, between: bool) -> str:
        if ".." not in part:
            return self._marked(calendar, dates.parse(part))
        start, end = _sides(part, "..")
        if start is None or end is None:
            return self._open(calendar, start, end, NOT_BEFORE, NOT_AFTER)
        both = shared(start, end)
        if both and between:
            return self._between(calendar, both, *ends(start, end))
        if both:
            return calendar.span(both, *ends(start, end))
        return self._say(
            BETWEEN, first=self._marked(calendar, start), last=self._marked(calendar, end)
        )


def _sides(text: str, between: str) -> tuple[Edtf | None, Edtf | None]:
    """Both ends of an interval or range; None for one that is open or not known."""
    start, _, end = text.partition(between)
    first, last = (side.strip() for side in (start, end))
    return (
        None if first in ("", "..") else dates.parse(first),
        None if last in ("", "..") else dates.parse(last),
    )


def _one_day(date: Edtf) -> bool:
    return date.precision == "day"


def _reasons(date: Edtf) -> list[str]:
    """The msgids that say why a date is no more exact."""
    found = []
    if date.precision == "interval" and None in (sides := _sides(date.text, "/")):
        found.append(END_OPEN if sides[1] is None else START_OPEN)
    elif date.precision == "set" and None in (date.lower, date.upper):
        found.append(ONLY_LATEST if date.lower is None else ONLY_EARLIEST)
    elif date.precision in ("month", "year") and unit(date) is None:
        found.append(REASONS["day"] if date.precision == "month" else WITHIN_YEAR)
    elif date.precision != "day":
        found.append(REASONS[date.precision])
    if date.approximate:
        found.append(APPROXIMATE)
    if date.uncertain:
        found.append(UNCERTAIN)
    return found


class Numbers:
    """Words for numbers in one language."""

    def __init__(self, lang: str) -> None:
        self._locale = locale(lang)
        self._known: dict[float, str] = {}

    def plain(self, number: float) -> str:
        """A number with the separators of the language; whole ones without decimals."""
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = format_decimal(number, locale=self._locale)
        return found


def language_name(lang: str) -> Callable[[str], str]:
    """A function from a language's tag to its name in ``lang``, or to the tag if it has none."""

    @lru_cache(maxsize=1024)
    def name(tag: str) -> str:
        """The name of a language in the page's language: ``ar-DZ`` is "Arabic (Algeria)"."""
        return _language_name(tag, lang)

    return name


def autonym(tag: str) -> str:
    """The name of a language in that language itself: ``fr`` is "français"."""
    return language_name(tag)(tag)


def _language_name(tag: str, lang: str) -> str:
    names = locale(lang)
    primary, *rest = tag.split("-")
    found: str | None = names.languages.get(primary)
    if found is None:
        return tag
    more = [names.scripts.get(part) or names.territories.get(part) or part for part in rest]
    return f"{found} ({', '.join(more)})" if more else found


@lru_cache(maxsize=1024)
def rtl(tag: str) -> bool:
    """Whether a language is written from right to left: by its script, if the tag names one."""
    primary, *rest = tag.split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    if script:
        return script in RTL_SCRIPTS
    known = locale(tag)
    return bool(known.language == primary and known.character_order == "right-to-left")
