"""What was found before is found again, whatever becomes of any field of any record.

Checks that remember what they found about records, and among them, say what checks say that
remember nothing. Here every field of every record changes in turn, as in ``test_keys``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from briefgen.audience import visible
from briefgen.checks import Context, Known, across, check, outline, records, within
from briefgen.errors import ContentError
from briefgen.model import KINDS
from briefgen.resolve import resolve
from briefgen.value import digest
from tests.property.test_keys import SEEN, changed, dossier

if TYPE_CHECKING:
    from briefgen.checks import Found
    from briefgen.model import Dossier
    from briefgen.resolve import Site


class Memory(NamedTuple):
    """What checks of a site would leave behind."""

    context: bytes
    within: dict[bytes, tuple[Found, ...]]
    outline: bytes
    across: tuple[Found, ...]

    def known(self, site: Site) -> Known:
        """As much of it as holds for another site."""
        same = digest(Context.of(site.dossier)) == self.context
        return Known(
            self.within if same else {}, self.across if outline(site) == self.outline else None
        )


def resolved(held: Dossier) -> Site:
    return resolve(visible(held, SEEN))


@cache
def memory() -> Memory:
    site = resolved(dossier())
    context, every = Context.of(site.dossier), [*records(site.dossier)]
    found = dict(zip(map(digest, every), within(context, every), strict=True))
    return Memory(digest(context), found, outline(site), across(site))


@pytest.mark.parametrize("plural", [kind.plural for kind in KINDS])
def test_checks_that_remember_say_what_others_say(plural: str) -> None:
    tried = 0
    for what, held in changed(dossier(), plural):
        try:
            site = resolved(held)
        except ContentError:
            continue  # a reference that leads nowhere
        tried += 1
        assert check(site, known=memory().known(site)) == check(site), what
    assert tried
