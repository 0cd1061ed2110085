"""The stamp: it tells that the profiles' file, its journal and its backups have been compared.

To compare them reads all of them. The stamp notes when that was done and what the disk said then of
each file's size and time. As long as only this program changes them, it is renewed at each change,
and opening can do without. It is written after what it tells of, and so is never true too early.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.files.regular import check_regular, read_regular
from engine.profile.storage import schema

VALID_SECONDS = 24 * 3600  # a disk may spoil a file without a trace in its size and time


class Stamp:
    """The stamp of one file. Who uses it holds the lock of the profiles' file."""

    def __init__(self, path: Path, backups: Path, clock: Callable[[], float]) -> None:
        self._path = path.with_suffix(".checked")
        ends = ("", "-wal", "-journal")
        self._watched = [path.with_name(path.name + end) for end in ends]
        self._watched.append(path.with_suffix(".journal"))
        self._backups = backups
        self._clock = clock

    @property
    def holds(self) -> bool:
        """Whether all was compared within a day, and nothing else has changed it since."""
        checked_at = self._checked_at()
        return checked_at is not None and 0 <= self._clock() - checked_at < VALID_SECONDS

    def put(self) -> None:
        """Note that all has been compared just now."""
        self._write(self._clock())

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Within it this program makes changes: if the stamp held before, it holds after.

        Not after an error, which may have left anything.
        """
        checked_at = self._checked_at()
        yield
        if checked_at is not None:
            self._write(checked_at)

    def _checked_at(self) -> float | None:
        """When all was compared, in Unix seconds; None if something else has changed it since."""
        try:
            checked_at, found = json.loads(read_regular(self._path))
        except (OSError, ValueError, TypeError):
            return None
        return float(checked_at) if found == self._found() else None

    def _write(self, checked_at: float) -> None:
        with suppress(OSError):  # without it, the next opening compares
            self._path.touch(mode=0o600)
            check_regular(self._path)
            self._path.write_text(json.dumps([checked_at, self._found()]), encoding="utf-8")

    def _found(self) -> list[list[object]]:
        # A later version of the program has migrations to make.
        found: list[list[object]] = [["version", len(schema.MIGRATIONS)]]
        for path in [*self._watched, *sorted(self._backups.glob("*"))]:
            with suppress(OSError):
                told = path.stat()
                if told.st_size:  # SQLite makes empty logs in order to read
                    found.append([path.name, told.st_size, told.st_mtime_ns, told.st_ino])
        return found
