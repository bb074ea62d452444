"""Relations: who acts towards whom, and in which events.

An actor that speaks for a subject counts as that subject, so that a state, its ministries and
its ministers are one row. Each event counts once for each pair, however many of them it names.
That an actor addresses itself, or a ministry its state, is no relation: two who both recall
their envoys act on each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.resolve.positions import voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.model import Event

Relations = dict[str, dict[str, tuple[str, ...]]]
"""For each who acts, for each addressed, the ids of the events."""


def relations(events: Iterable[Event], sides: Mapping[str, str | None]) -> Relations:
    """Who addresses whom, with the ids of the events in the order they come in."""
    found: dict[str, dict[str, list[str]]] = {}
    for event in events:
        recipients = dict.fromkeys(voice(a, sides) for a in event.to)
        for who in dict.fromkeys(voice(a, sides) for a in event.who):
            for to in recipients:
                if to != who:
                    found.setdefault(who, {}).setdefault(to, []).append(event.id)
    return {who: {to: tuple(ids) for to, ids in row.items()} for who, row in found.items()}


def ranked(held: Relations, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """All who take part: the subjects in their order, then the others, most often first."""
    counts: dict[str, int] = {}
    for who, row in held.items():
        for to, ids in row.items():
            for one in (who, to):
                counts[one] = counts.get(one, 0) + len(ids)
    others = (one for one in counts if one not in subjects)
    return (*subjects, *sorted(others, key=lambda one: (-counts[one], one)))
