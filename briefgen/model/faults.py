"""What is wrong inside a value, where that is not the value as a whole."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong, and where."""

    message: str
    path: tuple[str, ...]
    """Leads from the value to what is wrong in it."""
    named: bool = False
    """Whether the name at the end of the path is at fault, and not what stands under it."""


class FaultsError(ValueError):
    """All that is wrong inside one value."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


def shape(raw: object) -> str:
    """What a value is, in an author's words."""
    names = {list: "a list", dict: "a mapping", type(None): "nothing", tuple: "a list"}
    return names.get(type(raw), "text" if isinstance(raw, str) else type(raw).__name__)
