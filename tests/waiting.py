"""What makes a test fail, where the program would wait for ever."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

PATIENCE = 4  # seconds

needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@contextmanager
def no_waiting() -> Iterator[None]:
    """Fail what takes longer than PATIENCE, even if it waits inside a call to the system."""

    def give_up(*_: object) -> None:
        pytest.fail("it waits for ever")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
