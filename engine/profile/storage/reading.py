"""Opens the profiles' file only to read it: a copy in memory, which needs no place on the disk.

SQLite itself cannot read a file that has a write-ahead log where it may create nothing, nor one
that another program has locked for itself. Backups and journal can be read even then.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from engine.files.regular import check_regular
from engine.profile.errors import ProfileError
from engine.profile.storage.backups import Backups, check
from engine.profile.storage.journal import Journal
from engine.profile.storage.rebuilding import copied, rebuilt
from engine.profile.storage.replay import replay
from engine.profile.storage.schema import MIGRATIONS, migrate, version_of


def read_into_memory(path: Path, journal: Journal, backups: Backups) -> sqlite3.Connection | None:
    """What the file holds, as far as it can be read; None where there is nothing to read."""
    ways: tuple[Callable[[], sqlite3.Connection | None], ...] = (
        lambda: _copy(path, journal, "mode=ro"),
        lambda: _rebuilt(journal, backups),
        # Without its log, whose changes the journal has, too.
        lambda: _copy(path, journal, "immutable=1"),
    )
    for way in ways:
        with suppress(sqlite3.Error, UnicodeDecodeError, OSError):
            if found := way():
                return found
    return None


def in_memory(error: ProfileError) -> str:
    """What to tell where the ratings are read although the file cannot be written."""
    if error.cause is None:
        return str(error)
    what, remedy = error.cause
    return f"{what}, so the ratings can be seen and exported, but not changed. {remedy}."


def _copy(path: Path, journal: Journal, how: str) -> sqlite3.Connection:
    check_regular(path)  # a pipe would be waited for
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=0)) as file:
        memory = copied(file)
    check(memory)
    if version_of(memory) <= len(MIGRATIONS):
        migrate(memory)
        replay(memory, journal.read().lines)
    return memory


def _rebuilt(journal: Journal, backups: Backups) -> sqlite3.Connection | None:
    found, _ = rebuilt(journal.read(), backups)
    has_profiles = found.execute("SELECT 1 FROM profile").fetchone()
    return found if has_profiles else None
