"""Changes: which files differ from a git revision, and the findings that are about them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefgen.errors import ConfigError, Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TIMEOUT = 60.0
LOCAL = frozenset(["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"])
"""What git tells its hooks of the repository it is in, and what would bind us to it."""


def since(root: Path, revision: str) -> frozenset[str]:
    """The files below the project that differ from a revision, or that git does not know yet.

    Raises ConfigError if that cannot be told: no git, no repository, no such revision.
    """
    name = _commit(root, revision)
    ways = (
        ("diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", name),
        ("ls-files", "--others", "--exclude-standard", "-z"),
    )
    listed = b"".join(_git(root, *way, "--", ".") or b"" for way in ways)
    return frozenset(os.fsdecode(path) for path in listed.split(b"\0") if path)


def _commit(root: Path, revision: str) -> str:
    """The full name of the commit that a revision is; of no files before there is a first one."""
    asked = f"{revision}^{{commit}}"
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    if found is None and revision == "HEAD":  # a hook is run for the first commit too
        found = _git(root, "hash-object", "-t", "tree", "--stdin")
    if found is None:
        hint = "name a commit, a branch or a tag, such as HEAD or main"
        raise _refused(f'"{revision}" is no revision of this repository', hint)
    return found.decode("ascii").strip()


def narrowed(
    found: Iterable[Diagnostic], files: frozenset[str], *, stopped: bool
) -> tuple[tuple[Diagnostic, ...], int]:
    """The findings that are about these files, and how many others there are.

    Where the run was ``stopped`` before the checks, errors are kept wherever they stand: they
    are why nothing can be said of the files. So is what has no place.
    """
    every = tuple(found)
    kept = tuple(
        one
        for one in every
        if not isinstance(one.place, Span)
        or one.place.file in files
        or (stopped and one.severity == "error")
    )
    return kept, len(every) - len(kept)


def prefix(root: Path) -> str:
    """The way from the repository's root to the project: empty, or ending in a slash."""
    project = root.resolve()
    for folder in (project, *project.parents):
        if (folder / ".git").exists():
            way = PurePosixPath(project.relative_to(folder)).as_posix()
            return "" if way == "." else f"{way}/"
    return ""


def _git(root: Path, *words: str) -> bytes | None:
    """What git says; None if it refuses."""
    environment = {name: value for name, value in os.environ.items() if name not in LOCAL}
    environment.update(GIT_OPTIONAL_LOCKS="0", LC_ALL="C")
    git = shutil.which("git")
    if git is None:
        raise _refused("git is not installed here", "install it, or check everything")
    try:
        done = subprocess.run(
            [git, "-C", str(root), *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refused("git does not answer", "check everything") from None
    said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
    if "not a git repository" in said:
        raise _refused("the project is in no git repository", "check everything")
    if done.returncode > 1:
        raise _refused(f"git says: {said}", "check everything")
    return None if done.returncode else done.stdout


def _refused(message: str, hint: str) -> ConfigError:
    return ConfigError(Diagnostic("W03", f"--changed-since: {message}", hint=hint))
