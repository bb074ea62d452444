"""Faults of catalogues, each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.errors import Diagnostic, Span
from briefgen.state import State
from briefgen.theme import faults
from tests.unit.theme.scratch import theme

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
MANY = 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\n'


def found(tmp_path: Path, text: str | bytes, name: str = "fr") -> list[Diagnostic]:
    """What is wrong with a catalogue."""
    made = theme(tmp_path, {f"locale/{name}.po": text})
    return [f for f in faults(made) if isinstance(f.place, Span)]


BAD = {
    "no closing quote": ('msgid "a"\nmsgstr "Date\n', 6, "no closing quote"),
    "no closing quote further on": ('msgid "a"\nmsgstr ""\n"b\n', 7, "no closing quote"),
    "an escaped one": ('msgid "a"\nmsgstr "b\\"\n', 6, "no closing quote"),
    "no quotes": ('msgid a\nmsgstr "b"\n', 5, "msgid has no text in quotes"),
    "a quote in it": ('msgid "a"\nmsgstr "b "c" d"\n', 6, "goes on after its closing quote"),
    "nonsense": ('msgid "a"\nmsgstr "b"\nnonsense\n', 7, "not a line of"),
    "a word that is none": ('msgid "a"\nmsgstring "b"\n', 6, "not a line of"),
    "translated in two ways": (
        'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 8, '"a" is translated before, on line 5'
    ),
    "in pieces": ('msgid "ab"\nmsgstr "b"\n\nmsgid "a"\n"b"\nmsgstr "c"\n', 8, '"ab" is'),
    "with plurals": (f'{MANY}msgstr[1] "c"\n\n{MANY}msgstr[1] "d"\n', 10, '"a" is'),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    text, line, message = BAD[name]
    (fault,) = found(tmp_path, HEAD + text)
    assert (fault.code, fault.place) == ("H20", Span("themes/mine/locale/fr.po", line))
    assert message in fault.message


GOOD = {
    "comments": '# a "b\n#, fuzzy\n#: x:1\nmsgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n',
    "twice the same": 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr ""\n"b"\n',
    "in two contexts": 'msgctxt "x"\nmsgid "a"\nmsgstr "b"\nmsgctxt "y"\nmsgid "a"\nmsgstr "c"\n',
    "escaped": 'msgid "a \\"b\\" \\\\"\nmsgstr "« b » \\n"\n',
    "a separator in it": 'msgid "a"\nmsgstr "b\u2028c"\n',
    "indented": '  msgid   "a"\n\tmsgstr\t"b"\n',
}


@pytest.mark.parametrize("name", GOOD)
def test_sound_catalogues_are_let_be(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, HEAD + GOOD[name]) == []


@pytest.mark.parametrize("name", ["klingon!", "fr_FR", "fr/LC_MESSAGES/x", "klingon"])
def test_a_catalogue_is_named_for_a_language(name: str, tmp_path: Path) -> None:
    (fault,) = found(tmp_path, HEAD, name)
    assert (fault.code, fault.place) == ("H20", Span(f"themes/mine/locale/{name}.po"))
    assert f'"{name}" is not a BCP 47 language tag' in fault.message


@pytest.mark.parametrize("name", ["fr", "fr-ML", "zh-Hant-TW", "es-419"])
def test_names_of_languages(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, HEAD, name) == []


def test_a_catalogue_is_utf8(tmp_path: Path) -> None:
    (fault,) = found(tmp_path, HEAD.encode() + 'msgid "a"\nmsgstr "é"\n'.encode("latin-1"))
    assert (fault.code, fault.place) == ("H08", Span("themes/mine/locale/fr.po", 6, 9))


@pytest.mark.lasting
def test_words_that_change_are_looked_at_again(tmp_path: Path) -> None:
    sound = theme(tmp_path, {"templates/404.html": "x"}, extends="default")
    broken = 'msgid "a"\nmsgstr "b\n'
    with State.nowhere() as state:
        assert faults(sound, state) == ()
        made = theme(tmp_path, {"locale/de.po": broken}, extends="default")
        assert [f.code for f in faults(made, state)] == ["H20"]
