"""Origins: how many independent voices stand behind a number of links.

Sources that quote, reprint, translate or summarise one another are one voice. The origins
of some sources are where ``based_on`` leads when it is followed to its end: "5 links, 2
origins". What a source draws on without saying so is not on file, so the count of origins
may be too high, and is never too low.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.model import Source
    from briefgen.resolve.ledger import Ledger, Utterance


def origins(cited: Iterable[str], sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The ids of the sources that the cited ones all go back to, each once, in the order met.

    A source without ``based_on`` is its own origin. Sources that draw on nothing but each
    other, which S04 refuses, have the first id among them for their origin.
    """
    seen: dict[str, None] = dict.fromkeys(cited)
    if not [id_ for id_ in seen if sources[id_].based_on]:  # as of most
        return tuple(seen)
    found: list[str] = []
    todo = list(reversed(seen))
    while todo:
        source = sources[todo.pop()]
        if not source.based_on:
            found.append(source.id)
        onward = [b.ref for b in source.based_on if b.ref not in seen]
        seen.update(dict.fromkeys(onward))
        todo += reversed(onward)
    return tuple(found) or tuple(sorted(seen)[:1])


def carrying(said: Utterance) -> tuple[str, ...]:
    """The ids of the sources that report a statement: its own, or else those of its event."""
    cited = said.statement.source or said.event.source
    return tuple(dict.fromkeys(c.ref for c in cited))


def behind(ledger: Ledger) -> tuple[str, ...]:
    """The ids of the sources that report a claim's assertions, each once, in order of date."""
    return tuple(dict.fromkeys(ref for said in ledger.assertions for ref in carrying(said)))
