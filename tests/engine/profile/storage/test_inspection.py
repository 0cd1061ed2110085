import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from engine.profile.entries import Entry
from engine.profile.storage import inspection
from engine.profile.storage.schema import MIGRATIONS
from engine.profile.store import ProfileStore

COUNT = 600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two people, of whom one has rated and wants to see one movie more."""
    file = tmp_path / "profiles" / "profiles.sqlite3"
    with ProfileStore(file) as store:
        store.open("Bob")
        ada = store.open("Ada")
        ada.put_all(Entry(movie_id, stars=4.0, rated_at=1) for movie_id in range(COUNT))
        ada.toggle_watchlist(COUNT)
    return file


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, but the index that SQLite shares out among those who look."""
    files = (each for each in folder.rglob("*") if each.is_file() and not each.match("*-shm"))
    return {each.name: each.read_bytes() for each in files}


def test_what_is_in_a_file_is_found_out_and_nothing_is_changed(path: Path) -> None:
    before = contents(path.parent)
    assert inspection.schema_version(path) == len(MIGRATIONS)
    assert inspection.damage(path) == ""
    assert (inspection.profiles(path), inspection.ratings(path)) == (2, COUNT)
    assert contents(path.parent) == before
    assert not list(path.parent.glob("*-shm"))


def test_what_another_copy_has_just_saved_is_seen(path: Path) -> None:
    with ProfileStore(path) as store:
        store.open("Ada").rate(COUNT + 1, 5)
        before = contents(path.parent)
        assert inspection.ratings(path) == COUNT + 1
        assert inspection.damage(path) == ""
        assert contents(path.parent) == before


def test_a_file_that_a_killed_program_has_left_is_left_so(path: Path, tmp_path: Path) -> None:
    left = tmp_path / "left"
    with ProfileStore(path) as store:
        store.open("Ada").rate(COUNT + 1, 5)
        shutil.copytree(path.parent, left)
    before = contents(left)
    assert inspection.ratings(left / path.name) == COUNT + 1
    assert contents(left) == before


def test_an_older_file_is_not_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "profiles.sqlite3"
    connection = sqlite3.connect(path)
    for statement in MIGRATIONS[0]:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    before = path.read_bytes()
    assert (inspection.schema_version(path), inspection.ratings(path)) == (1, 0)
    assert path.read_bytes() == before


def test_an_empty_file_holds_nobody(tmp_path: Path) -> None:
    path = tmp_path / "profiles.sqlite3"
    path.touch()
    assert (
        inspection.schema_version(path),
        inspection.profiles(path),
        inspection.ratings(path),
    ) == (0,) * 3
    assert path.read_bytes() == b""


def test_what_is_no_database_is_damage(path: Path) -> None:
    path.write_bytes(b"this is no database" * 100)
    assert inspection.damage(path) == "file is not a database"
    with pytest.raises(sqlite3.DatabaseError):
        inspection.ratings(path)


def test_a_page_that_a_disk_has_spoiled_is_damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = random.Random(1).randbytes(len(content) - 4096 * 2)
    path.write_bytes(content)
    assert inspection.damage(path)


def test_a_file_that_is_not_there_cannot_be_looked_at_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        inspection.damage(tmp_path / "profiles.sqlite3")
    assert not list(tmp_path.iterdir())
