"""Salvages what a damaged file still holds, row by row from both ends of each table."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.profile.storage.ages import UNDATED, later_sql
from engine.profile.storage.backups import check
from engine.profile.storage.in_place import LOGS

Rows = dict[tuple[Any, ...], None]
_PROFILES = "id, name, name_key"
# Without those that files of older versions lack.
_ENTRIES = "profile, movie, stars, rated_at, watchlist, not_interested"
_ALL = f"{_ENTRIES}, seen, original"


def salvage(path: Path, into: sqlite3.Connection, since: int | None, now: int) -> None:
    """Add to a database the profiles and entries of a damaged file that it lacks or has older.

    since: take only newer ratings, and what has no time, of movies that have no entry in the
    database; None takes all. now: with since, later ratings are not believed. Both are in Unix
    seconds.
    """
    profiles, entries, is_whole = _found(path, ("", *LOGS))
    if not is_whole:  # the log may be of another file, which had this path before
        more_profiles, more_entries, _ = _found(path, ("",))
        profiles, entries = profiles | more_profiles, entries | more_entries
    if since is not None:
        known = {number for (number,) in into.execute("SELECT id FROM profile")}
        entries = {entry: None for entry in entries if _is_newer(entry, since, now, known)}
        profiles = {profile: None for profile in profiles if profile[0] in {e[0] for e in entries}}
    for profile in profiles:
        if isinstance(profile[0], int) and all(isinstance(text, str) for text in profile[1:]):
            into.execute(f"INSERT OR IGNORE INTO profile ({_PROFILES}) VALUES (?, ?, ?)", profile)
    for entry in filter(_makes_sense, entries):
        number = entry[0]
        named = (number, f"Recovered {number}", f"recovered {number}")
        into.execute(f"INSERT OR IGNORE INTO profile ({_PROFILES}) VALUES (?, ?, ?)", named)
        into.execute(
            f"INSERT INTO entry ({_ALL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (profile, movie) DO UPDATE SET stars = excluded.stars, "
            "rated_at = excluded.rated_at, watchlist = excluded.watchlist, "
            "not_interested = excluded.not_interested, seen = excluded.seen, "
            f"original = excluded.original WHERE ? AND {later_sql('excluded', 'entry')}",
            (*entry, since is None),
        )


def _found(path: Path, ends: Sequence[str]) -> tuple[Rows, Rows, bool]:
    """The profiles and entries in a file with some of its logs, and whether all could be read."""
    # A copy, because opening the file would change it.
    with TemporaryDirectory() as folder:
        for each in (path.with_name(path.name + end) for end in ends):
            if each.exists():
                shutil.copyfile(each, Path(folder) / each.name)
        with closing(sqlite3.connect(Path(folder) / path.name)) as damaged:
            damaged.text_factory = lambda raw: raw.decode("utf-8", "replace")
            profiles = dict.fromkeys(_readable(damaged, "profile", _PROFILES, "id"))
            entries = dict.fromkeys(_readable(damaged, "entry", _ALL, "profile, movie"))
            if not entries:
                older = f"{_ENTRIES}, 0, ''"
                entries = dict.fromkeys(_readable(damaged, "entry", older, "profile, movie"))
            return profiles, entries, _is_whole(damaged)


def _is_whole(connection: sqlite3.Connection) -> bool:
    try:
        check(connection)
    except sqlite3.Error:
        return False
    return True


def _readable(
    connection: sqlite3.Connection, table: str, columns: str, key: str
) -> Iterator[tuple[Any, ...]]:
    for order in (key, ", ".join(f"{column} DESC" for column in key.split(", "))):
        with suppress(sqlite3.Error):
            yield from connection.execute(f"SELECT {columns} FROM {table} ORDER BY {order}")


def _is_newer(entry: Sequence[Any], since: int, now: int, known: set[int]) -> bool:
    """Whether an entry may have been made after all that is known; known: numbers of profiles.

    What has no time may, but not where its profile may have been deleted.
    """
    number, rated_at = entry[0], entry[3]
    if rated_at in (None, UNDATED):
        return number in known
    return isinstance(rated_at, int) and since < rated_at <= now


def _makes_sense(entry: Sequence[Any]) -> bool:
    profile, movie, stars, rated_at, *flags, original = entry
    if not (isinstance(profile, int) and isinstance(movie, int) and isinstance(original, str)):
        return False
    if not {*flags} <= {0, 1}:
        return False
    if stars is None:
        return rated_at is None
    is_rating = isinstance(stars, float) and 0.5 <= stars <= 5 and stars * 2 == int(stars * 2)
    return is_rating and isinstance(rated_at, int)
