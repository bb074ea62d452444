"""Positions: each claim against those who took a stance on it, as a table has it.

A column is a voice: a subject with all who speak for it, or an actor that speaks for none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefgen.dates import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.resolve.ledger import Ledger, Utterance


class Stand(NamedTuple):
    """One stance on a claim."""

    said: Utterance
    lag: tuple[int, int] | None
    """Of a reply, the days since the claim was first made, unless a date is open."""


class Position(NamedTuple):
    """Where one voice stands on one claim."""

    voice: str
    """The id of the subject or actor."""
    stands: tuple[Stand, ...]
    """Its stances in order of date; none if it owes the reply."""

    @property
    def unanswered(self) -> bool:
        """The claim is about it and was made, and it took no stance."""
        return not self.stands


def voice(actor: str, sides: Mapping[str, str | None]) -> str:
    """The subject that the actor speaks for, or the actor itself."""
    return sides.get(actor) or actor


def positions(ledger: Ledger, sides: Mapping[str, str | None]) -> tuple[Position, ...]:
    """Every voice on a claim, in the order of speech; then those it is about who said nothing."""
    lags = {(r.said.event.id, r.said.nth): r.lag for r in ledger.replies}
    said = (*ledger.assertions, *(r.said for r in ledger.replies), *ledger.others)
    found: dict[str, list[Stand]] = {}
    for one in sorted(said, key=lambda u: sort_key(u.date, u.event.id)):
        stand = Stand(one, lags.get((one.event.id, one.nth)))
        found.setdefault(voice(one.speaker, sides), []).append(stand)
    if ledger.assertions:
        for about in ledger.claim.about:
            found.setdefault(voice(about, sides), [])
    return tuple(Position(who, tuple(stands)) for who, stands in found.items())


def heard(
    rows: Iterable[tuple[Position, ...]], subjects: tuple[str, ...], more: int
) -> tuple[str, ...]:
    """The voices to give a column: the subjects, and up to ``more`` others heard on most claims.

    Who was heard on one claim alone would leave a column empty in every other row.
    """
    counts: dict[str, int] = {}
    for row in rows:
        for who, stands in row:
            counts[who] = counts.get(who, 0) + bool(stands)
    others = [who for who, n in counts.items() if n > 1 and who not in subjects]
    return (*subjects, *sorted(others, key=lambda who: (-counts[who], who))[:more])
