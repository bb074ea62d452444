"""One side that is heard far more than the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field
from briefgen.resolve.balance import Tally, affiliated, quoted_words, share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.resolve import Site


def lopsided(site: Site) -> Iterator[Finding]:
    """One finding each for quoted words and for sources, when one side's share is too large."""
    words = quoted_words(site.events.values(), site.sides)
    yield from _above(site, words, "quoted words")
    yield from _above(site, affiliated(site.sources.values(), site.sides), "sources with a side")


def _above(site: Site, tallies: tuple[Tally, ...], counted: str) -> Iterator[Finding]:
    limit = site.dossier.config.balance.share
    total = sum(w.amount for w in tallies if w.side is not None)
    for tally in tallies:
        part = 100 * share(tally, tallies)
        if part > limit:
            yield Finding(
                Field("dossier", "dossier", ("subjects",)),
                f'"{tally.side}" has {tally.amount:,} of {total:,} {counted}, {part:.1f} %,'
                f" more than {limit} %",
            )


B01 = Rule(
    code="B01",
    severity="info",
    fault="one side heard above the others",
    sees=(
        "a subject of the dossier with more than 65 per cent (balance: {share: …} in dossier.yaml)"
        " of all words quoted of the subjects and of those who speak for them, or of all sources"
        " with a side; words and sources of no side are left out of the count. It cannot see"
        " whether the imbalance is the record's or the world's, nor what is not on file"
    ),
    why="a file that quotes one side twice as much as the other should know it, and say why",
    example="""\
# of 100 words quoted of the two subjects 80 are Mali's
# dossier.yaml
balance: {share: 65}
""",
    cure="look for what the others said, or say in scope or lacks why the file is so",
    find=lopsided,
)
