"""Chronology: the order of events, their numbers, and who links back to them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.model import Event, Source
    from briefgen.resolve.ledger import Ledger


def chronological(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events by lower bound of date, then precision, then id; undated ones last."""
    return tuple(sorted(events, key=lambda e: dates.sort_key(e.date, e.id)))


def by_issue(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Sources by date of issue, undated ones last: the order of their numbers."""
    return tuple(sorted(sources, key=lambda s: dates.sort_key(s.issued, s.id)))


def by_assertion(ledgers: Mapping[str, Ledger]) -> tuple[Ledger, ...]:
    """Ledgers by the date the claim was first made on file, unmade ones last."""

    def key(ledger: Ledger) -> tuple[int, object]:
        if not ledger.assertions:
            return 1, (ledger.claim.id,)
        return 0, dates.sort_key(ledger.assertions[0].date, ledger.claim.id)

    return tuple(sorted(ledgers.values(), key=key))


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Backlinks: for each target, who points at it, each once, in the order met."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for target, holder in pairs:
        found[target][holder] = None
    return {target: tuple(holders) for target, holders in found.items()}
