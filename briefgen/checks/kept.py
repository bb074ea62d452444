"""Sources that may not be found again: no copy kept, no date, nobody who published them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.reading import Reading
    from briefgen.model import Source

LASTING = (
    "doi.org", "hdl.handle.net", "n2t.net", "archive.org", "perma.cc", "archive.ph",
    "archive.today", "archive.is", "webcitation.org", "arquivo.pt",
)  # fmt: skip
"""Hosts of lasting identifiers and of archived copies, and all below them."""
ARCHIVE = "webarchive."
"""How hosts of national and of institutions' web archives begin."""
PUBLIC = frozenset(["treaty", "legislation", "bill", "legal_case", "hearing", "reader-comment"])
"""What nobody need publish: a text of public record, or words under somebody else's."""
SIGNED = frozenset(
    ["post", "post-weblog", "speech", "interview", "personal_communication", "thesis"]
)
"""What its author puts out."""


def fleeting(reading: Reading[Source]) -> Iterator[Finding]:
    """A source on the web of which no copy is kept."""
    source = reading.record
    if source.url and not source.archive and not source.snapshot and not _lasting(source.url):
        yield Finding(
            reading.at("url"),
            f'no copy of the source "{source.id}" is kept, neither archive nor snapshot',
        )


def _lasting(url: str) -> bool:
    host = url.split("/")[2].partition(":")[0].lower()
    return host.startswith(ARCHIVE) or any(
        host == known or host.endswith(f".{known}") for known in LASTING
    )


def unplaced(reading: Reading[Source]) -> Iterator[Finding]:
    """A source without a date, or of which nobody is known as publisher."""
    source = reading.record
    if source.issued.text == "unknown":
        yield Finding(reading.at("issued"), f'the source "{source.id}" has no date')
    if not _published(source):
        yield Finding(reading.at(), f'the source "{source.id}" names no publisher')


def _published(source: Source) -> bool:
    if source.publisher or source.type in PUBLIC:
        return True
    return source.type in SIGNED and bool(source.author)


S05 = Rule(
    code="S05",
    severity="warning",
    fault="web source without a copy",
    sees=(
        "a source with a url and neither archive nor snapshot; an address that is itself an"
        " archived copy or a lasting identifier (DOI, Handle, ARK) is let be. It cannot see"
        " whether the page or its copy is still there"
    ),
    why="pages move, change and vanish, and the record that rests on one goes with it",
    example="""\
# sources.yaml
- {id: a, title: …, type: webpage, issued: 2025-01-02, url: "https://example.org/a"}
""",
    cure="add archive: {url: …, date: …}, or take a private copy with: briefgen snapshot",
    each={"source": fleeting},
)

S09 = Rule(
    code="S09",
    severity="warning",
    fault="source undated or of no publisher",
    sees=(
        "a source whose date of issue is unknown, or without publisher; posts, speeches,"
        " interviews and theses may have an author instead, and treaties, laws, judgments,"
        " hearings and readers' comments need neither. It cannot see whether the date is right"
    ),
    why="a reader cannot weigh a report of which nobody knows when, or from whom, it came",
    example="""\
# sources.yaml
- {id: a, title: Border closed, type: article-newspaper, issued: unknown}
""",
    cure="give issued as closely as it is known (2025-01, 2025, [2025-01-02..2025-01-05]), and"
    " publisher",
    each={"source": unplaced},
)
