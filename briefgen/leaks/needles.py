"""Needles: what was dropped, in pieces that occur in nothing that is kept.

A long word, or a name, that neither a kept record nor the theme nor briefgen itself uses can
only come from what was dropped, wherever it is found. Of other words it takes a run of five (or
all of a shorter text, if it is not too short to be chance); of an id in such words, the whole.

What was dropped is decided here a second time, by rules of its own: if the filter and this
agreed by sharing code, a fault in the filter would hide what it lets through.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from briefgen import prose
from briefgen.dates import Edtf
from briefgen.leaks.words import WORD, folded, runs, slugs, words
from briefgen.model import KINDS, target
from briefgen.model.fields import Localized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.audience import Audience
    from briefgen.errors import Field
    from briefgen.model import Dossier, Record

RANK = {"CLEAR": 0, "GREEN": 1, "AMBER": 2, "AMBER+STRICT": 3, "RED": 4}
RUN = 5
"""Words in a row that are no chance."""
WHOLE = (3, 4)
"""So many are, too, if they are all of a text, and have enough letters."""
LETTERS = 14
LONG = 6
"""Letters of a word that tells something by itself; a language has thousands of shorter ones."""
SHORTEST = 3
"""Letters of a name; with digits among them one more; elsewhere than in Latin one less."""
NAME = 3
"""A text of so few words may be a name as a whole; in others a sentence begins in capitals."""

Path = tuple[str | int, ...]
Strings = list[tuple["Field", str]]
"""What was dropped: where each text stands, and the text."""


class Parted(NamedTuple):
    """A dossier in two: what this audience may see and what not."""

    kept: list[tuple[str, Record]]
    dropped: list[tuple[str, Record]]
    pictures: frozenset[str]
    """Paths of pictures that only dropped texts show."""


def part(dossier: Dossier, audience: Audience) -> Parted:
    """Who may see what, decided anew and record by record."""
    every = [(k.name, r) for k in KINDS for r in getattr(dossier, k.plural)]
    secret = [_secret(r, dossier.config.tlp, audience) for _, r in every]
    kept = [one for one, hidden in zip(every, secret, strict=True) if not hidden]
    dropped = [one for one, hidden in zip(every, secret, strict=True) if hidden]
    shown = _pictures(dossier, dropped) - _pictures(dossier, kept)
    return Parted(kept, dropped, frozenset(shown))


def _secret(record: Record, default: str, audience: Audience) -> bool:
    if RANK.get(record.tlp or default, 9) > RANK.get(audience.label, -1):
        return True
    if record.draft and not audience.drafts:
        return True
    day = record.embargo
    return day is not None and (day.lower is None or audience.today < day.lower)


def _pictures(dossier: Dossier, records: Iterable[tuple[str, Record]]) -> set[str]:
    bodies = (dossier.prose.get(getattr(r, "body", "")) for _, r in records)
    return {picture for made in bodies if made for picture in made.pictures}


def texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in a value and where it stands; dates and numbers are none."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from texts(item, (*path, n))
    elif isinstance(value, Localized):
        for tag, text in value.texts:
            yield (*path, tag) if tag else path, text
    elif is_dataclass(value) and not isinstance(value, Edtf):
        for field in fields(value):
            yield from texts(getattr(value, field.name), (*path, field.name))


def kept_texts(dossier: Dossier, parted: Parted) -> Iterator[str]:
    """All that this audience may read, without what names something dropped."""
    gone = {(kind, record.id) for kind, record in parted.dropped}
    ids = {id_ for _, id_ in gone} - {record.id for _, record in parted.kept}

    def instead(written: str) -> str | None:
        kinds, id_ = target(written)
        return "" if any((kind, id_) in gone for kind in kinds) else None

    yield from (text for _, text in texts(dossier.config))
    for _, record in parted.kept:
        for _, text in texts(record):
            if text not in ids:
                yield prose.uncommented(prose.replaced(text, instead))


@dataclass(frozen=True)
class Needles:
    """What to look for; each piece leads to where it was dropped from."""

    words: Mapping[str, Field]
    runs: Mapping[int, Mapping[int, Field]]
    """By the number of words: the hash of the run, which is short, and is looked up fast."""
    ids: Mapping[str, Field]
    pictures: Mapping[bytes, str]
    """The digest of a picture as it would be published, and its path."""
    digest: bytes
    """Equal for equal needles."""


def needles(dropped: Strings, kept: Iterable[str], pictures: Mapping[bytes, str]) -> Needles:
    """What is in the dropped texts and in none that is kept."""
    return _Sieve(dropped).needles(kept, pictures)


class _Sieve:
    """Candidates, from which all goes that is found in what is kept."""

    def __init__(self, dropped: Strings) -> None:
        self.words: dict[str, Field] = {}
        self.runs: dict[int, dict[tuple[str, ...], Field]] = {n: {} for n in (*WHOLE, RUN)}
        self.ids: dict[str, Field] = {}
        for place, text in dropped:
            self.put(place, text)

    def put(self, place: Field, text: str) -> None:
        found = words(text)
        for word in _telling(text):
            self.words.setdefault(word, place)
        for run in runs(found, RUN):
            self.runs[RUN].setdefault(run, place)
        if len(found) in WHOLE and sum(map(len, found)) >= LETTERS and place.path != ("id",):
            self.runs[len(found)].setdefault(tuple(found), place)
        if place.path == ("id",) and "-" in text:
            self.ids.setdefault(text, place)

    def needles(self, kept: Iterable[str], pictures: Mapping[bytes, str]) -> Needles:
        sizes = {id_.count("-") + 1 for id_ in self.ids}
        for text in kept:
            found = words(text)
            _without(self.words, found)
            for size, own in self.runs.items():
                if own:
                    _without(own, runs(found, size))
            if self.ids:
                _without(self.ids, slugs(folded(text), sizes))
        told = repr((list(self.words), [*self.runs.values()], list(self.ids), list(pictures)))
        digest = blake2b(told.encode(), digest_size=16).digest()
        short = {n: {hash(run): at for run, at in own.items()} for n, own in self.runs.items()}
        return Needles(self.words, short, self.ids, pictures, digest)


def _telling(text: str) -> Iterator[str]:
    """The words of a text that tell something each: long ones, names, and names of things."""
    written = WORD.findall(normalize("NFC", text))
    for n, raw in enumerate(written):
        word = "".join(words(raw))
        named = raw[0].isupper() and (n > 0 or len(written) <= NAME)
        least = SHORTEST if named or not raw.isalpha() or not raw.isascii() else LONG
        if not word.isascii():
            least = SHORTEST - 1
        elif not word.isalpha():
            least = SHORTEST + 1
        if len(word) >= least and not word.isdigit():
            yield word


def _without(held: dict[Any, Field], found: Iterable[Any]) -> None:
    for one in held.keys() & set(found):
        del held[one]
