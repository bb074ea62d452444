"""Which addresses last, and which sources need nobody who published them."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.checks.kept import S05, S09
from tests.unit.records import event, found_in, site, source


@pytest.mark.parametrize(
    ("url", "lasts"),
    [
        ("https://doi.org/10.1000/182", True),
        ("https://dx.doi.org/10.1000/182", True),
        ("https://DOI.org/10.1000/182", True),
        ("http://hdl.handle.net/1/2", True),
        ("https://web.archive.org/web/2025/https://example.org", True),
        ("https://archive.ph:443/abc", True),
        ("https://webarchive.nationalarchives.gov.uk/x", True),
        ("https://example.org/", False),
        ("https://example.org/doi.org", False),
        ("https://notdoi.org/10", False),
        ("https://doi.org.example.org/10", False),
        ("https://mywebarchive.example.org/", False),
    ],
)
def test_addresses_that_last(url: str, lasts: bool) -> None:
    made = site(event("a", "2025-03-05"), sources=(source("gazette", url=url),))
    assert (found_in(made, S05) == []) is lasts


@pytest.mark.parametrize(
    ("more", "known"),
    [
        ({"publisher": "The Gazette"}, True),
        ({}, False),
        ({"author": ("A. Writer",)}, False),
        ({"type": "post", "author": ("A. Writer",)}, True),
        ({"type": "post"}, False),
        ({"type": "speech", "author": ("A. Speaker",)}, True),
        ({"type": "treaty"}, True),
        ({"type": "reader-comment"}, True),
        ({"type": "book", "author": ("A. Writer",)}, False),
    ],
)
def test_publishers(more: dict[str, Any], known: bool) -> None:
    made = site(event("a", "2025-03-05"), sources=(source("gazette", **more),))
    assert [f.place.path for f in found_in(made, S09)] == ([] if known else [()])
