"""Every text in the record's own voice, with the listed words in it.

Titles of sources, names, labels that others use, quotations and definitions of terms are not
the record's own; commentary is its author's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import ref

from briefgen.errors import Field
from briefgen.lexicon import Extra, Hit, Lexicon, Passage, hits, lexicon
from briefgen.model import KINDS
from briefgen.model.fields import Localized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.lexicon import Kind
    from briefgen.model import Actor, Dossier, Place, Term
    from briefgen.resolve import Site

OWN = {
    "dossier": ("title", "short_title", "subtitle", "bluf.*.text", "lacks.*", "scope",
                "map_policy.disclaimer"),
    "event": ("title", "what", "via", "date_basis.reason", "says.*.gist", "figures.*.what",
              "conflicts.*", "changes.*.note", "body", "when_hidden"),
    "actor": ("note",),
    "source": ("note",),
    "claim": ("title", "text", "note"),
    "agreement": ("provisions.*.text", "note"),
    "place": ("note",),
    "theme": ("label", "definition"),
    "judgement": ("text", "indicators.*", "outcome"),
    "commentary": ("disclosure", "when_hidden"),
    "page": ("title", "body", "when_hidden"),
}  # fmt: skip
"""By kind, the fields whose words are the record's own; ``*`` stands for each of a list."""
STEPS = {kind: tuple(tuple(path.split(".")) for path in paths) for kind, paths in OWN.items()}
ELLIPTIC = ("what", "gist")
"""Fields whose subject is the event's ``who``, and is left out."""

Path = tuple[str | int, ...]


class Told(NamedTuple):
    """A text of a record, in one language."""

    field: Field
    passage: Passage
    lang: str

    def at(self, hit: Hit) -> Field:
        """The place of a word in it: which of its occurrences it is finds it in the file."""
        nth = self.passage.text.count(hit.word, 0, hit.start)
        return Field(self.field.kind, self.field.id, self.field.path, hit.word, nth)


def own(site: Site) -> Iterator[Told]:
    """Every text in the record's own voice, record by record."""
    dossier = site.dossier
    yield from _of(dossier.config, Field("dossier", "dossier"), dossier.config.lang)
    for kind in KINDS:
        if kind.name not in OWN:
            continue
        for record in getattr(dossier, kind.plural):
            lang = getattr(record, "lang", None) if kind.markdown else None
            id_ = f"{record.id}.{lang}" if lang else record.id
            yield from _of(record, Field(kind.name, id_), lang or dossier.config.lang)


def _of(record: object, place: Field, lang: str) -> Iterator[Told]:
    for steps in STEPS[place.kind]:
        if held := getattr(record, steps[0]):
            implied = steps[-1] in ELLIPTIC
            for path, text, tag in _texts(held, (steps[0],), steps[1:]):
                yield Told(
                    Field(place.kind, place.id, path),
                    Passage(text, path == ("body",), implied),
                    tag or lang,
                )


def _texts(held: Any, path: Path, steps: tuple[str, ...]) -> Iterator[tuple[Path, str, str]]:
    """Each text below a value with its path and language; an empty one where none is given."""
    if held is None:
        return
    if isinstance(held, Localized):
        for tag, text in held.texts:
            yield (*path, tag) if tag else path, text, tag
    elif isinstance(held, str):
        yield path, held, ""
    elif steps[0] == "*":
        for number, one in enumerate(held):
            yield from _texts(one, (*path, number), steps[1:])
    else:
        yield from _texts(getattr(held, steps[0]), (*path, steps[0]), steps[1:])


class Ear:
    """Hears listed words in texts: the lexicons of a dossier, each made once."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._names = _names(dossier)
        self._held: dict[str, Lexicon | None] = {}

    def lexicon(self, lang: str) -> Lexicon | None:
        """The lexicon of a language with the dossier's own terms; None if there is none."""
        if lang not in self._held:
            extra = tuple(_extra(self._dossier, lang.partition("-")[0]))
            self._held[lang] = lexicon(lang, extra, self._names)
        return self._held[lang]

    def hits(self, told: Told) -> tuple[Hit, ...]:
        """The listed words in a text."""
        words = self.lexicon(told.lang)
        return hits(told.passage, words) if words else ()


class _Last:
    """What was heard in the dossier last asked about: several rules ask, one after the other.

    The walk over all texts is what takes the time. The dossier itself is not kept alive.
    """

    def __init__(self) -> None:
        self._dossier: ref[Dossier] | None = None
        self._heard: tuple[tuple[Told, Hit], ...] = ()

    def heard(self, site: Site) -> tuple[tuple[Told, Hit], ...]:
        """From memory if it is the same dossier."""
        if self._dossier is None or self._dossier() is not site.dossier:
            ear = Ear(site.dossier)
            self._heard = tuple((told, hit) for told in own(site) for hit in ear.hits(told))
            self._dossier = ref(site.dossier)
        return self._heard


_LAST = _Last()


def heard(site: Site, *kinds: Kind) -> Iterator[tuple[Told, Hit]]:
    """Every listed word of these kinds in the record's own texts, in whichever voice."""
    return ((told, hit) for told, hit in _LAST.heard(site) if hit.entry.kind in kinds)


def _names(dossier: Dossier) -> tuple[str, ...]:
    """Names of actors and places in every language and spelling."""
    known: tuple[Actor | Place, ...] = (*dossier.actors, *dossier.places)
    made = [text for one in known for _, text in one.name.texts]
    made += [alias for one in known for alias in one.aliases]
    return (*made, *(name.text for actor in dossier.actors for name in actor.names))


def _extra(dossier: Dossier, lang: str) -> Iterator[Extra]:
    """The dossier's own terms in a language."""
    actors = {actor.id: actor for actor in dossier.actors}
    for term in dossier.terms:
        usual = term.lang or dossier.config.lang
        for tag, text in term.label.texts:
            if (tag or usual).partition("-")[0] == lang:
                who = (actors[id_].name.choose(lang, usual).text for id_ in term.attribute_to)
                yield Extra(text, term.loaded, _instead(term, lang, usual), tuple(who))


def _instead(term: Term, lang: str, usual: str) -> str:
    return term.use_instead.choose(lang, usual).text if term.use_instead else ""
