"""What a profiles' file is like, found out without a change to it, nor to what lies beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from engine.profile.storage.backups import check
from engine.profile.storage.schema import version_of

BUSY_SECONDS = 2.0


def schema_version(path: Path) -> int:
    """How many migrations the file has passed through; raises sqlite3.Error."""
    with _looking(path) as connection:
        return version_of(connection)


def damage(path: Path) -> str:
    """What SQLite's quick check finds, "" where it finds nothing.

    Raises sqlite3.Error where the file cannot be read at all, which is no damage.
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
            return 0  # a file of no tables yet
        ((count,),) = connection.execute(f"SELECT count(*) FROM {rows}")
    return int(count)


@contextmanager
def _looking(path: Path) -> Iterator[sqlite3.Connection]:
    where = f"{path.absolute().as_uri()}?mode=ro"
    # SQLite makes the index of its write-ahead log even in order to read, unless it is told that
    # nobody writes. Where nobody does, there is none.
    if not any(path.with_name(f"{path.name}-{end}").exists() for end in ("shm", "journal")):
        where += "&immutable=1"
    with closing(sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS)) as connection:
        yield connection
