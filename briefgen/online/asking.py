"""Asking: what becomes of an address, through all redirects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.online import addresses, hosts
from briefgen.online.answers import Answer
from briefgen.online.fetch import SilenceError

if TYPE_CHECKING:
    from briefgen.online.addresses import Address
    from briefgen.online.answers import Kind
    from briefgen.online.fetch import Reply
    from briefgen.online.polite import Visitor

HOPS = 10
"""Redirects that are followed."""
FOR_GOOD = frozenset([301, 308])
FOR_NOW = frozenset([302, 303, 307])
GONE = frozenset([404, 410])
UNKNOWN = Answer("silent", "has a host whose name could not be looked up", unreached=True)


def ask(url: str, visitor: Visitor) -> Answer:
    """What is at an address, as an author wrote it."""
    try:
        address = addresses.parse(url)
    except ValueError:
        return Answer("dead", "is no address that could be asked")
    passed = [address]
    good = True
    while True:
        answer = _met(passed[-1], visitor)
        if isinstance(answer, Answer):
            return _led(answer, passed)
        if answer.status not in FOR_GOOD | FOR_NOW or not answer.location:
            return _led(_judged(answer.status, passed, good=good), passed)
        good = good and answer.status in FOR_GOOD
        try:
            found = addresses.joined(passed[-1], answer.location)
        except ValueError:
            return _led(Answer("silent", "redirects to what is no web address"), passed)
        if found in passed or len(passed) > HOPS:
            return _led(Answer("silent", "redirects without end"), passed)
        passed.append(found)


def _met(address: Address, visitor: Visitor) -> Reply | Answer:
    try:
        return visitor.head(address)
    except SilenceError as fault:
        return Answer("silent", str(fault))
    except hosts.PrivateError:
        return Answer("private", "is not a public address, and was not asked")
    except hosts.NamelessError:
        gone = Answer("dead", "has a host that does not exist")
        return gone if visitor.named else UNKNOWN
    except hosts.UnknownError:
        return UNKNOWN


def _judged(status: int, passed: list[Address], *, good: bool) -> Answer:
    """What a last answer means."""
    why = f"answers {status}"
    if status in GONE:
        return Answer("dead", why)
    if 200 <= status < 300:
        kind: Kind = "there"
        if len(passed) > 1:
            kind = "moved" if good else "elsewhere"
        return Answer(kind, why)
    return Answer("refused" if 400 <= status < 500 and status != 429 else "silent", why)


def _led(answer: Answer, passed: list[Address]) -> Answer:
    """The same, with where it was found out."""
    if len(passed) == 1:
        return answer
    return Answer(answer.kind, answer.why, str(passed[-1]))
