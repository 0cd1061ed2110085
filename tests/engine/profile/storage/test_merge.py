"""What comes in from the journal of another computer, by way of a synchronised folder."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from engine.profile.storage.lines import Line, Statement, line_of
from engine.profile.storage.merge import merge
from engine.profile.storage.rebuilding import empty
from engine.profile.storage.replay import taken

HEAT = 6
ENTRY = (
    "INSERT INTO entry (profile, movie, stars, rated_at, watchlist, seen) VALUES (?, ?, ?, ?, ?, ?)"
)
NOTHING, WANTED, SEEN = (None, None, 0, 0), (None, None, 1, 0), (None, None, 0, 1)
UNDATED, OLD, NEW = (1.0, 0, 0, 0), (2.0, -9, 0, 0), (3.0, 9, 0, 0)
PROFILE = "INSERT INTO profile (id, name, name_key) VALUES (?, ?, ?)"


@pytest.fixture
def here() -> Iterator[sqlite3.Connection]:
    with closing(empty()) as connection:
        connection.execute(PROFILE, (7, "Ada", "ada"))
        yield connection


def line(*statements: Statement) -> Line:
    return line_of(1, "elsewhere", "", statements)


def said(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    query = "SELECT name, stars, rated_at, watchlist, seen FROM entry JOIN profile ON profile = id"
    return connection.execute(query).fetchall()


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        (NOTHING, WANTED, WANTED),
        (NOTHING, SEEN, SEEN),
        (NOTHING, UNDATED, UNDATED),
        (WANTED, SEEN, WANTED),
        (SEEN, WANTED, SEEN),
        (WANTED, UNDATED, UNDATED),
        (SEEN, OLD, OLD),
        (UNDATED, SEEN, UNDATED),
        (UNDATED, OLD, OLD),
        (OLD, UNDATED, OLD),
        (OLD, NEW, NEW),
        (NEW, OLD, NEW),
    ],
)
def test_the_later_rating_counts_and_marks_fill_gaps(
    here: sqlite3.Connection,
    ours: tuple[object, ...],
    theirs: tuple[object, ...],
    kept: tuple[object, ...],
) -> None:
    here.execute(ENTRY, (7, HEAT, *ours))
    change = line((PROFILE, (1, "Ada", "ada")), (ENTRY, (1, HEAT, *theirs)))
    merge(here, here.execute, [change], [])
    assert said(here) == [("Ada", *kept)]
    assert change.mark in taken(here)


def test_somebody_who_is_only_elsewhere_gets_a_profile(here: sqlite3.Connection) -> None:
    change = line((PROFILE, (7, "Bob", "bob")), (ENTRY, (7, HEAT, *SEEN)))
    merge(here, here.execute, [change], [])
    assert said(here) == [("Bob", *SEEN)]


def test_whose_name_is_not_told_is_named_by_a_number(here: sqlite3.Connection) -> None:
    merge(here, here.execute, [line((ENTRY, (3, HEAT, *NEW)))], [])
    assert said(here) == [("Recovered 3", *NEW)]
