"""A copy of a source's text, made ready to be looked through for many quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.quotes import passages
from briefgen.quotes.tokens import QUOTE, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.quotes.passages import Place
    from briefgen.quotes.tokens import Token


@dataclass(frozen=True, slots=True)
class Copy:
    """A text, its tokens, and where each stands."""

    text: str
    tokens: tuple[Token, ...]
    places: tuple[Place, ...]
    where: Mapping[str, tuple[int, ...]]
    """Key to the places in ``tokens`` of what has it, in order."""

    @classmethod
    def of(cls, text: str) -> Copy:
        """A text that was read from a snapshot."""
        every = list(tokens(text, brackets=False))
        kept = [n for n, t in enumerate(every) if not (n and t.key == QUOTE == every[n - 1].key)]
        placed = passages.places(text, every)
        found = tuple(every[n] for n in kept)
        return cls(text, found, tuple(placed[n] for n in kept), _where(found))


def _where(found: tuple[Token, ...]) -> dict[str, tuple[int, ...]]:
    made: dict[str, list[int]] = {}
    for n, token in enumerate(found):
        made.setdefault(token.key, []).append(n)
        if token.other:
            made.setdefault(token.other, []).append(n)
    return {key: tuple(places) for key, places in made.items()}
