"""Applies the journal's lines to a database: those that follow one another, or all that are left.

Lines follow one another when each has the mark of the one before. After a gap, what is left can be
applied too: a change tells what an entry is from then on, whatever it was before.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from engine.profile.storage.lines import NAMES, Line, Statement


class Tip(NamedTuple):
    """The latest change that a database holds: its number and mark, and whose change it is."""

    number: int
    mark: str
    life: str


def tip(connection: sqlite3.Connection) -> Tip:
    """The latest change that a database holds."""
    (latest,) = connection.execute("SELECT latest, mark, life FROM journal")
    return Tip(*latest)


def taken(connection: sqlite3.Connection) -> set[str]:
    """The marks of all changes that a database has taken in."""
    return {str(mark) for (mark,) in connection.execute("SELECT mark FROM taken")}


def go_to(connection: sqlite3.Connection, number: int, mark: str, life: str) -> None:
    """Make a change the latest one of a database; a life that is known stays."""
    connection.execute(
        "UPDATE journal SET latest = ?, mark = ?, life = CASE life WHEN '' THEN ? ELSE life END",
        (number, mark, life),
    )
    take_in(connection, number, mark)


def take_in(connection: sqlite3.Connection, number: int, mark: str) -> None:
    """Note that a database has taken in a change."""
    connection.execute("INSERT INTO taken VALUES (?, ?)", (number, mark))


def lacking(connection: sqlite3.Connection, lines: Iterable[Line]) -> list[Line]:
    """The changes that a database has not taken in."""
    marks, latest = taken(connection), tip(connection).number
    return [
        line
        for line in lines
        if line.number != NAMES
        and line.mark not in marks
        # Versions before 5 did not note marks.
        and not (line.is_old and line.number <= latest)
    ]


def replay(connection: sqlite3.Connection, lines: Sequence[Line]) -> list[Line]:
    """Apply the changes that follow a database's latest one; return the others that it lacks.

    Raises sqlite3.Error if one cannot be applied.
    """
    left = lacking(connection, lines)
    has_next = {line.previous for line in left}
    by_number = defaultdict(list)
    for line in left:
        by_number[line.number].append(line)
    applied, at = set(), tip(connection)
    while following := [line for line in by_number[at.number + 1] if _follows(line, at)]:
        # One that could be neither saved nor removed has a twin, written later: that one counts.
        line = next((each for each in following[::-1] if each.mark in has_next), following[-1])
        for sql, values in line.statements:
            connection.execute(sql, values)
        _went_to(connection, line)
        applied.add(line)
        at = Tip(line.number, line.mark, at.life or line.life)
    return [line for line in left if line not in applied]


def replay_past_gaps(connection: sqlite3.Connection, lines: Iterable[Line]) -> None:
    """Apply changes although some between them are missing, and of each what can be applied."""
    for line in sorted(lines, key=lambda line: line.number):
        for sql, values in _with_ids(line.statements):
            with suppress(sqlite3.Error):
                connection.execute(sql, values)
        _went_to(connection, line)


def _follows(line: Line, at: Tip) -> bool:
    is_of_it = not line.life or at.life in ("", line.life)
    # A file of an older version has changes, but no mark.
    has_no_mark = not at.mark and at.number > 0
    return is_of_it and (line.is_old or has_no_mark or line.previous == at.mark)


def _went_to(connection: sqlite3.Connection, line: Line) -> None:
    if line.number != NAMES:
        go_to(connection, line.number, line.mark, line.life)


def _with_ids(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, which after a gap have to name the row of the history that they add.

    Versions before 5 left that to SQLite, but the next statement said who made the entry.
    """
    named: list[Statement] = []
    for (sql, values), (_, after) in zip(statements, [*statements[1:], ("", ())], strict=True):
        if sql.startswith("INSERT INTO history (profile"):
            columns = sql.removeprefix("INSERT INTO history (").replace("SELECT ", "SELECT ?, ", 1)
            named.append((f"INSERT OR REPLACE INTO history (id, {columns}", [after[-3], *values]))
        else:
            named.append((sql, values))
    return named
