"""Dates: literal tables first, then the library ``edtf`` as oracle where it is right."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen import dates
from briefgen.value import digest

GOOD = [
    ("2024-12-30", "2024-12-30", "2024-12-30", "day", ""),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day", ""),
    ("0001-01-01", "0001-01-01", "0001-01-01", "day", ""),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day", ""),
    ("2024-12-30~", "2024-12-30", "2024-12-30", "day", "~"),
    ("2024-12-30?", "2024-12-30", "2024-12-30", "day", "?"),
    ("2024-12-30%", "2024-12-30", "2024-12-30", "day", "~?"),
    (" 2024-09 ", "2024-09-01", "2024-09-30", "month", ""),
    ("2024-09-XX", "2024-09-01", "2024-09-30", "month", ""),
    ("2024-09-2X", "2024-09-20", "2024-09-29", "month", ""),
    ("2023-02-2X", "2023-02-20", "2023-02-28", "month", ""),
    ("2024-1X", "2024-10-01", "2024-12-31", "year", ""),
    ("2024", "2024-01-01", "2024-12-31", "year", ""),
    ("2024-XX", "2024-01-01", "2024-12-31", "year", ""),
    ("2024-XX-XX", "2024-01-01", "2024-12-31", "year", ""),
    ("2024-21", "2024-03-01", "2024-05-31", "season", ""),
    ("2024-22", "2024-06-01", "2024-08-31", "season", ""),
    ("2024-23~", "2024-09-01", "2024-11-30", "season", "~"),
    ("2023-24", "2023-12-01", "2024-02-29", "season", ""),
    ("9999-24", "9999-12-01", "9999-12-31", "season", ""),
    ("201X", "2010-01-01", "2019-12-31", "decade", ""),
    ("20XX?", "2000-01-01", "2099-12-31", "century", "?"),
    ("000X", "0001-01-01", "0009-12-31", "decade", ""),
    ("2024-01-05/2024-01-07", "2024-01-05", "2024-01-07", "interval", ""),
    ("2024-01~/2024-03?", "2024-01-01", "2024-03-31", "interval", "~?"),
    ("2024-05/2024", "2024-05-01", "2024-12-31", "interval", ""),
    ("2024-01-05/..", "2024-01-05", None, "interval", ""),
    ("../2024-01-05", None, "2024-01-05", "interval", ""),
    ("2024-01-05/", "2024-01-05", None, "interval", ""),
    ("/2024-01-05", None, "2024-01-05", "interval", ""),
    ("[2024-01-05,2024-01-07]", "2024-01-05", "2024-01-07", "set", ""),
    ("[2024-01-05..2024-01-07]", "2024-01-05", "2024-01-07", "set", ""),
    ("[2024-03, 2024-01-07~]", "2024-01-07", "2024-03-31", "set", "~"),
    ("[..2024-01-07]", None, "2024-01-07", "set", ""),
    ("[2024-01-07..]", "2024-01-07", None, "set", ""),
    ("[2023,2024-01..]", "2023-01-01", None, "set", ""),
    ("unknown", None, None, "unknown", ""),
]

BAD = [
    ("2023-02-29", "does not exist"),
    ("2026-02-30", "does not exist"),
    ("2024-04-31", "does not exist"),
    ("2024-04-00", "does not exist"),
    ("2026-13-45", "month 13"),
    ("2026-00", "month 00"),
    ("2026-20", "month 20"),
    ("2026-25", "month 25"),
    ("0000", "year out of range"),
    ("0000-01-01", "year out of range"),
    ("0000-XX", "year out of range"),
    ("03/04/2026", 'ambiguous date "03/04/2026": write 2026-04-03 or 2026-03-04'),
    ("3.4.2026", "ambiguous date"),
    ("30/04/2026", "write 2026-04-30"),
    ("04/30/2026", "write 2026-04-30"),
    ("04/04/2026", "write 2026-04-04"),
    ("45/45/2026", "write YYYY-MM-DD"),
    ("2026-4-3", "write 2026-04-03"),
    ("2026/04/03", "write 2026-04-03"),
    ("2026-01-01T00:00:00+99:00", "UTC offset +99:00"),
    ("2026-01-01T00:00:00+01:00", "write 2026-01-01"),
    ("2026-01-01 12:30", "write 2026-01-01"),
    ("2024-05-10/2024-05-01", "reversed"),
    ("2024-06/2024-05", "reversed"),
    ("[2024-05-10..2024-05-01]", "reversed"),
    ("../..", "neither start nor end"),
    ("/", "neither start nor end"),
    ("[..]", "names no date"),
    ("[]", "not a date"),
    ("{2024,2025}", "not a date"),
    ("2XXX", "too much open"),
    ("XXXX", "too much open"),
    ("2X24", "too much open"),
    ("201X-05", "digits missing in the year"),
    ("2024-XX-05", "day without its month"),
    ("2024-1X-05", "day without its month"),
    ("2004-06~-11", "not a date"),
    ("-0044", "not a date"),
    ("Y17000", "not a date"),
    ("yesterday", "not a date"),
    ("", "not a date"),
    ("٢٠٢٤", "not a date"),
    ("2024-13/2025", "month 13"),
    ("x" * 401, "at most 400 characters"),
    ("x" * 100, "x…"),
]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize(("text", "lower", "upper", "precision", "marks"), GOOD)
def test_bounds_and_precision(
    text: str, lower: str | None, upper: str | None, precision: str, marks: str
) -> None:
    made = dates.parse(text)
    assert (iso(made.lower), iso(made.upper), made.precision) == (lower, upper, precision)
    assert (made.approximate, made.uncertain) == ("~" in marks, "?" in marks)
    assert made.text == text.strip()


@pytest.mark.parametrize(("text", "says"), BAD)
def test_refused_with_a_reason(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        dates.parse(text)


@pytest.mark.parametrize("raw", [None, 20241230, {"a": "b"}, ["2024-01-05..2024-01-07"]])
def test_only_text_is_a_date(raw: object) -> None:
    with pytest.raises(ValueError, match="text"):
        dates.parse(raw)


def test_a_date_is_given_back_as_it_is() -> None:
    made = dates.parse("2024")
    assert dates.parse(made) is made


def test_only_the_text_counts() -> None:
    made, bare = dates.parse("2024-12"), dates.Edtf("2024-12")
    assert made == bare
    assert hash(made) == hash(bare)
    assert digest(made) == digest(bare)


def test_order() -> None:
    texts = ["unknown", "2025", "2024", "2024-01", "2024-01-01", "2024-01-02", "../2024-01-01",
             "2024/.."]  # fmt: skip
    ordered = sorted(texts, key=lambda text: dates.sort_key(dates.parse(text), "a"))
    assert ordered == ["2024-01-01", "../2024-01-01", "2024-01", "2024", "2024/..",
                       "2024-01-02", "2025", "unknown"]  # fmt: skip
    same = dates.parse("2024")
    assert dates.sort_key(same, "a") < dates.sort_key(same, "b")


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        ("2024-01-01", "2024-01-02", "before"),
        ("2024-02", "2024-01-31", "after"),
        ("2024-01-01", "2024-01-01~", "same"),
        ("2024-01", "2024-01", "overlap"),
        ("2024", "2024-06-01", "overlap"),
        ("unknown", "2024", "overlap"),
        ("2024/..", "2023", "after"),
        ("../2023", "2024", "before"),
        ("../2023", "2022", "overlap"),
    ],
)
def test_compare(a: str, b: str, order: str) -> None:
    first, second = dates.parse(a), dates.parse(b)
    assert dates.compare(first, second) == order
    assert dates.after(first, second) == (order == "after")


@pytest.mark.parametrize(
    ("text", "plain"),
    [("2024-12-30", True), ("2024-12-30~", False), ("2024-12-30?", False), ("2024-12", False)],
)
def test_exact(text: str, plain: bool) -> None:
    assert dates.exact(dates.parse(text)) is plain


@pytest.mark.parametrize(
    ("a", "b", "lag"),
    [
        ("2024-01-01", "2024-01-03", (2, 2)),
        ("2024-01", "2024-02", (1, 59)),
        ("2024", "2024-06-01", (-213, 152)),
        ("2024", "unknown", None),
        ("2024/..", "2025", None),
    ],
)
def test_days_between(a: str, b: str, lag: tuple[int, int] | None) -> None:
    assert dates.days_between(dates.parse(a), dates.parse(b)) == lag


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    made = dates.parse(day.isoformat())
    assert (made.lower, made.upper) == (day, day)
    if day > date.min:
        earlier = dates.parse((day - timedelta(1)).isoformat())
        assert dates.compare(earlier, made) == "before"


@given(st.text(alphabet="0123456789X-/.[],?~% T:", max_size=24))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        made = dates.parse(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either outcome is right, and both are looked at
    else:
        assert made.lower is None or made.upper is None or made.lower <= made.upper


ORACLE = st.one_of(
    st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat),
    st.builds("{:04}-{:02}".format, st.integers(1000, 2999), st.integers(1, 12)),
    st.builds("{:04}".format, st.integers(1000, 2999)),
    st.builds("{:04}-{:02}-XX".format, st.integers(1000, 2999), st.integers(1, 12)),
    st.builds("{:03}X".format, st.integers(100, 299)),
)
"""Forms whose bounds ``edtf`` gets right; it widens marks and accepts days that are not."""


@given(ORACLE)
def test_agrees_with_the_edtf_library(text: str) -> None:
    from edtf import parse_edtf  # slow to import

    theirs, ours = parse_edtf(text), dates.parse(text)
    assert ours.lower
    assert ours.upper
    assert ours.lower.timetuple()[:3] == tuple(theirs.lower_strict())[:3]
    assert ours.upper.timetuple()[:3] == tuple(theirs.upper_strict())[:3]
