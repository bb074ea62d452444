"""Memory: answers and their day, so that a second run asks only what is old.

Kept are answers of hosts. What was silent is asked again every time.
"""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

from briefgen.online.answers import HEARD, Answer, Copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.state import State

ROOM = "online"


def recall(state: State, urls: Iterable[str], today: datetime.date, days: int) -> dict[str, Answer]:
    """The answers to these addresses that are less than so many days old."""
    found = state.get_many(ROOM, [url.encode() for url in urls])
    read = {key.decode(): _read(value, today, days) for key, value in found.items()}
    return {url: answer for url, answer in read.items() if answer}


def keep(state: State, answers: Mapping[str, Answer], today: datetime.date) -> None:
    """Remember what hosts answered."""
    rows = {u.encode(): _row(a, today) for u, a in answers.items() if a.kind in HEARD}
    state.put_many(ROOM, rows)


def _row(answer: Answer, today: datetime.date) -> bytes:
    copy = answer.copy and [answer.copy.url, answer.copy.day.isoformat()]
    row = [today.isoformat(), answer.kind, answer.why, answer.to, copy]
    return json.dumps(row).encode()


def _read(value: bytes, today: datetime.date, days: int) -> Answer | None:
    try:
        day, kind, why, to, copy = json.loads(value)
        age = (today - datetime.date.fromisoformat(day)).days
        return Answer(kind, why, to, _copy(copy)) if 0 <= age < days and kind in HEARD else None
    except (ValueError, TypeError, LookupError):
        return None


def _copy(row: Any) -> Copy | None:
    return Copy(row[0], datetime.date.fromisoformat(row[1])) if row else None
