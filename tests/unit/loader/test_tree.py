"""YAML to trees: values, marks, and nothing but findings for whatever is thrown at it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.loader import plain, reader, text, tree


def read(source: str) -> tree.Tree:
    return tree.read(text.Text(source))


def p(line: int, col: int) -> int:
    return text.pack(line, col)


def test_a_tree_and_its_marks() -> None:
    made = read("a: b\nc:\n  - 'd'\n  - {e: f}\n")
    assert made.value == {"a": "b", "c": ["d", {"e": "f"}]}
    assert made.marks == [
        p(1, 1),
        {
            "a": (p(1, 1), p(1, 4)),
            "c": (p(2, 1), [p(3, 3), [p(3, 5), [p(4, 5), {"e": (p(4, 6), p(4, 9))}]]]),
        },
    ]
    assert made.problems == ()
    assert made.whole


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("", None),
        ("# x", None),
        ("---\na: b\n...\n", {"a": "b"}),
        ("a: 'null'", {"a": "null"}),
        ('a: ""', {"a": ""}),
        ("a: >-\n  b\n  c\n\n  d\n", {"a": "b c\nd"}),
        ("a: |\n  b\n   c\n", {"a": "b\n c\n"}),
        ("a: 2024-12-30\nb: NO\nc: 12:30\nd: 0x1F\ne: .inf",
         {"a": "2024-12-30", "b": "NO", "c": "12:30", "d": "0x1F", "e": ".inf"}),
        ("a: &x [b]\nc: *x", {"a": ["b"], "c": ["b"]}),
        ("'<<': b", {"<<": "b"}),
    ],
)  # fmt: skip
def test_values(source: str, value: Any) -> None:
    made = read(source)
    assert (made.value, made.problems) == (value, ())


def test_lines_are_an_editors() -> None:
    made = read("a: b\u2028\nc: d\r\ne: f\rg: h\n")
    assert made.marks[1]["g"][0] == p(4, 1)


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("title: a\u2028b c\nx: y\n", (1, 9)),
        ("- id: a\n  name: a\u2029b\n", (2, 10)),
        ("a: b\u2028  c: d\n", (1, 5)),
    ],
)
def test_an_odd_end_of_a_line_is_named(source: str, place: tuple[int, int]) -> None:
    (found,) = read(source).problems
    assert (found.code, found.place) == ("Y05", p(*place))
    assert "invisible line separator U+202" in found.message
    assert found.hint == "take it out"


def test_an_odd_end_of_a_line_is_not_blamed_for_others() -> None:
    (found,) = read("a: 'b\u2028'\nc\nd: e\n").problems
    assert "separator" not in found.message


def test_a_column_counts_characters() -> None:
    assert read("é: {😀: ü}").marks[1]["é"][1][1]["😀"] == (p(1, 5), p(1, 8))


def test_the_source_may_be_a_part() -> None:
    made = tree.read(text.Text("---\na: b\n---\nbody"), "   \na: b\n")
    assert made.marks[1]["a"] == (p(2, 1), p(2, 4))


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("a: b\nc: d\na: e", [3]),
        ("é: b\ne\u0301: c", [2]),
        ("é: b\na: c\na: d\na: e", [3, 4]),
        ("é: b\nK: c\n\u212a: d", [3]),
        ("a: b\né: c\n\u1fef: d\n'`': e\na: f", [4, 5]),
        ("- é: b\n- é: c", []),
    ],
)
def test_a_key_stands_once(source: str, lines: list[int]) -> None:
    found = read(source).problems
    assert [(one.code, text.unpack(one.place)[0]) for one in found] == [("Y06", n) for n in lines]


BOMBS = {
    "laughs": "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(12)
    ),
    "merges": "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 200)),
    "aliases": "a: &a x\nb: [" + "*a, " * 101 + "]",
    "flow": "[" * 500_000,
    "mappings": "{a: " * 200_000,
    "dashes": "- " * 400_000,
    "block": "".join(" " * n + "a:\n" for n in range(400)),
    "keys": "".join(f"k{n}: v\n" for n in range(60_000)),
    "anchors": "".join(f"k{n}: &a{n} v\n" for n in range(40_000)),
    "quote": '"' + "a\n" * 400_000,
    "text": "a: " + "x" * 900_000,
    "spaces": " " * 900_000,
    "questions": "? " * 100_000,
    "accents": "".join(f"é{n}: v\n" for n in range(40_000)),
}


@pytest.mark.lasting
@pytest.mark.parametrize("name", BOMBS)
def test_no_source_takes_long(name: str) -> None:
    started = time.process_time()
    made = read(BOMBS[name])
    assert time.process_time() - started < 3
    assert made.problems or name in {"keys", "anchors", "text", "spaces", "accents"}


@pytest.mark.parametrize("count", [100, 101])
def test_a_hundred_aliases_are_enough(count: int) -> None:
    codes = [one.code for one in read("a: &a x\nb: [" + "*a, " * count + "]").problems]
    assert codes == ["Y11"] * (count - 100)


@pytest.mark.parametrize("depth", [50, 51])
def test_fifty_levels_are_enough(depth: int) -> None:
    codes = [one.code for one in read("[" * depth + "]" * depth).problems]
    assert codes == ["Y12"] * (depth - 50)


SCALARS = st.sampled_from(
    ["a", "b", "id", "é", "e\u0301", "''", '""', "'a'", '"b"', "~", "null", "2024-13-45", "0b_",
     "1_000", ".nan", "NO", "<<", "@a", "`a`", "%a", "&x", "*x", "&x a", "!!str a", "!!float a",
     "!!python/name:os.system a", "!a", '"\\ud800"', '"\\U00110000"', '"\\0"', '"\\u202e"',
     "\u202e", "\u2028", "a: b", "- a", "|", ">", "|2", "#", "a #b", "'a", '"a', "[", "]", "{", "}",
     ",", "?", ":", "---", "...", "--- a", "%YAML 1.2", "\t", "a\tb", "x" * 200]
)  # fmt: skip


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, max_size=3).map(lambda found: f"[{', '.join(found)}]"),
        st.lists(st.tuples(SCALARS, inner), max_size=3).map(
            lambda found: "{" + ", ".join(f"{k}: {v}" for k, v in found) + "}"
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda found: "\n" + "\n".join("- " + v.replace("\n", "\n  ") for v in found)
        ),
        st.lists(st.tuples(SCALARS, inner), min_size=1, max_size=3).map(
            lambda found: "\n" + "\n".join(f"{k}: " + v.replace("\n", "\n  ") for k, v in found)
        ),
    )


YAML = st.recursive(SCALARS, nested, max_leaves=12)
"""What looks like YAML and mostly is not what a dossier takes."""


def shape(value: Any, marks: Any) -> bool:
    """Whether the marks mirror the value."""
    if isinstance(value, list):
        return len(value) == len(marks[1]) and all(map(shape, value, marks[1]))
    if isinstance(value, dict):
        return set(value) == set(marks[1]) and all(
            shape(v, marks[1][k][1]) for k, v in value.items()
        )
    return isinstance(marks, int) and (value is None or isinstance(value, str))


@given(YAML)
def test_any_yaml_gives_a_tree_or_problems(source: str) -> None:
    made = read(source)
    lines = source.splitlines() or [""]
    for one in made.problems:
        line, col = text.unpack(one.place)
        assert 1 <= line <= len(lines) + 1
        assert col >= 1
    if made.value is not None and made.whole:
        assert shape(made.value, made.marks)
    assert made.whole or made.problems


@given(YAML)
@example("")
@example("---\na: b\n...\n# c\n")
@example("--- a\n--- b\n")
@example("a: 'null'\n'b': \"~\"\n")
@example("a: ! b\nc: d!\n")
@example("a: &x b\nc: &x [d]\n")
@example("a: &x b!\nc: *x\n")
@example("a: !!seq [b]\n")
@example("{? a, ? [b] : c}")
@example("[" * 50 + "]" * 50)
@example("[" * 51 + "]" * 51)
def test_what_is_plain_is_read_as_all_else(source: str) -> None:
    try:
        value = plain.read(source)
    except plain.OddError:
        return
    made = reader._Reader(text.Text(source), source).read()
    assert (made.value, made.problems, made.whole) == (value, (), True)


@pytest.mark.parametrize(
    "source",
    ["a: b\n", "- a\n- {b: [c]}\n", "a: |\n  b! &c *d\n", "a: 'b'\nc: \"d!\"\n", "a: é", "# a"],
)
def test_most_texts_are_plain(source: str) -> None:
    assert plain.read(source) == reader._Reader(text.Text(source), source).read().value


@given(st.text(max_size=40))
def test_any_text_gives_a_tree_or_problems(source: str) -> None:
    if text.FORBIDDEN.search(source):
        return
    made = read(source)
    assert made.whole or made.problems
