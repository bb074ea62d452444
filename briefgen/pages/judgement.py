"""Judgements: what the editors expect, how likely, by when, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import dates
from briefgen.model.fields import Words
from briefgen.pages.parts import Frame, Stone, When
from briefgen.plan import Link, Page
from briefgen.resolve import judged, references
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Judgement
    from briefgen.model.judgement import Likelihood
    from briefgen.pages.shelf import Shelf
    from briefgen.resolve.judged import Due

RANGES: dict[Likelihood, tuple[int, int]] = {
    "almost no chance": (1, 5), "very unlikely": (5, 20), "unlikely": (20, 45),
    "roughly even": (45, 55), "likely": (55, 80), "very likely": (80, 95),
    "almost certain": (95, 99),
}  # fmt: skip
"""Per cent, by ICD 203."""


@frozen()
class JudgementView(Value):
    """One judgement."""

    id: str
    text: Words
    likelihood: Likelihood
    """In the words of ICD 203; worded by the theme."""
    range: tuple[int, int]
    """What these words mean, in per cent."""
    confidence: str
    """low, moderate or high: how good the grounds are; never in one sentence with likelihood."""
    horizon: When
    due: Due
    """open, due (the horizon has passed, no outcome on file) or settled, as of the edition."""
    basis: tuple[Link, ...]
    """The records it rests on."""
    indicators: tuple[Words, ...]
    outcome: Words | None
    withdrawn: tuple[Stone, ...]
    """Records it referred to that have been withdrawn since."""


@frozen()
class JudgementsView(Value):
    """All judgements."""

    frame: Frame
    judgements: tuple[JudgementView, ...]
    """By horizon, the nearest first."""


VIEWS = {"judgements.html": JudgementsView}


def path(shelf: Shelf) -> str:
    """The address of the list, or an empty string if there are no judgements."""
    return shelf.path("judgements") if shelf.site.dossier.judgements else ""


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The list; nothing if there are no judgements."""
    if here := path(shelf):
        held = shelf.site.dossier.judgements
        order = sorted(held, key=lambda j: dates.sort_key(j.horizon, j.id))
        view = JudgementsView(frame, tuple(_view(shelf, one) for one in order))
        yield Page(here, "judgements.html", view, shelf.lang)


def _view(shelf: Shelf, judgement: Judgement) -> JudgementView:
    return JudgementView(
        id=judgement.id,
        text=shelf.words(judgement.text),
        likelihood=judgement.likelihood,
        range=RANGES[judgement.likelihood],
        confidence=judgement.confidence,
        horizon=shelf.when(judgement.horizon),
        due=judged.due(judgement, shelf.config.edition.date),
        basis=tuple(
            shelf.link(ref.kinds, ref.id)
            for ref in references.references(judgement)
            if ref.path[0] == "basis"
        ),
        indicators=tuple(shelf.words(text) for text in judgement.indicators),
        outcome=shelf.maybe(judgement.outcome),
        withdrawn=shelf.lost("judgement", judgement.id),
    )
