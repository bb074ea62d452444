"""The process that a run is: its streams, and the signals that tell it to end.

Each signal unwinds the run as Ctrl-C does, so that all is cleared up.
"""

from __future__ import annotations

import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType
    from typing import TextIO

ENDING = (signal.SIGTERM, signal.SIGHUP)
"""Python itself would end at once at these, and leave its child and its folders behind."""


class Told(KeyboardInterrupt):
    """The process was told to end by a signal other than that of Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__(f"ended by {signal.Signals(number).name}")
        self.number = number


def heed() -> None:
    """Let the signals raise ``Told``, but those that are to be ignored, as under nohup."""
    heeded = [one for one in ENDING if signal.getsignal(one) is signal.SIG_DFL]
    for number in heeded:
        signal.signal(number, _tell)
    masks: list[set[int]] = []

    def hold() -> None:
        masks.append(set(signal.pthread_sigmask(signal.SIG_BLOCK, heeded)))

    def go_on() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, masks.pop())

    def let_go() -> None:
        for number in heeded:
            signal.signal(number, signal.SIG_DFL)
        go_on()

    # workers that are forked off end at once: they have nothing to clear up
    os.register_at_fork(before=hold, after_in_parent=go_on, after_in_child=let_go)


def _tell(number: int, _frame: FrameType | None) -> None:
    for other in ENDING:  # clearing up is not to be broken off by the next
        signal.signal(other, signal.SIG_IGN)
    raise Told(number)


def told(error: BaseException | None) -> Told | None:
    """The signal that an error came of, if one did."""
    while error is not None and not isinstance(error, Told):
        error = error.__cause__ or error.__context__
    return error


def mend_streams() -> None:
    """Put a void in place of streams that are closed, lest the next file opened get their number.

    What a stream cannot write, such as the name of a file that is not UTF-8, it escapes.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    sys.stdout = sys.stdout or _void()
    sys.stderr = sys.stderr or _void()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _void() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
