"""One change of the profiles, written to the journal and to the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from engine.profile.storage.journal import Journal
from engine.profile.storage.lines import Run, Statement, line_of
from engine.profile.storage.lock import Waiting
from engine.profile.storage.replay import go_to, tip


@contextmanager
def one_step(
    connection: sqlite3.Connection, journal: Journal, waiting: Waiting, life: str = ""
) -> Iterator[Run]:
    """Yield a function that runs statements; all they change reaches the disk, or nothing.

    The caller holds the lock of the file. The journal comes first: a database that lacks its last
    line gets it at the next opening. life: whose change it is, where the database does not know.
    Raises sqlite3.Error and OSError.
    """
    waiting.for_database(lambda: connection.execute("BEGIN IMMEDIATE"))
    made: list[Statement] = []
    before = connection.total_changes
    try:
        yield _noting(connection, made)
        if made:
            _commit_with_line(connection, journal, waiting, life, made)
        elif connection.total_changes != before:  # what the database knows of its own changes
            waiting.for_database(lambda: connection.execute("COMMIT"))
    finally:
        # Some errors, such as a full disk, have rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _commit_with_line(
    connection: sqlite3.Connection,
    journal: Journal,
    waiting: Waiting,
    life: str,
    made: list[Statement],
) -> None:
    before = tip(connection)
    line = line_of(before.number + 1, before.life or life, before.mark, made)
    go_to(connection, line.number, line.mark, line.life)
    take_back = journal.add(line)
    try:
        waiting.for_database(lambda: connection.execute("COMMIT"))
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if tip(connection).mark != line.mark:  # or a key broke off what the disk has already
            with suppress(OSError):
                take_back()
        raise


def _noting(connection: sqlite3.Connection, made: list[Statement]) -> Run:
    """A function that runs a statement, and adds it to made if it has changed something."""

    def run(sql: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        before = connection.total_changes
        cursor = connection.execute(sql, values)
        if connection.total_changes != before:
            made.append((sql, values))
        return cursor

    return run
