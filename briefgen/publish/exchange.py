"""One step from the old site to the new one, and the repair of a step cut short.

``.NAME.next`` holds the tree to publish. Where Linux can, the two folders change places
in one call and no reader ever misses the site. Elsewhere two renames do it, announced in
``.NAME.journal``: should the run die between them, the next one finishes the step.
At the first publication ``.NAME.spare`` may hold a second tree of links to the same files,
which becomes the next.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from briefgen.publish.disk import call, sync
from briefgen.publish.names import MARKER

if TYPE_CHECKING:
    from pathlib import Path

NEIGHBOURS = "next", "spare", "old", "gone"
"""The folders that may lie beside a site."""
_HERE = -100  # AT_FDCWD: paths are taken from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE


def beside(site: Path, what: str) -> Path:
    """The neighbour of the site that serves a purpose: ``.site.next`` and its like."""
    return site.with_name(f".{site.name}.{what}")


def swap(site: Path) -> None:
    """Put ``.NAME.next`` in the place of the site; the old site, if any, becomes the next.

    Raises OSError; the site is then whole, or the journal says how to mend it.
    """
    new = beside(site, "next")
    if not (site / MARKER).exists():
        new.rename(site)
        _settle(site)
    elif not call("renameat2", _HERE, os.fsencode(new), _HERE, os.fsencode(site), _EXCHANGE):
        _two_renames(site)
    sync(site.parent)


def _two_renames(site: Path) -> None:
    new, old, journal = (beside(site, what) for what in ("next", "old", "journal"))
    journal.write_text("the next site is whole and on its way in\n", encoding="ascii")
    sync(journal)
    sync(site.parent)
    site.rename(old)
    new.rename(site)
    old.rename(new)
    journal.unlink()


def recover(site: Path) -> None:
    """Finish or undo what a run that died left half done; raises OSError."""
    new, old, journal = (beside(site, what) for what in ("next", "old", "journal"))
    if (old / MARKER).exists():
        if not site.exists():
            (new if journal.exists() and (new / MARKER).exists() else old).rename(site)
        if old.exists() and not new.exists():
            old.rename(new)
        discard(old)
    journal.unlink(missing_ok=True)
    discard(beside(site, "gone"))
    _settle(site)


def _settle(site: Path) -> None:
    """Let the spare tree be the next, if there is none yet."""
    new, spare = beside(site, "next"), beside(site, "spare")
    if new.exists():
        discard(spare)
    elif ours(spare):
        spare.rename(new)


def discard(folder: Path) -> None:
    """Remove a folder of ours and all it holds, its mark last; raises OSError."""
    if not ours(folder):
        return
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.name != MARKER:
            os.unlink(entry.path)  # noqa: PTH108 - what scandir gives is no Path
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def ours(folder: Path) -> bool:
    """Whether a folder bears our mark, or holds nothing that anybody could miss."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    return (folder / MARKER).is_file() or not any(folder.iterdir())
