"""What a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.audience import Audience
    from briefgen.model import Dossier

STATE = ".briefgen"
"""The folder of a project in which builds remember."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to build, for whom, and where to."""

    root: Path
    """The project: the folder that holds ``content/``."""
    site: Path
    """The folder to publish to."""
    audience: Audience
    """Who it is for, on which day."""
    only: frozenset[str] | None = None
    """The formats to make; all of them if None."""
    base_url: str | None = None
    """Overrides the dossier's own."""
    strict: bool = False
    """Whether a warning is an error."""
    clean: bool = False
    """Forget what earlier builds remembered."""
    wait: bool = True
    """Whether to wait while another build holds the lock."""
    jobs: int = 1
    """How many processes make pages."""

    def asks_for(self, name: str) -> bool:
        """Whether a format is to be made."""
        return self.only is None or name in self.only

    def placed(self, dossier: Dossier) -> Dossier:
        """The dossier at the address that was asked for, if one was."""
        if self.base_url is None:
            return dossier
        return replace(dossier, config=replace(dossier.config, base_url=self.base_url))
