"""Since: the records as an edition would keep them, and what changed since an earlier one.

Most builds ask for neither, so what knows of editions is imported when one does.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.editions.compare import Difference
    from briefgen.model import Dossier, Record
    from briefgen.model.frozen import Frozen
    from briefgen.resolve.ledger import Ledger


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
        from briefgen.editions.compare import differences

        return differences(self.base, self.present()) if self.base else ()

    def present(self, name: str = "", audience: str = "") -> Frozen:
        """The records as an edition of this name, for this audience, would keep them."""
        from briefgen.model.frozen import Frozen
        from briefgen.resolve.entries import entries

        day = self.dossier.config.edition.date.text
        kept = entries(self.dossier, self.claims, self.withdrawn)
        return Frozen(name, day, audience, tuple(kept))
