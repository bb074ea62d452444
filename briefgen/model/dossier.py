"""The dossier itself: ``dossier.yaml``, and everything loaded beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from briefgen.model.faults import Fault, FaultsError
from briefgen.model.fields import (
    ActorId,
    Day,
    EditionName,
    Lang,
    Localized,
    Many,
    Text,
    Tlp,
    Url,
    whole,
    word,
)
from briefgen.model.marks import Held, Read, Shape
from briefgen.model.shared import Citations, Part, Waiver
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.model.actor import Actor
    from briefgen.model.agreement import Agreement
    from briefgen.model.claim import Claim
    from briefgen.model.commentary import Commentary, Page
    from briefgen.model.event import Event
    from briefgen.model.frozen import Frozen
    from briefgen.model.judgement import Judgement
    from briefgen.model.place import Place
    from briefgen.model.source import Source
    from briefgen.model.term import Term
    from briefgen.model.theme import Theme
    from briefgen.model.verification import Verification
    from briefgen.prose import Prose


@frozen()
class Edition(Part):
    """Which edition this is."""

    id: Text
    """Its number or name, as printed."""
    date: Day
    """The day the records are complete to; "no reply on file as of" this day."""
    since: EditionName | None = None
    """The earlier edition to tell the changes since; the last one before this if left out."""


@frozen()
class Line(Part):
    """One sentence of the bottom line, with its sources."""

    text: Localized
    """The sentence."""
    source: Citations
    """Where it comes from."""


@frozen()
class PrintOptions(Part):
    """How the PDF is made."""

    paper: Literal["A4", "Letter"] = "A4"
    """The size of the sheet."""
    languages: Many[Lang] = ()
    """The languages to print; the dossier's first language if left out."""


@frozen()
class MapPolicy(Part):
    """Whose lines the map draws, and what its caption says."""

    viewpoint: Text
    """The viewpoint chosen for disputed boundaries."""
    disclaimer: Localized
    """The sentence printed beneath the map."""


@frozen()
class Weight(Part):
    """How grave the findings of a check are in this dossier."""

    check: Text
    """The code of the check, e.g. ``S05``, or several by a pattern: ``V*``."""
    severity: Literal["error", "warning", "info", "off"]
    """error fails the build, warning fails it with ``--strict``, info informs, off is silent."""
    where: Text = "*"
    """Folder and id of the records it is said of, as a pattern: ``events/2019-*``."""


@frozen()
class WideWaiver(Waiver):
    """A check that several records, or all, are excused from, and why."""

    where: Text = "*"
    """Folder and id of the records that are excused, as a pattern: ``events/2019-*``."""


def majority(raw: object) -> int:
    """A share above which one side is heard too much: 50 to 100 per cent, as a whole number."""
    value = whole(raw)
    if not 50 <= value <= 100:
        raise ValueError(f"{value} is not a share from 50 to 100 per cent")
    return value


@frozen()
class Balance(Part):
    """When one side is heard far more than the others."""

    share: Annotated[
        int,
        Read(majority),
        Shape({"type": "integer", "minimum": 50, "maximum": 100}),
    ] = 65
    """The share in per cent, of quoted words or of sources, above which B01 tells of a side."""


def standing(url: str) -> str:
    """The address of a site, to which the paths of its pages are added."""
    if "?" in url or "#" in url:
        raise ValueError("must end in a path: the addresses of pages are added to it, so no ? or #")
    return url


def _theme(raw: object) -> str:
    """A folder below ``themes/``, by name; never a path."""
    name = word(raw)
    if not name.replace("-", "").isalnum() or not name.isascii():
        raise ValueError(f'"{name}" is not the name of a folder in themes/')
    return name


@frozen(kw_only=True)
class Config(Part):
    """``dossier.yaml``."""

    title: Localized
    """The title of the dossier."""
    subjects: Many[ActorId]
    """The two or more actors whose exchange it follows; their order gives colour and shape."""
    lang: Lang
    """The language of the records."""
    editors: Many[Text]
    """Who answers for it."""
    edition: Edition
    """Which edition this is, and of which day."""
    short_title: Localized | None = None
    """A shorter title for the head of each page; the title if left out."""
    subtitle: Localized | None = None
    """One sentence under the title."""
    languages: Many[Lang] = ()
    """All languages it is published in; ``lang`` alone if left out."""
    bluf: Many[Line] = ()
    """The bottom line up front: sentences with their sources."""
    lacks: Many[Localized] = ()
    """What the file lacks, in words."""
    scope: Localized | None = None
    """What it covers and what it leaves out."""
    tlp: Tlp = "CLEAR"
    """TLP 2.0 label of the dossier's own words, and of records that have none of their own."""
    default_tlp: Literal["required"] | None = None
    """``required``: a record without a label of its own is refused, not given the dossier's."""
    licence: Localized | None = None
    """Under which terms it may be used."""
    base_url: Annotated[Url, Held(standing)] | None = None
    """Where it will stand, ending in a slash; needed for absolute addresses only."""
    map_policy: MapPolicy | None = None
    """Whose boundaries the map draws."""
    theme: Annotated[str, Read(_theme)] = "default"
    """The folder in ``themes/`` that gives it its look."""
    print: PrintOptions = PrintOptions()
    """How the PDF is made."""
    balance: Balance = Balance()
    """When one side is heard far more than the others."""
    checks: Many[Weight] = ()
    """How grave the findings of checks are; where several apply, the last one does."""
    waive: Many[WideWaiver] = ()
    """Checks that the dossier as a whole, or a part of it, is excused from."""

    def __post_init__(self) -> None:
        if faults := tuple(self._unfit()):
            raise FaultsError(*faults)

    def _unfit(self) -> Iterator[Fault]:
        if len(set(self.subjects)) < 2:
            yield Fault("a dossier needs two or more different subjects", ("subjects",))
        if not self.editors:
            yield Fault("a dossier needs at least one editor", ("editors",))
        if self.languages and self.lang not in self.languages:
            message = f"languages must include {self.lang}, the language of the records"
            yield Fault(message, ("languages",))

    @property
    def tongues(self) -> tuple[str, ...]:
        """All languages of publication, the records' own first."""
        return (self.lang, *(tag for tag in self.languages if tag != self.lang))


@frozen()
class Media(Value):
    """A picture in ``content/media/``."""

    path: str
    """Its path below ``content/``, e.g. ``media/border.png``."""
    digest: bytes
    """The digest of the bytes that will be published."""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything that was loaded, each kind in the order of its ids."""

    config: Config
    events: tuple[Event, ...] = ()
    actors: tuple[Actor, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    places: tuple[Place, ...] = ()
    themes: tuple[Theme, ...] = ()
    terms: tuple[Term, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    commentary: tuple[Commentary, ...] = ()
    pages: tuple[Page, ...] = ()
    media: tuple[Media, ...] = ()
    quotes: tuple[Verification, ...] = ()
    """What ``quotes.lock`` says of quotes that are still on file."""
    editions: tuple[Frozen, ...] = ()
    """Earlier editions, by name; those for this audience, once it is known."""
    copies: tuple[tuple[str, str], ...] = ()
    """Name and sha256 of each private copy that lies here; a build asks for none."""
    prose: Mapping[str, Prose] = field(default_factory=dict)
    """Markdown text to what was made of it; keyed by the text itself."""
