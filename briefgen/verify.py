"""Verify: build again from nothing elsewhere, and compare every byte.

The second build has another folder, time zone, locale and hash seed, and remembers
nothing. Whatever differs then came from the machine or from memory, not from the records.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, StorageError
from briefgen.loader.files import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.build import Options

ELSEWHERE = (
    ("TZ", ("Pacific/Kiritimati", "America/Caracas")),
    ("LC_ALL", ("tr_TR.UTF-8", "C")),
    ("PYTHONHASHSEED", ("1234567", "7654321")),
)
"""For each variable two values: of these the second build gets one that ours has not."""
SOURCES = ("content", "themes")


def differences(options: Options) -> tuple[str, ...]:
    """A line for each way in which the site is not what a build from nothing makes.

    With ``options.only`` the files of other formats are left out of it. Raises
    StorageError when there is no room for the copy.
    """
    try:
        with TemporaryDirectory(prefix="briefgen-verify-") as folder:
            return tuple(_differences(options, Path(folder)))
    except (OSError, shutil.Error) as fault:
        said = getattr(fault, "strerror", None) or str(fault)
        hint = "see to the space and the rights there, or set TMPDIR to another folder"
        raise StorageError(
            Diagnostic("O20", f"cannot copy and compare: {said}", hint=hint)
        ) from fault


def command(options: Options) -> list[str]:
    """The command that builds with these options in a process of its own."""
    words = [sys.executable, "-m", "briefgen", "-C", str(options.root.absolute()), "build"]
    words += ["--log-format", "json", "--output", str(options.site.absolute())]
    words += ["--clock", options.audience.today.isoformat(), "--jobs", str(options.jobs)]
    words += ["--audience", options.audience.label]
    if options.only is not None:
        words += ["--only", ",".join(sorted(options.only))]
    if options.base_url is not None:
        words += ["--base-url", options.base_url]
    flags = {
        "--drafts": options.audience.drafts,
        "--strict": options.strict,
        "--clean": options.clean,
        "--no-wait": not options.wait,
    }
    return words + [flag for flag, given in flags.items() if given]


def environment() -> dict[str, str]:
    """Ours, but that the options say it all, and that briefgen is found from any folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BRIEFGEN_")}
    here = str(Path(__file__).resolve().parent.parent)
    others = [path for path in kept.get("PYTHONPATH", "").split(os.pathsep) if path]
    return {**kept, "PYTHONPATH": os.pathsep.join([here, *others])}


def _differences(options: Options, folder: Path) -> Iterator[str]:
    from dataclasses import replace

    root = folder / "another project"
    for name in SOURCES:
        if (options.root / name).is_dir():
            _copy(options.root / name, root / name)
    other = replace(options, root=root, site=folder / "another site", clean=True)
    scratch = folder / "scratch"
    scratch.mkdir()
    run = subprocess.run(
        command(other),
        cwd=folder,
        # what it leaves when it is killed goes with the folder
        env={**_elsewhere(environment()), "TMPDIR": str(scratch)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if run.returncode:
        yield f"the build from nothing failed with exit code {run.returncode}"
        yield from _said(run)
        return
    yield from compare(options.site, other.site, whole=options.only is None)


def _copy(folder: Path, to: Path) -> None:
    """Copy all that a build reads; what it does not, private copies of sources, stays here."""
    private = folder.parent / PRIVATE

    def passed_over(within: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(within, name) == private]

    shutil.copytree(folder, to, ignore=passed_over, ignore_dangling_symlinks=True)


def _elsewhere(ours: Mapping[str, str]) -> dict[str, str]:
    other = {name: next(v for v in two if v != ours.get(name)) for name, two in ELSEWHERE}
    return {**ours, **other}


def _said(run: subprocess.CompletedProcess[str]) -> Iterator[str]:
    for line in run.stdout.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if said.get("event") == "finding":
            yield f"{said['code']}: {said['message']}"
    yield from run.stderr.splitlines()


def compare(site: Path, other: Path, *, whole: bool = True) -> Iterator[str]:
    """A line for each file that two folders do not share byte for byte, by path.

    ``whole`` says that what ``site`` holds alone counts too.
    """
    ours, theirs = _files(site), _files(other)
    for path in sorted(ours | theirs):
        if path not in theirs:
            if whole:
                yield f"{path}: only in the site"
        elif path not in ours:
            yield f"{path}: only in the build from nothing"
        else:
            yield from _difference(path, (site / path).read_bytes(), (other / path).read_bytes())


def _files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}


def _difference(path: str, ours: bytes, theirs: bytes) -> Iterator[str]:
    if ours != theirs:
        pairs = enumerate(zip(ours, theirs, strict=False))
        at = next((n for n, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
        line = ours.count(b"\n", 0, at) + 1
        yield f"{path}: differs from byte {at} on (line {line})"
