"""Opens the profiles' file: checks it, migrates it, and compares it with journal and backups.

The newest backup with the journal's steps since then is what the file should hold. A file that is
missing or damaged is rebuilt from them, and one that lacks steps gets them. If it is the journal
that has lost something, a new backup is made.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from engine.profile.storage.backups import Backups, check
from engine.profile.storage.errors import DamagedError, in_sentences
from engine.profile.storage.journal import Journal, latest_step, replay
from engine.profile.storage.recovery import backed_up, begin_anew, put_in_place, rebuilt
from engine.profile.storage.schema import MIGRATIONS, TABLES, migrate, version_of

BUSY_SECONDS = 5.0


class Opened(NamedTuple):
    """A connection, what to tell the person, and whether the file is read-only."""

    connection: sqlite3.Connection
    remarks: tuple[str, ...] = ()
    read_only: bool = False


def open_checked(path: Path, journal: Journal, backups: Backups) -> Opened:
    """Open a file, creating it if there never was one; raises ProfileError.

    The caller holds a lock that keeps other copies of the program from opening it meanwhile.
    """
    try:
        with in_sentences(path):
            is_lost = not path.exists() or not path.stat().st_size
            if is_lost and (backups.all() or journal.steps()):
                raise DamagedError(f"{path} was missing")
            return _opened(path, journal, backups)
    except DamagedError:
        with in_sentences(path):
            remarks = put_in_place(path, journal, backups)
            opened = _opened(path, journal, backups)
            return opened._replace(remarks=(*remarks, *opened.remarks))


def _opened(path: Path, journal: Journal, backups: Backups) -> Opened:
    if not path.exists():
        path.touch(mode=0o600)
    connection = _connected(path)
    try:
        version = version_of(connection)
        if version > len(MIGRATIONS):
            connection.close()
            return _looked_at(path)
        # Not before: a newer version's file is left as it is.
        path.chmod(0o600)
        check(connection)
        connection.execute("PRAGMA synchronous = FULL")
        if 0 < version < len(MIGRATIONS):
            backups.make(connection, "migration")
        migrate(connection)
        # The switch can fail while another copy reads the file. Only speed depends on it, and the
        # next opening tries again.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
        return Opened(connection, _compared(connection, journal, backups))
    except BaseException:
        connection.close()
        raise


def _looked_at(path: Path) -> Opened:
    remark = (
        f"The profiles in {path} come from a newer version of this program. They can be read, "
        "but nothing is saved: update the program to rate."
    )
    where = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    return Opened(connection, (remark,), read_only=True)


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)


def _compared(
    connection: sqlite3.Connection, journal: Journal, backups: Backups
) -> tuple[str, ...]:
    """Compare a file with its journal and backups; return what to tell the person.

    Raises DamagedError if the file does not hold what it should.
    """
    with _write_lock(connection):
        lost = _caught_up(connection, journal, backups)
    remarks: tuple[str, ...] = ()
    if lost < 0 or backups.is_due:
        remarks = backed_up(connection, "daily", journal, backups)
    if lost > 1:  # one may be what was being saved when the program was killed
        remarks += (f"{lost} changes that the ratings' file had lost were read back.",)
    return remarks


@contextmanager
def _write_lock(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep other copies of the program from writing, to the journal too."""
    changes = connection.total_changes
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        if connection.total_changes != changes:
            connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _caught_up(connection: sqlite3.Connection, journal: Journal, backups: Backups) -> int:
    """Apply the journal's steps that a file lacks; return how many, -1 if the journal is behind."""
    steps, before = journal.steps(), latest_step(connection)
    should = rebuilt(steps, backups)
    if should is None or not should.is_whole or latest_step(should.connection) < before:
        begin_anew(connection, steps, backups)
        return -1
    with closing(should.connection):
        try:
            replay(connection, steps)
        except sqlite3.IntegrityError as error:
            raise DamagedError("The file does not hold what was saved.") from error
        if not _are_alike(connection, should.connection):
            raise DamagedError("The file does not hold what was saved.")
    return latest_step(connection) - before


def _are_alike(one: sqlite3.Connection, other: sqlite3.Connection) -> bool:
    queries = [f"SELECT * FROM {table} ORDER BY 1, 2" for table in TABLES]
    return all(one.execute(q).fetchall() == other.execute(q).fetchall() for q in queries)
