"""Events whose dates cannot be: after the edition, or before what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import dates
from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.checks.reading import Reading
    from briefgen.model import Event
    from briefgen.resolve import Site


def future(reading: Reading[Event]) -> Iterator[Finding]:
    """An event, and each of its statements, that is certainly later than the day of the edition."""
    event, edition = reading.record, reading.context.config.edition.date
    if event.phase in ("planned", "announced"):
        return
    if dates.after(event.date, edition):
        yield Finding(reading.at("date"), _late(event.date, edition))
    for n, said in enumerate(event.says):
        if said.date is not None and dates.after(said.date, edition):
            yield Finding(reading.at("says", n, "date"), _late(said.date, edition))


def _late(date: dates.Edtf, edition: dates.Edtf) -> str:
    return f"{date.text} is after the day of the edition ({edition.text})"


def premature(site: Site) -> Iterator[Finding]:
    """Each event that is certainly dated before one that it responds to."""
    for event in site.events.values():
        for n, id_ in enumerate(event.responds_to):
            answered = site.events[id_]
            if dates.compare(event.date, answered.date) == "before":
                yield Finding(
                    Field("event", event.id, ("responds_to", n)),
                    f'dated {event.date.text}, before "{id_}" ({answered.date.text}), which it'
                    " is said to answer",
                )


D02 = Rule(
    code="D02",
    severity="error",
    fault="date in the future",
    sees=(
        "an event or statement whose earliest possible date lies after the day of the edition,"
        " without phase: planned or announced"
    ),
    why="a record says what was done; what is only planned must say so",
    example="""\
# dossier.yaml: edition: {id: "1", date: 2025-06-30}
# events/2026-01-01-visit.yaml
date: 2026-01-01
""",
    cure="mend the date, say phase: planned or announced, or move the day of the edition",
    each={"event": future},
)

D04 = Rule(
    code="D04",
    severity="error",
    fault="reply before what it answers",
    sees=(
        "an event in whose responds_to stands one that certainly took place later; dates that"
        " overlap are let be"
    ),
    why="nobody answers what has not been said: the order of the exchange would be false",
    example="""\
# events/2024-12-30-attaf.yaml
date: 2024-12-30
responds_to: 2025-01-01-mali-mfa
""",
    cure="take the reference out, or mend one of the dates",
    find=premature,
)
