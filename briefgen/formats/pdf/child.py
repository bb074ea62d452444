"""The child process: the worker, held to limits of time and memory, with a clean environment.

It inherits nothing but the folder it works in: no standard input, no variable, no locale.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.errors import BriefgenError, ConfigError, ContentError, Diagnostic, LimitError

if TYPE_CHECKING:
    from collections.abc import Callable

WORKER = Path(__file__).with_name("worker.py")
MEMORY = 2 * 1024**3
"""Bytes of address space; a dossier of 450 pages needs about half."""
SECONDS = 60
"""Before the first page; a page may take one second more."""
STARVED = (-5, -6, -11)
"""Native code that gets no memory aborts (SIGTRAP, SIGABRT, SIGSEGV) …"""
SIGNS = ("MemoryError", "allocate")
"""… or says so."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a PDF may cost."""

    seconds: int
    """Of the clock, and of the processor too."""
    pages: int
    memory: int = MEMORY
    """Bytes of address space."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What the worker made."""

    data: bytes
    """The PDF."""
    pages: int
    fonts: tuple[str, ...]
    """The families it uses."""
    remarks: tuple[str, ...]
    """What WeasyPrint found odd in style sheets: of use to those who write a theme."""


FAULTS: dict[str, tuple[type[BriefgenError], str, str, str]] = {
    "nesting": (ContentError, "P01", "nested too deeply to be laid out", ""),
    "fetch": (ContentError, "P04", "{text}",
              "it can show files of the theme's print/ folder and pictures of the dossier only"),
    "render": (ContentError, "P05", "WeasyPrint: {text}", ""),
    "glyphs": (ContentError, "P06", "no font has {text}",
               "put a TTF font that has it into print/fonts/ of the theme"),
    "pages": (LimitError, "P07", "{text}, far more than its text needs",
              "look at the size of the page in the theme's style sheets for print"),
    "memory": (LimitError, "P08", "more memory than {memory} is needed", ""),
    "time": (LimitError, "P09", "not ready after {seconds} seconds", ""),
    "library": (ConfigError, "P10", "WeasyPrint cannot start: {text}",
                f"on Debian: apt install {PACKAGES}"),
    "crash": (BriefgenError, "P99", "the worker ended without a PDF: {text}", ""),
}  # fmt: skip
"""Why there is no PDF, by the name the worker gives it: exception, code, message, hint."""
GRAVEST = (BriefgenError, ConfigError, LimitError, ContentError)


class Child:
    """Runs the worker once in a folder that holds ``job.json``, ``page.html`` and ``files``."""

    def __init__(self, folder: Path, limits: Limits, on_page: Callable[[int], None]) -> None:
        self.folder = folder
        self.limits = limits
        self.on_page = on_page
        self.pages = 0
        self.fonts: tuple[str, ...] = ()
        self.remarks: list[str] = []
        self.faults: list[tuple[str, str]] = []
        self.late = False

    def run(self) -> Printed:
        """The PDF. Raises the BriefgenError that fits, with all that was found."""
        job = {
            "memory": self.limits.memory,
            "seconds": self.limits.seconds,
            "pages": self.limits.pages,
            "path": [entry for entry in sys.path if Path(entry).is_dir() and entry],
        }
        (self.folder / "job.json").write_text(json.dumps(job), "utf-8")
        code = self._watched()
        made = self.folder / "made.pdf"
        if code == 0 and not self.faults and made.is_file():
            return Printed(made.read_bytes(), self.pages, self.fonts, tuple(self.remarks))
        raise self._fault(code)

    def _watched(self) -> int:
        """The exit code of the worker, which is killed when its time is over."""
        with (self.folder / "stderr").open("wb") as stderr:
            child = subprocess.Popen(
                [sys.executable, "-I", str(WORKER), str(self.folder)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                env=self._environment(),
                cwd=self.folder,
                start_new_session=True,
            )
        timer = threading.Timer(self.limits.seconds, self._end, [child])
        timer.start()
        try:
            for line in child.stdout or ():
                self._hear(json.loads(line))
            return child.wait()
        finally:
            timer.cancel()
            child.kill()
            child.communicate()

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        self.late = True
        child.kill()

    def _environment(self) -> dict[str, str]:
        return {
            "FONTCONFIG_FILE": str(self.folder / "fonts.conf"),
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
        }

    def _hear(self, said: dict[str, Any]) -> None:
        if "page" in said:
            self.pages = max(self.pages, said["page"])
            self.on_page(said["page"])
        elif "fonts" in said:
            self.fonts = tuple(said["fonts"])
        elif "remark" in said:
            self.remarks.append(said["remark"])
        else:
            self.faults.append((said["fault"], said["text"]))

    def _fault(self, code: int) -> BriefgenError:
        if not self.faults:
            self.faults.append(self._death(code))
        found = [FAULTS[name] for name, _ in self.faults]
        kind = next(kind for kind in GRAVEST if any(f[0] is kind for f in found))
        return kind(*(self._said(name, text) for name, text in self.faults))

    def _death(self, code: int) -> tuple[str, str]:
        """What it died of, if it could not say so itself."""
        said = (self.folder / "stderr").read_text("utf-8", "replace").strip().splitlines()
        last = said[-1][:300] if said else f"signal {-code}" if code < 0 else f"code {code}"
        if self.late or code in (-9, -24):  # SIGKILL, SIGXCPU
            return "time", ""
        starved = code in STARVED or any(sign in last for sign in SIGNS)
        return ("memory", "") if starved else ("crash", last)

    def _said(self, name: str, text: str) -> Diagnostic:
        _, code, message, hint = FAULTS[name]
        memory = f"{self.limits.memory / 1024**3:g} GB"
        worded = message.format(text=text, memory=memory, seconds=self.limits.seconds)
        return Diagnostic(code, f"the PDF: {worded}", None, hint)
