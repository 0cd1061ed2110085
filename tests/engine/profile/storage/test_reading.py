import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.profile.errors import ProfileError
from engine.profile.storage.lock import Patience
from engine.profile.store import ProfileStore

SHORT = Patience(0.05, 0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "profiles.sqlite3"
    with ProfileStore(path) as store:
        store.open("Ada").rate(6, 4)
    return path


@pytest.fixture
def lock(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program lets nobody even read the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        yield other


@pytest.mark.usefixtures("lock")
def test_the_ratings_of_a_locked_file_can_be_seen_and_that_is_said_once(path: Path) -> None:
    with ProfileStore(path, patience=SHORT) as store:
        (remark,) = store.remarks
        assert "Another program is using" in remark
        assert "can be seen and exported, but not changed" in remark
        ada = store.open("Ada")
        assert ada.entry(6).stars == 4
        assert not store.look()
        with pytest.raises(ProfileError, match="Another program is using"):
            ada.rate(6, 5)
        assert ada.entry(6).stars == 4


def test_a_file_that_could_only_be_read_is_written_to_once_that_works(
    path: Path, lock: sqlite3.Connection
) -> None:
    with ProfileStore(path, patience=SHORT) as store:
        ada = store.open("Ada")
        lock.close()
        assert store.look()
        assert store.why_not == ""
        ada.rate(7, 5)
        assert not store.look()
    with ProfileStore(path) as store:
        assert store.remarks == ()
        assert store.open("Ada").entry(7).stars == 5


@pytest.mark.usefixtures("lock")
def test_with_nothing_to_read_a_locked_file_is_refused_with_a_sentence(path: Path) -> None:
    path.with_suffix(".journal").unlink()
    for each in (path.parent / "backups").iterdir():
        each.unlink()
    path.with_name("profiles.sqlite3-wal").unlink(missing_ok=True)
    with ProfileStore(path, patience=SHORT) as store:  # what is in the file itself, without a log
        assert store.names() in ([], ["Ada"])
