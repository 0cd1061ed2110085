"""Rebuilds the profiles from backups, the journal and what a damaged file still holds."""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from engine.profile.storage.backups import Backups, Why
from engine.profile.storage.journal import Journal, Step, latest_step, replay
from engine.profile.storage.salvage import salvage
from engine.profile.storage.schema import migrate


class Rebuilt(NamedTuple):
    """A database in memory that holds what the file should; is_whole: no step was missing."""

    connection: sqlite3.Connection
    is_whole: bool


def rebuilt(steps: Sequence[Step], backups: Backups) -> Rebuilt | None:
    """Rebuild from steps and backups what the file should hold; None if they hold nothing."""
    best = None
    for backup in backups.whole():
        found = _replayed(backup.path, steps)
        if found is not None and found.is_whole:
            return found
        best = best or found
    return best or (_replayed(None, steps) if steps and steps[0].number == 1 else None)


def _replayed(base: Path | None, steps: Sequence[Step]) -> Rebuilt | None:
    """A backup, or a new database, with the steps since then; None if they do not fit."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        if base is not None:
            with closing(sqlite3.connect(base)) as copy:
                copy.backup(connection)
        migrate(connection)
        return Rebuilt(connection, replay(connection, steps) is not None)
    except (sqlite3.Error, UnicodeDecodeError):
        connection.close()
        return None


def begin_anew(connection: sqlite3.Connection, steps: Sequence[Step], backups: Backups) -> None:
    """Set a database's step number above every known one, so that no step is applied again."""
    known = [step.number for step in steps] + [backup.step for backup in backups.all()]
    above = max([*known, latest_step(connection)]) + 1
    connection.execute("UPDATE journal SET latest = ?", (above,))


def put_in_place(path: Path, journal: Journal, backups: Backups) -> tuple[str, ...]:
    """Replace a file with what can be recovered, and keep a copy; return sentences about it."""
    steps = journal.steps()
    should = rebuilt(steps, backups)
    if should is None:
        should = Rebuilt(sqlite3.connect(":memory:", isolation_level=None), is_whole=False)
        migrate(should.connection)
    with closing(should.connection) as connection:
        # Another program may have written entries newer than everything in the journal.
        since = _newest(connection) if should.is_whole and steps else None
        salvage(path, connection, since, backups.now)
        begin_anew(connection, steps, backups)
        half_written = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            _written(half_written, connection)
            kept = _put_aside(path, backups.now)
            half_written.replace(path)
        finally:
            half_written.unlink(missing_ok=True)
        return (_told(path, kept, connection), *backed_up(connection, "rescue", journal, backups))


def backed_up(
    connection: sqlite3.Connection, why: Why, journal: Journal, backups: Backups
) -> tuple[str, ...]:
    """Make a backup, and drop from the journal what enough backups hold; return what went wrong.

    An error does not keep the person from rating: the next start tries again.
    """
    try:
        backups.make(connection, why)
        connection.execute("BEGIN IMMEDIATE")  # other copies write to the journal too
        try:
            journal.forget(backups.first_step)
        finally:
            connection.execute("ROLLBACK")
    except (OSError, sqlite3.Error) as error:
        return (f"Today's backup of the ratings could not be made: {error}.",)
    return ()


def _written(path: Path, connection: sqlite3.Connection) -> None:
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _newest(connection: sqlite3.Connection) -> int:
    """The time of the latest rating, in Unix seconds."""
    ((newest,),) = connection.execute("SELECT COALESCE(MAX(rated_at), 0) FROM entry")
    return int(newest)


def _put_aside(path: Path, now: int) -> Path | None:
    """Copy a file and its log; delete the log, so that SQLite does not apply it to the new file."""
    aside = path.with_name(f"{path.stem}-damaged-{now}{path.suffix}")
    log = path.with_name(f"{path.name}-wal")
    for each, copy in ((path, aside), (log, aside.with_name(f"{aside.name}-wal"))):
        if each.exists():
            copy.touch(mode=0o600)
            shutil.copyfile(each, copy)
    log.unlink(missing_ok=True)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    return aside if aside.exists() else None


def _told(path: Path, kept: Path | None, connection: sqlite3.Connection) -> str:
    ((ratings,),) = connection.execute("SELECT COUNT(*) FROM entry WHERE stars IS NOT NULL")
    what = f"{path} was damaged" if kept else f"{path} was missing"
    where = f" The damaged file is kept as {kept.name}." if kept else ""
    number = "1 rating was" if ratings == 1 else f"{ratings:,} ratings were"
    return f"{what}: {number} read back from the journal and the backups beside it.{where}"
