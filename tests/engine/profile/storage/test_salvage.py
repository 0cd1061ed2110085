"""What is read out of a damaged file, when journal and backups do not have all of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.profile.storage.rebuilding import empty
from engine.profile.storage.salvage import salvage

ADA, BOB = 1, 2
HEAT, ALIEN, CASINO, CLUELESS = 6, 1214, 16, 39
NOW = 2_000_000
SAID = "SELECT movie, stars, rated_at, watchlist, seen, original FROM entry WHERE profile = ? "


@pytest.fixture
def into() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as connection:
        connection.execute("INSERT INTO profile VALUES (1, 'Ada', 'ada')")
        yield connection


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A file in which Ada has imported without dates, wants one movie and has seen another."""
    path = tmp_path / "profiles.sqlite3"
    with closing(empty()) as found, closing(sqlite3.connect(path)) as file:
        found.execute("INSERT INTO profile VALUES (1, 'Ada', 'ada')")
        said = (
            (ADA, HEAT, 4.0, 0, 0, 0, "8/10"),
            (ADA, ALIEN, 3.5, -1_000, 0, 0, ""),
            (ADA, CASINO, None, None, 1, 0, ""),
            (ADA, CLUELESS, None, None, 0, 1, ""),
            (BOB, HEAT, 2.0, 0, 0, 0, ""),
        )
        found.executemany(
            "INSERT INTO entry (profile, movie, stars, rated_at, watchlist, seen, original) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            said,
        )
        found.backup(file)
    return path


def said_by(connection: sqlite3.Connection, profile: int) -> list[tuple[object, ...]]:
    return connection.execute(SAID + "ORDER BY movie", (profile,)).fetchall()


EVERYTHING = [
    (HEAT, 4.0, 0, 0, 0, "8/10"),
    (CASINO, None, None, 1, 0, ""),
    (CLUELESS, None, None, 0, 1, ""),
    (ALIEN, 3.5, -1_000, 0, 0, ""),
]


def test_all_is_taken_with_what_has_no_date(into: sqlite3.Connection, damaged: Path) -> None:
    salvage(damaged, into, None, NOW)
    assert said_by(into, ADA) == EVERYTHING
    assert said_by(into, BOB) == [(HEAT, 2.0, 0, 0, 0, "")]


def test_what_has_no_date_comes_to_a_whole_journal_unless_its_profile_is_gone(
    into: sqlite3.Connection, damaged: Path
) -> None:
    salvage(damaged, into, NOW - 1, NOW)
    assert said_by(into, ADA) == [row for row in EVERYTHING if row[0] != ALIEN]
    assert said_by(into, BOB) == []


def test_what_the_journal_says_of_a_movie_stays(into: sqlite3.Connection, damaged: Path) -> None:
    into.execute("INSERT INTO entry (profile, movie) VALUES (1, ?)", (HEAT,))  # taken back
    into.execute("INSERT INTO entry (profile, movie, watchlist) VALUES (1, ?, 1)", (CLUELESS,))
    salvage(damaged, into, NOW - 1, NOW)
    said = {row[0]: row[1:] for row in said_by(into, ADA)}
    assert said[HEAT] == (None, None, 0, 0, "")
    assert said[CLUELESS] == (None, None, 1, 0, "")


def test_a_rating_without_a_date_is_older_than_any_and_later_than_none(
    into: sqlite3.Connection, damaged: Path
) -> None:
    into.execute("INSERT INTO entry (profile, movie, watchlist) VALUES (1, ?, 1)", (HEAT,))
    into.execute(
        "INSERT INTO entry (profile, movie, stars, rated_at) VALUES (1, ?, 1, 0)", (ALIEN,)
    )
    salvage(damaged, into, None, NOW)
    stars = {row[0]: row[1:3] for row in said_by(into, ADA)}
    assert stars[HEAT] == (4.0, 0)
    assert stars[ALIEN] == (3.5, -1_000)  # before 1970, and yet a date


def test_a_file_of_an_older_version_knows_nothing_of_seen(
    into: sqlite3.Connection, damaged: Path
) -> None:
    with closing(sqlite3.connect(damaged)) as older:
        older.execute("ALTER TABLE entry DROP COLUMN seen")
        older.execute("ALTER TABLE entry DROP COLUMN original")
    salvage(damaged, into, None, NOW)
    assert said_by(into, ADA) == [
        (HEAT, 4.0, 0, 0, 0, ""),
        (CASINO, None, None, 1, 0, ""),
        (CLUELESS, None, None, 0, 0, ""),
        (ALIEN, 3.5, -1_000, 0, 0, ""),
    ]
