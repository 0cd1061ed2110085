"""Recovers a file of profiles that is damaged or missing, and keeps what it was made from."""

import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from engine.profile.errors import ProfileError
from engine.profile.storage.backups import Backups, Why
from engine.profile.storage.in_place import put_in_place, set_aside
from engine.profile.storage.journal import Journal, Read
from engine.profile.storage.lines import NAMES, Line, line_of
from engine.profile.storage.rebuilding import rebuilt
from engine.profile.storage.replay import go_to, tip
from engine.profile.storage.salvage import salvage
from engine.profile.storage.sqlite_errors import in_sentences


def recover(path: Path, journal: Journal, backups: Backups) -> tuple[str, ...]:
    """Put what can be recovered in the place of a file; return sentences about it.

    The damaged file is kept beside it, and so is a journal of which something is missing. Raises
    sqlite3.Error and OSError.
    """
    read = journal.read()
    should = rebuilt(read, backups)
    with closing(should.connection) as connection:
        # Another program may have written entries newer than everything in the journal.
        since = _newest(connection) if should.is_whole else None
        before = connection.total_changes
        salvage(path, connection, since, backups.now)
        if not should.is_whole or connection.total_changes != before:
            begin_anew(connection, read.lines, backups)
        is_unread = not should.is_whole and journal.has_something
        file, lines = _replaced(path, connection, journal if is_unread else None, backups.now)
        told = _told(path, file, lines, connection, read)
        return (told, *backed_up(connection, "rescue", journal, backups))


def _replaced(
    path: Path, connection: sqlite3.Connection, journal: Journal | None, now: int
) -> tuple[Path | None, Path | None]:
    """Put a database in the place of a file; return where that and the journal are kept."""
    kept: list[Path] = []
    try:
        kept.extend(set_aside(path, now))
        lines = journal.set_aside(now) if journal else None
        kept.extend([lines] if lines else [])
        put_in_place(path, connection)
    except BaseException:
        for each in kept:  # nothing was replaced, and the next try keeps it again
            each.unlink(missing_ok=True)
        raise
    return next((each for each in kept if each != lines), None), lines


def begin_anew(connection: sqlite3.Connection, lines: Sequence[Line], backups: Backups) -> None:
    """Give a database a change of its own, above every known number, from which others follow."""
    known = [*(line.number for line in lines), *(backup.step for backup in backups.all())]
    latest = tip(connection)
    above = max([*known, latest.number]) + 1
    go_to(connection, above, secrets.token_hex(8), latest.life or secrets.token_hex(8))


def backed_up(
    connection: sqlite3.Connection, why: Why, journal: Journal, backups: Backups
) -> tuple[str, ...]:
    """Make a backup, and drop from the journal what enough backups hold; return what went wrong.

    An error does not keep the person from rating: the next start tries again.
    """
    try:
        with in_sentences(backups.folder):
            backups.make(connection, why)
            held = backups.held(connection)
            if any(line.mark in held for line in journal.read().lines):
                journal.forget(held, _names(connection))
    except ProfileError as error:
        reason = error.cause.what if error.cause else "the file is damaged"
        return (f"Today's backup of the ratings could not be made: {reason}.",)
    return ()


def _names(connection: sqlite3.Connection) -> Line:
    """A line that tells whose numbers the profiles' are, once the lines that made them are gone."""
    sql = "INSERT OR IGNORE INTO profile (id, name, name_key) VALUES (?, ?, ?)"
    profiles = connection.execute("SELECT id, name, name_key FROM profile").fetchall()
    return line_of(NAMES, tip(connection).life, "", [(sql, profile) for profile in profiles])


def _newest(connection: sqlite3.Connection) -> int:
    """The time of the latest rating, in Unix seconds."""
    ((newest,),) = connection.execute("SELECT COALESCE(MAX(rated_at), 0) FROM entry")
    return int(newest)


def _told(
    path: Path,
    file: Path | None,
    lines: Path | None,
    connection: sqlite3.Connection,
    read: Read,
) -> str:
    """What to tell; file and lines: where the damaged file and the journal are kept."""
    ((ratings,),) = connection.execute("SELECT COUNT(*) FROM entry WHERE stars IS NOT NULL")
    number = "1 rating was" if ratings == 1 else f"{ratings:,} ratings were"
    what = f"{path} was damaged" if file else f"{path} was missing"
    told = [f"{what}: {number} read back from the journal and the backups beside it."]
    if file:
        told.append(f"The damaged file is kept as {file.name}.")
    if lines:
        count = read.unreadable
        unread = "1 of its lines" if count == 1 else f"{count:,} of its lines"
        why = f"{unread} could not be read" if count else "some of its lines are missing"
        told.append(f"The journal is kept as {lines.name}: {why}, so look whether all is there.")
    return " ".join(told)
