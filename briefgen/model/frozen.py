"""An edition as it was frozen: what is kept of each record to tell later what changed."""

from __future__ import annotations

from briefgen.model.fields import Localized
from briefgen.model.shared import Change, withdrawal
from briefgen.value import Value, frozen


@frozen(kw_only=True)
class Entry(Value):
    """What an edition keeps of one record: enough to compare it by, and not its content."""

    kind: str
    """The kind of record, or ``dossier`` for ``dossier.yaml``."""
    id: str
    """Its id."""
    lang: str = ""
    """Tells the texts of one id in several languages apart; empty for all other records."""
    title: Localized | None = None
    """What it is called; None for a record that was withdrawn."""
    fields: tuple[tuple[str, str], ...] = ()
    """Each field that says something, with a digest of what it says, by name."""
    status: str = ""
    """Of a claim: where it stands."""
    replies: tuple[str, ...] = ()
    """Of a claim: the ids of the events that hold the replies to it, sorted."""
    changes: tuple[Change, ...] = ()
    """The changes that the record tells of itself."""
    former: tuple[str, ...] = ()
    """The addresses it had before."""

    @property
    def withdrawal(self) -> Change | None:
        """The change by which it was withdrawn, if it was."""
        return withdrawal(self)


@frozen()
class Frozen(Value):
    """One file below ``content/editions/``; see ``editions.lock`` for its form."""

    name: str
    """Its name, which is that of the file."""
    date: str
    """The day to which its records were complete, as ``YYYY-MM-DD``."""
    audience: str
    """The TLP label of those it was for."""
    entries: tuple[Entry, ...]
    """Each record that this audience could see."""
