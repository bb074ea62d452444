"""Which words of a statement are to be looked for, and in which sources."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.model import Event, Source
    from briefgen.model.event import Statement
    from briefgen.model.shared import Citation

QUOTE: tuple[str, ...] = ("quote",)
ORIGINAL: tuple[str, ...] = ("original", "text")
_BY_US = frozenset(["human", "machine"])


class Asked(NamedTuple):
    """Words that a source is said to hold."""

    event: str
    nth: int
    """The statement's place in the event's ``says``."""
    field: tuple[str, ...]
    """The field that holds them: ``QUOTE`` or ``ORIGINAL``."""
    text: str
    sources: tuple[str, ...]
    """The sources that can hold them: those cited, but for other languages."""
    marks: bool
    """Whether the statement's mark says what became of these words."""

    @property
    def path(self) -> tuple[str | int, ...]:
        """Where they stand in the event."""
        return ("says", self.nth, *self.field)

    @property
    def digest(self) -> str:
        """A digest of the words."""
        return digest(self.text)


def digest(text: str) -> str:
    """What stands for a quote in the lock, whichever form of Unicode its file has."""
    form = unicodedata.normalize("NFC", text)
    return blake2b(form.encode(), digest_size=16).hexdigest()


def asked(event: Event, lang: str, sources: Mapping[str, Source]) -> Iterator[Asked]:
    """The words of each statement of an event; ``lang`` is the dossier's language.

    A quote that the record's editors or a machine translated stands in no source, so that
    its original is looked for in its place. What the source itself or an official text
    translated is looked for as it stands. An original may stand in any source of the event.
    """
    for nth, said in enumerate(event.says):
        if said.quote is None:
            continue
        ours = said.translation is not None and said.translation.by in _BY_US
        cited = said.source or event.source
        given = () if ours else _able(cited, said.lang or lang, sources)
        yield Asked(event.id, nth, QUOTE, said.quote, given, not _by_original(said))
        if said.original:
            held = _able((*cited, *event.source), said.original.lang, sources)
            text = said.original.text
            yield Asked(event.id, nth, ORIGINAL, text, held, _by_original(said))


def _by_original(said: Statement) -> bool:
    ours = said.translation is not None and said.translation.by in _BY_US
    return ours and said.original is not None


def _able(cited: Iterable[Citation], lang: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The sources among these that may hold words in a language."""
    own = _primary(lang)
    able = [c.ref for c in cited if c.ref in sources and _may_hold(sources[c.ref], own)]
    return tuple(dict.fromkeys(able))


def _may_hold(source: Source, lang: str) -> bool:
    return source.lang is None or _primary(source.lang) == lang


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
