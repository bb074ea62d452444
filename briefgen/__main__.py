"""``python -m briefgen`` is ``briefgen``."""

from __future__ import annotations

from briefgen.cli import command

if __name__ == "__main__":
    command()
