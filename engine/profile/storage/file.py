"""The SQLite file behind the profiles, with its journal and its backups."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from engine.files.private import make_folder
from engine.profile.errors import BusyError, ProfileError
from engine.profile.storage.backups import Backup, Backups, Why
from engine.profile.storage.journal import Journal
from engine.profile.storage.lines import Run
from engine.profile.storage.lock import NONE, Lock, Patience, Waiting
from engine.profile.storage.opening import Opened, open_checked
from engine.profile.storage.reading import in_memory, read_into_memory
from engine.profile.storage.schema import MIGRATIONS, version_of
from engine.profile.storage.sqlite_errors import in_sentences
from engine.profile.storage.stamp import Stamp
from engine.profile.storage.steps import one_step


class ProfileFile:
    """An open file of profiles; errors of SQLite and of the disk are raised as ProfileError.

    Threads take turns. remarks: what to tell the person about it. why_not: why nothing can be
    changed, "" where it can.
    """

    def __init__(self, path: Path, clock: Callable[[], float], patience: Patience) -> None:
        """Open the file, creating it and its folders when missing, and bring it up to date.

        Where it cannot be written, a copy in memory is read.
        """
        self._path = path
        self._turn = RLock()
        self._lock = Lock(path)
        self._journal = Journal(path.with_suffix(".journal"))
        self._backups = Backups(path, clock)
        # SQLite has its logs beside the file, not beside a link to it.
        self._stamp = Stamp(path.resolve(), self._backups.folder, clock)
        self.patience = patience
        self._run: Run | None = None  # of the transaction under way
        self._seen = 0
        try:
            with self._locked(patience) as waiting:
                self._use(self._to_write(waiting))
        except ProfileError as error:
            self._use(self._to_read(error))

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        """Every row that a query finds."""

        def read() -> list[Any]:
            return self._connection.execute(query, values).fetchall()

        with self._turn, in_sentences(self._path):
            return Waiting(self.patience.others).for_database(read)

    @contextmanager
    def transaction(self) -> Iterator[Run]:
        """Yield a function that runs statements: all of them reach the disk, or none.

        A transaction within another is part of it: if its error is caught, the rest is saved.
        """
        with self._turn:
            if self._run is not None:
                yield self._run
                return
            with (
                self._locked(self.patience) as waiting,
                self._up_to_date(waiting),
                self._stamp.kept(),
                one_step(self._connection, self._journal, waiting) as self._run,
            ):
                try:
                    yield self._run
                finally:
                    self._run = None

    def back_up(self, why: Why) -> Path:
        """Make a backup now."""
        with (
            self._locked(self.patience) as waiting,
            self._up_to_date(waiting),
            self._stamp.kept(),
        ):
            return self._backups.make(self._connection, why)

    def backups(self) -> list[Backup]:
        """The backups, the one with the latest change first."""
        return self._backups.all()

    def look(self) -> bool:
        """Whether there is something new since this was last asked.

        Another copy of the program may have written, or put another file in place; or a file that
        could only be read can be written at last. Raises ProfileError, but not again for the same
        reason: what cannot be done now, as another thread is writing, is tried the next time.
        """
        if not self._turn.acquire(blocking=False):
            return False
        try:
            return self._look()
        finally:
            self._turn.release()

    def _look(self) -> bool:
        was_told = self.why_not
        try:
            if was_told or self._is_another():
                with self._locked(NONE) as waiting, self._up_to_date(waiting):
                    return True
            before, self._seen = self._seen, self._data_version()
        except ProfileError as error:
            if was_told or isinstance(error, BusyError):
                return False
            raise
        return before != self._seen

    def close(self) -> None:
        """Close the file; closing it again is harmless."""
        # The last to close it has SQLite bring the log into the file.
        with suppress(ProfileError), self._locked(self.patience), self._stamp.kept():
            self._connection.close()
        self._connection.close()

    @contextmanager
    def _locked(self, patience: Patience) -> Iterator[Waiting]:
        """Hold the lock of the file, having made its folder."""
        with self._turn, in_sentences(self._path):
            make_folder(self._path.parent)
            with self._lock.held(patience) as waiting:
                yield waiting

    @contextmanager
    def _up_to_date(self, waiting: Waiting) -> Iterator[None]:
        """Have the file open that is there now; the caller holds the lock.

        What was written to a file that has been replaced would be lost.
        """
        if self.why_not:
            opened = self._to_write(waiting)
            self._connection.close()
            self._use(opened)
        elif self._is_another():
            self._connection.close()
            try:
                self._use(self._to_write(waiting))
            except ProfileError as error:
                self._use(self._to_read(error))
                raise
        if self.why_not:
            raise ProfileError(self.why_not)
        yield

    def _to_write(self, waiting: Waiting) -> Opened:
        path = self._path.resolve()
        return open_checked(path, self._journal, self._backups, self._stamp, waiting)

    def _to_read(self, error: ProfileError) -> Opened:
        """A copy in memory; raises the error that made it needed if there is nothing to read."""
        found = read_into_memory(self._path, self._journal, self._backups)
        if found is None:
            raise error
        return Opened(found, (in_memory(error),), in_memory(error))

    def _use(self, opened: Opened) -> None:
        self._connection, self.remarks, self.why_not = opened
        self._identity = self._found()
        self._seen = self._data_version()

    def _is_another(self) -> bool:
        """Whether another copy of the program has replaced the file or brought it up to date."""
        is_same = self._found() == self._identity
        return not is_same or version_of(self._connection) != len(MIGRATIONS)

    def _found(self) -> list[tuple[int, int]]:
        """The devices and inodes of the file and its log; of one that is not there, nothing."""
        file, found = self._path.resolve(), []
        for each in (file, file.with_name(f"{file.name}-wal")):
            with suppress(OSError):
                found.append((each.stat().st_dev, each.stat().st_ino))
        return found

    def _data_version(self) -> int:
        ((version,),) = self.rows("PRAGMA data_version")
        return int(version)
