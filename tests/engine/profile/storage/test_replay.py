import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from engine.profile.storage.lines import Line, line_of
from engine.profile.storage.replay import replay, replay_past_gaps, tip
from engine.profile.storage.schema import migrate

ADD = "INSERT INTO movie VALUES (?, 0, ?, 0)"


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        yield connection


def line(number: int, after: Line | None = None, life: str = "life") -> Line:
    return line_of(number, life, after.mark if after else "", [(ADD, [number, life])])


def seen(connection: sqlite3.Connection) -> list[int]:
    return [movie for (movie,) in connection.execute("SELECT id FROM movie ORDER BY id")]


def test_replaying_does_what_is_not_done_yet(database: sqlite3.Connection) -> None:
    first = line(1)
    second = line(2, first)
    third = line(3, second)
    assert replay(database, [first, second]) == []
    assert replay(database, [first, second, third]) == []
    assert seen(database) == [1, 2, 3]
    assert tip(database) == (3, third.mark, "life")


def test_replaying_stops_where_a_line_is_missing_and_returns_what_is_left(
    database: sqlite3.Connection,
) -> None:
    first, third = line(1), line(3, line(2, line(1)))
    assert replay(database, [first, third]) == [third]
    assert seen(database) == [1]
    replay_past_gaps(database, [third])
    assert seen(database) == [1, 3]


def test_a_line_of_another_file_does_not_follow(database: sqlite3.Connection) -> None:
    first = line(1)
    foreign = line(2, first, life="another")
    assert replay(database, [first, foreign]) == [foreign]


def test_of_two_lines_with_one_number_the_one_that_others_follow_is_true(
    database: sqlite3.Connection,
) -> None:
    first = line(1)
    never_committed = line_of(2, "life", first.mark, [(ADD, [99, "never committed"])])
    committed = line(2, first)
    third = line(3, committed)
    assert replay(database, [first, committed, never_committed, third]) == [never_committed]
    assert seen(database) == [1, 2, 3]
