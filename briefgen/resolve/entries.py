"""Entries: what an edition keeps of each record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefgen.editions.plain import APART, PRIVATE, called, digests
from briefgen.model import KINDS
from briefgen.model.frozen import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.model import Dossier, Record
    from briefgen.resolve.ledger import Ledger

TECHNICAL = PRIVATE | frozenset(
    "edition languages lang base_url theme print balance checks".split()
)
"""Fields of ``dossier.yaml`` that say how it is made rather than what it says."""


def entries(
    dossier: Dossier, claims: Mapping[str, Ledger], withdrawn: Sequence[tuple[str, Record]]
) -> Iterator[Entry]:
    """What is kept of the dossier itself, of each record, and of those that were withdrawn."""
    config = dossier.config
    fields = digests(config, TECHNICAL)
    yield Entry(kind="dossier", id="dossier", title=config.title, fields=fields)
    for kind in KINDS:
        ledgers = claims if kind.name == "claim" else {}
        for record in getattr(dossier, kind.plural):
            lang = getattr(record, "lang", None) if kind.markdown else None
            yield _entry(kind.name, record, lang or "", ledgers.get(record.id))
    for name, record in withdrawn:
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
