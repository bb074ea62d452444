"""A field written into an author's file: all else stays, and what cannot be is refused."""

from __future__ import annotations

import pytest

from briefgen.errors import ContentError
from briefgen.loader.amend import amend

NEW = {"file": "a.txt", "sha256": "ff", "at": "2025-03-07"}
LINE = "snapshot: {file: a.txt, sha256: ff, at: 2025-03-07}"
OLD = "snapshot: {file: old.txt, sha256: 00, at: 2020-01-01}"

CASES = {
    "a record of its own, with comments": (
        0,
        "title: x # why\nissued: 2024 # when\n# the end\n",
        f"title: x # why\nissued: 2024 # when\n{LINE}\n# the end\n",
    ),
    "the second of a list": (
        1,
        "- id: a\n  issued: 2024\n\n- id: b # B\n  type: x\n  note: |\n    b\n",
        f"- id: a\n  issued: 2024\n\n- id: b # B\n  type: x\n  {LINE}\n  note: |\n    b\n",
    ),
    "in braces": (
        0,
        "- {id: a, issued: 2024, type: x} # flow\n",
        f"- {{id: a, issued: 2024, {LINE}, type: x}} # flow\n",
    ),
    "in braces over lines": (
        0,
        "- {id: a,\n   issued: 2024\n  }\n",
        f"- {{id: a,\n   issued: 2024, {LINE}\n  }}\n",
    ),
    "over an earlier one": (
        0,
        f"- id: a\n  {OLD} # taken\n  issued: 2024\n",
        f"- id: a\n  {LINE} # taken\n  issued: 2024\n",
    ),
    "over an earlier one, a line each": (
        0,
        'a: 1\nsnapshot:\n  # kept\n  sha256: "00" # digest\n  file: old.txt\n  at: 2020-01-01\n',
        "a: 1\nsnapshot:\n  # kept\n  sha256: ff # digest\n  file: a.txt\n  at: 2025-03-07\n",
    ),
    "the file has no last end of line": (0, "issued: 2024", f"issued: 2024\n{LINE}"),
    "ends of lines as on Windows": (
        0,
        "issued: 2024\r\ntitle: x\r\n",
        f"issued: 2024\r\n{LINE}\r\ntitle: x\r\n",
    ),
    "a byte order mark": (0, "\ufeffissued: 2024\n", f"\ufeffissued: 2024\n{LINE}\n"),
    "after a value in several lines": (
        0,
        "archive:\n  url: x\n  date: 2024\nissued: 'a\n\n  b'\ntype: x\n",
        f"archive:\n  url: x\n  date: 2024\nissued: 'a\n\n  b'\n{LINE}\ntype: x\n",
    ),
    "other alphabets before it": (
        0,
        "- id: 'ü😀\u2028x'\n  issued: 2024\n",
        f"- id: 'ü😀\u2028x'\n  issued: 2024\n  {LINE}\n",
    ),
    "a text that may lack its quotes": (
        0,
        "title: No. #3\nissued: 2024\n",
        f"title: No. #3\nissued: 2024\n{LINE}\n",
    ),
    "an anchor in the record": (
        1,
        "- id: a\n  issued: &day 2024\n- id: b\n  issued: *day\n",
        f"- id: a\n  issued: &day 2024\n- id: b\n  {LINE}\n  issued: *day\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_field_is_written_and_all_else_stays(case: str) -> None:
    number, before, after = CASES[case]
    made = amend(before.encode(), "content/sources.yaml", number, "snapshot", NEW)
    assert made.decode() == after
    again = amend(made, "content/sources.yaml", number, "snapshot", NEW)
    assert again == made


REFUSED = {
    "an alias": (
        1,
        "- id: a\n  snapshot: &s {file: x, sha256: y, at: z}\n- id: b\n  snapshot: *s\n",
    ),
    "what others share": (
        0,
        "- id: a\n  snapshot: &s {file: x, sha256: y, at: z}\n- id: b\n  snapshot: *s\n",
    ),
    "a field of another form": (0, "- id: a\n  snapshot: none\n"),
    "a field with more in it": (0, "snapshot: {file: x, sha256: y, at: z, more: w}\n"),
    "a field with less in it": (0, "snapshot: {file: x}\n"),
    "no such record": (7, "- id: a\n"),
    "what only one of two parsers reads": (0, "a: [\n"),
    "no record": (0, "- a\n"),
    "nothing to write it after": (0, "title: x\n"),
    "a block in front": (0, "id: |\n  a\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_written_is_to_be_written_by_hand(case: str) -> None:
    number, text = REFUSED[case]
    with pytest.raises(ContentError) as refused:
        amend(text.encode(), "content/sources.yaml", number, "snapshot", NEW)
    (one,) = refused.value.diagnostics
    assert one.code == "R05"
    assert str(one.place).startswith("content/sources.yaml:")
    assert one.hint == f"write it by hand: {LINE}"


def test_a_file_that_cannot_be_read_says_why() -> None:
    with pytest.raises(ContentError) as refused:
        amend(b"\xff", "content/sources.yaml", 0, "snapshot", NEW)
    assert refused.value.diagnostics[0].code == "Y01"
