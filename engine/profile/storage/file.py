"""The SQLite file behind the profiles, with its journal and its backups."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from engine.files.private import make_folder
from engine.profile.storage.backups import Backup, Backups, Why
from engine.profile.storage.errors import ProfileError, in_sentences, sentence
from engine.profile.storage.journal import Journal, Statement, Step, latest_step
from engine.profile.storage.opening import BUSY_SECONDS, Opened, open_checked
from engine.profile.storage.schema import MIGRATIONS, version_of


class ProfileFile:
    """An open file of profiles; errors of SQLite and of the disk are raised as ProfileError.

    remarks: what to tell the person about it.
    """

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        """Open the file, creating it and its folders when missing, and bring it up to date."""
        self._path = path
        self._journal = Journal(path.with_suffix(".journal"))
        self._backups = Backups(path, clock)
        self._connection, self.remarks, self._read_only = self._opened()
        self._run: Callable[..., sqlite3.Cursor] | None = None  # of the transaction under way
        self._seen = self._data_version()

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        """Every row that a query finds."""
        with in_sentences(self._path):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """Yield a function that runs statements: all of them reach the disk, or none.

        A transaction within another is part of it: if its error is caught, the rest is saved.
        """
        if self._run is not None:
            yield self._run
            return
        if self._read_only:
            raise ProfileError(self.remarks[0])
        made: list[Statement] = []
        self._run = self._noting(made)
        try:
            with self._reaching_the_disk(made):
                yield self._run
        finally:
            self._run = None

    @contextmanager
    def _reaching_the_disk(self, made: list[Statement]) -> Iterator[None]:
        """Begin; commit what was made, to the journal first; roll back if that fails."""
        take_back: Callable[[], None] | None = None
        with in_sentences(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._check_that_it_is_the_same()
                yield
                if made:
                    take_back = self._journal.add(Step(self._next_step(), made))
                self._connection.execute("COMMIT")
            except BaseException:
                if take_back:
                    with suppress(OSError):
                        take_back()
                # Some errors, such as a full disk, have rolled back already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def back_up(self, why: Why) -> Path:
        """Make a backup now."""
        with in_sentences(self._path):
            return self._backups.make(self._connection, why)

    def backups(self) -> list[Backup]:
        """The backups, the one with the latest change first."""
        return self._backups.all()

    def changed_elsewhere(self) -> bool:
        """Whether another copy of the program has written since the last call."""
        before, self._seen = self._seen, self._data_version()
        return before != self._seen

    def close(self) -> None:
        """Close the file; closing it again is harmless."""
        self._connection.close()

    def _opened(self) -> Opened:
        path = self._path
        with in_sentences(path):
            make_folder(path.parent)
            try:
                with FileLock(path.with_suffix(".lock"), timeout=BUSY_SECONDS, mode=0o600):
                    opened = open_checked(path, self._journal, self._backups)
                    self._identity = self._found()
                    return opened
            except Timeout as error:
                raise ProfileError(sentence(path, sqlite3.SQLITE_BUSY, error)) from error

    def _found(self) -> tuple[int, int]:
        """The device and inode of the file at the path; zeros if there is none."""
        try:
            found = self._path.stat()
        except OSError:
            return 0, 0
        return found.st_dev, found.st_ino

    def _check_that_it_is_the_same(self) -> None:
        # What is written to a file that has been replaced would be lost.
        is_another = self._found() != self._identity
        if is_another or version_of(self._connection) != len(MIGRATIONS):
            raise ProfileError(
                f"{self._path} was moved, read back or brought up to date by another copy of the "
                "program, so nothing was saved. Start this copy again."
            )

    def _noting(self, made: list[Statement]) -> Callable[..., sqlite3.Cursor]:
        """A function that runs a statement, and adds it to made if it has changed something."""

        def run(sql: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
            before = self._connection.total_changes
            cursor = self._connection.execute(sql, values)
            if self._connection.total_changes != before:
                made.append((sql, values))
            return cursor

        return run

    def _next_step(self) -> int:
        number = latest_step(self._connection) + 1
        self._connection.execute("UPDATE journal SET latest = ?", (number,))
        return number

    def _data_version(self) -> int:
        ((version,),) = self.rows("PRAGMA data_version")
        return int(version)
