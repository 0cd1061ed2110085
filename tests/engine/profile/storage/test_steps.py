"""A change is in the journal and in the database, or in neither."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.profile.storage.journal import Journal
from engine.profile.storage.lock import Waiting
from engine.profile.storage.rebuilding import empty
from engine.profile.storage.replay import taken, tip
from engine.profile.storage.steps import one_step

ADD = "INSERT INTO movie VALUES (?, 0, 'Heat', 1995)"


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as connection:
        yield connection


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "profiles.journal")


def movies(connection: sqlite3.Connection) -> list[int]:
    return [movie for (movie,) in connection.execute("SELECT id FROM movie")]


def test_a_step_is_one_line_of_all_that_changed(
    database: sqlite3.Connection, journal: Journal
) -> None:
    with one_step(database, journal, Waiting(0), "life") as run:
        run(ADD, (6,))
        run("SELECT id FROM movie")
        run("DELETE FROM movie WHERE id = ?", (99,))
        run(ADD, (7,))
    (line,) = journal.read().lines
    assert line.statements == [(ADD, [6]), (ADD, [7])]
    assert tip(database) == (1, line.mark, "life")
    assert taken(database) == {line.mark}
    assert not database.in_transaction


def test_a_step_that_changes_nothing_leaves_no_line(
    database: sqlite3.Connection, journal: Journal
) -> None:
    with one_step(database, journal, Waiting(0)) as run:
        run("DELETE FROM movie")
    assert journal.read().lines == []
    assert tip(database).number == 0


def test_a_step_that_breaks_off_is_in_neither(
    database: sqlite3.Connection, journal: Journal
) -> None:
    with pytest.raises(KeyboardInterrupt), one_step(database, journal, Waiting(0)) as run:
        run(ADD, (6,))
        raise KeyboardInterrupt
    assert (movies(database), journal.read().lines) == ([], [])


def test_what_the_journal_cannot_keep_the_database_does_not(
    database: sqlite3.Connection, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_line: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "add", refuse)
    with pytest.raises(OSError, match="No space"), one_step(database, journal, Waiting(0)) as run:
        run(ADD, (6,))
    assert (movies(database), tip(database).number) == ([], 0)


def test_the_line_of_a_change_that_the_database_refuses_is_taken_back(
    tmp_path: Path, journal: Journal
) -> None:
    path = tmp_path / "profiles.sqlite3"
    with closing(empty()) as made, closing(sqlite3.connect(path)) as file:
        made.backup(file)
    with (
        closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database,
        closing(sqlite3.connect(path, isolation_level=None)) as reader,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM movie").fetchall()
        with (
            pytest.raises(sqlite3.OperationalError, match="locked"),
            one_step(database, journal, Waiting(0)) as run,
        ):
            run(ADD, (6,))
        assert (movies(database), journal.read().lines) == ([], [])
