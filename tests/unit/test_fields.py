"""The types of fields: what the quick way takes, the long way takes too."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model import fields

NEVER = re.compile("(?!)")


@given(st.from_regex(fields.COMMON_URL, fullmatch=True))
def test_a_common_address_is_what_the_long_way_takes(url: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fields, "COMMON_URL", NEVER)
        if len(url) <= fields.URL_LIMIT:
            assert fields.address(url) == url


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://e.org/a b", "no spaces"),
        ("https://e.org/" + "a" * 2000, "no spaces"),
        ("https://me@e.org/", "user name in URL: the host is e.org"),
        ("https://", "names a host"),
        ("ftp://e.org/", "starts with https://"),
        ("https://[e.org/", "not a URL"),
        ("https://e.org:x/", "not a URL"),
        ("", "must not be empty"),
    ],
)
def test_an_address_is_refused_for_a_reason(url: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        fields.address(url)


def test_an_uncommon_address_is_taken() -> None:
    for url in ("https://é.org/", "http://E.org:80/a'b", "https://e.org/é"):
        assert fields.address(url) == url


@pytest.mark.parametrize(
    ("raw", "value"), [("12", 12), ("-1.0", -1), ("1 000", 1000), ("9" * 15, 10**15 - 1)]
)
def test_a_whole_number_is_what_was_written(raw: str, value: int) -> None:
    assert fields.whole(raw) == value


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("12345678901234567891", "at most 15 digits"),
        ("1" + "0" * 15, "at most 15 digits"),
        ("1.5", "not a whole number"),
        ("1234567890123456.5", "not a whole number"),
        ("١٢", "not a number"),
        ("1e3", "not a number"),
    ],
)
def test_no_other_number_is_made_of_what_was_written(raw: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        fields.whole(raw)
