"""Claims that say two things at once, or take a side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.passages import Told
    from briefgen.checks.reading import Reading
    from briefgen.model import Claim

SENTENCES = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Dr|St|No|Mt))(?<!\bMrs)[.!?…]\s+[«“\"]?[^\W\d_a-z]|;"
)
"""The end of one sentence and the beginning of the next; initials and titles end none."""
_FINITE = {
    "en": "is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|must|shall"
    "|should",
    "fr": "est|sont|était|étaient|fut|furent|sera|seront|serait|seraient|a|ont|avait|avaient|eut"
    "|aura|auront|aurait|auraient|peut|peuvent|pouvait|doit|doivent|devait",
}
"""Verbs that are finite whatever stands around them."""
JOINED = {
    "en": re.compile(
        rf"""\b(?:because(?!\ of\b)|whereas|although|even\ though|therefore|(?<!\ba\ )while)\b
        |\band\ that\b(?!\ of\b)
        |(?<!thing)(?<!\ball)(?<!\bnone)[,:]?\ but\ (?!not\b|also\b|for\b)
        |\band\ (?:he|she|it|they|we|there)\b
        |\b(?:{_FINITE["en"]})\b.*?\band\ (?:(?:then|also|never|still|thus|now)\ )?
            (?:{_FINITE["en"]})\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "fr": re.compile(
        rf"""\b(?:parce\ qu|puisqu|alors\ qu|tandis\ qu|bien\ qu|quoiqu)(?:e\b|['’])
        |\bet\ (?:que\b|qu['’])
        |,\ (?:car|donc)\b
        |,?\ mais\ (?!pas\b|aussi\b|non\b|également\b|encore\b|surtout\b)
        |\bet\ (?:ils?|elles?|on|il\ y)\b
        |\b(?:{_FINITE["fr"]})\b.*?\bet\ (?:n['’]|ne\ |en\ |y\ |l['’]|s['’]|se\ )?
            (?:{_FINITE["fr"]})\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
}
"""What joins a clause to another, or gives its ground."""
RELATIVE = {
    "en": re.compile(r"\b(?:who|whom|whose|which|that|where)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:qui|dont|où|lequel|laquelle|que)\b|\bqu['’]", re.IGNORECASE),
}
"""A clause inside a clause: two verbs after one of these still make one proposition."""
OPINION = {
    "en": re.compile(
        r"\b(?:of course|obviously|clearly|undeniably|undoubtedly|unfortunately|sadly|rightly"
        r"|wrongly|falsely|so-called|as everyone knows|needless to say|in truth|in reality)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:bien sûr|évidemment|clairement|indéniablement|incontestablement|malheureusement"
        r"|hélas|à juste titre|à tort|faussement|soi-disant|prétendue?s?|comme chacun sait"
        r"|en réalité|en vérité)\b",
        re.IGNORECASE,
    ),
}
"""Words by which whoever writes judges the proposition."""

LIMIT = 2000
"""So many characters are looked at: a claim is a sentence, not a book."""


def compound(reading: Reading[Claim]) -> Iterator[Finding]:
    """Each text of a claim that is not one plain proposition."""
    for told in reading.told("text"):
        fault = _fault(told)
        if fault:
            yield Finding(reading.at(*told.path), fault)


def _fault(told: Told) -> str:
    words = told._replace(text=told.text[:LIMIT]).own().strip()
    if words.endswith("?"):
        return "a question is no proposition, and can be neither asserted nor denied"
    if SENTENCES.search(words) or "!" in words:
        return "more than one sentence, or a cry: a claim is one plain sentence"
    if (joint := _joint(words, told.lang)) is not None:
        return f'two propositions joined by "{joint}": an answer to one is none to the other'
    opinion = OPINION[told.lang].search(words) if told.lang in OPINION else None
    return f'"{opinion[0]}" judges the claim instead of stating it' if opinion else ""


def _joint(words: str, lang: str) -> str | None:
    """What joins two propositions; None if there is but one."""
    found = JOINED[lang].search(words) if lang in JOINED else None
    if not found:
        return None
    joint = found[0].strip(" ,:")
    if len(joint.split()) > 2:  # two verbs: what lies between them begins with the first
        if RELATIVE[lang].search(words[: found.end()]):
            return None
        joint = " ".join(joint.split()[-2:])
    return joint


C03 = Rule(
    code="C03",
    severity="warning",
    fault="claim compound or not neutral",
    sees=(
        "the text of a claim, in English or French, that holds several sentences, is a question,"
        " joins two clauses by a conjunction (because, but, whereas, and that, and they, is … and"
        " has; parce que, mais, tandis que, et que, et ils, est … et a), or judges by a word such"
        " as clearly, falsely, so-called; à tort, soi-disant. Words in quotation marks are let be,"
        " and loaded words are left to V01. It cannot see two clauses joined by and whose verbs"
        " have no auxiliary, for they look like two nouns, nor a slant without such a word"
    ),
    why="who denies one half of a double claim seems to deny the other too",
    example="""\
# claims.yaml
- id: shelter-and-arms
  text: Algeria shelters armed groups because it has lost influence, and that it arms them
  about: algeria
""",
    cure="make one claim of each proposition, in the plainest words; the wider may be their parent",
    each={"claim": compound},
)
