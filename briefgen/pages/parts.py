"""The parts that pages share: parties, source chips, dates, quotes, cards, claims in pairs.

These values are the theme's vocabulary; ``themes/CONTRACT.md`` is made from them. Each is
made once a language by a ``Shelf`` and shared by every page that shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefgen.dates import Edtf, exact
from briefgen.model.fields import Words
from briefgen.plan import Link
from briefgen.prose import Prose
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from briefgen.model.event import Form, Stance
    from briefgen.resolve.ledger import Status

Mark = Literal["one", "two", "third", "group"]


@frozen()
class Party(Value):
    """An actor as a mark, a name and a link."""

    id: str
    """The actor's id."""
    name: Words
    """Its name."""
    mark: Mark
    """Shape and colour: the first or second subject, another state or body, a group."""
    path: str
    """The address of its page."""


@frozen()
class Chip(Value):
    """A source as a numbered chip."""

    id: str
    """The source's id."""
    number: int
    """Its number in this edition, printed as S1."""
    type: str
    """The item type of CSL, or ``reader-comment``; worded by the theme."""
    title: Words
    """Its title."""
    publisher: str
    """Its publisher, or an empty string."""
    issued: Edtf
    """When it was published."""
    path: str
    """Where the site describes it."""
    unofficial: bool
    """A private voice; its border is dashed."""


@frozen()
class Cited(Value):
    """A source chip and the place in the source."""

    chip: Chip
    loc: str
    """Where in the source, or an empty string."""


@frozen()
class When(Value):
    """A date as precise as its source, and why it is no more exact."""

    date: Edtf
    basis: Literal["stated", "inferred", "relative"]
    """How it is known."""
    reason: Words | None
    """Why it is inexact, in words."""

    @property
    def soft(self) -> bool:
        """Whether to draw it as inexact: dashed, with its reason."""
        return self.basis != "stated" or not exact(self.date)


@frozen()
class Row(Value):
    """An event as one line of a list."""

    when: When
    title: Words
    path: str
    number: int
    """Its number in this edition, printed as E1."""
    who: tuple[Party, ...]
    to: tuple[Party, ...]


@frozen()
class Quote(Value):
    """A statement: who said what, in which office, through which channel, by which source."""

    id: str
    """An id for fragments, unique in the dossier."""
    speaker: Party
    side: Party | None
    """The subject it is spoken for, unless that is the speaker."""
    office: Words | None
    """The office held at that date."""
    via: Words | None
    """The channel."""
    when: When
    quote: str
    """The words quoted, without quotation marks; empty for a paraphrase."""
    gist: Words | None
    """What was said, in the record's own words."""
    form: Form
    lang: str
    """Language of the words quoted (BCP 47)."""
    original: Words | None
    """The words before translation."""
    translation: str
    """Who translated: official, human, machine, source; empty if it is no translation."""
    translated_from: str
    """The language of the words before translation (BCP 47), or an empty string."""
    loc: str
    """Where in the source."""
    held: Literal["verified", "unheld", "mismatch", ""]
    """Whether the words were found in a copy of the source; empty for a paraphrase."""
    verified: Edtf | None
    """Since when they are known to stand there."""
    sources: tuple[Cited, ...]
    stance: Stance | None
    """What it does to the claim it is shown under, if any."""
    event: Row
    """The event it belongs to."""


@frozen()
class Answer(Value):
    """A reply in a pair, with its lag in days."""

    quote: Quote
    lag: tuple[int, int] | None
    """Fewest and most days after the claim was first made on file."""


@frozen()
class Pair(Value):
    """A claim beside what was said in return, or beside the visible lack of it."""

    id: str
    """The claim's id."""
    number: int
    """Its number in this edition, printed as C1."""
    path: str
    """The address of its page."""
    title: Words
    """A headline that asserts nothing."""
    text: Words
    """The proposition."""
    about: tuple[Party, ...]
    """Those whose answer counts."""
    assertions: tuple[Quote, ...]
    """Who asserted it, in order of date; the first stands in the pair."""
    replies: tuple[Answer, ...]
    """What was said in return, in order of date; empty if nothing is on file."""
    others: tuple[Quote, ...]
    """Stances of third parties, and those not dated after the claim."""
    status: Status
    sources: int
    """How many sources carry it."""
    origins: int
    """How many they all go back to, where what they draw on is followed to its end."""
    as_of: Edtf
    """The day the file is complete to."""
    note: Words | None
    commentary: tuple[Link, ...]
    """Commentary that refers to it: opinion, never a reply."""


@frozen()
class Evidence(Value):
    """How well a record is sourced: two plain facts rather than a score."""

    sources: int
    """How many sources carry it."""
    origins: int
    """How many they all go back to, where what they draw on is followed to its end."""
    original: bool
    """Whether an original text is among them."""


@frozen()
class Card(Value):
    """An event as an entry of the timeline."""

    id: str
    row: Row
    summary: Words
    """The act in one sentence."""
    sources: tuple[Cited, ...]
    evidence: Evidence
    claims: tuple[Link, ...]
    """The claims its statements bear on."""
    phase: str
    """happened, announced, planned or not-happened."""


@frozen()
class Stone(Value):
    """All that is left of a record that was withdrawn."""

    kind: str
    """event, claim or source."""
    id: str
    path: str
    """Its address, which says no more than this."""
    when: When
    """The day on which it was withdrawn."""
    reason: Words
    """Why."""


@frozen()
class Body(Value):
    """Prose with the addresses that its references lead to."""

    prose: Prose
    links: tuple[Link, ...]
    """One for each mention, in order."""
    pictures: tuple[str, ...]
    """The address of each picture, in order."""
    lang: str
    scope: str
    """Keeps ids apart where several texts share a page."""


@frozen()
class Frame(Value):
    """What every page of a language shares; kept small, since it reaches every page."""

    title: Words
    """The dossier's short title."""
    lang: str
    """The language of the page's own words."""
    home: str
    """The address of the home page in this language."""
    subjects: tuple[Party, ...]
    """The subjects in order: their place gives colour and shape."""
    edition: str
    """The edition's number or name."""
    as_of: Edtf
    """The day the records are complete to."""
    nav: tuple[tuple[str, str], ...]
    """Section and address: home, timeline, claims, actors, sources, overview, commentary."""
    pages: tuple[Link, ...]
    """Plain pages, for the foot."""
    languages: tuple[str, ...]
    """All languages of publication, the records' own first; it stands at the root."""
    changes: str
    """The address of the page of what changed since an earlier edition."""
    pdf: str
    """The address of the PDF, or an empty string."""
    base_url: str
    """The absolute address of the site, ending in a slash, or an empty string."""
    mark: str
    """The TLP label to print on every page, or an empty string if it is CLEAR."""
