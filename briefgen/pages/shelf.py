"""The shelf: the parts of the pages of one language, each made once and shared."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast

from briefgen import dates
from briefgen.model import KINDS, target
from briefgen.model.fields import Words
from briefgen.pages import parts
from briefgen.pages.addresses import Addresses
from briefgen.plan import Link
from briefgen.resolve import offices, origins, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.model import Actor, Record
    from briefgen.model.event import DateBasis
    from briefgen.model.fields import Localized
    from briefgen.model.shared import Citation
    from briefgen.resolve import Site
    from briefgen.resolve.ledger import Utterance
    from briefgen.resolve.withdrawn import Tombstone

T = TypeVar("T")

GROUPS = frozenset(["armed-group", "party", "community"])


class Shelf(Addresses):
    """Makes and keeps the parts of one site in one language.

    Takes the site, the language, and the subjects' places; every method is a pure function
    of these and its argument, remembered.
    """

    def __init__(self, site: Site, lang: str) -> None:
        super().__init__(site, lang)
        self.party: Callable[[str], parts.Party] = cache(self._party)
        """The actor as mark, name and link."""
        self.parties: Callable[[tuple[str, ...]], tuple[parts.Party, ...]] = cache(self._several)
        """Several of them, in the order given; the same tuple for the same actors."""
        self.chip: Callable[[str], parts.Chip] = cache(self._chip)
        """The source as a chip."""
        self.row: Callable[[str], parts.Row] = cache(self._row)
        """The event as one line."""
        self.card: Callable[[str], parts.Card] = cache(self._card)
        """The event as an entry of the timeline."""
        self.pair: Callable[[str], parts.Pair] = cache(self._pair)
        """The claim beside its replies."""
        self.place: Callable[[str], Words] = cache(lambda id_: self.words(site.places[id_].name))
        """The name of a place."""
        self.theme: Callable[[str], Words] = cache(lambda id_: self.words(site.themes[id_].label))
        """The label of a theme."""
        self._made: dict[str, object] = {}
        self._quotes: dict[tuple[str, int, str | None], parts.Quote] = {}
        self.refers = _commentary_by_ref(site)
        """The ids of the commentary on each record."""
        self._held = {k.name: _by_id(getattr(site.dossier, k.plural)) for k in KINDS}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made the first time it is asked for by this name."""
        if name not in self._made:
            self._made[name] = make()
        return cast("T", self._made[name])

    # Parties and sources

    def _party(self, id_: str) -> parts.Party:
        actor = self.site.actors[id_]
        return parts.Party(id_, self.words(actor.name), self._mark(actor), self.path("actors", id_))

    def _several(self, ids: tuple[str, ...]) -> tuple[parts.Party, ...]:
        return tuple(map(self.party, ids))

    def side(self, id_: str) -> parts.Party | None:
        """The subject the actor speaks for, unless it is that subject."""
        subject = self.site.sides[id_]
        return self.party(subject) if subject and subject != id_ else None

    def _mark(self, actor: Actor) -> parts.Mark:
        subjects = self.config.subjects
        subject = self.site.sides[actor.id]
        if subject in subjects[:2]:
            return "one" if subject == subjects[0] else "two"
        return "group" if actor.kind in GROUPS else "third"

    def _chip(self, id_: str) -> parts.Chip:
        source = self.site.sources[id_]
        return parts.Chip(
            id_,
            self.site.numbers["source", id_],
            source.type,
            self._titled(source.title, source.lang),
            source.publisher or "",
            source.issued,
            self.source_path(id_),
            source.type in ("reader-comment", "post", "post-weblog"),
        )

    def _titled(self, title: Localized, lang: str | None) -> Words:
        found = self.words(title)
        plain = title.texts[0][0] == ""
        return Words(found.text, lang) if plain and lang else found

    def cited(self, citations: Iterable[Citation]) -> tuple[parts.Cited, ...]:
        """Citations as chips with their places."""
        return tuple([parts.Cited(self.chip(c.ref), c.loc) for c in citations])

    # Events

    def when(self, date: dates.Edtf, basis: DateBasis | None = None) -> parts.When:
        """A date with its basis and reason."""
        if basis is None:
            return parts.When(date, "stated", None)
        return parts.When(date, basis.basis, self.maybe(basis.reason))

    def _row(self, id_: str) -> parts.Row:
        event = self.site.events[id_]
        return parts.Row(
            self.when(event.date, event.date_basis),
            self.words(event.title or event.what),
            self.event_path(id_),
            self.site.numbers["event", id_],
            self.parties(event.who),
            self.parties(event.to),
        )

    def rows(self, ids: tuple[str, ...]) -> tuple[parts.Row, ...]:
        """Several of them, in the order given."""
        return tuple(map(self.row, ids)) if ids else ()

    def _card(self, id_: str) -> parts.Card:
        event = self.site.events[id_]
        return parts.Card(
            id_,
            self.row(id_),
            self.words(event.what),
            self.cited(event.source),
            self.evidence([c.ref for c in event.source]),
            tuple([self.claim_link(c) for c in event.claimed]),
            event.phase,
        )

    def evidence(self, ids: Iterable[str]) -> parts.Evidence:
        """How many sources, how many of independent origin, and whether one is original."""
        cited = dict.fromkeys(ids)
        found = origins.origins(cited, self.site.sources)
        original = any(self.site.sources[id_].original for id_ in cited)
        return parts.Evidence(len(cited), len(found), original)

    def body(self, text: str, lang: str, scope: str) -> parts.Body | None:
        """Markdown with its references resolved; None if there is none."""
        prose = self.site.dossier.prose.get(text)
        if prose is None:
            return None
        links = tuple(self.link(*target(m.target), m.words) for m in prose.mentions)
        return parts.Body(prose, links, prose.pictures, lang, scope)

    # Statements and claims

    def quote(self, said: Utterance) -> parts.Quote:
        """The statement where it stands."""
        key = said.event.id, said.nth, said.stance
        found = self._quotes.get(key)
        if found is None:
            found = self._quotes[key] = self._quote(said)
        return found

    def _quote(self, said: Utterance) -> parts.Quote:
        event, statement, speaker = said.event, said.statement, said.speaker
        office = offices.held(self.site.actors[speaker], said.date)
        card = self.card(event.id)
        row = card.row
        known = quoted.mark(self.site.quoted.get(event.id, ()), said.nth)
        return parts.Quote(
            id=f"q-{event.id}-{said.nth + 1}",
            speaker=self.party(speaker),
            side=self.side(speaker),
            office=self.words(office.title) if office else None,
            via=self.maybe(event.via),
            when=self.when(said.date) if statement.date else row.when,
            quote=statement.quote or "",
            gist=self.maybe(statement.gist),
            form=statement.form,
            lang=statement.lang or self.config.lang,
            original=Words(statement.original.text, statement.original.lang)
            if statement.original
            else None,
            translation=statement.translation.by if statement.translation else "",
            translated_from=(statement.translation and statement.translation.of) or "",
            loc=statement.loc,
            held=known.state if statement.quote else "",
            verified=known.on,
            sources=self.cited(statement.source) if statement.source else card.sources,
            stance=said.stance,
            event=row,
        )

    def _pair(self, id_: str) -> parts.Pair:
        ledger = self.site.claims[id_]
        claim, evidence = ledger.claim, self.evidence(origins.behind(ledger))
        return parts.Pair(
            id=claim.id,
            number=self.site.numbers["claim", claim.id],
            path=self.claim_path(claim.id),
            title=self.words(claim.title or claim.text),
            text=self.words(claim.text),
            about=self.parties(claim.about),
            assertions=tuple(self.quote(u) for u in ledger.assertions),
            replies=tuple(parts.Answer(self.quote(r.said), r.lag) for r in ledger.replies),
            others=tuple(self.quote(u) for u in ledger.others),
            status=ledger.status,
            sources=evidence.sources,
            origins=evidence.origins,
            as_of=self.config.edition.date,
            note=self.maybe(claim.note),
            commentary=tuple(self.link(("commentary",), c) for c in self.refers.get(claim.id, ())),
        )

    def claim_link(self, id_: str) -> Link:
        """The claim as a link."""
        claim = self.site.claims[id_].claim
        text, lang = self.words(claim.title or claim.text)
        return Link(self.claim_path(id_), text, lang)

    def link(self, kinds: tuple[str, ...], id_: str, words: str = "") -> Link:
        """A link to the first of these kinds that has such a record.

        Kinds without a page of their own give their name and no address.
        """
        left = self.gone(kinds, id_)
        if left is not None:
            return Link(self.stone_path(left), words or id_, self.config.lang)
        kind, record = self.found(kinds, id_)
        if kind == "claim":
            path, text, lang = self.claim_link(id_)
        else:
            path, (text, lang) = self._address(kind, id_), self.words(_name(record))
        return Link(path, words or text, self.config.lang if words else lang)

    def stone(self, left: Tombstone) -> parts.Stone:
        """What is left of a record that was withdrawn."""
        path = self.stone_path(left)
        return parts.Stone(left.kind, left.id, path, self.when(left.date), self.words(left.reason))

    def lost(self, kind: str, id_: str) -> tuple[parts.Stone, ...]:
        """What a record referred to that has been withdrawn since."""
        return tuple(self.stone(left) for left in self.site.lost.get((kind, id_), ()))

    def gone(self, kinds: tuple[str, ...], id_: str) -> Tombstone | None:
        """What is left of a record of one of these kinds, if that is all there is."""
        if any(id_ in self._held[kind] for kind in kinds):
            return None
        return next((t for k in kinds if (t := self.site.withdrawn.get((k, id_)))), None)

    def found(self, kinds: tuple[str, ...], id_: str) -> tuple[str, Record]:
        """The first of these kinds that has such a record, and that record."""
        kind = next(k for k in kinds if id_ in self._held[k])
        return kind, self._held[kind][id_]

    def _address(self, kind: str, id_: str) -> str:
        if kind == "source":
            return self.source_path(id_)
        if kind == "page":
            return self.path(id_)
        if kind in ("judgement", "term"):
            return f"{self.path(kind + 's')}#{kind[0]}-{id_}"
        folders = {
            "event": "events",
            "actor": "actors",
            "agreement": "agreements",
            "commentary": "commentary",
        }
        return self.path(folders[kind], id_) if kind in folders else ""


def _name(record: Record) -> Localized:
    """What a record is called, whichever field says it."""
    for field in ("title", "name", "label", "what", "text"):
        found: Localized | None = getattr(record, field, None)
        if found is not None:
            return found
    raise TypeError(f"a {type(record).__name__} has no name")


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    return {record.id: record for record in records}


def _commentary_by_ref(site: Site) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in site.dossier.commentary:
        for ref in text.refs:
            held = found.setdefault(ref, [])
            if text.id not in held:
                held.append(text.id)
    return found
