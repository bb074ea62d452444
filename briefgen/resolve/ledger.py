"""The ledger: what is claimed, by whom, and what those it is about said in return.

The rule. A statement answers a claim when it is by one of those the claim is about, or
by one who speaks for them; when it is dated after the claim was first made on file; and
when it takes a stance on that very claim. Where dates overlap, so that the order cannot be
read off them, it counts only if its event says that it responds to an event that made the claim.
A claim stands where the last reply leaves it; to decline to answer takes back no denial. It
is withdrawn when all who asserted it took it back.
Commentary holds no statements, so a reader's comment can never be a reply.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefgen import dates
from briefgen.resolve.offices import speaks_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from briefgen.model import Actor, Claim, Event
    from briefgen.model.event import Stance, Statement

Status = Literal["unsaid", "unanswered", "declined", "disputed", "denied", "conceded", "withdrawn"]

ASSERTING = frozenset(["asserts", "repeats", "endorses"])
_OF_REPLY: dict[str, Status] = {
    "denies": "denied", "disputes": "disputed", "qualifies": "disputed", "counters": "disputed",
    "declines": "declined", "asserts": "conceded", "repeats": "conceded",
    "endorses": "conceded",
}  # fmt: skip


class Utterance(NamedTuple):
    """A statement where it stands: in an event, by a speaker, at a date."""

    event: Event
    nth: int
    """Its place in the event's ``says``."""
    stance: Stance | None = None
    """What it does to the claim at hand."""

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.event.says[self.nth]

    @property
    def speaker(self) -> str:
        """The id of who said it."""
        return self.statement.by or self.event.who[0]

    @property
    def date(self) -> dates.Edtf:
        """When it was said."""
        return self.statement.date or self.event.date


class Reply(NamedTuple):
    """An answer, and how long it took."""

    said: Utterance
    lag: tuple[int, int] | None
    """Fewest and most days since the claim was first made; None if a date is open."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A claim with everything on file about it."""

    claim: Claim
    assertions: tuple[Utterance, ...]
    """Who asserted it, in order of date."""
    replies: tuple[Reply, ...]
    """What those it is about said in return, in order of date."""
    others: tuple[Utterance, ...]
    """Stances that are neither: by third parties, or not after the claim."""
    status: Status
    """Where it stands."""


def ledgers(
    claims: Iterable[Claim], events: Iterable[Event], actors: Mapping[str, Actor]
) -> dict[str, Ledger]:
    """The ledger of every claim; events come in chronological order."""
    heard: dict[str, list[Utterance]] = {}
    for event in events:
        for n, statement in enumerate(event.says):
            for on in statement.on:
                heard.setdefault(on.claim, []).append(Utterance(event, n, on.stance))
    return {claim.id: _ledger(claim, heard.get(claim.id, []), actors) for claim in claims}


def _ledger(claim: Claim, heard: list[Utterance], actors: Mapping[str, Actor]) -> Ledger:
    heard = sorted(heard, key=lambda u: dates.sort_key(u.date, u.event.id))
    made = [u for u in heard if _asserts(u, claim, actors)]
    if not made:
        return Ledger(claim, (), (), tuple(heard), "unsaid")
    claimed = _Claimed.by(made)
    replies: list[Utterance] = []
    assertions: list[Utterance] = []
    others: list[Utterance] = []
    for said in heard:
        if _answers(said, claimed, claim, actors):
            replies.append(said)
        elif said.stance in ASSERTING:
            assertions.append(said)
        else:
            others.append(said)
    return Ledger(
        claim,
        tuple(assertions),
        tuple(Reply(u, _lag(made[0], u)) for u in replies),
        tuple(others),
        _status(assertions, replies, others),
    )


def _lag(first: Utterance, said: Utterance) -> tuple[int, int] | None:
    days = dates.days_between(first.date, said.date)
    return None if days is None else (max(days[0], 0), days[1])  # an answer is never earlier


def _asserts(said: Utterance, claim: Claim, actors: Mapping[str, Actor]) -> bool:
    return said.stance in ASSERTING and not _concerned(said, claim, actors)


def _concerned(said: Utterance, claim: Claim, actors: Mapping[str, Actor]) -> bool:
    speaker = actors.get(said.speaker)
    return speaker is not None and any(a in claim.about for a in speaks_for(speaker, actors))


class _Claimed(NamedTuple):
    """When and where a claim was made, so that no reply is held against every assertion."""

    end: date | None
    """The first day by which it was certainly made."""
    events: Mapping[str, list[Utterance]]
    """What made it, by event."""

    @classmethod
    def by(cls, made: list[Utterance]) -> _Claimed:
        ends = [u.date.upper for u in made if u.date.upper]
        events: dict[str, list[Utterance]] = {}
        for said in made:
            events.setdefault(said.event.id, []).append(said)
        return cls(min(ends, default=None), events)


def _answers(said: Utterance, made: _Claimed, claim: Claim, actors: Mapping[str, Actor]) -> bool:
    if said.stance not in _OF_REPLY or not _concerned(said, claim, actors):
        return False
    if made.end and said.date.lower and said.date.lower > made.end:
        return True
    answered = (u for id_ in said.event.responds_to for u in made.events.get(id_, ()))
    return any(dates.compare(said.date, u.date) != "before" for u in answered)


def _status(
    assertions: list[Utterance], replies: list[Utterance], others: list[Utterance]
) -> Status:
    if _withdrawn(assertions, others):
        return "withdrawn"
    if not replies:
        return "unanswered"
    spoken = [u for u in replies if u.stance != "declines"] or replies
    return _OF_REPLY[spoken[-1].stance or ""]


def _withdrawn(assertions: list[Utterance], others: list[Utterance]) -> bool:
    """Whether each of those who asserted it has taken it back since."""
    taken_back: dict[str, list[Utterance]] = {}
    for back in others:
        if back.stance == "withdraws":
            taken_back.setdefault(back.speaker, []).append(back)
    return all(
        any(not dates.after(u.date, back.date) for back in reversed(taken_back.get(u.speaker, ())))
        for u in assertions
    )
