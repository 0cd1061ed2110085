"""Compares a profiles' file with its journal and its backups.

The newest backup with the journal's lines since then is what the file should hold. Changes that
only the journal has are applied. If it is the journal that has lost something, or if much has
changed since the newest backup, a new one is made.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from engine.profile.errors import DamagedError
from engine.profile.storage.backups import Backups, Why
from engine.profile.storage.journal import Journal
from engine.profile.storage.lines import NAMES, Line
from engine.profile.storage.lock import Waiting
from engine.profile.storage.merge import merge
from engine.profile.storage.rebuilding import copied
from engine.profile.storage.recovery import backed_up
from engine.profile.storage.replay import lacking, replay, taken, tip
from engine.profile.storage.schema import TABLES
from engine.profile.storage.steps import one_step

MANY = 5_000  # rows changed since the newest backup, which take some hundredths of a second


def compared(
    path: Path,
    connection: sqlite3.Connection,
    journal: Journal,
    backups: Backups,
    waiting: Waiting,
) -> tuple[str, ...]:
    """Compare a file with its journal and backups; return what to tell the person.

    Raises DamagedError if the file does not hold what it should.
    """
    lines = journal.read().lines
    fresh = lacking(connection, lines)
    is_alike = _is_as_expected(path, connection, lines, backups, waiting)
    others = _caught_up(connection, fresh, waiting)
    lost, remarks = len(fresh) - len(others), list[str]()
    if lost > 1:  # one may be what was being saved when the program was killed
        remarks.append(f"{lost} changes that the ratings' file had lost were read back.")
    if others:
        kept = journal.set_aside(backups.now)
        with one_step(connection, journal, waiting) as run:
            merge(connection, run, others, [line for line in lines if line.number == NAMES])
        remarks.append(_told(path, len(others), kept))
    if others or not is_alike or backups.is_due:
        why: Why = "rescue" if others else "daily"
        remarks.extend(backed_up(connection, why, journal, backups))
    return tuple(remarks)


def _is_as_expected(
    path: Path,
    connection: sqlite3.Connection,
    lines: Iterable[Line],
    backups: Backups,
    waiting: Waiting,
) -> bool:
    """Whether a file holds what its newest backup and a few lines since then tell.

    False where there is no such backup, or not all lines, or many. Raises DamagedError if the file
    holds anything else.
    """
    own, latest = taken(connection), tip(connection)
    for backup in backups.loaded():
        at = tip(backup)
        if at.mark in own or (not at.mark and at.number <= latest.number):
            with closing(copied(backup)) as expected:
                replay(expected, [line for line in lines if line.mark in own])
                number, mark, _ = tip(expected)
                if number != latest.number or (at.mark and mark != latest.mark):
                    return False
                waiting.for_database(lambda: _compare(expected, path))
                return expected.total_changes <= MANY
        if latest.mark in taken(backup) or not at.mark:
            raise DamagedError(f"{path} lacks what a backup holds.")
    return False


def _compare(expected: sqlite3.Connection, path: Path) -> None:
    """Raise DamagedError unless a file holds exactly what a database does."""
    expected.execute("ATTACH ? AS kept", (str(path),))
    try:
        for table in TABLES:
            query = (
                f"SELECT (SELECT COUNT(*) FROM main.{table}) = (SELECT COUNT(*) FROM kept.{table}) "
                f"AND NOT EXISTS (SELECT * FROM main.{table} EXCEPT SELECT * FROM kept.{table})"
            )
            ((is_alike,),) = expected.execute(query)
            if not is_alike:
                raise DamagedError(f"{path} does not hold what was saved.")
    finally:
        expected.execute("DETACH kept")


def _caught_up(
    connection: sqlite3.Connection, fresh: Sequence[Line], waiting: Waiting
) -> list[Line]:
    """Apply the changes that a file lacks; return those that do not follow from it."""
    if not fresh:
        return []
    waiting.for_database(lambda: connection.execute("BEGIN IMMEDIATE"))
    try:
        left = replay(connection, fresh)
        connection.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        raise DamagedError("The file does not hold what was saved.") from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return left


def _told(path: Path, count: int, kept: Path) -> str:
    changes = "a change that is" if count == 1 else f"{count:,} changes that are"
    return (
        f"The journal of {path} has {changes} not of this file, as when a synchronised folder "
        "mixes the files of two computers. They were brought in; of two ratings of a movie the "
        f"later one counts. The journal as it was is kept as {kept.name}."
    )
