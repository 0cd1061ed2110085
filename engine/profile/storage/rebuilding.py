"""Rebuilds in memory what the profiles' file should hold, from backups and the journal."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from engine.profile.storage.backups import Backups, copy_into
from engine.profile.storage.journal import Read
from engine.profile.storage.lines import NAMES, Line
from engine.profile.storage.merge import merge
from engine.profile.storage.replay import lacking, replay, replay_past_gaps, tip
from engine.profile.storage.schema import migrate


class Rebuilt(NamedTuple):
    """A database in memory that holds what the file should, as far as that is known.

    is_whole: there is a journal, and nothing of it is missing or could not be read.
    """

    connection: sqlite3.Connection
    is_whole: bool


def rebuilt(journal: Read, backups: Backups) -> Rebuilt:
    """Rebuild what the file should hold; where a change is missing, all that can be read of it.

    The best base is the newest from which the journal's lines follow, each the next. Without one it
    is the newest.
    """
    best = None
    for base in backups.loaded():
        found = copied(base)
        if _replayed(found, journal.lines):
            return Rebuilt(found, journal.ends_whole and bool(journal.lines))
        best = best or found
    found = empty()
    if _replayed(found, journal.lines) and journal.lines:
        return Rebuilt(found, journal.ends_whole)
    best = best or found
    _apply_all(best, journal.lines)
    return Rebuilt(best, is_whole=False)


def empty() -> sqlite3.Connection:
    """A new database in memory, which threads may share."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate(connection)
    return connection


def copied(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A copy of a database in memory, which threads may share."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    copy_into(copy, connection)
    return copy


def _replayed(connection: sqlite3.Connection, lines: Sequence[Line]) -> bool:
    """Apply the lines that follow; whether those are all that the database lacks."""
    connection.execute("SAVEPOINT replay")
    try:
        return not replay(connection, lines)
    except sqlite3.Error:
        connection.execute("ROLLBACK TO replay")
        return False
    finally:
        connection.execute("RELEASE replay")


def _apply_all(connection: sqlite3.Connection, lines: Sequence[Line]) -> None:
    """Apply also what follows after a gap, and bring in what is of another file."""
    names = [line for line in lines if line.number == NAMES]
    left, latest = lacking(connection, lines), tip(connection)
    life = latest.life or next((line.life for line in reversed(left)), "")
    later = [line for line in left if line.number > latest.number and line.life in ("", life)]
    replay_past_gaps(connection, [*(name for name in names if name.life == life), *later])
    others = [line for line in left if line not in later]
    merge(connection, connection.execute, others, names)
    connection.execute(
        "INSERT OR IGNORE INTO profile (id, name, name_key) SELECT DISTINCT profile, "
        "'Recovered ' || profile, 'recovered ' || profile FROM entry "
        "WHERE profile NOT IN (SELECT id FROM profile)"
    )
