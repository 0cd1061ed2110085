import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.profile.storage.journal import Journal, Step, latest_step, replay

ADD = "INSERT INTO seen VALUES (?)"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "profiles.journal")


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE journal (latest INTEGER)")
        connection.execute("INSERT INTO journal VALUES (0)")
        connection.execute("CREATE TABLE seen (movie)")
        yield connection


def step(number: int, *values: object) -> Step:
    return Step(number, [(ADD, [value]) for value in values or (number,)])


def seen(connection: sqlite3.Connection) -> list[object]:
    return [movie for (movie,) in connection.execute("SELECT movie FROM seen")]


def test_a_journal_that_was_never_written_tells_of_nothing(journal: Journal) -> None:
    assert journal.steps() == []


def test_steps_are_read_as_they_were_written(journal: Journal) -> None:
    steps = [step(1, 4.5, None, "Amélie"), step(2, "a\nb", 2**62)]
    for each in steps:
        journal.add(each)
    assert journal.steps() == steps


def test_a_step_can_be_taken_back(journal: Journal) -> None:
    journal.add(step(1))
    take_back = journal.add(step(2))
    take_back()
    assert journal.steps() == [step(1)]


def test_taking_a_step_back_spares_what_was_written_since(journal: Journal) -> None:
    take_back = journal.add(step(1))
    journal.add(step(2))
    take_back()
    assert journal.steps() == [step(1), step(2)]


def test_a_line_that_was_cut_short_spoils_no_other(journal: Journal) -> None:
    journal.add(step(1))
    journal.add(step(2))
    journal.path.write_bytes(journal.path.read_bytes()[:-5])
    journal.add(step(2, "again"))
    assert journal.steps() == [step(1), step(2, "again")]


def test_the_later_of_two_steps_with_one_number_is_true(journal: Journal) -> None:
    journal.add(step(1, "never committed"))
    journal.add(step(1, "committed"))
    assert journal.steps() == [step(1, "committed")]


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_bit_that_flips_costs_one_step_and_changes_none(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    journal = Journal(tmp_path_factory.mktemp("flip") / "profiles.journal")
    steps = [step(number, "x" * number) for number in range(1, 6)]
    for each in steps:
        journal.add(each)
    content = bytearray(journal.path.read_bytes())
    content[place % len(content)] ^= 1 << bit
    journal.path.write_bytes(content)
    left = journal.steps()
    assert len(left) >= len(steps) - 2  # a line's end is in two lines
    assert all(each in steps for each in left)


def test_a_line_whose_checksum_is_right_but_which_is_no_step_is_passed_over(
    journal: Journal,
) -> None:
    journal.path.write_bytes(b"00000000 \n")
    assert journal.steps() == []


def test_forgotten_steps_are_gone_and_later_ones_stay(journal: Journal) -> None:
    for number in range(1, 5):
        journal.add(step(number))
    journal.forget(2)
    assert journal.steps() == [step(3), step(4)]
    journal.add(step(5))
    assert journal.steps()[-1] == step(5)


def test_replaying_does_what_is_not_done_yet(database: sqlite3.Connection) -> None:
    assert replay(database, [step(1), step(2)]) == 2
    assert replay(database, [step(1), step(2), step(3)]) == 3
    assert seen(database) == [1, 2, 3]
    assert latest_step(database) == 3


def test_replaying_stops_where_a_step_is_missing(database: sqlite3.Connection) -> None:
    assert replay(database, [step(1), step(3)]) is None
    assert seen(database) == [1]


def test_the_journal_is_text_that_a_person_can_read(journal: Journal) -> None:
    journal.add(step(7, "Heat"))
    _, told = journal.path.read_text().strip().split(" ", 1)
    assert json.loads(told) == [7, [ADD], [[0, "Heat"]]]
