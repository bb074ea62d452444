"""Making many outputs at once, in processes that share what the parent has planned."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, ContentError, Diagnostic, LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from briefgen.plan import Output

    Made = list[bytes | BriefgenError]

ENOUGH = 400
"""Fewer outputs than this are made sooner in one process."""
CHUNK = 32
AHEAD = 4
"""So many chunks for each process are asked for before the first of them is taken."""

_shared: list[Sequence[Output]] = []
"""What a fork hands to the workers: outputs are functions, and cannot be sent."""


def made(outputs: Sequence[Output], *, jobs: int) -> Iterator[bytes | ContentError]:
    """The bytes of each output in order, or the ContentError that it raised.

    Any other BriefgenError stops everything; so does the end of a process, as LimitError.
    """
    if jobs < 2 or len(outputs) < ENOUGH:
        yield from map(_one, outputs)
        return
    from concurrent.futures.process import BrokenProcessPool

    try:
        for found in _spread(outputs, jobs):
            if isinstance(found, BriefgenError) and not isinstance(found, ContentError):
                raise found
            yield found
    except BrokenProcessPool:
        said = "a process that made pages was ended from outside"
        hint = "there may be too little memory: try --jobs 1"
        raise LimitError(Diagnostic("O14", said, hint=hint)) from None


def _spread(outputs: Sequence[Output], jobs: int) -> Iterator[bytes | BriefgenError]:
    """What processes make of the outputs, in order, no more of it at once than is needed."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    _shared[:] = [outputs]
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _begin)
    waiting: deque[Future[Made]] = deque()
    try:
        for start in range(0, len(outputs), CHUNK):
            waiting.append(pool.submit(_chunk, start))
            if len(waiting) > jobs * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        if waiting:
            _end()
        pool.shutdown(cancel_futures=True)
        _shared.clear()


def _end() -> None:
    """End the processes, whose work nobody waits for any more."""
    from multiprocessing import active_children

    for process in active_children():
        process.terminate()


def _begin() -> None:
    """A process begins: Ctrl-C is its parent's to hear, and one watch is kept for all pages."""
    import signal
    from threading import Thread

    from briefgen.theme import limits

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()
    limits.keep_watch()


def _follow() -> None:
    """End with the parent, however that ends, and let go of the lock that it held."""
    import signal
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        signal.raise_signal(signal.SIGKILL)


def _chunk(start: int) -> Made:
    found: Made = []
    for output in _shared[0][start : start + CHUNK]:
        try:
            found.append(_one(output))
        except BriefgenError as stop:
            found.append(stop)
            break
    return found


def _one(output: Output) -> bytes | ContentError:
    try:
        return output.make()
    except ContentError as fault:
        return fault
