"""Since: the records as an edition would keep them, and what changed since an earlier one."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from briefgen.editions.compare import differences
from briefgen.editions.plain import APART, PRIVATE, called, digests
from briefgen.model import KINDS
from briefgen.model.frozen import Entry, Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.editions.compare import Difference
    from briefgen.model import Dossier, Record
    from briefgen.resolve.ledger import Ledger

TECHNICAL = PRIVATE | frozenset(
    "edition languages lang base_url theme print balance checks".split()
)
"""Fields of ``dossier.yaml`` that say how it is made rather than what it says."""


class Since:
    """A dossier and the edition before it; compared when that is asked for, and once."""

    def __init__(
        self,
        dossier: Dossier,
        claims: Mapping[str, Ledger],
        withdrawn: Sequence[tuple[str, Record]] = (),
    ) -> None:
        self.dossier = dossier
        self.claims = claims
        self.withdrawn = withdrawn

    @cached_property
    def base(self) -> Frozen | None:
        """The edition to compare with: the one named, or else the last before this one."""
        edition = self.dossier.config.edition
        held = self.dossier.editions
        if edition.since is not None:
            return next((one for one in held if one.name == edition.since), None)
        before = (e for e in held if e.name != edition.id and e.date <= edition.date.text)
        return max(before, key=lambda e: (e.date, e.name), default=None)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What changed since then; nothing if there is no such edition."""
        return differences(self.base, self.present()) if self.base else ()

    def present(self, name: str = "", audience: str = "") -> Frozen:
        """The records as an edition of this name, for this audience, would keep them."""
        day = self.dossier.config.edition.date.text
        return Frozen(name, day, audience, tuple(self._entries()))

    def _entries(self) -> Iterator[Entry]:
        config = self.dossier.config
        fields = digests(config, TECHNICAL)
        yield Entry(kind="dossier", id="dossier", title=config.title, fields=fields)
        for kind in KINDS:
            ledgers = self.claims if kind.name == "claim" else {}
            for record in getattr(self.dossier, kind.plural):
                lang = getattr(record, "lang", None) if kind.markdown else None
                yield _entry(kind.name, record, lang or "", ledgers.get(record.id))
        for name, record in self.withdrawn:
            yield _entry(name, record, "", None)


def _entry(kind: str, record: Any, lang: str, ledger: Ledger | None) -> Entry:
    """What is kept of a record; of one that was withdrawn, nothing that it says."""
    changes = getattr(record, "changes", ())
    bare = Entry(kind=kind, id=record.id, lang=lang, changes=changes, former=record.redirect_from)
    if bare.withdrawal:
        return bare
    return replace(
        bare,
        title=called(record),
        fields=digests(record, APART if lang else APART - {"lang"}),
        status=ledger.status if ledger else "",
        replies=_replies(ledger) if ledger else (),
    )


def _replies(ledger: Ledger) -> tuple[str, ...]:
    return tuple(sorted(reply.said.event.id for reply in ledger.replies))
