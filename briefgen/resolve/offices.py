"""Offices at a date, and for whom an actor speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from briefgen.dates import Edtf
    from briefgen.model.actor import Actor, Office


def held(actor: Actor, date: Edtf) -> Office | None:
    """The post the actor held through the whole of ``date``, the latest begun first.

    A bound that is not on file is taken as open: the record says that the post was held,
    not that it ended.
    """
    if not actor.offices:
        return None
    fitting = [office for office in actor.offices if _covers(office, date)]
    return max(fitting, key=_begun, default=None)


def _begun(office: Office) -> int:
    lower = office.start.lower if office.start else None
    return lower.toordinal() if lower else 0


def _covers(office: Office, date: Edtf) -> bool:
    if date.lower is None or date.upper is None:
        return False
    start = office.start.lower if office.start else None
    end = office.end.upper if office.end else None
    return (start is None or start <= date.lower) and (end is None or date.upper <= end)


def speaks_for(actor: Actor, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Whose voice the actor has: its own, its bodies', and the subject it speaks for."""
    chain: list[str] = []
    todo: list[str | None] = [actor.id]
    while todo:
        at = todo.pop(0)
        if at is None or at in chain or at not in actors:
            continue
        chain.append(at)
        todo += [actors[at].side, actors[at].part_of]
    return tuple(chain)


def subject(actor: Actor, actors: Mapping[str, Actor], subjects: Collection[str]) -> str | None:
    """The subject of the dossier that the actor speaks for, or None."""
    return next((a for a in speaks_for(actor, actors) if a in subjects), None)
