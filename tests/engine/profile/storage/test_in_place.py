import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.profile.storage.in_place import finish, put_in_place, set_aside, tidy
from engine.profile.storage.rebuilding import empty


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profiles.sqlite3"


def names(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


def test_a_new_file_takes_the_place_of_the_old_one_and_of_its_logs(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).write_bytes(b"damaged")
    with closing(empty()) as whole:
        whole.execute("INSERT INTO profile VALUES (1, 'Ada', 'ada')")
        put_in_place(path, whole)
    assert names(path) == [path.name]
    with closing(sqlite3.connect(path)) as found:
        assert found.execute("SELECT name FROM profile").fetchall() == [("Ada",)]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_a_killed_program_had_ready_is_put_in_place(path: Path) -> None:
    path.write_bytes(b"damaged")
    path.with_name(f"{path.name}-wal").write_bytes(b"of the damaged file")
    path.with_name(f"{path.name}-new").write_bytes(b"whole")
    finish(path)
    assert (names(path), path.read_bytes()) == ([path.name], b"whole")
    finish(path)
    assert path.read_bytes() == b"whole"


def test_what_is_set_aside_keeps_its_logs_and_never_replaces_what_was_kept(path: Path) -> None:
    path.write_bytes(b"first")
    path.with_name(f"{path.name}-wal").write_bytes(b"log")
    first = set_aside(path, 9)
    path.unlink()
    path.write_bytes(b"second")
    second = set_aside(path, 9)
    assert [each.name for each in first] == [
        "profiles-damaged-9.sqlite3",
        "profiles-damaged-9.sqlite3-wal",
    ]
    assert second[0].name == "profiles-damaged-9-2.sqlite3"
    assert [each.read_bytes() for each in (first[0], second[0])] == [b"first", b"second"]


def test_only_what_is_half_written_is_tidied_up(path: Path) -> None:
    kept = ("profiles.sqlite3", "profiles.journal", ".another.sqlite3.7.tmp")
    for name in (*kept, ".profiles.sqlite3.7.tmp", ".profiles.7.8.tmp-journal"):
        (path.parent / name).touch()
    tidy(path.parent, "profiles")
    assert names(path) == sorted(kept)
