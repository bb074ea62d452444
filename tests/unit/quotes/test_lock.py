"""The lock of quotes: one text for the same entries, and a line for each thing that is wrong."""

from __future__ import annotations

import itertools

import pytest

from briefgen.dates import parse as date
from briefgen.model.verification import Verification
from briefgen.quotes import lock

HEAD = '{"form": "briefgen quotes.lock", "version": 1}\n'


def entry(event: str = "a", state: str = "verified", at: int = 3) -> Verification:
    assert state in {"verified", "mismatch"}
    return Verification(
        event=event,
        quote="0" * 32,
        source="gazette",
        snapshot="f" * 64,
        state="verified" if state == "verified" else "mismatch",
        at=at,
        on=date("2025-03-07"),
    )


def test_what_is_written_is_read_again() -> None:
    entries = entry("b"), entry("a", "mismatch"), entry("c", at=0)
    held = lock.parse(lock.dump(entries).encode())
    assert isinstance(held, lock.Lock)
    assert set(held.entries) == set(entries)
    assert [one.event for one in held.entries] == ["a", "b", "c"]
    assert held.lines == (2, 3, 4)


def test_the_order_in_which_entries_come_is_no_matter() -> None:
    entries = [entry("b"), entry("a", "mismatch"), entry("a"), entry("a")]
    assert len({lock.dump(some) for some in itertools.permutations(entries)}) == 1


def test_an_entry_is_a_line() -> None:
    before, after = lock.dump([entry("a"), entry("c")]), lock.dump(map(entry, "abc"))
    lines = after.splitlines()
    assert before.splitlines() == [*lines[:2], lines[3]]


GOOD = lock.dump([entry()]).splitlines()[1]
OTHER = "this line is not what briefgen verify wrote"
MERGE = "a merge was left unfinished here"
AGAIN = "restore it from version control, or take it away and run: briefgen verify"
DAMAGED = {
    "": (1, OTHER),
    "\n": (1, OTHER),
    "[]\n": (1, OTHER),
    "[1]\n": (1, OTHER),
    "=======\n" + HEAD: (1, MERGE),
    '{"version": 1}\n': (1, OTHER),
    HEAD.replace("1", "0"): (1, OTHER),
    HEAD.replace("1", "true"): (1, OTHER),
    HEAD.replace("1", '"1"'): (1, OTHER),
    HEAD + "\n" + GOOD[:-1]: (3, OTHER),
    HEAD + GOOD + "\n" + "{}": (3, OTHER),
    HEAD + GOOD.replace("3", '"3"', 1): (2, OTHER),
    HEAD + GOOD.replace('"at": 3', '"at": -3'): (2, OTHER),
    HEAD + GOOD.replace('"at": 3', '"at": true'): (2, OTHER),
    HEAD + GOOD.replace("verified", "certain"): (2, OTHER),
    HEAD + GOOD.replace('"gazette"', "7"): (2, OTHER),
    HEAD + GOOD.replace('"verified"', '["verified"]'): (2, OTHER),
    HEAD + GOOD.replace("2025-03-07", "2025-13-07"): (2, '"2025-13-07" is no date'),
    HEAD + GOOD.replace("2025-03-07", "x" * 99): (2, f'"{"x" * 30}" is no date'),
    HEAD + "<<<<<<< HEAD\n" + GOOD: (2, MERGE),
    HEAD + GOOD + "\n=======\n": (3, MERGE),
    HEAD + "[" * 100_000: (2, OTHER),
}


@pytest.mark.parametrize(("text", "said"), DAMAGED.items())
def test_damage_is_told_in_one_line_with_its_cure(text: str, said: tuple[int, str]) -> None:
    line, why = said
    assert lock.parse(text.encode()) == ("R01", f"the lock is damaged: {why}", line, AGAIN)


def test_a_lock_that_is_no_text_is_damaged() -> None:
    assert lock.parse(b"\xff\xfe\0") == ("R01", "the lock is damaged: it is no text", 1, AGAIN)


def test_a_newer_version_is_named() -> None:
    says = "the lock is of version 2, and this briefgen knows 1"
    assert lock.parse(HEAD.replace("1", "2").encode() + b"what will come\n") == (
        "R02", says, 1, "use a newer briefgen",
    )  # fmt: skip
