"""The places of references in a file are those that a search from the start of each would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen import prose
from briefgen.errors import Field
from briefgen.loader.bodies import placed
from briefgen.loader.places import Places
from briefgen.loader.text import Text, pack

PIECE = st.sampled_from(
    [
        "[[a]]", "[[a]] ", "[[claim:b]]", "[[a|b]], ", "word", " ", "\n", "\n\n", "* ", "`[[a]]`",
        "![](x.png)", "[x](y)", "<!-- [[a]] -->", "[^1]", "[^1]: [[a]]\n\n", "aa", "> ",
    ]
)  # fmt: skip
HEAD = "what: [[a]] aa\nbody: "


class Walked(str):
    """A text that counts how many characters of it were gone through."""

    __slots__ = ("steps",)

    def __init__(self, _: str) -> None:
        self.steps = 0

    def find(self, sought: str, start: int = 0, end: int | None = None) -> int:  # type: ignore[override] # as it is called
        found = super().find(sought, start, end)
        self.steps += (found if found >= 0 else len(self)) - start
        return found

    def count(self, sought: str, start: int = 0, end: int | None = None) -> int:  # type: ignore[override] # as it is called
        self.steps += (len(self) if end is None else end) - start
        return super().count(sought, start, end)


def slowly(body: str, text: Text, start: int, line: int, col: int) -> int:
    """The place of one position, without knowing of any other."""
    lines = body.split("\n")
    word = (lines[line - 1][col - 1 :].split() or [""])[0]
    before = sum(len(one) + 1 for one in lines[: line - 1]) + col - 1
    offset = text.offset(start) - 1
    for _ in range(body.count(word, 0, before) + 1 if word else 0):
        offset = text.value.find(word, offset + 1)
        if offset < 0:
            break
    return text.place(offset) if word and offset >= 0 else start


@given(st.lists(PIECE, max_size=30).map("".join), st.sampled_from([str, repr, str.upper]))
def test_every_place_is_that_of_a_search_of_its_own(body: str, written: type[str]) -> None:
    text, start = Text(HEAD + written(body)), pack(2, 7)
    made = prose.compile(body)
    found = placed(made, text, start)
    positions = [*made.positions, *((one.line, one.col) for one in made.findings)]
    expected = [slowly(body, text, start, *position) for position in positions]
    assert [*found.mentions, *(one.place for one in found.found)] == expected


def test_a_body_is_walked_once_for_all_references_to_a_record() -> None:
    body = Walked("[[claim:x]] " * 1000)
    file = Walked(f"body: {body}")
    mentions = placed(prose.compile(body), Text(file), pack(1, 7)).mentions
    assert mentions == tuple(pack(1, 7 + 12 * n) for n in range(1000))
    assert body.steps + file.steps < 5 * len(file)


def test_each_of_many_words_is_looked_for_once() -> None:
    class Heard(Text):
        asked = 0

        def offset(self, place: int) -> int:
            Heard.asked += 1
            return super().offset(place)

    text = Heard("".join(f"{n:4} word\n" for n in range(500)))
    places = Places({("page", "a"): ("a", 0)}, lambda _: ((pack(1, 1), ()),), lambda _: text)
    found = [places.locate(Field("page", "a", (), "word", nth)) for nth in range(501)]
    assert [(span.line, span.col) for span in found[:500]] == [(n, 6) for n in range(1, 501)]
    assert (found[500].line, found[500].col) == (1, 1)
    assert Heard.asked == 1  # where the search begins
