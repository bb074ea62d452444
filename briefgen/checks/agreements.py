"""Statuses of agreements that no event bears out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import dates
from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.dates import Edtf
    from briefgen.model import Agreement, Event
    from briefgen.resolve import Site

HALTED = frozenset(["suspended", "denounced", "ended"])
"""What an agreement can be resumed from."""
ONGOING = frozenset(["in-force", "suspended"])
"""What an agreement that has ended can no longer be, unless it was begun again."""
BEGUN = frozenset(["signed", "in-force", "resumed"])
"""What makes an agreement live, at first or again."""


def unsupported(site: Site) -> Iterator[Finding]:
    """Each status of an agreement that the events on file do not bear out."""
    steps: dict[str, list[Event]] = {}
    for event in site.events.values():
        step = event.agreement
        if step and step.status:
            if event.phase in ("planned", "not-happened"):
                yield _at(event, f"is given by what has not taken place (phase: {event.phase})")
            else:
                steps.setdefault(step.ref, []).append(event)
    for agreement in site.agreements.values():
        events = steps.get(agreement.id, [])
        yield from _signed(agreement, events)
        yield from _out_of_order(agreement, events)


def _signed(agreement: Agreement, events: list[Event]) -> Iterator[Finding]:
    """The date of signature, when events contradict it or nothing bears it out."""
    if agreement.signed is None:
        return
    place = Field("agreement", agreement.id, ("signed",))
    signings = _of(events, "signed")
    if not signings and not agreement.source:
        yield Finding(
            place, f"signed {agreement.signed.text}, but by no event on file, and by no source"
        )
    if signings and all(_apart(agreement.signed, e.date) for e in signings):
        told = ", ".join(f'"{e.id}" ({e.date.text})' for e in signings)
        yield Finding(place, f"signed {agreement.signed.text}, but signed in the event {told}")


def _out_of_order(agreement: Agreement, events: list[Event]) -> Iterator[Finding]:
    """Each status that needs another before it, or none, where the dates leave no doubt."""
    for event in events:
        status = _status(event)
        if status == "resumed" and not any(
            _status(e) in HALTED and not dates.after(e.date, event.date) for e in events
        ):
            yield _at(event, "follows no event that suspended, denounced or ended it")
        if status in ONGOING and (end := _end(event, events)):
            yield _at(event, f'follows "{end.id}" ({end.date.text}), which ended it')
        if status == "in-force":
            yield from _too_early(agreement, event, events)


def _end(event: Event, events: list[Event]) -> Event | None:
    """What ended the agreement before the event, with nothing between that began it again."""
    for end in _of(events, "ended"):
        between = (
            e
            for e in events
            if e is not event
            and not dates.after(end.date, e.date)
            and not dates.after(e.date, event.date)
        )
        if dates.after(event.date, end.date) and not any(_status(e) in BEGUN for e in between):
            return end
    return None


def _too_early(agreement: Agreement, event: Event, events: list[Event]) -> Iterator[Finding]:
    signings = [e.date for e in _of(events, "signed")]
    signings += [agreement.signed] if agreement.signed else []
    if signings and all(dates.compare(event.date, day) == "before" for day in signings):
        yield _at(event, f"comes before it was signed ({signings[0].text})")


def _apart(one: Edtf, other: Edtf) -> bool:
    return dates.compare(one, other) in ("before", "after")


def _of(events: list[Event], status: str) -> list[Event]:
    return [event for event in events if _status(event) == status]


def _status(event: Event) -> str | None:
    return event.agreement.status if event.agreement else None


def _at(event: Event, fault: str) -> Finding:
    ref = event.agreement.ref if event.agreement else ""
    return Finding(
        Field("event", event.id, ("agreement", "status")),
        f'"{_status(event)}" ({event.date.text}) of the agreement "{ref}" {fault}',
    )


B03 = Rule(
    code="B03",
    severity="error",
    fault="status of an agreement without an event",
    sees=(
        "a status given by an event that is planned or did not happen; signed: on an agreement"
        " that has neither an event of that status nor a source, or that all such events"
        " contradict; and steps that cannot follow each other: resumed with nothing that"
        " suspended, denounced or ended it before, in-force before it was signed, in-force or"
        " suspended after it ended and before it was resumed or signed anew. A"
        " file may begin in the middle, so other steps need none before them. It cannot see a"
        " status that is told in prose"
    ),
    why="the status of an agreement is computed from events, and one false step falsifies all"
    " that follow",
    example="""\
# the only event that bears on the agreement
date: 2025-03-01
who: arland
what: Resumes the ferry treaty
source: gazette
agreement: {ref: ferry-treaty, status: resumed}
""",
    cure="record the event that is missing, or mend the status, its date or signed:",
    find=unsupported,
)
