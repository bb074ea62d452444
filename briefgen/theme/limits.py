"""Limits: how long a template may run and how much it may make, and what stops it.

The sandbox keeps a template from reaching out; it does not keep it from running for ever or
from filling the memory. The interpreter is told to: by an alarm and by a limit on its data.
Both reach the main thread only, so ``serve`` builds in a process of its own.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import threading
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, LimitError, Span
from briefgen.theme import filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import FrameType

    from jinja2 import Template

    from briefgen.plan import Page

FRESH = 0.01
"""So many seconds what the process holds is not looked up again: it cannot grow by much."""
TICK = 0.25
"""So many seconds pass between two looks at how long a page has been in the making."""
PIECES = 64
"""How many pieces of a page are made between two looks at its size."""
FOLDER = "themes/"
"""Every template's code is named for its file, which begins with this."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost."""

    seconds: float
    """How long its template may run."""
    size: int
    """How many characters it may have."""
    memory: int
    """How many bytes the process may grow by while it is made."""


WEB = Limits(10, 10_000_000, 512 << 20)
PRINT = Limits(120, 100_000_000, 2 << 30)


def joined(template: Template, page: Page, limits: Limits) -> str:
    """The page as text; raises LimitError when a limit is reached."""
    made: list[str] = []
    size = 0
    try:
        with _watched(limits):
            pieces = template.generate(
                page=page.view, path=page.path, here=filters.beside(page), lang=page.lang
            )
            for piece in pieces:
                some = "".join((piece, *islice(pieces, PIECES)))
                made.append(some)
                size += len(some)
                if size > limits.size:
                    raise LimitError(_grown(page, f"{limits.size} characters", _place(template)))
    except MemoryError as error:
        where = innermost(reversed(traced(error))) or _place(template)
        raise LimitError(_grown(page, f"{limits.memory >> 20} MB of memory", where)) from None
    return "".join(made)


def _place(template: Template) -> Span:
    return Span(template.filename or template.name or "")


def _grown(page: Page, past: str, place: Span) -> Diagnostic:
    return Diagnostic("H09", f"{page.path} grows past {past}", place)


class _Watch:
    """Sees to the limits of one page after another.

    The alarm ticks while pages are made, and looks at each tick whether the page at hand has
    had its time: to set it for each page would take a tenth of the time that the page takes.
    """

    def __init__(self) -> None:
        self.owner = 0
        """The process whose alarm ticks; a fork has none."""
        self.until = math.inf
        self.seconds = 0.0
        self.moment = -1
        self.data = resource.RLIM_INFINITY, resource.RLIM_INFINITY

    def start(self, every: float) -> None:
        """Keep watch from now on."""
        if not self.owner:  # else what the parent found holds: by now it may have lowered it
            self.data = resource.getrlimit(resource.RLIMIT_DATA)
        signal.signal(signal.SIGALRM, self._tick)
        self.owner, self.moment = os.getpid(), -1
        signal.setitimer(signal.ITIMER_REAL, every, every)

    @contextmanager
    def ticking(self, every: float) -> Iterator[None]:
        """Keep watch; what held before holds again afterwards."""
        before = signal.getsignal(signal.SIGALRM)
        self.start(every)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.owner, self.until = 0, math.inf
            resource.setrlimit(resource.RLIMIT_DATA, self.data)
            signal.signal(signal.SIGALRM, before)

    def begin(self, limits: Limits) -> None:
        """A page begins: from now on it has its time, and may have so much more memory."""
        now = monotonic()
        self.seconds, self.until = limits.seconds, now + limits.seconds
        moment = int(now / FRESH)
        if moment != self.moment:
            self.moment = moment
            allowed = _allowed(limits.memory, *self.data)
            resource.setrlimit(resource.RLIMIT_DATA, (allowed, self.data[1]))

    def end(self) -> None:
        """The page is made."""
        self.until = math.inf

    def _tick(self, _: int, frame: FrameType | None) -> None:
        if monotonic() >= self.until:
            self.until = math.inf
            raise LimitError(_endless(self.seconds, frame))


_WATCH = _Watch()


@contextmanager
def watch() -> Iterator[None]:
    """Spares each of the pages that are made meanwhile a watch of its own."""
    if _WATCH.owner == os.getpid() or not _alone():
        yield
        return
    with _WATCH.ticking(TICK):
        yield


def keep_watch() -> None:
    """Does as ``watch`` for as long as this process lives, which was begun to make pages."""
    if _alone():
        _WATCH.start(TICK)


class _Page:
    """Watched over while it is made; what ``contextmanager`` does takes thrice as long."""

    __slots__ = ("limits",)

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def __enter__(self) -> None:
        _WATCH.begin(self.limits)

    def __exit__(self, *_: object) -> None:
        _WATCH.end()


def _watched(limits: Limits) -> AbstractContextManager[None]:
    if not _alone():
        return nullcontext()
    return _Page(limits) if _WATCH.owner == os.getpid() else _lonely(limits)


@contextmanager
def _lonely(limits: Limits) -> Iterator[None]:
    """Watch over a page that is made alone."""
    with _WATCH.ticking(min(TICK, limits.seconds / 4)), _Page(limits):
        yield


def _alone() -> bool:
    """Whether an alarm would reach this thread."""
    return threading.current_thread() is threading.main_thread()


def _allowed(more: int, soft: int, hard: int) -> int:
    """What the process holds now and ``more``, unless it may have less than that already."""
    bounds = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    return min([_held() + more, *bounds])


def _held() -> int:
    """How many bytes the process holds."""
    descriptor = os.open("/proc/self/statm", os.O_RDONLY)
    try:
        pages = int(os.read(descriptor, 100).split()[5])
    finally:
        os.close(descriptor)
    return pages * resource.getpagesize()


def _endless(seconds: float, frame: FrameType | None) -> Diagnostic:
    return Diagnostic(
        "H10",
        f"the template ran longer than {seconds:g} seconds",
        innermost(_frames(frame)),
        "look for a loop without end",
    )


def _frames(frame: FrameType | None) -> Iterator[tuple[str, int]]:
    """File and line of every frame from the innermost; of templates, the author's own line."""
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        line = template.get_corresponding_lineno(frame.f_lineno) if template else frame.f_lineno
        yield frame.f_code.co_filename, line
        frame = frame.f_back


def traced(error: BaseException) -> list[tuple[str, int]]:
    """File and line of every frame the error came through, outermost first."""
    places = []
    step = error.__traceback__
    while step is not None:
        places.append((step.tb_frame.f_code.co_filename, step.tb_lineno))
        step = step.tb_next
    return places


def innermost(frames: Iterable[tuple[str, int]]) -> Span | None:
    """The first of these places that is in a template."""
    return next((Span(file, line) for file, line in frames if file.startswith(FOLDER)), None)
