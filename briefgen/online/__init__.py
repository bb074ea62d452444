"""Online: whether the sources are still where the records say, asked of the network.

Only ``check --online`` comes here, never a build. Which addresses are asked (``addresses``) and
what answers mean (``verdicts``) is pure; between them hosts are asked politely. Only what the
audience sees is asked, since asking tells a host, and for what is dead an archive too, that
somebody reads it.
"""

from __future__ import annotations

import queue
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from briefgen.errors import ConfigError, Diagnostic, StorageError
from briefgen.online import addresses, memory, verdicts
from briefgen.online.answers import Answer

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.checks.rule import Finding, Rule
    from briefgen.online.addresses import Asked
    from briefgen.online.polite import Manners, Visitor
    from briefgen.resolve import Site
    from briefgen.state import State

DAYS = 7
"""How long an answer holds, unless said otherwise."""
_GRACE = 2.0
"""Seconds for what is under way when the time for all is up."""
_LATE = Answer("silent", "did not answer before the time for all addresses was up")


_Got = tuple[str, Answer] | Exception


class Watcher(Protocol):
    """Told how many addresses have answered."""

    def asked(self, done: int, total: int) -> None:
        """So many of so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How to ask."""

    today: datetime.date
    days: int = DAYS
    """Answers that are younger than so many days are not asked for again."""
    service: str = ""
    """The address of an archive's availability API; empty to ask none."""
    manners: Manners


def ready() -> None:
    """Raise ConfigError unless the package is there that speaks HTTP."""
    if find_spec("urllib3") is None:
        message = "check --online needs a package more, which is not installed"
        raise ConfigError(Diagnostic("W01", message, hint="pip install 'briefgen[online]'"))


def ask(
    site: Site, state: State, wishes: Wishes, watcher: Watcher
) -> tuple[tuple[Rule, Finding], ...]:
    """What is found about every address of the site's sources, asked now or remembered.

    Raises StorageError if there is no network, or the disk will not keep what was learnt.
    """
    asked = addresses.planned(site)
    known = memory.recall(state, (one.url for one in asked), wishes.today, wishes.days)
    new: dict[str, Answer] = {}
    total = [one for one in asked if one.url not in known]
    watcher.asked(0, len(total))
    try:
        for url, answer in _answers(total, wishes):
            new[url] = answer
            watcher.asked(len(new), len(total))
        known.update({one.url: _LATE for one in total})
    finally:
        memory.keep(state, new, wishes.today)
    if new and all(answer.unreached for answer in new.values()):
        raise _cut_off(len(new))
    return tuple(verdicts.findings(asked, {**known, **new}))


def _answers(asked: Sequence[Asked], wishes: Wishes) -> Iterator[tuple[str, Answer]]:
    """Each address with its answer, as they come; one thread sees to all of a host."""
    from briefgen.online.polite import Visitor

    if not asked:
        return
    visitor = Visitor(wishes.manners)
    groups = _by_host(asked)
    pool = ThreadPoolExecutor(wishes.manners.at_once, "briefgen-online")
    got: queue.SimpleQueue[_Got] = queue.SimpleQueue()
    try:
        for group in groups:
            pool.submit(_row, group, visitor, wishes.service, got)
        for _ in asked:
            left = max(visitor.until + _GRACE - time.monotonic(), 0.0)
            answer = got.get(timeout=left)
            if isinstance(answer, Exception):
                raise answer
            yield answer
    except queue.Empty:
        return  # a name that is looked up cannot be interrupted, only left
    finally:
        visitor.stop()
        pool.shutdown(wait=False, cancel_futures=True)


def _by_host(asked: Iterable[Asked]) -> list[list[str]]:
    """The addresses of each host; the longest rows first, since they take the longest."""
    rows: dict[str, list[str]] = {}
    for one in asked:
        rows.setdefault(one.url.split("/", 3)[2].lower(), []).append(one.url)
    return sorted(rows.values(), key=len, reverse=True)


def _row(urls: Iterable[str], visitor: Visitor, service: str, put: queue.SimpleQueue[_Got]) -> None:
    try:
        for url in urls:
            put.put((url, _one(url, visitor, service)))
    except Exception as fault:  # noqa: BLE001 - a bug is for the thread that waits
        put.put(fault)


def _one(url: str, visitor: Visitor, service: str) -> Answer:
    from briefgen.online import asking, copies

    answer = asking.ask(url, visitor)
    if answer.kind != "dead" or not service:
        return answer
    return replace(answer, copy=copies.find(url, visitor, service))


def _cut_off(count: int) -> StorageError:
    """Nothing was reached, so that it is the network that is missing, not a page."""
    message = f"none of {count} addresses could be asked: no name is looked up here"
    hint = "look whether this machine is on the network; nothing is known of the sources"
    return StorageError(Diagnostic("W02", message, hint=hint))
