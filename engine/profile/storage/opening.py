"""Opens the profiles' file: recovers it where it has to, checks it and migrates it.

A new file says so in the first line of its journal, which is known to be whole from then on. A file
of an older version, which had no marks, takes over those of the lines that it holds.
"""

import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from engine.profile.errors import DamagedError
from engine.profile.storage.backups import Backups, check
from engine.profile.storage.comparing import compared
from engine.profile.storage.in_place import finish, tidy
from engine.profile.storage.journal import Journal
from engine.profile.storage.lock import Waiting
from engine.profile.storage.recovery import recover
from engine.profile.storage.replay import go_to, lacking, take_in, tip
from engine.profile.storage.schema import MIGRATIONS, migrate, version_of
from engine.profile.storage.sqlite_errors import in_sentences, refuse_what_is_no_file
from engine.profile.storage.stamp import Stamp
from engine.profile.storage.steps import one_step


class Opened(NamedTuple):
    """A connection, what to tell the person, and why the file cannot be changed, if so."""

    connection: sqlite3.Connection
    remarks: tuple[str, ...] = ()
    why_not: str = ""


def open_checked(
    path: Path, journal: Journal, backups: Backups, stamp: Stamp, waiting: Waiting
) -> Opened:
    """Open a file, creating it if there never was one; raises ProfileError.

    The caller holds the lock of the file.
    """
    try:
        with in_sentences(path):
            refuse_what_is_no_file(path, journal.path)
            finish(path)
            tidy(path.parent, path.stem)
            tidy(backups.folder, path.stem)
            is_known = stamp.holds and not backups.is_due
            is_lost = not path.exists() or not path.stat().st_size
            if is_lost and (backups.all() or journal.has_something):
                raise DamagedError(f"{path} was missing")
            if is_known:
                return _opened(path, None, backups, waiting)
            opened = _opened(path, journal, backups, waiting)
    except DamagedError:
        with in_sentences(path):
            remarks = recover(path, journal, backups)
            opened = _opened(path, journal, backups, waiting)
            opened = opened._replace(remarks=(*remarks, *opened.remarks))
    if not opened.why_not:
        stamp.put()
    return opened


def connected(path: Path, way: str = "rwc") -> sqlite3.Connection:
    """A connection to a file; way: what follows "mode=" in SQLite's own words."""
    where = f"{path.absolute().as_uri()}?mode={way}"
    return sqlite3.connect(
        where, uri=True, timeout=0, isolation_level=None, check_same_thread=False
    )


def _opened(path: Path, journal: Journal | None, backups: Backups, waiting: Waiting) -> Opened:
    """Open a file that is there or new; journal: None where all has been compared already."""
    if not path.exists():
        path.touch(mode=0o600)
    connection = connected(path)
    try:
        version = waiting.for_database(lambda: version_of(connection))
        if version > len(MIGRATIONS):
            connection.close()
            return _looked_at(path)
        # Not before: a newer version's file is left as it is.
        path.chmod(0o600)
        connection.execute("PRAGMA synchronous = FULL")
        if journal is None:
            _try_to_write(connection)
            return Opened(connection)
        waiting.for_database(lambda: check(connection))
        if 0 < version < len(MIGRATIONS):
            backups.make(connection, "migration")
        waiting.for_database(lambda: migrate(connection))
        # The switch can fail while another copy reads the file. Only speed depends on it, and the
        # next opening tries again.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
        _try_to_write(connection)
        if not tip(connection).life:
            _given_a_life(connection, journal, waiting)
        return Opened(connection, compared(path, connection, journal, backups, waiting))
    except BaseException:
        connection.close()
        raise


def _looked_at(path: Path) -> Opened:
    remark = (
        f"The profiles in {path} come from a newer version of this program. They can be read, "
        "but nothing is saved: update the program to rate."
    )
    return Opened(connected(path, "ro"), (remark,), remark)


def _try_to_write(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.OperationalError if the file can only be read."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise


def _given_a_life(connection: sqlite3.Connection, journal: Journal, waiting: Waiting) -> None:
    """Say whose changes will follow: those of a new file, or of one of an older version."""
    lines, life = journal.read().lines, secrets.token_hex(8)
    has_profiles = connection.execute("SELECT 1 FROM profile").fetchone()
    if not (has_profiles or tip(connection).number):
        if not lines:  # else this start was killed before: its line has the life
            with one_step(connection, journal, waiting, life) as run:
                run("UPDATE journal SET life = ?", (life,))
        return
    held = [line for line in lines if line not in lacking(connection, lines)]
    latest = tip(connection).number
    marks = {line.number: line.mark for line in held}
    waiting.for_database(lambda: connection.execute("BEGIN IMMEDIATE"))
    try:
        for line in held:
            take_in(connection, line.number, line.mark)
        go_to(connection, latest, marks.get(latest) or secrets.token_hex(8), life)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
