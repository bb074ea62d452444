"""Verdicts: what answers mean for the records that hold the addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks import links
from briefgen.checks.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.checks.rule import Rule
    from briefgen.errors import Field
    from briefgen.online.addresses import Asked
    from briefgen.online.answers import Answer

_HINTS = {
    "moved": "look whether it is the same page, and give the new address",
    "elsewhere": "look whether it is the same page; the address may stay",
    "refused": "look at it in a browser: programs may be kept out where readers are not",
    "silent": "try again later; whether it is dead is not known",
    "private": "give an address that readers can open, or allow the host with --allow-host",
}


def findings(
    asked: Iterable[Asked], answers: Mapping[str, Answer]
) -> Iterator[tuple[Rule, Finding]]:
    """What is to be said of each field: a dead link is a finding, all else that is odd a note."""
    for one in asked:
        answer = answers[one.url]
        for place in one.places if answer.kind != "there" else ():
            yield links.S07, _finding(place, answer)


def _finding(place: Field, answer: Answer) -> Finding:
    """One address in one field."""
    what = "the archived copy of" if place.path[0] == "archive" else "the address of"
    said = f'{what} "{place.id}" {_said(answer)}'
    if answer.kind == "dead":
        return Finding(place, said, _cure(answer, place))
    return Finding(place, said, _HINTS[answer.kind], note=True)


def _said(answer: Answer) -> str:
    if answer.kind in {"moved", "elsewhere"}:
        return f"{'has moved' if answer.kind == 'moved' else 'leads, for now,'} to {answer.to}"
    return f"leads to {answer.to}, which {answer.why}" if answer.to else answer.why


def _cure(answer: Answer, place: Field) -> str:
    """Where there is a copy, what to write; the rule's own cure if not."""
    if not answer.copy:
        return "look for another copy of the page" if place.path[0] == "archive" else ""
    url, day = answer.copy
    return f'look whether this copy is the page: archive: {{url: "{url}", date: {day}}}'
