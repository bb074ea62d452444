"""Agreements: the status of each over time, from the events that set it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.model import Agreement, Event

UNREAL = frozenset(["planned", "not-happened"])
"""Phases of events that set no status: B03 tells of such."""


class History(NamedTuple):
    """What happened to an agreement."""

    agreement: Agreement
    steps: tuple[Event, ...]
    """The events that set a status, in chronological order."""
    standing: tuple[Event, ...]
    """Those of them that surely no other follows; several where the order is not known."""
    mentions: tuple[Event, ...]
    """Other events that concern it."""


def histories(agreements: Mapping[str, Agreement], events: Iterable[Event]) -> dict[str, History]:
    """The history of every agreement by its id; events come in chronological order."""
    steps: dict[str, list[Event]] = {id_: [] for id_ in agreements}
    mentions: dict[str, list[Event]] = {id_: [] for id_ in agreements}
    for event in events:
        step = event.agreement
        if step:
            sets = step.status is not None and event.phase not in UNREAL
            (steps if sets else mentions)[step.ref].append(event)
    return {
        id_: History(agreement, tuple(steps[id_]), _last(steps[id_]), tuple(mentions[id_]))
        for id_, agreement in agreements.items()
    }


def _last(steps: list[Event]) -> tuple[Event, ...]:
    """The steps whose last possible day is not before the first possible day of another."""
    dated = [event for event in steps if event.date.lower or event.date.upper]
    begun = max((_lower(event) for event in dated), default=None)
    if begun is None:
        return tuple(steps)
    return tuple(event for event in dated if event.date.upper is None or event.date.upper >= begun)


def _lower(event: Event) -> datetime.date:
    return event.date.lower or datetime.date.min
