"""Events: dated, sourced acts. The event is the speech act, never what it claims."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from briefgen.model.faults import Fault, FaultsError
from briefgen.model.fields import (
    ActorId,
    AgreementId,
    ClaimId,
    Date,
    EventId,
    Lang,
    Localized,
    Many,
    Number,
    PlaceId,
    Text,
    ThemeId,
    word,
)
from briefgen.model.marks import Read, Shape
from briefgen.model.shared import Change, Citations, Part, Record
from briefgen.value import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = (
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request",
    "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
    "statement", "other",
)  # fmt: skip
"""The event types of PLOVER, and two of our own."""
_MODE = re.compile(r"[a-z]+(-[a-z]+)*")

_TYPE = {
    "anyOf": [
        {"enum": list(TYPES)},
        {"type": "string", "pattern": f"^({'|'.join(TYPES)})/[a-z]+(-[a-z]+)*$"},
    ]
}

Stance = Literal[
    "asserts", "repeats", "endorses", "denies", "disputes", "qualifies", "declines",
    "withdraws", "counters",
]  # fmt: skip
"""What a statement does to a claim."""

Form = Literal["direct", "partial", "paraphrase"]
Basis = Literal["stated", "inferred", "relative"]


def event_type(raw: object) -> str:
    """A PLOVER type, with its mode after a slash: ``accuse/allege``."""
    said = word(raw)
    kind, slash, mode = said.partition("/")
    if kind not in TYPES or (slash and not _MODE.fullmatch(mode)):
        raise ValueError(f'"{said}" is not an event type: use one of {", ".join(TYPES)}')
    return said


@frozen()
class Original(Part):
    """The words as spoken or written, where the quote is a translation."""

    lang: Lang
    """Language of the original."""
    text: Text
    """The original words."""


@frozen()
class Translation(Part):
    """Who translated a quote."""

    by: Literal["official", "human", "machine", "source"]
    """An official text, a named person, a machine, or the source itself."""
    of: Lang | None = None
    """The language it was translated from, where the original words are not on file."""


@frozen()
class On(Part):
    """What a statement does to a claim."""

    claim: ClaimId
    """The claim."""
    stance: Stance
    """Asserts it, denies it, and so on."""
    counter: ClaimId | None = None
    """With ``counters``: the claim put against it."""

    def __post_init__(self) -> None:
        if self.counter == self.claim:
            raise ValueError(f'the claim "{self.claim}" cannot be put against itself')


@frozen(kw_only=True)
class Statement(Part):
    """Words said by one actor, quoted or reported."""

    form: Form
    """direct (whole sentences), partial (a fragment) or paraphrase (no words quoted)."""
    quote: Text | None = None
    """The words, without quotation marks."""
    gist: Localized | None = None
    """What was said, in the record's own words."""
    by: ActorId | None = None
    """Who said it; the event's first ``who`` if left out."""
    lang: Lang | None = None
    """Language of ``quote`` as given."""
    original: Original | None = None
    """The words before translation."""
    translation: Translation | None = None
    """Who translated them."""
    source: Citations = ()
    """Where the words stand; the event's sources if left out."""
    date: Date | None = None
    """When it was said; the event's date if left out."""
    loc: str = ""
    """Where in the source."""
    prefix: str = ""
    """Words before the quote in the source (W3C TextQuoteSelector)."""
    suffix: str = ""
    """Words after the quote in the source."""
    on: Many[On] = ()
    """The claims it bears on."""

    def __post_init__(self) -> None:
        if self.quote is None and self.gist is None:
            raise ValueError("a statement needs a quote, or a gist in your own words")
        if self.form == "paraphrase" and self.quote is not None:
            raise ValueError("a paraphrase has a gist, not a quote: its words are the reporter's")
        if self.form != "paraphrase" and self.quote is None:
            raise ValueError(f"a {self.form} statement needs a quote; a gist is a paraphrase")


