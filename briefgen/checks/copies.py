"""Quotes and copies of sources that do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.resolve import Site


def replaced(site: Site) -> Iterator[Finding]:
    """Each source whose copy, as it lies here, is not the one on record."""
    held = dict(site.dossier.copies)
    for source in site.dossier.sources:
        snapshot = source.snapshot
        if snapshot and held.get(snapshot.file, snapshot.sha256) != snapshot.sha256:
            yield Finding(
                Field("source", source.id, ("snapshot", "sha256")),
                f'the copy snapshots/{snapshot.file} is not the one on record for "{source.id}"',
            )


def unfound(site: Site) -> Iterator[Finding]:
    """Each quote that the lock says is not in the copy on record."""
    for id_, held in site.quoted.items():
        for asked, known in held:
            if known.state == "mismatch":
                said = f'the quote is not in the copy of "{known.source}"'
                if known.moved:
                    said = f'the quote was looked for in an earlier copy of "{known.source}"'
                yield Finding(
                    Field("event", id_, asked.path),
                    said,
                    "run: briefgen verify" if known.moved else "",
                )


S06 = Rule(
    code="S06",
    severity="error",
    fault="copy of a source replaced",
    sees=(
        "a text in content/snapshots/ whose sha256 differs from the one in the source's record;"
        " a copy that does not lie here is not missed, and a build does not look"
    ),
    why="what was verified was another text, and nobody can say which one the quotes stand in",
    example="""\
# sources/gazette.yaml, while content/snapshots/gazette.txt was edited since
snapshot: {file: gazette.txt, sha256: 5f2e…, at: 2025-03-07}
""",
    cure="put the copy back, or take it anew with: briefgen snapshot SOURCE FILE",
    find=replaced,
)

Q02 = Rule(
    code="Q02",
    severity="error",
    fault="quote not found in the copy of its source",
    sees=(
        "a quote, or an original, that briefgen verify did not find in the copy of any source it"
        " cites, by what quotes.lock says; or that was last looked for in an earlier copy than"
        " the one now on record. It does not see a quote that was never looked for: that is shown"
        " as not verified"
    ),
    why="words in quotation marks are what somebody said, to the letter, or they are not a quote",
    example="""\
# the article says "difficult to accept"; briefgen verify was run
says:
  - {form: partial, quote: hard to accept, source: gazette}
""",
    cure="mend the words, mark with […] what is left out, then run: briefgen verify",
    find=unfound,
)
