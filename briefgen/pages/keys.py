"""Keys: what each shared part shows, told by digests of what it is made of.

A part is a pure function of a few records, so digests of these, which the loader keeps, tell
whether it changed, long before it is made. Whatever a part of ``Shelf`` comes to read must
enter its key here; ``tests/property/test_keys.py`` changes every field of every record and
finds a part that reads more than its key says.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefgen.model import target
from briefgen.pages.addresses import SPLIT
from briefgen.plan import Later
from briefgen.resolve import origins, quoted
from briefgen.value import Value, checksum, digest, hashed, head, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.model.shared import Citation
    from briefgen.pages.parts import Frame
    from briefgen.pages.shelf import Shelf
    from briefgen.plan import Parts
    from briefgen.resolve.ledger import Utterance

Keyed = tuple[bytes, ...]
Made = tuple[tuple[str, object], ...]
"""What a page is made of beside its record, by name: keys and plain values, no ``Value``."""


class Keys:
    """The keys of the parts of one shelf."""

    def __init__(self, shelf: Shelf, frame: Frame) -> None:
        self.shelf = shelf
        self.site = site = shelf.site
        split = site.counts.events > SPLIT, site.counts.sources > SPLIT
        self._base = digest((frame, shelf.config, shelf.lang, split))
        self.actor: Callable[[str], bytes] = cache(self._actor)
        """``party``, ``side`` and the offices held."""
        self.source: Callable[[str], bytes] = cache(self._source)
        """``chip``, and its share in ``evidence``."""
        self.event: Callable[[str], bytes] = cache(self._event)
        """``row``, ``card`` and ``quote``: the event as other pages show it."""
        self.pair: Callable[[str], bytes] = cache(self._pair)
        """The claim beside its replies."""

    @classmethod
    def of(cls, shelf: Shelf, frame: Frame) -> Keys:
        """The keys of a shelf, made once."""
        return shelf.once("keys", lambda: cls(shelf, frame))

    def later(
        self, made_of: Callable[[], Made], make: Callable[[], Value], record: Value | None = None
    ) -> Later:
        """A view that is made when it is asked for, known by what it is made of."""
        made = made_of()
        around = hashed((self._base, made))
        key = hashed((around, digest(record))) if record else around
        return Later(key, make, lambda: self._told(made, record), around)

    def _told(self, made: Made, record: Value | None) -> Parts:
        """What a page is made of, its record field by field; what it has none of is left out."""
        return (
            ("frame", self._base),
            *(parts(record) if record else ()),
            *[(name, checksum(part)) for name, part in made if part],
        )

    def _actor(self, id_: str) -> bytes:
        actors, side = self.site.actors, self.site.sides[id_]
        return hashed((digest(actors[id_]), digest(actors[side]) if side else None))

    def actors(self, ids: Iterable[str]) -> Keyed:
        """Of several, in their order."""
        return tuple(map(self.actor, ids))

    def _source(self, id_: str) -> bytes:
        record, number = self.site.sources[id_], self.site.numbers["source", id_]
        return hashed((digest(record), number, self._origins(id_)))

    def _origins(self, id_: str) -> tuple[tuple[str, bool], ...]:
        """What it goes back to; of what goes round in a circle, that it does."""
        sources = self.site.sources
        found = origins.origins((id_,), sources)
        return tuple((one, bool(sources[one].based_on)) for one in found)

    def cited(self, citations: Iterable[Citation]) -> Keyed:
        """Of the sources, in their order; where in them is the citing record's matter."""
        return tuple([self.source(c.ref) for c in citations])

    def _event(self, id_: str) -> bytes:
        event = self.site.events[id_]
        by = [said.by for said in event.says if said.by]
        named = dict.fromkeys((*event.who, *event.to, *by))
        cited = [citation for said in event.says for citation in said.source]
        known = self.site.quoted.get(id_)
        return hashed(
            (
                head(event),
                self.site.numbers["event", id_],
                self.actors(named),
                self.cited((*event.source, *cited)),
                tuple([digest(self.site.claims[claim].claim) for claim in event.claimed]),
                quoted.plain(known) if known else (),
            )
        )

    def events(self, ids: Iterable[str]) -> Keyed:
        """Of several, in their order."""
        return tuple(map(self.event, ids)) if ids else ()

    def _pair(self, id_: str) -> bytes:
        ledger = self.site.claims[id_]
        return hashed(
            (
                digest(ledger.claim),
                self.site.numbers["claim", id_],
                ledger.status,
                self.actors(ledger.claim.about),
                tuple(self._said(u) for u in ledger.assertions),
                tuple((self._said(r.said), r.lag or ()) for r in ledger.replies),
                tuple(self._said(u) for u in ledger.others),
                tuple(self.link(("commentary",), c) for c in self.shelf.refers.get(id_, ())),
            )
        )

    def _said(self, said: Utterance) -> tuple[bytes, int, str]:
        return self.event(said.event.id), said.nth, said.stance or ""

    def link(self, kinds: tuple[str, ...], id_: str) -> bytes:
        """``link``: the kind that is found decides the address, the record its name."""
        left = self.shelf.gone(kinds, id_)
        if left is not None:
            return digest(left)
        kind, record = self.shelf.found(kinds, id_)
        return hashed((kind, head(record)))

    def lost(self, kind: str, id_: str) -> Keyed:
        """What a record referred to that has been withdrawn since."""
        return tuple(map(digest, self.site.lost.get((kind, id_), ())))

    def links(self, text: str) -> Keyed:
        """Of the references in a Markdown text."""
        prose = self.site.dossier.prose.get(text)
        return tuple(self.link(*target(m.target)) for m in prose.mentions) if prose else ()
