"""Profiles that were deleted, as long as a backup from before has them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from engine.profile import SHOWN, Entry, Profile, entry_of
from engine.profile_store import ProfileStore
from engine.storage.backups import Backup
from engine.storage.errors import in_sentences


class Deleted(NamedTuple):
    """A profile that is no more, and the newest backup that has it; when that was made."""

    name: str
    ratings: int
    deleted_at: int  # Unix seconds
    backup: Path


def deleted(store: ProfileStore) -> list[Deleted]:
    """The profiles that can be brought back, the one deleted last first.

    Raises ProfileError where a backup cannot be read.
    """
    known = {name.casefold() for name in store.names()}
    found: dict[str, Deleted] = {}
    for backup in store.backups:
        if backup.why == "deletion" and backup.is_whole:
            for lost in _in_backup(backup):
                if lost.name.casefold() not in known:
                    found.setdefault(lost.name.casefold(), lost)
    return list(found.values())


def bring_back(store: ProfileStore, lost: Deleted) -> Profile:
    """Make the profile again, with all it said; raises ProfileError where that cannot be done."""
    with in_sentences(lost.backup), _opened(lost.backup) as backup:
        of_profile = "WHERE profile = (SELECT id FROM profile WHERE name = ?)"
        entries = [
            entry_of(row)
            for row in backup.execute(f"SELECT {SHOWN} FROM entry {of_profile}", (lost.name,))
        ]
        told = backup.execute(
            f"SELECT what, value FROM remembered {of_profile}", (lost.name,)
        ).fetchall()
    profile = store.open(lost.name)
    profile.put_all(entry for entry in entries if entry != Entry(entry.movie_id))
    for what, value in told:
        profile.memory.remember(what, value)
    return profile


def _in_backup(backup: Backup) -> Iterator[Deleted]:
    with in_sentences(backup.path), _opened(backup.path) as opened:
        rows = opened.execute(
            "SELECT name, COUNT(stars) FROM profile LEFT JOIN entry ON entry.profile = profile.id "
            "GROUP BY profile.id"
        ).fetchall()
    yield from (Deleted(name, ratings, backup.made_at, backup.path) for name, ratings in rows)


def _opened(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))
