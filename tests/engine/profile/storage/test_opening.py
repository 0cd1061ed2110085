import errno
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from engine.profile.entries import Entry
from engine.profile.storage.backups import DAY, Backups
from engine.profile.store import ProfileStore

COUNT = 60


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profiles.sqlite3"


@pytest.fixture
def said(path: Path, clock: Clock) -> dict[int, Entry]:
    """What Ada has said in two sessions, a day apart."""
    for day in range(2):
        with ProfileStore(path, clock) as store:
            ada = store.open("Ada")
            for movie_id in range(day * COUNT, (day + 1) * COUNT):
                ada.rate(movie_id, 0.5 + movie_id % 10 / 2)
            ada.toggle_watchlist(1000 + day)
            ada.rate(day, 5)
            ada.undo()
            said = ada.entries()
        clock.now += DAY
    return said


def entries(path: Path, clock: Clock) -> tuple[dict[int, Entry], tuple[str, ...]]:
    with ProfileStore(path, clock) as store:
        return store.open("Ada").entries(), store.remarks


def assert_read_back(path: Path, clock: Clock, said: dict[int, Entry]) -> None:
    """All is there, it is said, and said once."""
    found, remarks = entries(path, clock)
    assert found == said
    assert len(remarks) == 1
    rated = sum(entry.stars is not None for entry in said.values())
    assert f"{rated} ratings were read back" in remarks[0]
    assert entries(path, clock) == (said, ())


@pytest.mark.parametrize(
    "content",
    [
        b"xy",
        b"SQLite format 3\x00" + bytes(495),
        b"SQLite format 3\x00" + bytes(range(256)) * 32,
        b"title,stars\nHeat,5\n" * 500,
        bytes(8192),
    ],
    ids=["two letters", "cut short", "only a database's first words", "a table", "zeros"],
)
def test_a_damaged_file_is_set_aside_and_all_is_read_back(
    path: Path, clock: Clock, said: dict[int, Entry], content: bytes
) -> None:
    path.write_bytes(content)
    assert_read_back(path, clock, said)
    (aside,) = path.parent.glob("profiles-damaged-*.sqlite3")
    assert aside.read_bytes() == content


def test_a_file_that_is_missing_or_empty_is_read_back(
    path: Path, clock: Clock, said: dict[int, Entry]
) -> None:
    path.unlink()
    assert_read_back(path, clock, said)
    path.write_bytes(b"")
    assert_read_back(path, clock, said)


@pytest.mark.usefixtures("said")
def test_undo_goes_on_after_a_file_was_read_back(path: Path, clock: Clock) -> None:
    path.write_bytes(b"xy")
    with ProfileStore(path, clock) as store:
        ada = store.open("Ada")
        assert ada.undo() == Entry(1001)
        latest = 2 * COUNT - 1
        assert ada.undo() == Entry(latest)


