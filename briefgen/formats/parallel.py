"""Making many outputs at once, in processes that share what the parent has planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.plan import Output

ENOUGH = 400
"""Fewer outputs than this are made sooner in one process."""
CHUNK = 32

_shared: list[Sequence[Output]] = []
"""What a fork hands to the workers: outputs are functions, and cannot be sent."""


def made(outputs: Sequence[Output], *, jobs: int) -> Iterator[bytes | ContentError]:
    """The bytes of each output in order, or the ContentError that it raised.

    Any other BriefgenError stops everything.
    """
    if jobs < 2 or len(outputs) < ENOUGH:
        yield from map(_one, outputs)
        return
    import multiprocessing

    _shared[:] = [outputs]
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        for found in pool.imap(_nth, range(len(outputs)), CHUNK):
            if isinstance(found, BriefgenError) and not isinstance(found, ContentError):
                raise found
            yield found


def _nth(n: int) -> bytes | ContentError:
    return _one(_shared[0][n])


def _one(output: Output) -> bytes | ContentError:
    try:
        return output.make()
    except ContentError as fault:
        return fault
