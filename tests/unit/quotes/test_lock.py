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
DAMAGED = {
    "": (1, "not what briefgen verify wrote"),
    "\n": (1, "not what briefgen verify wrote"),
    "[]\n": (1, "not what briefgen verify wrote"),
    '{"version": 1}\n': (1, "not what"),
    HEAD.replace("1", "0"): (1, "not what"),
    HEAD.replace("1", "true"): (1, "not what"),
    HEAD.replace("1", '"1"'): (1, "not what"),
    HEAD + "\n" + GOOD[:-1]: (3, "not what"),
    HEAD + GOOD + "\n" + "{}": (3, "not what"),
    HEAD + GOOD.replace("3", '"3"', 1): (2, "not what"),
    HEAD + GOOD.replace('"at": 3', '"at": -3'): (2, "not what"),
    HEAD + GOOD.replace('"at": 3', '"at": true'): (2, "not what"),
    HEAD + GOOD.replace("verified", "certain"): (2, "not what"),
    HEAD + GOOD.replace('"gazette"', "7"): (2, "not what"),
    HEAD + GOOD.replace('"verified"', '["verified"]'): (2, "not what"),
    HEAD + GOOD.replace("2025-03-07", "2025-13-07"): (2, '"2025-13-07" is no date'),
    HEAD + "<<<<<<< HEAD\n" + GOOD: (2, "a merge was left unfinished here"),
    HEAD + GOOD + "\n=======\n": (3, "a merge was left unfinished here"),
    HEAD + "[" * 100_000: (2, "not what"),
}


@pytest.mark.parametrize(("text", "said"), DAMAGED.items())
def test_damage_is_told_in_one_line_with_its_cure(text: str, said: tuple[int, str]) -> None:
    fault = lock.parse(text.encode())
    assert isinstance(fault, lock.Fault)
    assert (fault.code, fault.line) == ("R01", said[0])
    assert said[1] in fault.message
    assert "\n" not in fault.message
    assert "briefgen verify" in fault.hint


def test_a_lock_that_is_no_text_is_damaged() -> None:
    fault = lock.parse(b"\xff\xfe\0")
    assert isinstance(fault, lock.Fault)
    assert fault.code == "R01"


def test_a_newer_version_is_named() -> None:
    fault = lock.parse(HEAD.replace("1", "2").encode() + b"what will come\n")
    assert isinstance(fault, lock.Fault)
    assert (fault.code, fault.hint) == ("R02", "use a newer briefgen")
    assert "version 2, and this briefgen knows 1" in fault.message
