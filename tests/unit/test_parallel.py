"""Outputs made in many processes: in order, a few at a time, and never waited for in vain."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import ContentError, Diagnostic, LimitError
from briefgen.formats import parallel
from briefgen.plan import Output
from briefgen.theme import limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.lasting
COUNT = 70


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ENOUGH", 10)
    monkeypatch.setattr(parallel, "CHUNK", 4)


def outputs(
    make: Callable[[], bytes], at: int, count: int = COUNT, then: Callable[[], bytes] | None = None
) -> list[Output]:
    """So many outputs, one of them made in another way."""
    plain = [Output(f"{n}", b"", then or f"{n}".encode) for n in range(count)]
    plain[at] = Output("x", b"", make)
    return plain


def refused() -> bytes:
    raise ContentError(Diagnostic("X01", "refused"))


def stopped() -> bytes:
    raise LimitError(Diagnostic("X02", "stopped"))


def ended() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def watched() -> bytes:
    own = limits._WATCH.owner == os.getpid()
    return f"{own} {signal.getsignal(signal.SIGINT) is signal.SIG_IGN}".encode()


def test_outputs_come_in_order_with_what_some_say_instead() -> None:
    found = list(parallel.made(outputs(refused, 40), jobs=3))
    assert [str(one) if isinstance(one, ContentError) else one for one in found] == [
        "refused" if n == 40 else f"{n}".encode() for n in range(COUNT)
    ]
    assert active_children() == []


def test_a_limit_stops_everything() -> None:
    with pytest.raises(LimitError, match="stopped"):
        list(parallel.made(outputs(stopped, 9), jobs=2))
    assert active_children() == []


@pytest.mark.parametrize("at", [0, COUNT - 1])
def test_a_process_that_is_killed_is_told_of(at: int) -> None:
    with pytest.raises(LimitError) as caught:
        list(parallel.made(outputs(ended, at), jobs=2))
    (found,) = caught.value.diagnostics
    assert (found.code, found.hint) == ("O14", "there may be too little memory: try --jobs 1")
    assert active_children() == []


def test_a_process_keeps_one_watch_and_leaves_interrupts_to_its_parent() -> None:
    with limits.watch():
        found = set(parallel.made(outputs(watched, 0, then=watched), jobs=2))
        assert limits._WATCH.owner == os.getpid()
    assert found == {b"True True"}


def test_no_more_is_made_ahead_than_is_needed(tmp_path: Path) -> None:
    def noted() -> bytes:
        with (tmp_path / "made").open("ab") as file:
            file.write(b".")
        return b""

    rest = parallel.made(outputs(noted, 0, 400, noted), jobs=2)
    next(rest)
    time.sleep(0.3)
    assert (tmp_path / "made").stat().st_size <= (2 * parallel.AHEAD + 1) * parallel.CHUNK
    assert len(list(rest)) == 399


def test_what_nobody_waits_for_is_not_made_to_its_end() -> None:
    def slow() -> bytes:
        time.sleep(60)
        return b""

    rest = parallel.made(outputs(slow, 20), jobs=2)
    assert next(rest) == b"0"
    started = time.monotonic()
    rest.close()  # type: ignore[attr-defined]  # it is a generator
    assert time.monotonic() - started < 20
    assert active_children() == []


SCRIPT = """
import os, sys, time
from briefgen.formats import parallel
from briefgen.plan import Output
def slow():
    print(os.getpid(), flush=True)
    time.sleep(60)
    return b""
parallel.ENOUGH = parallel.CHUNK = 1
list(parallel.made([Output(str(n), b"", slow) for n in range(4)], jobs=2))
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, -2)])
def test_processes_end_with_their_parent(number: int, code: int, root: Path) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    assert [run.stdout.readline().strip().isdigit() for _ in range(2)] == [True, True]
    if number == signal.SIGINT:
        os.killpg(run.pid, number)
    else:
        run.send_signal(number)
    _, said = run.communicate(timeout=20)  # until the last of them has let go of the pipes
    assert run.returncode == code
    assert said.count("Traceback") == (number == signal.SIGINT)
