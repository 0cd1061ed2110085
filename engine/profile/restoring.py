"""Finds deleted profiles in backups, and restores them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from engine.profile.person import Profile
from engine.profile.rows import COPIED
from engine.profile.storage.backups import Backup
from engine.profile.storage.rebuilding import copied
from engine.profile.storage.schema import migrate
from engine.profile.storage.sqlite_errors import in_sentences
from engine.profile.store import DELETED, ProfileStore

OF_PROFILE = "WHERE profile = (SELECT id FROM profile WHERE name = ?)"


class DeletedProfile(NamedTuple):
    """A deleted profile, and the backup that was made of it as it was deleted."""

    name: str
    ratings: int
    deleted_at: int  # Unix seconds
    backup: Path


def deleted_profiles(store: ProfileStore) -> list[DeletedProfile]:
    """The deleted profiles that can be restored, the last deleted first.

    If a name was deleted more than once, the latest one with any entries counts. Raises
    ProfileError if a backup cannot be read.
    """
    found: dict[str, DeletedProfile] = {}
    for backup in store.backups:
        if backup.why == "deletion" and backup.is_whole:
            lost = _in_backup(backup)
            if lost is not None and lost.name not in found:
                found[lost.name] = lost
    return [lost for lost in found.values() if not store.was_restored(lost.backup.name)]


def restore_profile(store: ProfileStore, lost: DeletedProfile) -> Profile:
    """Restore a profile with all its entries, under another name if its own is taken.

    Raises ProfileError if that cannot be done.
    """
    # A copy, because the backup of an older version lacks columns, and is never changed.
    with (
        in_sentences(lost.backup),
        _opened(lost.backup) as kept,
        closing(copied(kept)) as backup,
    ):
        migrate(backup)
        rows = {
            table: backup.execute(
                f"SELECT {columns} FROM {table} {OF_PROFILE}", (lost.name,)
            ).fetchall()
            for table, columns in COPIED.items()
        }
    return store.restore(lost.name, rows, lost.backup.name)


def _in_backup(backup: Backup) -> DeletedProfile | None:
    """The profile whose deletion made a backup; None if it had no entries."""
    with in_sentences(backup.path), _opened(backup.path) as opened:
        told = opened.execute(
            "SELECT value FROM remembered WHERE profile = 0 AND what = ?", (DELETED,)
        ).fetchone()
        if told is None:
            return None
        ((said, ratings),) = opened.execute(
            f"SELECT COUNT(*), COUNT(stars) FROM entry {OF_PROFILE}", told
        )
    return DeletedProfile(told[0], ratings, backup.made_at, backup.path) if said else None


def _opened(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))