def test_another_program_s_database_is_set_aside(path: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE profile (cheese TEXT)")
    before = path.read_bytes()
    with ProfileStore(path, clock) as store:
        assert "0 ratings were read back" in store.remarks[0]
        assert store.names() == []
    (aside,) = path.parent.glob("profiles-damaged-*.sqlite3")
    assert aside.read_bytes() == before


def test_a_rating_that_silently_became_another_is_noticed(
    path: Path, clock: Clock, said: dict[int, Entry]
) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE entry SET stars = 1 WHERE movie = 9")
    assert_read_back(path, clock, said)


def test_changes_that_the_file_has_lost_are_done_again(
    path: Path, clock: Clock, said: dict[int, Entry], tmp_path: Path
) -> None:
    earlier = tmp_path / "earlier"
    shutil.copyfile(path, earlier)
    with ProfileStore(path, clock) as store:
        ada = store.open("Ada")
        ada.rate(5000, 3)
        ada.rate(5001, 4)
        said = ada.entries()
    shutil.copyfile(earlier, path)
    found, remarks = entries(path, clock)
    assert found == said
    assert remarks == ("2 changes that the ratings' file had lost were read back.",)
    assert entries(path, clock) == (said, ())


def spoil_the_journal(path: Path) -> None:
    content = path.with_suffix(".journal").read_bytes()
    path.with_suffix(".journal").write_bytes(content[: len(content) // 2])


def forget_the_journal(path: Path) -> None:
    path.with_suffix(".journal").unlink()


def spoil_the_newest_backup(path: Path) -> None:
    newest = max((path.parent / "backups").iterdir(), key=lambda each: int(each.name.split("-")[1]))
    newest.write_bytes(newest.read_bytes()[:-100])


def forget_the_backups(path: Path) -> None:
    shutil.rmtree(path.parent / "backups")


@pytest.mark.parametrize(
    "spoil",
    [spoil_the_journal, forget_the_journal, spoil_the_newest_backup, forget_the_backups],
)
def test_a_damaged_journal_or_backup_is_made_good_from_the_file(
    path: Path, clock: Clock, said: dict[int, Entry], spoil: Callable[[Path], None]
) -> None:
    spoil(path)
    assert entries(path, clock) == (said, ())
    path.unlink()
    assert_read_back(path, clock, said)


def test_with_neither_journal_nor_backups_what_can_be_read_is_salvaged(
    path: Path, clock: Clock
) -> None:
    with ProfileStore(path, clock) as store:
        ada = store.open("Ada")
        for movie_id in range(1000):
            ada.rate(movie_id, 4)
        said = ada.entries()
    forget_the_journal(path)
    forget_the_backups(path)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 5 * 4096] = bytes(5 * 4096)
    path.write_bytes(content)
    found, remarks = entries(path, clock)
    assert 500 < len(found) < 1000
    assert found.items() <= said.items()
    assert f"{len(found):,} ratings were read back" in remarks[0]


@pytest.mark.parametrize("seed", range(12))
def test_flips_and_cuts_anywhere_lose_nothing(
    path: Path, clock: Clock, said: dict[int, Entry], seed: int
) -> None:
    chance = random.Random(seed)
    victims = [path, path.with_suffix(".journal"), *(path.parent / "backups").iterdir()]
    victim = chance.choice(victims)
    content = bytearray(victim.read_bytes())
    if chance.random() < 0.3:
        del content[chance.randrange(len(content)) :]
    else:
        for _ in range(chance.choice([1, 8, 200])):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    victim.write_bytes(content)
    assert entries(path, clock)[0] == said


def test_a_file_that_was_read_back_is_used_as_any_other(
    path: Path, clock: Clock, said: dict[int, Entry]
) -> None:
    path.write_bytes(b"xy")
    with ProfileStore(path, clock) as store:
        assert store._file.rows("PRAGMA journal_mode") == [("wal",)]
        full = 2
        assert store._file.rows("PRAGMA synchronous") == [(full,)]
        assert len(store.open("Ada").entries()) == len(said)


@pytest.mark.usefixtures("said")
def test_ratings_that_another_program_added_are_taken_over(path: Path, clock: Clock) -> None:
    """An older version, running meanwhile, knows no journal."""
    newer = int(clock.now)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO entry (profile, movie, stars, rated_at) VALUES (1, 7777, 4.0, ?)",
            (newer,),
        )
    found, remarks = entries(path, clock)
    assert found[7777] == Entry(7777, 4.0, newer)
    assert len(remarks) == 1


def test_a_copy_whose_file_another_one_has_read_back_writes_to_the_new_file(
    path: Path, clock: Clock, said: dict[int, Entry]
) -> None:
    with ProfileStore(path, clock) as running:
        ada = running.open("Ada")
        path.write_bytes(b"xy")
        with ProfileStore(path, clock) as other:
            assert other.remarks
            ada.rate(9999, 3)
            other.open("Ada").rate(9998, 3)
            assert other.open("Ada").entry(9999).stars == 3
        assert running.look()
        assert ada.entry(9998).stars == 3
    found, remarks = entries(path, clock)
    assert found.keys() == {*said, 9998, 9999}
    assert remarks == ()


def test_a_backup_that_cannot_be_made_is_no_hindrance_to_rating(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Backups, "make", full)
    with ProfileStore(path, clock) as store:
        assert store.remarks == (
            "Today's backup of the ratings could not be made: "
            f"The disk has no room left for {path.parent / 'backups'}.",
        )
        assert store.open("Ada").rate(1, 4).stars == 4


@pytest.mark.usefixtures("said")
def test_steps_from_before_a_rebuild_with_a_gap_are_never_done_again(
    path: Path, clock: Clock
) -> None:
    journal = path.with_suffix(".journal")
    lines = journal.read_bytes().split(b"\n")
    lines[len(lines) - 5] = b"spoiled"
    journal.write_bytes(b"\n".join(lines))
    path.write_bytes(b"xy")
    with ProfileStore(path, clock) as store:
        ada = store.open("Ada")
        for movie_id in range(COUNT):
            ada.rate(movie_id, 3)
        said = ada.entries()
    for _ in range(2):
        assert entries(path, clock) == (said, ())


@pytest.mark.usefixtures("said")
def test_a_clock_that_went_back_does_not_keep_the_file_from_being_read_back(
    path: Path, clock: Clock
) -> None:
    clock.now -= 10 * DAY
    forget_the_journal(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM entry WHERE movie = 3")
    path.write_bytes(path.read_bytes()[:-4096])
    found, remarks = entries(path, clock)
    assert len(remarks) == 1
    assert entries(path, clock) == (found, ())


def test_a_text_in_which_a_bit_has_flipped_is_damage_and_no_crash(
    path: Path, clock: Clock, said: dict[int, Entry]
) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE profile SET name = CAST(x'a0416461' AS TEXT)")
    assert_read_back(path, clock, said)


def test_a_pipe_in_place_of_a_backup_or_of_the_stamp_keeps_nobody_waiting(
    path: Path, clock: Clock, said: dict[int, Entry]
) -> None:
    for each in (*(path.parent / "backups").iterdir(), path.with_suffix(".checked")):
        each.unlink()
        os.mkfifo(each)
    assert entries(path, clock) == (said, ())
    whole = [backup for backup in Backups(path, clock).all() if backup.is_whole]
    assert len(whole) == 1
