import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.profile.restoring import deleted_profiles, restore_profile
from engine.profile.store import ProfileStore

HEAT, ALIEN = 6, 1214


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ProfileStore]:
    with ProfileStore(tmp_path / "profiles.sqlite3", Clock()) as store:
        ada = store.open("Ada")
        ada.rate(HEAT, 4)
        ada.toggle_watchlist(ALIEN)
        ada.memory.remember("steering", "{}")
        store.open("Bob")
        yield store


def test_nobody_is_missing_before_anybody_was_deleted(store: ProfileStore) -> None:
    assert deleted_profiles(store) == []


def test_a_deleted_profile_comes_back_with_all_it_said(store: ProfileStore) -> None:
    said = store.open("Ada").entries()
    store.delete("Ada")
    (lost,) = deleted_profiles(store)
    assert (lost.name, lost.ratings) == ("Ada", 1)
    ada = restore_profile(store, lost)
    assert ada.entries() == said
    assert ada.memory.recall("steering") == "{}"
    assert deleted_profiles(store) == []


def test_a_backup_of_before_seen_brings_a_profile_back(store: ProfileStore) -> None:
    said = store.open("Ada").entries()
    backup = store.delete("Ada")
    with closing(sqlite3.connect(backup)) as older:
        for table in ("entry", "history"):
            older.execute(f"ALTER TABLE {table} DROP COLUMN seen")
        older.execute("PRAGMA user_version = 5")
    *words, _ = backup.stem.split("-")
    digest = hashlib.sha256(backup.read_bytes()).hexdigest()[:16]
    backup = backup.rename(backup.with_stem("-".join((*words, digest))))
    before = backup.read_bytes()
    (lost,) = deleted_profiles(store)
    assert restore_profile(store, lost).entries() == said
    assert backup.read_bytes() == before


def test_of_a_profile_deleted_twice_the_later_state_comes_back(store: ProfileStore) -> None:
    store.delete("Ada")
    store.open("Ada").rate(ALIEN, 1)
    store.delete("Ada")
    (lost,) = deleted_profiles(store)
    assert {key: entry.stars for key, entry in restore_profile(store, lost).entries().items()} == {
        ALIEN: 1
    }


def test_who_was_renamed_was_not_deleted(store: ProfileStore) -> None:
    store.delete("Ada")
    store.rename("Bob", "Robert")
    assert [lost.name for lost in deleted_profiles(store)] == ["Ada"]


def test_an_empty_profile_of_the_same_name_does_not_hide_what_was_said(
    store: ProfileStore,
) -> None:
    said = store.open("Ada").entries()
    store.delete("Ada")
    store.open("Ada")
    store.delete("Ada")
    store.open("Ada")
    (lost,) = deleted_profiles(store)
    again = restore_profile(store, lost)
    assert again.name == "Ada 2"
    assert again.entries() == said
    assert again.undo() is None


def test_a_backup_that_is_damaged_brings_nobody_back(store: ProfileStore) -> None:
    backup = store.delete("Ada")
    backup.write_bytes(b"xy")
    assert deleted_profiles(store) == []
