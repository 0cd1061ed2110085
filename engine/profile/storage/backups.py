"""Backups of the profiles' file: made daily and before large changes, kept for a month.

A backup's name says when and why it was made, and contains a digest of its bytes, so that one
damaged by the disk is skipped.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import get_ident
from typing import Literal, NamedTuple

from engine.files.regular import read_regular
from engine.profile.storage.replay import taken, tip
from engine.profile.storage.schema import JOURNALLED, migrate, version_of

Why = Literal["daily", "migration", "import", "deletion", "rescue"]
DAY = 24 * 3600
KEPT_SECONDS = 30 * DAY
KEPT_ALWAYS = 3
SUFFIX = ".sqlite3"


class Backup(NamedTuple):
    """A backup, as its file name describes it."""

    path: Path
    made_at: int  # Unix seconds
    step: int  # the number of the latest change in it
    why: str

    @property
    def is_whole(self) -> bool:
        """Whether its bytes can be read and are as they were written; a pipe has none."""
        try:
            digest = _digest(self.path)
        except OSError:
            return False
        return digest == self.path.name.removesuffix(SUFFIX).rpartition("-")[2]


class Backups:
    """The folder of one file's backups. Every method raises OSError and sqlite3.Error."""

    def __init__(self, of: Path, clock: Callable[[], float]) -> None:
        self._stem = of.stem
        self.folder = of.parent / "backups"
        self._clock = clock

    def all(self) -> list[Backup]:
        """The backups, latest change first: a clock may go back, but step numbers never do."""
        found = (self._described(path) for path in self.folder.glob(f"{self._stem}-*{SUFFIX}"))
        return sorted(filter(None, found), key=lambda backup: (-backup.step, -backup.made_at))

    def loaded(self) -> Iterator[sqlite3.Connection]:
        """The undamaged backups, newest first, each in memory and brought up to date.

        Each is closed when the next one is asked for.
        """
        for backup in self.all():
            if not backup.is_whole:
                continue
            memory = sqlite3.connect(":memory:", isolation_level=None)
            with closing(memory), suppress(sqlite3.Error, UnicodeDecodeError):
                with closing(sqlite3.connect(backup.path)) as copy:
                    copy.backup(memory)
                migrate(memory)
                yield memory

    @property
    def now(self) -> int:
        """The present time in Unix seconds."""
        return int(self._clock())

    @property
    def is_due(self) -> bool:
        """Whether no backup was made within the last day."""
        return not any(0 <= self._clock() - backup.made_at < DAY for backup in self.all())

    def make(self, connection: sqlite3.Connection, why: Why) -> Path:
        """Back up a database, unless it is damaged, and delete backups that are too old."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        half_written = self.folder / f".{self._stem}.{os.getpid()}.{get_ident()}.tmp"
        try:
            half_written.touch(mode=0o600)
            with closing(sqlite3.connect(half_written)) as copy:
                copy_into(copy, connection)
                # Without this, reading the copy would require a writable folder.
                copy.execute("PRAGMA journal_mode = DELETE")
                check(copy)
                step = _step_of(copy)
            with half_written.open("rb+") as file:
                os.fsync(file.fileno())
            words = self.now, step, why, _digest(half_written)
            path = self.folder / f"{self._stem}-{'-'.join(map(str, words))}{SUFFIX}"
            half_written.replace(path)
        finally:
            half_written.unlink(missing_ok=True)
        self._drop_old()
        return path

    def held(self, connection: sqlite3.Connection) -> set[str]:
        """The marks of the changes that so many backups hold as are always kept."""
        own, newest = taken(connection), []
        for backup in self.loaded():
            if tip(backup).mark in own:
                newest.append(taken(backup))
            if len(newest) == KEPT_ALWAYS:
                return set.intersection(*newest)
        return set()

    def _drop_old(self) -> None:
        limit = self._clock() - KEPT_SECONDS
        for backup in self.all()[KEPT_ALWAYS:]:
            if backup.made_at < limit:
                backup.path.unlink(missing_ok=True)

    def _described(self, path: Path) -> Backup | None:
        words = path.name.removesuffix(SUFFIX).removeprefix(f"{self._stem}-").split("-")
        if len(words) != 4 or not (words[0].isdecimal() and words[1].isdecimal()):
            return None
        return Backup(path, int(words[0]), int(words[1]), words[2])


def copy_into(copy: sqlite3.Connection, connection: sqlite3.Connection) -> None:
    """Copy a database; raises sqlite3.OperationalError if another program has locked it."""
    has_begun = connection.in_transaction
    if not has_begun:
        connection.execute("BEGIN")
    try:
        # Python's backup alone would try for ever to read what is locked.
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        connection.backup(copy)
    finally:
        if not has_begun:
            connection.execute("ROLLBACK")


def check(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError if a database is damaged."""
    ((found,),) = connection.execute("PRAGMA quick_check(1)")
    if found != "ok":
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _step_of(connection: sqlite3.Connection) -> int:
    """The number of the latest change, 0 in files of versions that did not count them."""
    if version_of(connection) < JOURNALLED:
        return 0
    ((latest,),) = connection.execute("SELECT latest FROM journal")
    return int(latest)


def _digest(path: Path) -> str:
    return hashlib.sha256(read_regular(path)).hexdigest()[:16]
