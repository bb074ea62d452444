"""One record as rules read it: alone, with nothing beside it but its ``Context``."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from briefgen.checks.passages import Told, own
from briefgen.errors import Field
from briefgen.lexicon import Extra, Hit, Lexicon, hits, lexicon
from briefgen.lexicon.finder import pieces
from briefgen.model import KINDS, Record
from briefgen.model.dossier import Config
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.lexicon import Kind
    from briefgen.model import Actor, Dossier, Place, Term

R = TypeVar("R", bound=Record | Config)

_KINDS: dict[type[Value], tuple[str, bool]] = {
    Config: ("dossier", False),
    **{kind.type: (kind.name, kind.markdown) for kind in KINDS},
}
"""By the class of a record: its kind, and whether it is known by its language too."""


@frozen()
class Context(Value):
    """All that a rule may know besides the one record that it reads."""

    config: Config
    """The dossier's own settings."""
    terms: tuple[tuple[str, Extra], ...]
    """The dossier's own words, each with its language."""
    names: tuple[str, ...]
    """Names of actors and places in every language and spelling."""
    persons: tuple[str, ...]
    """The ids of actors who are persons."""

    @classmethod
    def of(cls, dossier: Dossier) -> Context:
        """The one context of all records of a dossier."""
        persons = tuple(actor.id for actor in dossier.actors if actor.kind == "person")
        return cls(dossier.config, tuple(_terms(dossier)), _names(dossier), persons)


class Reading(NamedTuple, Generic[R]):
    """One record, with its texts and the listed words in them."""

    record: R
    kind: str
    """As in a ``Field``: event, source, dossier."""
    id: str
    texts: tuple[Told, ...]
    """What it says in its own voice."""
    pieces: list[bytes]
    """Of all of these; what a ``Finder`` may not find in them stands in none."""
    hits: Mapping[Kind, list[tuple[Told, Hit]]]
    """By kind, every listed word in them, in whichever voice."""
    ear: Ear

    @property
    def context(self) -> Context:
        """What else may be known."""
        return self.ear.context

    def told(self, *names: str) -> list[Told]:
        """The texts in these of its fields."""
        return [told for told in self.texts if told.path[0] in names]

    def heard(self, kind: Kind) -> list[tuple[Told, Hit]]:
        """The listed words of a kind."""
        return self.hits.get(kind, [])

    def at(self, *path: str | int) -> Field:
        """A place in the record."""
        return Field(self.kind, self.id, path)

    def word(self, told: Told, word: str, start: int) -> Field:
        """The place of a word in a text: which of its occurrences it is finds it in the file."""
        return Field(self.kind, self.id, told.path, word, told.text.count(word, 0, start))


class Ear:
    """Reads records, and hears listed words in them: each lexicon of a context is made once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._held: dict[str, Lexicon | None] = {}

    def lexicon(self, lang: str) -> Lexicon | None:
        """The lexicon of a language with the dossier's own terms; None if there is none."""
        if lang not in self._held:
            base = lang.partition("-")[0]
            extra = tuple(word for spoken, word in self.context.terms if spoken == base)
            self._held[lang] = lexicon(lang, extra, self.context.names)
        return self._held[lang]

    def read(self, record: R) -> Reading[R]:
        """A record, read once for every rule that looks at it."""
        kind, tongued = _KINDS[type(record)]
        lang = getattr(record, "lang", None) if tongued else None
        name = getattr(record, "id", kind)
        id_ = f"{name}.{lang}" if lang else name
        texts = own(kind, record, lang or self.context.config.lang)
        known = _pieces("\n".join([told.text for told in texts])) if texts else []
        return Reading(record, kind, id_, texts, known, self._hits(texts, known), self)

    def _hits(
        self, texts: tuple[Told, ...], known: list[bytes]
    ) -> dict[Kind, list[tuple[Told, Hit]]]:
        """The listed words in texts; hardly ever is there one, and that is soon known."""
        loud = {
            lang: words
            for lang in {told.lang for told in texts}
            if (words := self.lexicon(lang)) and words.finder.may_find(known)
        }
        found: dict[Kind, list[tuple[Told, Hit]]] = {}
        for told in texts if loud else ():
            for hit in hits(told.passage, loud[told.lang]) if told.lang in loud else ():
                found.setdefault(hit.entry.kind, []).append((told, hit))
        return found


def records(dossier: Dossier) -> Iterator[Record | Config]:
    """Everything that is read: the dossier's own settings, then each kind in its order."""
    yield dossier.config
    for kind in KINDS:
        yield from getattr(dossier, kind.plural)


def _pieces(written: str) -> list[bytes]:
    """The pieces of a text as written and, where that is another thing, as NFC has it."""
    composed = unicodedata.normalize("NFC", written)
    return pieces(written if composed == written else f"{written}\n{composed}")


def _names(dossier: Dossier) -> tuple[str, ...]:
    known: tuple[Actor | Place, ...] = (*dossier.actors, *dossier.places)
    made = [text for one in known for _, text in one.name.texts]
    made += [alias for one in known for alias in one.aliases]
    return (*made, *(name.text for actor in dossier.actors for name in actor.names))


def _terms(dossier: Dossier) -> Iterator[tuple[str, Extra]]:
    actors = {actor.id: actor for actor in dossier.actors}
    for term in dossier.terms:
        usual = term.lang or dossier.config.lang
        for tag, text in term.label.texts:
            lang = (tag or usual).partition("-")[0]
            who = (actors[id_].name.choose(lang, usual).text for id_ in term.attribute_to)
            yield lang, Extra(text, term.loaded, _instead(term, lang, usual), tuple(who))


def _instead(term: Term, lang: str, usual: str) -> str:
    return term.use_instead.choose(lang, usual).text if term.use_instead else ""
