"""SIGTERM and SIGHUP end the program in order: files are tidied, the terminal is left as it was."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app import MovieRecApp

_OF_TORCHRUN = "TORCHELASTIC_RUN_ID"  # its processes wait for one another and shall die at once


def exit_code(number: int) -> int:
    """The exit code of what a signal has ended, as shells tell it."""
    return 128 + number


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let such a signal raise SystemExit, which everything that must be tidied up hears of."""

    def end(number: int, _frame: FrameType | None) -> None:
        sys.exit(exit_code(number))

    here = threading.current_thread() is threading.main_thread() and _OF_TORCHRUN not in os.environ
    before = {number: signal.signal(number, end) for number in _signals()} if here else {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_app(app: "MovieRecApp") -> None:
    """Run the app, which such a signal ends as its own key does."""
    asyncio.run(_run(app))


async def _run(app: "MovieRecApp") -> None:
    if sys.platform != "win32":  # where asyncio hears no signals
        for number in _signals():
            asyncio.get_running_loop().add_signal_handler(number, app.exit, None, exit_code(number))
    await app.run_async()


def _signals() -> list[int]:
    """The signals by which others end a program, but those that it was started to ignore."""
    names = ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    return [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
