"""Words credited to a person who had no such voice: out of office, or speaking for a body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field
from briefgen.resolve.ledger import Utterance

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from briefgen.checks.reading import Reading
    from briefgen.dates import Edtf
    from briefgen.model import Event
    from briefgen.model.actor import Office
    from briefgen.model.fields import Localized
    from briefgen.resolve import Site

_CHANNEL = re.compile(
    r"\b(?:communiqu[ée]s?|press (?:release|statement)|notes? verbales?|verbal note"
    r"|joint (?:statement|declaration)|d[ée]clarations? (?:conjointes?|commune?s?))\b",
    re.IGNORECASE,
)
"""What bodies publish, and people do not."""
_BODY = re.compile(
    r"(?:the |le |la |les |l['’])?(?:[\w-]+['’ ]){0,2}?"
    r"(?:ministry|government|presidency|army|general staff|embassy|junta|authorities"
    r"|minist[èe]re|gouvernement|pr[ée]sidence|arm[ée]e|[ée]tat-major|ambassade|autorit[ée]s)"
    r"\b(?!['’-])(?! (?:spokes\w+|chief|head|minister|official|leader))",
    re.IGNORECASE,
)
"""A body as the subject with which a sentence begins."""


def out_of_office(site: Site) -> Iterator[Finding]:
    """Each person who speaks on a day on which none of the offices on file was held."""
    persons = {a.id for a in site.dossier.actors if a.kind == "person" and a.offices}
    for event in site.events.values() if persons else ():
        for nth, speaker in _spoken(event, persons):
            actor, said = site.actors[speaker], Utterance(event, nth)
            if all(_apart(office, said.date) for office in actor.offices):
                yield Finding(
                    _place(event, nth),
                    f'"{speaker}" held none of the offices on file on {said.date.text}',
                )


def for_a_body(reading: Reading[Event]) -> Iterator[Finding]:
    """Each statement of a person that by its event is a body's."""
    event = reading.record
    why = _channel(event.via) or _subject(event.what)
    if why:
        for nth, speaker in _spoken(event, reading.context.persons):
            yield Finding(_place(event, nth), f'{why}, and "{speaker}" is a person')


def _spoken(event: Event, persons: Container[str]) -> Iterator[tuple[int, str]]:
    """Each person who speaks in an event once: at the first statement made."""
    seen = set()
    for nth, said in enumerate(event.says):
        speaker = said.by or event.who[0]
        if speaker in persons and speaker not in seen:
            seen.add(speaker)
            yield nth, speaker


def _place(event: Event, nth: int) -> Field:
    given = event.says[nth].by is not None
    return Field("event", event.id, ("says", nth, "by") if given else ("who", 0))


def _apart(office: Office, date: Edtf) -> bool:
    """Whether an office certainly ended before a date, or began after it."""
    start = office.start.lower if office.start else None
    end = office.end.upper if office.end else None
    late = end is not None and date.lower is not None and end < date.lower
    early = start is not None and date.upper is not None and date.upper < start
    return late or early


def _channel(via: Localized | None) -> str:
    found = next((m for _, t in via.texts if (m := _CHANNEL.search(t))), None) if via else None
    return f'the words came by "{found[0]}"' if found else ""


def _subject(what: Localized) -> str:
    found = next((m for _, t in what.texts if (m := _BODY.match(t))), None)
    return f'the record says that "{found[0]}" spoke' if found else ""


Q05 = Rule(
    code="Q05",
    severity="warning",
    fault="speaker out of office",
    sees=(
        "a statement by a person who has offices on file, none of which can have been held at its"
        " date; a date or an office with open bounds is given the benefit of the doubt, and a"
        " person without offices is let be"
    ),
    why="words are quoted for the office behind them; a former minister speaks for nobody else",
    example="""\
# actors.yaml
- id: attaf
  kind: person
  offices: [{title: Foreign minister, from: 2023-03-18, source: gazette}]
# events/2021-05-04-speech.yaml: date: 2021-05-04, who: attaf, says: …
""",
    cure="add the office held then, or mend the speaker or the date",
    find=out_of_office,
)

Q06 = Rule(
    code="Q06",
    severity="warning",
    fault="words of a body credited to a person",
    sees=(
        "a statement whose speaker is a person, in an event that came via a communiqué, a press"
        " release or statement, a note verbale or a joint statement, or whose what begins with a"
        " ministry, government, presidency, army or embassy, in English or French; a"
        " communiqué that a person signs in their own name it cannot tell apart"
    ),
    why="an institution is not its head: a communiqué binds the ministry, not the minister",
    example="""\
# events/2025-01-01-mali-mfa.yaml
who: diop
via: communiqué
says: [{form: partial, quote: nostalgic for a bygone era}]
""",
    cure="credit the body, or say by which channel the person spoke",
    each={"event": for_a_body},
)
