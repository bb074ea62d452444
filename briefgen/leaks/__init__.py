"""Leaks: what was dropped for an audience, looked for in every byte of every output.

``scan`` says what to look for, and None if nothing was dropped. ``Scan.look`` takes an output
apart as far as it can (``forms``), and gives a finding for each record whose words it holds.
It is asked of every file before the site is exchanged, so that a leak is never published.

What it cannot see: text drawn as a picture; a text in common words of fewer than three; what
a kept record says in the words of a dropped one, which is its author's to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, Field, Span
from briefgen.leaks import forms, vocabulary
from briefgen.leaks.needles import Needles, Parted, Strings, kept_texts, needles, part, texts
from briefgen.leaks.words import folded, runs, slugs, split
from briefgen.model import KINDS
from briefgen.model.fields import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefgen.audience import Audience
    from briefgen.leaks.forms import Form
    from briefgen.model import Dossier
    from briefgen.model.dossier import Media

__all__ = ["Pictures", "Scan", "languages", "scan", "texts"]

LONGEST = 16
"""Letters of the tag of a language."""
NAMED = 5
"""So many records are named for one output; one would do to stop the build."""


@dataclass(frozen=True)
class Pictures:
    """How the scan gets at pictures."""

    data: Callable[[str], bytes]
    """The publishable bytes of ``media/name.png``."""
    said: Callable[[str], str]
    """What its file says in words: metadata, and the text of a drawing."""


def scan(
    dossier: Dossier, audience: Audience, pictures: Pictures, known: Iterable[str]
) -> Scan | None:
    """What to look for in an edition of this dossier; None if nothing is dropped from it.

    ``dossier`` is as it was loaded, before the filter. ``known`` are texts that may stand in
    any edition: those of the theme and of briefgen's own pages.
    """
    parted = part(dossier, audience)
    if not parted.dropped:
        return None
    hidden = [one for one in dossier.media if one.path in parted.pictures]
    open_ = [one for one in dossier.media if one.path not in parted.pictures]
    kept = (*kept_texts(dossier, parted), *vocabulary.texts(), *known, *_drawn(open_, pictures))
    shown = {one.digest for one in open_}
    found = {one.digest: one.path for one in hidden if one.digest not in shown}
    return Scan(needles(_dropped(parted, hidden, pictures), kept, found))


def languages(dossier: Dossier) -> frozenset[str]:
    """The tags of all languages that records name, and perhaps a word that looks like one."""
    records = (record for kind in KINDS for record in getattr(dossier, kind.plural))
    said = (text for record in records for _, text in texts(record) if len(text) < LONGEST)
    return frozenset(text for text in said if LANGUAGE.fullmatch(text))


def _dropped(parted: Parted, hidden: list[Media], pictures: Pictures) -> Strings:
    found = [
        (Field(kind, record.id, path), text)
        for kind, record in parted.dropped
        for path, text in texts(record)
    ]
    for one in hidden:
        place = Field("picture", one.path)
        found += [(place, one.path.removeprefix("media/")), (place, pictures.said(one.path))]
    return found


def _drawn(media: list[Media], pictures: Pictures) -> Iterator[str]:
    """The words of drawings that are published, and the names of all pictures."""
    for one in media:
        yield one.path
        if one.path.endswith(".svg"):
            yield pictures.data(one.path).decode("utf-8", "replace")


@dataclass(frozen=True)
class Scan:
    """Looks for what was dropped."""

    needles: Needles

    def look(self, path: str, data: bytes, beside: str = "") -> tuple[Diagnostic, ...]:
        """What an output holds of what was dropped: its name counts too.

        ``beside`` is the HTML that a PDF was made from.
        """
        read = forms.read(path, data)
        found = dict.fromkeys(self._in(read.open))
        if beside:
            found |= dict.fromkeys(self._in(forms.read("page.html", beside.encode()).open))
        found |= dict.fromkeys(self._amid(read))
        picture = self.needles.pictures.get(blake2b(data, digest_size=16).digest())
        if picture is not None:
            found[Field("picture", picture)] = None
        return tuple(_said(at, path) for at in _each(found))

    def _in(self, text: str) -> Iterator[Field]:
        """Where the pieces of a text come from that were dropped."""
        text = folded(text)
        found = split(text)
        if not self.needles.words.keys().isdisjoint(found):
            yield from (self.needles.words[word] for word in found if word in self.needles.words)
        for size, own in self.needles.runs.items():
            if own and not own.keys().isdisjoint(map(hash, runs(found, size))):
                yield from (own[run] for run in map(hash, runs(found, size)) if run in own)
        if self.needles.ids:
            sizes = {id_.count("-") + 1 for id_ in self.needles.ids}
            for id_ in self.needles.ids.keys() & slugs(text, sizes):
                yield self.needles.ids[id_]

    def _amid(self, read: Form) -> Iterator[Field]:
        """The same among bytes that are no text, where short words come up by chance."""
        sizes = {len(word) for word in self.needles.words if len(word) >= forms.NOISE}
        for run in read.noise.split():
            pieces = (run[n : n + size] for size in sizes for n in range(len(run) - size + 1))
            for word in self.needles.words.keys() & set(pieces):
                yield self.needles.words[word]


def _each(found: Iterable[Field]) -> list[Field]:
    """One place for each record, the most exact one, in an order that is always the same."""
    best: dict[tuple[str, str], Field] = {}
    for at in sorted(found, key=lambda at: (at.kind, at.id, not at.path, str(at.path))):
        best.setdefault((at.kind, at.id), at)
    return list(best.values())[:NAMED]


def _said(at: Field, path: str) -> Diagnostic:
    drawn = at.kind == "picture"
    what = f"the picture {at.id}, or words of it," if drawn else f'words of the {at.kind} "{at.id}"'
    return Diagnostic(
        "T01",
        f"{what} that this audience may not see would be published in {path}",
        Span(f"content/{at.id}") if drawn else at,
        "the site was left as it is; if that file is of an earlier build, build all formats"
        " with --clean; else take what is said here out of the theme, or report it",
    )
