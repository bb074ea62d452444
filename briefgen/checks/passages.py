"""Every text in the record's own voice: which fields hold them, and where each stands.

Titles of sources, names, labels that others use, quotations and definitions of terms are not
the record's own; commentary is its author's.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.lexicon import Passage
from briefgen.model.fields import Localized

if TYPE_CHECKING:
    from collections.abc import Callable

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
ELLIPTIC = ("what", "gist")
"""Fields whose subject is the event's ``who``, and is left out."""

Path = tuple[str | int, ...]


class Told(NamedTuple):
    """A text of a record, in one language."""

    path: Path
    """From the record to the text."""
    text: str
    lang: str
    """The language alone, without script or region: ``fr``."""
    implied: bool = False
    """Whether its sentences leave out their subject."""

    @property
    def markdown(self) -> bool:
        """Whether it is more than plain words."""
        return self.path == ("body",)

    @property
    def passage(self) -> Passage:
        """As the lexicon judges it."""
        return Passage(self.text, self.markdown, self.implied)

    def own(self) -> str:
        """The text with all that it quotes blanked out, as long as before."""
        from briefgen.lexicon.quoted import blanked, quotes

        return blanked(self.text, quotes(self.text, markdown=self.markdown))


class _Fields(NamedTuple):
    """The fields of a kind of record in which it has a voice."""

    read: Callable[[Any], tuple[Any, ...]]
    """Gives the values of all of them."""
    steps: tuple[tuple[str, ...], ...]
    """Of each, the way from the record to its texts."""


def _fields(paths: tuple[str, ...]) -> _Fields:
    steps = tuple(tuple(path.split(".")) for path in paths)
    names = [first for first, *_ in steps]
    read = attrgetter(*names)
    return _Fields(read if len(names) > 1 else lambda record: (read(record),), steps)


_FIELDS = {kind: _fields(paths) for kind, paths in OWN.items()}


def own(kind: str, record: object, lang: str) -> tuple[Told, ...]:
    """Every text in the record's own voice; one without a language of its own is in ``lang``."""
    if kind not in _FIELDS:
        return ()
    fields = _FIELDS[kind]
    held = [pair for pair in zip(fields.read(record), fields.steps, strict=True) if pair[0]]
    if not held:
        return ()
    found: list[Told] = []
    texts = _Texts(found, lang.partition("-")[0])
    for value, steps in held:
        texts.add(value, steps[:1], steps[1:])
    return tuple(found)


class _Texts(NamedTuple):
    """Gathers texts, and not as a generator: there are hundreds of thousands."""

    found: list[Told]
    lang: str

    def add(self, held: Any, path: Path, steps: tuple[str, ...]) -> None:
        """Each text below a value; ``path`` led to it, ``steps`` lead on."""
        if isinstance(held, Localized):
            implied = path[-1] in ELLIPTIC
            for tag, text in held.texts:
                lang = tag.partition("-")[0] if tag else self.lang
                self.found.append(Told((*path, tag) if tag else path, text, lang, implied))
        elif isinstance(held, str):
            self.found.append(Told(path, held, self.lang))
        elif held is not None and steps[0] == "*":
            for number, one in enumerate(held):
                self.add(one, (*path, number), steps[1:])
        elif held is not None:
            self.add(getattr(held, steps[0]), (*path, steps[0]), steps[1:])
