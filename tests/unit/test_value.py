"""Digests: the same for equal content, in every process; different for any other."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.dates import parse
from briefgen.value import Value, digest, head, parts, stamp
from tests.unit.records import event, says, text


@dataclass(frozen=True, slots=True)
class Leaf(Value):
    text: str
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Twig(Value):
    text: str


@dataclass(frozen=True, slots=True)
class Tree(Value):
    leaf: Leaf | None
    leaves: tuple[Leaf, ...] = ()


atoms = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.binary(max_size=5)
)
values = st.recursive(
    atoms,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.builds(Leaf, st.text(max_size=3)),
)


def test_fields_that_do_not_compare_do_not_count() -> None:
    assert digest(Leaf("a", 1)) == digest(Leaf("a", 2))
    assert digest(parse("2024-01-01")) != digest(parse("2024-01"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        (0, False),
        ("1", 1),
        ("a", b"a"),
        (None, ""),
        (None, "None"),
        ((), None),
        ((), ((),)),
        (("a", "b"), ("ab",)),
        (("a", ("b",)), ("a", "b")),
        (Leaf("a"), Twig("a")),
        (Leaf("a"), ("a",)),
        (Tree(Leaf("a")), Tree(None, (Leaf("a"),))),
        (Tree(Leaf("a"), ()), Tree(Leaf("a"), (Leaf("a"),))),
    ],
)
def test_values_of_different_kinds_or_shapes_differ(one: object, other: object) -> None:
    assert digest(one) != digest(other)


@given(values, values)
def test_digests_agree_exactly_when_values_do(one: object, other: object) -> None:
    same = one == other and repr(one) == repr(other)
    assert (digest(one) == digest(other)) == same


@pytest.mark.parametrize("value", [{"a": 1}, {1}, [1], object(), Leaf({"a": 1})])  # type: ignore[arg-type]  # on purpose
def test_values_without_an_order_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no digest"):
        digest(value)


def test_any_field_of_a_record_changes_its_digest() -> None:
    made = event("a", "2025-03-05", "arland", says("asserts"))
    for changed in (
        replace(made, id="b"),
        replace(made, date=parse("2025-03-06")),
        replace(made, body="x"),
        replace(made, says=(says("denies"),)),
    ):
        assert digest(changed) != digest(made)
    assert digest(replace(made)) == digest(made)


def test_a_digest_is_kept_and_can_be_brought_along() -> None:
    leaf = Leaf("a")
    stamp(leaf, b"known", b"first")
    assert digest(leaf) == b"known"
    assert head(leaf) == b"first"
    assert digest(replace(leaf)) != b"known"


def test_the_head_of_an_event_leaves_out_what_only_its_own_page_shows() -> None:
    made = event("a", "2025-03-05")
    assert head(replace(made, body="x")) == head(made)
    assert head(replace(made, what=text("x"))) != head(made)
    assert digest(replace(made, body="x")) != digest(made)


def test_parts_tell_which_field_changed() -> None:
    before = dict(parts(Tree(Leaf("a"), (Leaf("b"),))))
    after = dict(parts(Tree(Leaf("a", 7), (Leaf("c"),))))
    assert list(before) == ["leaf", "leaves"]
    assert [name for name in before if before[name] != after[name]] == ["leaves"]


@pytest.mark.lasting
def test_digests_do_not_depend_on_the_seed_of_hashes() -> None:
    code = (
        "from tests.unit.records import event, says; from briefgen.value import digest;"
        "print(digest(event('a', '2025-03-05~', 'arland', says('asserts'))).hex())"
    )
    found = set()
    for seed in ("0", "1", "4294967295"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout.strip())
    assert found == {digest(event("a", "2025-03-05~", "arland", says("asserts"))).hex()}
