"""Faults put into a run by strace: which calls it makes, and what befalls one of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.faults import driver

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

WRITES = "write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate"
NAMES = (
    "rename", "renameat", "renameat2", "link", "linkat", "symlink", "unlink", "unlinkat",
    "mkdir", "mkdirat", "rmdir",
)  # fmt: skip
FLUSHES = "fsync", "fdatasync", "syncfs"
NO_EXCHANGE = "renameat2:error=ENOSYS"
"""What file systems and kernels without the exchange of folders answer."""
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")


def calls(
    project: Path, edition: int, kinds: tuple[str, ...], *injected: str
) -> list[tuple[str, int]]:
    """Every call of these kinds that a build makes, by name and number; it is carried out."""
    log = project / "strace.log"
    done = driver.run(project, edition, under=_strace(str(log), kinds, *injected))
    assert (done.returncode, done.stderr) == (0, "")
    found = Counter(m[1] for line in log.read_text().splitlines() if (m := _CALL.match(line)))
    log.unlink()
    assert sum(found.values()) > 10, "strace sees nothing"
    return [(name, n) for name, times in sorted(found.items()) for n in range(1, times + 1)]


def run(project: Path, edition: int, *injected: str) -> subprocess.CompletedProcess[str]:
    """A build that meets these faults, such as ``write:signal=KILL:when=3``."""
    kinds = tuple(fault.partition(":")[0] for fault in injected)
    return driver.run(project, edition, under=_strace("/dev/null", kinds, *injected))


def _strace(log: str, kinds: tuple[str, ...], *injected: str) -> tuple[str, ...]:
    faults = [word for fault in injected for word in ("-e", f"inject={fault}")]
    return ("strace", "-f", "-qq", "-o", log, "-e", f"trace={','.join(kinds)}", *faults)
