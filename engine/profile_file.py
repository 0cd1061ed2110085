"""The SQLite file behind the profiles: opening, migrating, and errors said in sentences."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

BUSY_SECONDS = 5.0

# Migration n takes a file from version n to n + 1. People's files have passed through these:
# add to the end, never edit.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE profile (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE)""",
        # made_by is the history row of the change that made the entry: it orders entries of
        # the same second, and undo brings it back with the rest.
        """CREATE TABLE entry (
            profile INTEGER NOT NULL, movie INTEGER NOT NULL, stars REAL, rated_at INTEGER,
            watchlist INTEGER NOT NULL DEFAULT 0, not_interested INTEGER NOT NULL DEFAULT 0,
            made_by INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (profile, movie)) WITHOUT ROWID""",
        # A row is the entry as it was before a change.
        """CREATE TABLE history (
            id INTEGER PRIMARY KEY, profile INTEGER NOT NULL, movie INTEGER NOT NULL, stars REAL,
            rated_at INTEGER, watchlist INTEGER NOT NULL, not_interested INTEGER NOT NULL,
            made_by INTEGER NOT NULL)""",
        "CREATE INDEX history_profile ON history (profile)",
    ),
    (
        """CREATE TABLE remembered (
            profile INTEGER NOT NULL, what TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (profile, what)) WITHOUT ROWID""",
    ),
    # The rows of one step, such as an import, share the id of its first row; NULL stands alone.
    ("ALTER TABLE history ADD COLUMN step INTEGER",),
)


class ProfileError(Exception):
    """A sentence that says what happened to the profiles, where, and what to do."""


class ProfileFile:
    """An open profile file; what SQLite complains about comes out as ProfileError."""

    def __init__(self, path: Path) -> None:
        """Open the file, creating it and its folders when missing, and bring it up to date."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ProfileError(_sentence(path, sqlite3.SQLITE_CANTOPEN, error)) from error
        with self._plainly():
            self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        """Every row that a query finds."""
        with self._plainly():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        """Run statements with what is yielded: all of them reach the disk, or none."""
        with self._plainly():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection.execute
                self._connection.execute("COMMIT")
            except BaseException:
                # Some errors, a full disk among them, have rolled back already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file; closing it again is harmless."""
        self._connection.close()

    def _prepare(self) -> None:
        # The version comes first: switching to WAL would write to a file of a newer version.
        version = self._version()
        if version > len(MIGRATIONS):
            raise ProfileError(
                f"The profiles in {self._path} come from a newer version of this program. "
                "They were left as they are: update the program to use them."
            )
        # The switch can fail while another copy opens or reads the file. Only speed depends on
        # it, and the next opening tries again.
        with self._plainly(), suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA journal_mode = WAL")
        self.rows("PRAGMA synchronous = FULL")
        for number in range(version, len(MIGRATIONS)):
            with self.transaction() as run:
                # Another copy may have migrated the file meanwhile.
                if self._version() == number:
                    for statement in MIGRATIONS[number]:
                        run(statement)
                    run(f"PRAGMA user_version = {number + 1}")

    def _version(self) -> int:
        ((version,),) = self.rows("PRAGMA user_version")
        return int(version)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError:
            raise  # a mistake in this program, about which the person can do nothing
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_IOERR)
            raise ProfileError(_sentence(self._path, code, error)) from error


def _sentence(path: Path, code: int, error: Exception) -> str:
    match code & 0xFF:  # the rest of an SQLite code is detail
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR:
            return (
                f"The file {path} is damaged or holds no profiles. It was left as it is: put a "
                "copy of it from a backup in its place, or move it away to start with none."
            )
        case sqlite3.SQLITE_BUSY:
            return (
                f"Another program keeps {path} busy, so nothing was saved. "
                "Close that program or wait for it, then try again."
            )
        case sqlite3.SQLITE_FULL:
            return (
                f"The disk has no room left for {path}, so nothing was saved. "
                "Free some space, then try again."
            )
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return (
                f"{path} cannot be written, so nothing was saved. Allow this user to write the "
                "file and its folder, or set MOVIEREC_HOME to a folder that can be written."
            )
    return (
        f"{path} could not be read or written: {error}. Nothing was saved: check the disk "
        "and try again."
    )
