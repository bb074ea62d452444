"""The forms of a word by a few explicit rules for each language; the rest is listed in data.

A form that no text will ever hold does no harm, so the rules may give too many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VOWELS = "aeiouy"


def forms(word: str, rule: str, lang: str) -> frozenset[str]:
    """All forms of a word in lower case; ``rule`` is words, nouns, adjectives or verbs.

    Of a phrase the last word is changed, which holds the number in English and is harmless
    in French; phrases with other forms are listed in full. Raises KeyError for a rule that
    the language does not have.
    """
    word = word.lower()
    return frozenset(_RULES[lang, rule](word)) if rule != "words" else frozenset([word])


def doubled(verb: str) -> frozenset[str]:
    """The forms of an English verb that doubles its last letter: admit, admitted."""
    return frozenset([verb, f"{verb}s", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"])


def _english_noun(word: str) -> Iterator[str]:
    yield word
    yield _english_s(word)
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    elif word.endswith("s"):
        yield word[:-1]


def _english_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"


def _english_verb(word: str) -> Iterator[str]:
    yield from (word, _english_s(word))
    if word.endswith("e"):
        yield from (f"{word}d", f"{word[:-1]}ing")
    elif word.endswith("y") and word[-2:-1] not in VOWELS:
        yield from (f"{word[:-1]}ied", f"{word}ing")
    else:
        yield from (f"{word}ed", f"{word}ing")


FEMININE = (
    ("eux", "euse"), ("eur", "euse"), ("if", "ive"), ("ien", "ienne"), ("er", "ère"),
    ("el", "elle"), ("teur", "trice"),
)  # fmt: skip


def _french_adjective(word: str) -> Iterator[str]:
    singular = word[:-1] if word.endswith("s") and len(word) > 3 else word
    for base in {word, singular}:
        yield from _french_plural(base)
        feminine = [base[: -len(m)] + f for m, f in FEMININE if base.endswith(m)]
        for one in feminine or [base if base.endswith("e") else f"{base}e"]:
            yield from _french_plural(one)


def _french_plural(word: str) -> Iterator[str]:
    yield word
    if word.endswith("al"):
        yield f"{word[:-2]}aux"
    elif word.endswith(("eau", "eu")):
        yield f"{word}x"
    elif not word.endswith(("s", "x", "z")):
        yield f"{word}s"


VERB_ENDINGS = (
    "er", "e", "es", "ent", "é", "ée", "és", "ées", "ait", "aient", "a", "èrent", "ant", "era",
    "eront", "erait", "eraient",
)  # fmt: skip
"""Of a verb in -er, third person and participles."""


def _french_verb(word: str) -> Iterator[str]:
    stem = word[:-2]
    soft = {"c": f"{stem[:-1]}ç", "g": f"{stem}e"}.get(stem[-1], stem)
    open_ = _opened(stem)
    for ending in VERB_ENDINGS:
        yield f"{stem}{ending}"
        if ending[0] == "a":
            yield f"{soft}{ending}"
        if open_ and ending[:1] == "e" and ending != "er":
            yield from (f"{one}{ending}" for one in open_)


def _opened(stem: str) -> tuple[str, ...]:
    """The stem before a mute e: appel-le, jett-e, répèt-e, qualifi-e unchanged."""
    if stem[-2:-1] == "e" and stem[-1] in "lt":
        return (f"{stem}{stem[-1]}", f"{stem[:-2]}è{stem[-1]}")
    if stem[-2:-1] == "é":
        return (f"{stem[:-2]}è{stem[-1]}",)
    return ()


_RULES: dict[tuple[str, str], Callable[[str], Iterator[str]]] = {
    ("en", "nouns"): _english_noun,
    ("en", "adjectives"): lambda word: iter([word]),
    ("en", "verbs"): _english_verb,
    ("fr", "nouns"): _french_adjective,
    ("fr", "adjectives"): _french_adjective,
    ("fr", "verbs"): _french_verb,
}
