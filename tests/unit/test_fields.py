"""The types of fields: what the quick way takes, the long way takes too."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model import fields

NEVER = re.compile("(?!)")


@pytest.mark.lasting
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