@frozen()
class Figure(Part):
    """A number somebody gave."""

    what: Localized
    """What is counted, with its unit."""
    by: ActorId
    """Who gave the number."""
    low: Number | None = None
    """Lowest number given."""
    best: Number | None = None
    """The number given, where there is one."""
    high: Number | None = None
    """Highest number given."""
    source: Citations = ()
    """Where it stands; the event's sources if left out."""


@frozen()
class DateBasis(Part):
    """How the date is known."""

    basis: Basis
    """Stated by the source, inferred from it, or relative ("yesterday")."""
    reason: Localized | None = None
    """Why, in words; printed beside an inexact date."""


@frozen()
class AgreementStep(Part):
    """What an event does to an agreement."""

    ref: AgreementId
    """The agreement."""
    status: Literal[
        "negotiated", "initialled", "signed", "in-force", "suspended", "resumed",
        "denounced", "ended", "disputed",
    ] | None = None  # fmt: skip
    """Its status from this event on."""


def _basis(raw: object) -> object:
    return {"basis": raw} if isinstance(raw, str) else raw


def _step(raw: object) -> object:
    return {"ref": raw} if isinstance(raw, str) else raw


@frozen(kw_only=True)
class Event(Record):
    """An act at a date: somebody did or said something, according to a source."""

    TAIL: ClassVar[frozenset[str]] = frozenset(
        "body figures conflicts see_also changes waive redirect_from when_hidden".split()
    )

    date: Date
    """When, in EDTF, as precise as the source and no more; ``unknown`` if it gives none."""
    what: Localized
    """The act in one sentence, without its subject's name in front if it can be helped."""
    who: Many[ActorId]
    """Who acted."""
    source: Citations
    """Where it is reported."""
    title: Localized | None = None
    """A short headline; ``what`` if left out."""
    to: Many[ActorId] = ()
    """Whom the act addresses or concerns."""
    type: Annotated[str, Read(event_type), Shape(_TYPE)] = "other"
    """PLOVER type and mode, e.g. ``accuse/allege``; or ``statement``, ``other``."""
    phase: Literal["happened", "announced", "planned", "not-happened"] = "happened"
    """Whether it took place."""
    date_basis: Annotated[
        DateBasis | None,
        Read(_basis, Basis | DateBasis | None),
    ] = None
    """How the date is known, and why it is inexact."""
    place: PlaceId | None = None
    """Where."""
    via: Localized | None = None
    """The channel: communiqué, speech, interview."""
    themes: Many[ThemeId] = ()
    """What it is about."""
    responds_to: Many[EventId] = ()
    """The events it answers."""
    see_also: Many[EventId] = ()
    """Other events worth reading with it."""
    agreement: Annotated[
        AgreementStep | None,
        Read(_step, AgreementId | AgreementStep | None),
    ] = None
    """The agreement it concerns, and the status it gives it."""
    says: Many[Statement] = ()
    """The statements made."""
    figures: Many[Figure] = ()
    """The numbers given, each with who gave it."""
    conflicts: Many[Localized] = ()
    """Where the sources differ, in words."""
    body: str = ""
    """More, in Markdown, in the record's own voice."""
    changes: Many[Change] = ()
    """Corrections and updates since it was published."""
    when_hidden: Localized | None = None
    """What stands in place of references to records that the audience may not see."""

    def __post_init__(self) -> None:
        if not self.who or not self.source:
            raise FaultsError(*self._lacking())

    def _lacking(self) -> Iterator[Fault]:
        if not self.who:
            yield Fault("an event needs at least one actor in who", ("who",))
        if not self.source:
            yield Fault("an event needs at least one source", ("source",))

    @property
    def claimed(self) -> tuple[str, ...]:
        """The claims that its statements bear on, each once."""
        named = [on.claim for said in self.says for on in said.on]
        return tuple(dict.fromkeys(named)) if named else ()
