"""Dates, numbers and names of languages in words."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from babel.support import NullTranslations

from briefgen.dates import parse
from briefgen.theme.wording import PHRASES, Dates, Numbers, language_name, rtl

ROOT = Path(__file__).resolve().parents[3]


class French(NullTranslations):
    """The French of the few phrases these tests show."""

    WORDS = {  # noqa: RUF012 - a table of a test
        "about %(day)s": "vers le %(day)s",
        "between %(first_day)s and %(last_day)s": "entre le %(first_day)s et le %(last_day)s",
        "%(decade)ss": "années %(decade)s",
    }

    def gettext(self, message: str) -> str:
        return self.WORDS.get(message, message)


ENGLISH = Dates("en", NullTranslations())
FRENCH = Dates("fr", French())

LONG = [
    ("2024-12-30", "30 December 2024", ""),
    ("2024-09", "September 2024", "day not given"),
    ("2024-09-XX", "September 2024", "day not given"),
    ("2015", "2015", "year only"),
    ("199X", "1990s", "decade only"),
    ("19XX", "between 1900 and 1999", "century only"),
    ("2024-21", "spring 2024", "season only"),
    ("2024-24", "winter 2024–2025", "season only"),
    ("2025-01-01~", "about 1 January 2025", "approximate"),
    ("2025-01?", "possibly January 2025", "day not given, uncertain"),
    ("2025%", "possibly about 2025", "year only, approximate, uncertain"),
    ("2024-01-2X", "between 20 and 29 January 2024", "exact day not given"),
    ("2024-1X", "between October and December 2024", "exact month not given"),
    ("2023-12-21/2023-12-22", "21–22 December 2023", "more than one day"),
    ("2023-12/2024-01", "December 2023 – January 2024", "more than one day"),
    ("2015/2018", "2015–2018", "more than one day"),
    ("2024-05-01/2024-05-01", "1 May 2024", "more than one day"),
    ("2024-05/2025-02-03", "May 2024 to 3 February 2025", "more than one day"),
    ("2024-05-01~/2024-06-02", "about 1 May 2024 to 2 June 2024", "more than one day, approximate"),
    ("2024-01-05/..", "since 5 January 2024", "end not given"),
    ("2024-01/..", "since January 2024", "end not given"),
    ("../2024-01-05", "until 5 January 2024", "start not given"),
    ("/2024", "until 2024", "start not given"),
    ("[2024-01-05..2024-01-07]", "between 5 and 7 January 2024", "one of several days"),
    (
        "[2023-12-31..2024-01-01]",
        "between 31 December 2023 and 1 January 2024",
        "one of several days",
    ),
    ("[2024-01..2024-03]", "between January and March 2024", "one of several days"),
    ("[2024-01-05,2024-01-09]", "5 or 9 January 2024", "one of several days"),
    ("[2024,2026..2028]", "2024 or 2026–2028", "one of several days"),
    ("[2024-01..2024-03-05]", "between January 2024 and 5 March 2024", "one of several days"),
    ("[..2025-01-02]", "on or before 2 January 2025", "only the latest date is known"),
    ("[2025-01..]", "in or after January 2025", "only the earliest date is known"),
    ("unknown", "No date given", "no date given"),
]


@pytest.mark.parametrize(("written", "words", "reason"), LONG)
def test_english_words_and_reasons(written: str, words: str, reason: str) -> None:
    found = ENGLISH.long(parse(written)).replace("\u2009", " ")
    assert (found, ENGLISH.why(parse(written))) == (words, reason)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2025-01-01", "1er janvier 2025"),
        ("2025-01-11", "11 janvier 2025"),
        ("2025-01-01~", "vers le 1er janvier 2025"),
        ("[2025-01-01..2025-01-02]", "entre le 1er et le 2 janvier 2025"),
        ("2023-12-21/2023-12-22", "21–22 décembre 2023"),
        ("199X", "années 1990"),
    ],
)
def test_french_words(written: str, words: str) -> None:
    assert FRENCH.long(parse(written)) == words


def test_short_dates_shorten_months_only() -> None:
    short = [ENGLISH.short(parse(t)) for t in ("2024-12-30", "2024-12", "2024", "2024-12-30~")]
    assert short == ["30 Dec 2024", "Dec 2024", "2024", "about 30 Dec 2024"]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("ar", "30 ديسمبر 2024"),
        ("en-US", "December 30, 2024"),
        ("es", "30 de diciembre de 2024"),
        ("ja", "2024年12月30日"),
        ("fr-ML", "30 décembre 2024"),
        ("ber-Tfng", "30 December 2024"),
        ("qqq", "30 December 2024"),
    ],
)
def test_any_language_has_dates(tag: str, words: str) -> None:
    assert Dates(tag, NullTranslations()).long(parse("2024-12-30")) == words


@pytest.mark.parametrize("tag", ["ar", "en-US", "es", "hu", "ja", "zh-Hant"])
def test_every_kind_of_date_has_words_in_other_languages(tag: str) -> None:
    dates = Dates(tag, NullTranslations())
    for written, _, _ in LONG:
        date = parse(written)
        years = set(re.findall("[0-9]{4}", written)) - {"1990"}
        assert all(year in dates.long(date) for year in years), (tag, written, dates.long(date))


def test_a_date_is_worded_once() -> None:
    first = ENGLISH.long(parse("2024-02-29"))
    assert ENGLISH.long(parse("2024-02-29")) is first


def test_numbers_follow_the_language() -> None:
    assert [Numbers("en").plain(n) for n in (12.0, 1200, 2.5)] == ["12", "1,200", "2.5"]
    assert Numbers("fr").plain(1234.5) == "1\u202f234,5"


def test_names_of_languages() -> None:
    name = language_name("en")
    found = [name(tag) for tag in ("fr", "ar-DZ", "zh-Hant", "qqq")]
    assert found == ["French", "Arabic (Algeria)", "Chinese (Traditional)", "qqq"]
    assert language_name("fr")("en") == "anglais"


def test_direction_of_writing() -> None:
    tags = ["ar", "ar-DZ", "he", "ks-Arab", "ber-Tfng", "en", "qqq", "qqq-Arab"]
    assert [tag for tag in tags if rtl(tag)] == ["ar", "ar-DZ", "he", "ks-Arab", "qqq-Arab"]


def test_the_french_catalogue_holds_every_phrase() -> None:
    path = ROOT / "themes/default/locale/fr.po"
    catalogue = read_po(io.BytesIO(path.read_bytes()))
    held = {str(m.id): m for m in catalogue if m.string and not m.fuzzy}
    assert [phrase for phrase in PHRASES if phrase not in held] == []
    for phrase in PHRASES:
        places = sorted(re.findall(r"%\(\w+\)s", phrase))
        assert sorted(re.findall(r"%\(\w+\)s", str(held[phrase].string))) == places
