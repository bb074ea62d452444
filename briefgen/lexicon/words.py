"""The lists of a language, read once, and what a dossier adds to them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from briefgen.lexicon.finder import Finder, key
from briefgen.lexicon.forms import doubled, forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.lexicon.attribution import Speech
    from briefgen.lexicon.clauses import Grammar

Kind = Literal["loaded", "slanted", "weasel", "likelihood", "confidence", "exempt"]

DATA = Path(__file__).with_name("data")
_NAME = re.compile(r"\b[^\W\d_][^\W_]+")


class Entry(NamedTuple):
    """A listed word: what is wrong with it, and what to write instead."""

    kind: Kind
    word: str
    instead: str = ""
    who: tuple[str, ...] = ()
    """Names of those who use it."""


class Extra(NamedTuple):
    """A word of a dossier's own list; one that is not loaded takes the word off the list."""

    word: str
    loaded: bool
    instead: str = ""
    who: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What is listed in one language, ready to be looked for."""

    lang: str
    entries: Mapping[str, Entry]
    """By form, as ``key`` gives it."""
    names: frozenset[str]
    """Words of known names, in lower case."""
    data: Mapping[str, Any]
    """The file of the language."""

    @cached_property
    def finder(self) -> Finder:
        """Finds every listed word in a text as ``lowered`` gives it."""
        spoken = self.data["attribution"]
        common = (self.data["common"], spoken["nobody"], spoken["prepositions"], spoken["passive"])
        return Finder(self.entries, frozenset(word for words in common for word in words))

    @cached_property
    def grammar(self) -> Grammar:
        """Where sentences and clauses end."""
        from briefgen.lexicon.clauses import Grammar

        return Grammar.read(self.data["clauses"])

    @cached_property
    def speech(self) -> Speech:
        """How words are attributed."""
        from briefgen.lexicon.attribution import Speech

        verbs, saying = _verbs(self.lang)
        return Speech.read(self.data["attribution"], verbs, saying)

    @cached_property
    def negations(self) -> Finder:
        """Finds words of negation."""
        return Finder(self.data["negation"]["words"])

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """Slanted verbs whose form may be a noun's."""
        return frozenset(self.data["slanted"]["verbs"]["nouns"])


def lowered(text: str) -> str:
    """A text in lower case with straight apostrophes, every place where it was."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'")


@cache
def languages() -> frozenset[str]:
    """The languages that have a list."""
    return frozenset(one.stem for one in DATA.glob("*.toml"))


@lru_cache(maxsize=8)
def lexicon(
    lang: str, extra: tuple[Extra, ...] = (), names: tuple[str, ...] = ()
) -> Lexicon | None:
    """The lexicon of a BCP 47 tag; None where its language has no list.

    ``extra`` holds a dossier's own words, ``names`` the names of its actors and places: they
    may be subjects, and a listed word in one of them is no finding.
    """
    base = lang.partition("-")[0]
    if base not in languages():
        return None
    data = _data(base)
    entries = dict(_entries(base, data))
    for own in extra:
        _add(entries, own, base)
    for name in names:
        form = key(lowered(name))
        if any(part in entries for part in _parts(form)):
            entries.setdefault(form, Entry("exempt", name))
    return Lexicon(base, entries, frozenset(_named(names)) - frozenset(data["common"]), data)


def _named(names: Iterable[str]) -> Iterator[str]:
    """The words with a capital in names, in lower case."""
    for name in names:
        yield from (word.lower() for word in _NAME.findall(name) if word[0].isupper())


def _parts(name: str) -> Iterator[str]:
    """Every run of words in a name."""
    words = name.split(" ")
    for start in range(len(words)):
        yield from (" ".join(words[start:end]) for end in range(start + 1, len(words) + 1))


def _add(entries: dict[str, Entry], own: Extra, lang: str) -> None:
    for form in forms(own.word, "nouns", lang):
        if own.loaded:
            entries[key(form)] = Entry("loaded", own.word, own.instead, own.who)
        elif entries.get(key(form), Entry("exempt", "")).kind == "loaded":
            del entries[key(form)]


@cache
def _data(lang: str) -> Mapping[str, Any]:
    return tomllib.loads((DATA / f"{lang}.toml").read_text("utf-8"))


def _entries(lang: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    """Form and entry; what comes later wins."""
    for rule, words in data["loaded"].items():
        for word, instead in words.items():
            for form in forms(word, rule, lang):
                yield key(form), Entry("loaded", word, instead)
    slanted = data["slanted"]["verbs"]
    for form in _slanted(lang):
        yield key(form), Entry("slanted", form, slanted["instead"])
    kinds: tuple[Kind, ...] = ("weasel", "likelihood", "confidence")
    for kind in kinds:
        for word in data[kind]["words"]:
            yield key(word), Entry(kind, word, data[kind].get("instead", ""))
    for word in (*data["exempt"]["words"], *data["likelihood"]["exempt"]):
        yield key(word), Entry("exempt", word)


@cache
def _slanted(lang: str) -> frozenset[str]:
    table = _data(lang)["slanted"]["verbs"]
    double = table.get("double", ())
    made = (doubled(v) if v in double else forms(v, "verbs", lang) for v in table["regular"])
    return frozenset().union(*made, table["words"])


@cache
def _verbs(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Every form of a reporting verb, and those of verbs that may follow what was said."""
    table = _data(lang)["attribution"]
    saying = frozenset(table["said"]).union(*(forms(v, "verbs", lang) for v in table["saying"]))
    verbs = frozenset(table["irregular"]).union(*(forms(v, "verbs", lang) for v in table["verbs"]))
    return verbs | saying | _slanted(lang), frozenset(map(key, saying))
