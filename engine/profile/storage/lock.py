"""The lock of the profiles' file, and how long to wait for it and for the database's own locks.

Who writes to the file, or to what is beside it, holds the lock; so does who repairs it, from the
first look to the last.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from filelock import FileLock, Timeout

from engine.profile.storage.sqlite_errors import not_saved

PAUSE = 0.01  # seconds between two tries
Outcome = TypeVar("Outcome")


class Patience(NamedTuple):
    """How many seconds to wait for copies of this program, and for others that lock the database.

    Copies take turns and hold the lock for a moment each; another program may keep it.
    """

    copies: float = 120.0
    others: float = 10.0


USUAL = Patience()
NONE = Patience(0, 0)


class Waiting:
    """One wait, for as many things as it takes in turn."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def goes_on(self) -> bool:
        """Wait a moment; False, at once, where the patience is over."""
        if time.monotonic() >= self._end:
            return False
        time.sleep(PAUSE)
        return True

    def for_database(self, act: Callable[[], Outcome]) -> Outcome:
        """Do what SQLite refuses while another program has locked the database; raises its errors.

        Raises the refusal where the patience is over.
        """
        while True:
            try:
                return act()
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or not self.goes_on():
                    raise


class Lock:
    """A lock among all copies of the program on the machine. Who holds it may take it again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path.with_suffix(".lock"), mode=0o600)

    @contextmanager
    def held(self, patience: Patience) -> Iterator[Waiting]:
        """Hold the lock; yield a wait for what is locked besides.

        Raises BusyError if another copy holds it longer than one waits, and OSError if the disk
        refuses.
        """
        waiting = Waiting(patience.copies)
        while True:
            try:
                self._lock.acquire(timeout=0)
                break
            except Timeout as error:
                if not waiting.goes_on():
                    raise not_saved(self._path, sqlite3.SQLITE_BUSY, error) from error
        try:
            yield Waiting(patience.others)
        finally:
            self._lock.release()
