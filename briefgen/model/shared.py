"""What several kinds of record have in common."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from briefgen.model.fields import Bool, Day, Id, Localized, Many, SitePath, SourceId, Text, Tlp
from briefgen.model.marks import Read
from briefgen.value import Value, frozen


class Part(Value):
    """Base of records and of what they are made of: other fields than their own are refused."""

    __slots__ = ()

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@frozen()
class Citation(Part):
    """A source, and where in it."""

    ref: SourceId
    """The id of the source."""
    loc: str = ""
    """Where in the source: a page, a paragraph, a time code."""


def citation(raw: Any) -> Any:
    """``yabiladi`` is short for ``{ref: yabiladi}``."""
    return {"ref": raw} if isinstance(raw, str) else raw


Citations = Many[Annotated[Citation, Read(citation, SourceId | Citation)]]


@frozen()
class Change(Part):
    """A change to a published record."""

    date: Day
    """The day of the change."""
    kind: Literal["correction", "update", "addition", "withdrawal"]
    """What sort of change it is; a correction says that the record was wrong."""
    note: Localized
    """What changed, for the reader."""
    minor: Bool = False
    """A minor change does not move the record's date."""


def withdrawal(record: object) -> Change | None:
    """The change by which a record was withdrawn, if it was."""
    changes: tuple[Change, ...] = getattr(record, "changes", ())
    return next((c for c in reversed(changes) if c.kind == "withdrawal"), None)


@frozen()
class Waiver(Part):
    """A check that this record is excused from, and why."""

    check: Text
    """The code of the check, e.g. ``C01``."""
    because: Text
    """The reason; it is printed on the method page."""


@frozen(kw_only=True)
class Record(Part):
    """Fields of every kind of record."""

    SHARED: ClassVar[bool] = False
    id: Id
    """The file's name without its ending, or ``id`` in a file of several records."""
    tlp: Tlp | None = None
    """TLP 2.0 label: who may see the record. Without one the dossier's own applies."""
    draft: Bool = False
    """A draft is left out unless ``--drafts`` is given."""
    embargo: Day | None = None
    """The first day on which the record may be published."""
    waive: Many[Waiver] = ()
    """Checks that this record is excused from."""
    redirect_from: Many[SitePath] = ()
    """Earlier addresses of this record's page, e.g. ``events/old-name.html``."""
