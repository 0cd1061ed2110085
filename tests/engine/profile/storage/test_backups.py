import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.profile.storage.backups import DAY, Backup, Backups
from engine.profile.storage.schema import migrate


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def backups(tmp_path: Path, clock: Clock) -> Backups:
    return Backups(tmp_path / "profiles.sqlite3", clock)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "profiles.sqlite3", isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode = WAL")
        migrate(opened)
        opened.execute("INSERT INTO profile VALUES (1, 'Ada', 'ada')")
        yield opened


def names_in(backup: Backup) -> list[tuple[str]]:
    with closing(sqlite3.connect(f"{backup.path.as_uri()}?mode=ro", uri=True)) as copy:
        return copy.execute("SELECT name FROM profile").fetchall()


def test_a_backup_holds_what_the_file_held_then(
    backups: Backups, database: sqlite3.Connection
) -> None:
    path = backups.make(database, "import")
    database.execute("DELETE FROM profile")
    (backup,) = backups.all()
    assert backup.path == path
    assert (backup.made_at, backup.why) == (1_000_000, "import")
    assert names_in(backup) == [("Ada",)]
    assert list(backups.folder.iterdir()) == [path]


def test_a_backup_is_due_when_there_is_none_and_a_day_later(
    backups: Backups, database: sqlite3.Connection, clock: Clock
) -> None:
    assert backups.is_due
    backups.make(database, "daily")
    clock.now += DAY - 1
    assert not backups.is_due
    clock.now += 1
    assert backups.is_due


def test_a_backup_out_of_the_future_does_not_keep_others_from_being_made(
    backups: Backups, database: sqlite3.Connection, clock: Clock
) -> None:
    backups.make(database, "daily")
    clock.now -= 365 * DAY
    assert backups.is_due


def test_backups_stay_for_a_month_and_the_three_newest_for_ever(
    backups: Backups, database: sqlite3.Connection, clock: Clock
) -> None:
    for day in range(40):
        clock.now = day * DAY
        backups.make(database, "daily")
    assert [backup.made_at // DAY for backup in backups.all()] == list(range(39, 8, -1))
    clock.now = 400 * DAY
    backups.make(database, "daily")
    assert [backup.made_at // DAY for backup in backups.all()] == [400, 39, 38]


def test_a_backup_of_which_a_bit_has_flipped_is_passed_over(
    backups: Backups, database: sqlite3.Connection, clock: Clock
) -> None:
    backups.make(database, "daily")
    clock.now += DAY
    newer = backups.make(database, "daily")
    assert [backup.is_whole for backup in backups.all()] == [True, True]
    content = bytearray(newer.read_bytes())
    content[len(content) // 2] ^= 4
    newer.write_bytes(content)
    assert [backup.is_whole for backup in backups.all()] == [False, True]
    assert len(list(backups.loaded())) == 1


def test_a_damaged_file_is_not_backed_up(
    backups: Backups, database: sqlite3.Connection, tmp_path: Path
) -> None:
    for number in range(2, 2000):
        database.execute("INSERT INTO profile VALUES (?, ?, ?)", (number, "x" * 50, str(number)))
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / "profiles.sqlite3"
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    with closing(sqlite3.connect(path)) as damaged, pytest.raises(sqlite3.DatabaseError):
        backups.make(damaged, "daily")
    assert list(backups.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["profiles-x.sqlite3", "profiles-1-x-daily-00.sqlite3", "notes"])
def test_other_files_in_the_folder_are_left_alone(backups: Backups, name: str) -> None:
    backups.folder.mkdir()
    (backups.folder / name).write_text("mine")
    assert backups.all() == []
