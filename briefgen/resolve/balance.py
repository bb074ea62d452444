"""Balance: who is quoted, and whose outlets are cited, counted by side.

Each figure comes with the records it was counted from, so that it can be shown with its
inputs or not at all. Words and sources that belong to no side are counted beside the
sides, and take no part in their shares.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from briefgen.model import Event, Source
    from briefgen.model.event import Statement

G = TypeVar("G", bound=str | None)

WORD = re.compile(r"\w+(?:['’\u2011-]\w+)*")
"""As a word processor counts: what apostrophes and hyphens join is one word."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one side has of something, and in which records."""

    side: str | None
    """The id of the subject; None for what belongs to none of them."""
    amount: int
    """Words, quotes or sources."""
    inputs: tuple[str, ...]
    """The ids of the records counted, in their order."""


@lru_cache(maxsize=1 << 16)
def length(quote: str) -> int:
    """How many words a quote has; it is asked for each group that the quote belongs to."""
    return len(WORD.findall(quote))


def quoted_words(events: Iterable[Event], sides: Mapping[str, str | None]) -> tuple[Tally, ...]:
    """Words quoted of each side, with the events they stand in; most first."""
    return _tallied(
        (sides.get(speaker), event.id, length(quote)) for event, speaker, quote in _quotes(events)
    )


def quotes(events: Iterable[Event], sides: Mapping[str, str | None]) -> tuple[Tally, ...]:
    """Quotes of each side, with the events they stand in; most first."""
    return _tallied((sides.get(speaker), event.id, 1) for event, speaker, _ in _quotes(events))


def affiliated(sources: Iterable[Source], sides: Mapping[str, str | None]) -> tuple[Tally, ...]:
    """Sources of each side, by the side that the record of the source names; most first."""
    return _tallied(
        (sides.get(source.side) if source.side else None, source.id, 1) for source in sources
    )


class Heard(NamedTuple):
    """What a group of statements quotes."""

    words: int
    quotes: int
    events: tuple[tuple[str, int, int], ...]
    """The id of each event it stands in, with its quotes and its words of that group."""


def heard(events: Iterable[Event], group: Callable[[str, str | None], G]) -> dict[G, Heard]:
    """Quotes by group; ``group`` gets the speaker's id and the language as recorded."""
    found: dict[G, dict[str, tuple[int, int]]] = {}
    for event, speaker, statement in _quoting(events):
        held = found.setdefault(group(speaker, statement.lang), {})
        quotes, words = held.get(event.id, (0, 0))
        held[event.id] = quotes + 1, words + length(statement.quote or "")
    return {
        name: Heard(
            sum(words for _, words in held.values()),
            sum(quotes for quotes, _ in held.values()),
            tuple((id_, quotes, words) for id_, (quotes, words) in held.items()),
        )
        for name, held in found.items()
    }


def share(tally: Tally, of: Iterable[Tally]) -> float:
    """What a side has of all that belongs to some side: a number from 0 to 1."""
    total = sum(w.amount for w in of if w.side is not None)
    return tally.amount / total if total and tally.side is not None else 0.0


def _quotes(events: Iterable[Event]) -> Iterator[tuple[Event, str, str]]:
    """Each quote with its event and its speaker."""
    for event, speaker, statement in _quoting(events):
        yield event, speaker, statement.quote or ""


def _quoting(events: Iterable[Event]) -> Iterator[tuple[Event, str, Statement]]:
    """Each statement that quotes words, with its event and its speaker."""
    for event in events:
        for statement in event.says:
            if statement.quote is not None:
                yield event, statement.by or event.who[0], statement


def _tallied(counted: Iterable[tuple[str | None, str, int]]) -> tuple[Tally, ...]:
    amounts: dict[str | None, int] = {}
    inputs: dict[str | None, dict[str, None]] = {}
    for side, id_, amount in counted:
        amounts[side] = amounts.get(side, 0) + amount
        inputs.setdefault(side, {})[id_] = None
    ranked = sorted(amounts, key=lambda side: (side is None, -amounts[side], side or ""))
    return tuple(Tally(side, amounts[side], tuple(inputs[side])) for side in ranked)
