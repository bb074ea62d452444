"""Sources that are older than what they are said to report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import dates
from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.dates import Edtf
    from briefgen.model import Event
    from briefgen.model.shared import Citation
    from briefgen.resolve import Site

Path = tuple[str | int, ...]


def too_early(site: Site) -> Iterator[Finding]:
    """Each citation of a source that was certainly out before what it reports took place."""
    for event in site.events.values():
        if event.phase != "happened":
            continue
        for path, citation, date in _cited(event):
            source = site.sources[citation.ref]
            if dates.compare(source.issued, date) == "before":
                yield Finding(
                    Field("event", event.id, (*path, "ref")),
                    f'the source "{source.id}" was issued {source.issued.text}, before what it'
                    f" reports ({date.text})",
                )


def _cited(event: Event) -> Iterator[tuple[Path, Citation, Edtf]]:
    """Where each citation stands, and the date of what it is cited for."""
    for n, citation in enumerate(event.source):
        yield ("source", n), citation, event.date
    for i, statement in enumerate(event.says):
        for n, citation in enumerate(statement.source):
            yield ("says", i, "source", n), citation, statement.date or event.date
    for i, figure in enumerate(event.figures):
        for n, citation in enumerate(figure.source):
            yield ("figures", i, "source", n), citation, event.date


S08 = Rule(
    code="S08",
    severity="error",
    fault="source issued before the event",
    sees=(
        "a source whose latest possible date of issue lies before the earliest possible date of"
        " what it is cited for; events that are planned, announced or did not happen are"
        " excepted, since their announcement comes first"
    ),
    why="nothing can report what has not taken place: one of the two dates is wrong",
    example="""\
# events/2024-12-30-attaf.yaml
date: 2024-12-30
source: an-article-of-2024-12-29
""",
    cure="mend the date of the event or of the source, or say phase: announced",
    find=too_early,
)
