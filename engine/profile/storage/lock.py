"""The lock of the profiles' file: who writes to it, or to what is beside it, holds this lock."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from engine.profile.storage.errors import not_saved
from engine.profile.storage.patience import Waiting


class Lock:
    """A lock among all programs on the machine. Who holds it may take it again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(path.with_suffix(".lock"), mode=0o600)

    @contextmanager
    def held(self, waiting: Waiting) -> Iterator[None]:
        """Hold the lock.

        Raises ProfileError if another program holds it longer than one waits, and OSError if the
        disk refuses.
        """
        while True:
            try:
                self._lock.acquire(timeout=0)
                break
            except Timeout as error:
                if not waiting.goes_on():
                    raise not_saved(self._path, sqlite3.SQLITE_BUSY, error) from error
        try:
            yield
        finally:
            self._lock.release()
