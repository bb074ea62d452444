"""Estimates outside judgements, and judgements that nobody can hold to account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import dates
from briefgen.checks.passages import OWN
from briefgen.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from briefgen.checks.reading import Reading
    from briefgen.model import Judgement


def estimated(reading: Reading[Any]) -> Iterator[Finding]:
    """Each word of likelihood outside a judgement, and in one each beside one of confidence."""
    likely = [(told, hit) for told, hit in reading.heard("likelihood") if hit.voice == "own"]
    sure = [(told, hit) for told, hit in reading.heard("confidence") if hit.voice == "own"]
    confident = {(told.path, hit.sentence) for told, hit in sure}
    for told, hit in likely:
        place = reading.word(told, hit.word, hit.start)
        if (told.path, hit.sentence) in confident:
            message = f'"{hit.word}" and a word of confidence stand in one sentence'
            yield Finding(place, message, "say how likely and how sure in two sentences")
        elif reading.kind != "judgement":
            message = f'"{hit.word}" estimates, and a record does not'
            yield Finding(place, message, hit.entry.instead)


def unaccountable(reading: Reading[Judgement]) -> Iterator[Finding]:
    """A judgement without grounds or a day of reckoning, or whose day went by in silence."""
    one, edition = reading.record, reading.context.config.edition.date
    if not one.basis:
        message = "the judgement rests on no record"
        yield Finding(reading.at("basis"), message, "name the records in basis")
    if one.horizon.upper is None:
        yield Finding(
            reading.at("horizon"),
            f'the horizon "{one.horizon.text}" has no end',
            "say by when it can be seen whether it came true",
        )
    elif one.outcome is None and dates.compare(one.horizon, edition) == "before":
        yield Finding(
            reading.at("horizon"),
            f"the horizon {one.horizon.text} is past on the day of the edition"
            f" ({edition.text}), and no outcome is on file",
            "say in outcome what came of it",
        )


V06 = Rule(
    code="V06",
    severity="warning",
    fault="likelihood outside a judgement, or beside confidence",
    sees=(
        "a word of likelihood (likely, probably, almost certain; probable, vraisemblablement) in"
        " the record's own voice outside judgements, neither quoted nor attributed; and anywhere"
        " one in the same sentence as a word of confidence (high confidence; confiance faible)."
        " It cannot see may, could or should, the conditional of French, or an estimate without"
        " such a word"
    ),
    why=(
        "a record says what was done and said; how likely a thing is, and how sure one is of it,"
        " are two questions, and the editors' own"
    ),
    example="""\
# events/2025-04-07-mali-closes-airspace.yaml
body: The closure is likely to last.
""",
    cure="move it to judgements.yaml, or quote or attribute it",
    each=dict.fromkeys(OWN, estimated),
    hears=True,
)

V07 = Rule(
    code="V07",
    severity="warning",
    fault="judgement without basis, horizon or outcome",
    sees=(
        "a judgement whose basis is empty, whose horizon is unknown or has no end, or whose horizon"
        " lies wholly before the day of the edition without an outcome. Whether the basis bears"
        " the judgement out it cannot see"
    ),
    why="an estimate without grounds, end or result can be neither checked nor learned from",
    example="""\
# judgements.yaml, in an edition of 2026
- id: airspace
  text: The two airspaces open to each other again
  likelihood: unlikely
  confidence: low
  horizon: 2025-12-31
  basis: [2025-04-07-algeria-closes-airspace]
""",
    cure="name basis and horizon, and say in outcome what came of it",
    each={"judgement": unaccountable},
)
