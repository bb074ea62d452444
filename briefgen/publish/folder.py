"""Which folders publishing may touch: those that bear its mark, and empty ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import ConfigError, Diagnostic
from briefgen.publish.disk import storage
from briefgen.publish.exchange import NEIGHBOURS, beside, discard, recover
from briefgen.publish.names import MARKER

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
"""Of the marker; a later briefgen that lays a site out otherwise counts it up."""
MARK = (
    f"briefgen site {FORMAT}\nThis folder is written by briefgen; what others put here is lost.\n"
)
_MARKED = re.compile(r"briefgen site ([0-9]{1,9})\n")
_SOURCES = "content", "themes", ".git", ".briefgen"
_ELSEWHERE = "name a folder of its own with --output, such as output/site"


def allowed(site: Path, root: Path) -> None:
    """Raise ConfigError unless the site may be published to this folder.

    ``root`` is the project. Refused are folders that hold the project or the home folder,
    those of the sources, links, files, and folders that hold what is not ours.
    """
    # the last name is left as it is: that it may be a link is for vouch to tell
    where = site.resolve() if site.name == ".." else site.parent.resolve() / site.name
    root = root.resolve()
    for precious, what in ((root, "the project"), (_home(), "your home folder")):
        if where == precious or where in precious.parents:
            raise _refusal("O01", f"{site} cannot be the site: it is or holds {what}")
    for name in _SOURCES:
        if where.is_relative_to(root / name):
            raise _refusal("O02", f"{site} cannot be the site: {name}/ belongs to the sources")
    vouch(site)


def vouch(site: Path) -> None:
    """Raise ConfigError unless the folder is missing, empty or bears our mark.

    The same holds for its neighbours, ``.NAME.next`` and the like. StorageError when they
    cannot be read.
    """
    with storage(site):
        faults = [*_faults(site)]
        for what in NEIGHBOURS:
            faults += _faults(beside(site, what), partial=True)
    if faults:
        raise ConfigError(*faults)


def traces(site: Path) -> list[Path]:
    """The site, and what runs left beside it, as far as there is any."""
    every = site, *(beside(site, what) for what in (*NEIGHBOURS, "journal"))
    return [path for path in every if path.is_symlink() or path.exists()]


def clean(site: Path) -> list[Path]:
    """Remove the site and its neighbours if they are ours; what there was and now is gone.

    To be called under the lock. Raises ConfigError for folders that are not ours, and
    StorageError. The site goes in one step, so that no half of it is ever left.
    """
    vouch(site)
    with storage(site):
        found = traces(site)
        recover(site)
        if (site / MARKER).exists():
            site.rename(beside(site, "gone"))
        for what in NEIGHBOURS:
            discard(beside(site, what))
        beside(site, "lock").unlink(missing_ok=True)
    return [path for path in found if not path.exists()]


def _faults(folder: Path, *, partial: bool = False) -> Iterator[Diagnostic]:
    if folder.is_symlink():
        yield _fault("O03", f"{folder} is a link, and publishing would replace what it leads to")
    elif not folder.exists():
        return
    elif not folder.is_dir():
        yield _fault("O05", f"{folder} is a file, not a folder")
    elif not (partial and (folder / MARKER).is_file()):
        yield from _mark_faults(folder)


def _mark_faults(folder: Path) -> Iterator[Diagnostic]:
    mark = folder / MARKER
    text = mark.read_text("utf-8", "replace") if mark.is_file() and not mark.is_symlink() else ""
    found = _MARKED.match(text)
    if found and int(found[1]) > FORMAT:
        yield _fault("O06", f"{folder} was written by a later version of briefgen")
    elif not found and any(folder.iterdir()):
        yield _fault("O04", f"{folder} holds files that briefgen did not write")


def _home() -> Path:
    try:
        return Path.home().resolve()
    except RuntimeError:  # nobody's home is known
        return Path("/")


def _refusal(code: str, message: str) -> ConfigError:
    return ConfigError(_fault(code, message))


def _fault(code: str, message: str) -> Diagnostic:
    hint = {
        "O04": f"{_ELSEWHERE}, or empty this one yourself",
        "O06": "use that version, or name another folder with --output",
    }
    return Diagnostic(code, message, hint=hint.get(code, _ELSEWHERE))
