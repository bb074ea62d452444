"""Outline: a digest of all that rules see of a site, but for the words of events' bodies."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from briefgen.checks.reading import records
from briefgen.model import Event
from briefgen.value import digest, head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Config, Record
    from briefgen.resolve import Site

_REST = attrgetter(*sorted(Event.TAIL - {"body"}))


def outline(site: Site) -> bytes:
    """What changes with whatever may change a finding of a rule that holds records together.

    That is: every record, of an event all but its body; which records bodies name; what is
    known of quotes and of private copies. To edit the words of an event's body changes nothing.
    """
    seen = tuple(_plain(record) for record in records(site.dossier))
    named = tuple(sorted(set(_named(site))))
    return digest((seen, named, site.dossier.quotes, site.dossier.copies))


def _plain(record: Record | Config) -> bytes | tuple[bytes, tuple[object, ...]]:
    if isinstance(record, Event):
        return head(record), _REST(record)
    return digest(record)


def _named(site: Site) -> Iterator[str]:
    for prose in site.dossier.prose.values():
        yield from (mention.target for mention in prose.mentions)
