"""Rules that are settled before the checks: by the model, by the loader, by references.

They stand here so that each code is explained in one place; the stage that is named reports
them, under the same code.
"""

from __future__ import annotations

from briefgen.checks.rule import Rule

S01 = Rule(
    code="S01",
    severity="error",
    stage="load",
    fault="no source",
    sees=(
        "an event, an office, a designation or a sentence of the bottom line that names no"
        " source; statements and figures have those of their event. It cannot see whether the"
        " source says so"
    ),
    why="a reader must be able to go back to where each record comes from",
    example="""\
# events/2025-01-01-mali-mfa.yaml
date: 2025-01-01
who: mali-mfa
what: Condemns the remarks as interference
""",
    cure="add source: with the id of a record in sources/",
)

S02 = Rule(
    code="S02",
    severity="error",
    stage="resolve",
    fault="reference that leads nowhere",
    sees=(
        "a field, or a [[reference]] in Markdown, that names a record which the dossier does not"
        " hold. It cannot see a reference to the wrong record"
    ),
    why="the link would be dead, and the record would rest on nothing",
    example="""\
# events/2025-01-01-mali-mfa.yaml, and no actors/mali-mfaa.yaml
who: mali-mfaa
""",
    cure="mend the id, or add the record",
)

Q01 = Rule(
    code="Q01",
    severity="error",
    stage="load",
    fault="quote without speaker or date",
    sees=(
        "an event that quotes somebody without who or without date. A statement has the speaker,"
        " the date and the source of its event unless it gives its own, and an event cannot do"
        " without them, so no quote in a dossier is without; a source that is missing is S01."
        " It cannot see whether the event's first actor is the right speaker"
    ),
    why="words that nobody said at no time can be neither checked nor answered",
    example="""\
# events/2025-01-01-mali-mfa.yaml
date: 2025-01-01
what: Condemns the remarks as interference
source: seed-article
says: [{quote: "an act of interference", form: partial}]
""",
    cure="say who spoke, in who or in by, and when, in date",
)

D01 = Rule(
    code="D01",
    severity="error",
    stage="load",
    fault="not a date",
    sees=(
        "a date that is not EDTF of level 0 or 1 (ISO 8601-2) or a set of days, that is not in"
        " the calendar, or whose interval is reversed; an office whose end certainly lies before"
        " its start; and anything but one day where a day is needed. It cannot see a date that is"
        " possible but wrong"
    ),
    why="a date that can be read in two ways, or in none, puts the record in a false order",
    example="""\
# events/2023-02-29-visit.yaml
date: 2023-02-29
""",
    cure="write YYYY-MM-DD, or less of it, or EDTF such as 2024~ or 2024-05/2024-06",
)

T01 = Rule(
    code="T01",
    severity="error",
    stage="resolve",
    fault="audience leak",
    sees=(
        "a record that this audience may see and that names one which it may not: by its label"
        " (TLP 2.0), as a draft, or under embargo; an edition for an audience that dossier.yaml"
        " itself is too strict for; a record without a label where dossier.yaml says default_tlp:"
        " required; and, in any output of a build, words of what was dropped"
        " that nothing kept uses. What is drawn in a picture, and what a kept record says in its"
        " own words, is not seen"
    ),
    why="what is withheld would be told by the record that names it",
    example="""\
# events/2025-01-02-meeting.yaml, and actors/envoy.yaml with tlp: RED
who: envoy
""",
    cure=(
        "take the reference out, give both records one label, or say in when_hidden what may"
        " stand there"
    ),
)
