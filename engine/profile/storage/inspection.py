"""Inspects a profiles' file without changing it or the files beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from engine.profile.storage.backups import check
from engine.profile.storage.schema import version_of

BUSY_SECONDS = 2.0


def schema_version(path: Path) -> int:
    """The number of migrations applied to the file; raises sqlite3.Error."""
    with _looking(path) as connection:
        return version_of(connection)


def damage(path: Path) -> str:
    """The fault that SQLite's quick check finds, or "" if it finds none.

    Raises sqlite3.Error if the file cannot be read at all, which is not damage.
    """
    try:
        with _looking(path) as connection:
            check(connection)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return str(error)
        raise
    return ""


def profiles(path: Path) -> int:
    """How many profiles are in the file; raises sqlite3.Error."""
    return _count(path, "profile")


def ratings(path: Path) -> int:
    """How many ratings are in the file; raises sqlite3.Error."""
    return _count(path, "entry WHERE stars IS NOT NULL")


def _count(path: Path, rows: str) -> int:
    with _looking(path) as connection:
        if version_of(connection) == 0:
            return 0  # the file has no tables yet
        ((count,),) = connection.execute(f"SELECT count(*) FROM {rows}")
    return int(count)


@contextmanager
def _looking(path: Path) -> Iterator[sqlite3.Connection]:
    where = f"{path.absolute().as_uri()}?mode=ro"
    # SQLite creates the index of its write-ahead log even to read, unless it is told that nobody
    # writes. While nobody does, there is no such index.
    if not any(path.with_name(f"{path.name}-{end}").exists() for end in ("shm", "journal")):
        where += "&immutable=1"
    with closing(sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS)) as connection:
        yield connection
