import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.profile.storage.journal import Journal
from engine.profile.storage.lines import NAMES, Line, line_of
from engine.profile.storage.schema import migrate

ADD = "INSERT INTO movie VALUES (?, 0, ?, 0)"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "profiles.journal")


def chain(length: int) -> list[Line]:
    """Changes that follow one another."""
    lines: list[Line] = []
    for number in range(1, length + 1):
        previous = lines[-1].mark if lines else ""
        lines.append(line_of(number, "life", previous, [(ADD, [number, "x" * number])]))
    return lines


def test_a_journal_that_was_never_written_tells_of_nothing(journal: Journal) -> None:
    assert journal.read().lines == []
    assert not journal.has_something


def test_lines_are_read_as_they_were_written(journal: Journal) -> None:
    lines = chain(3)
    for line in lines:
        journal.add(line)
    read = journal.read()
    assert read.lines == lines
    assert [line.statements for line in read.lines] == [line.statements for line in lines]
    assert read.unreadable == 0
    assert read.ends_whole


def test_a_line_can_be_taken_back(journal: Journal) -> None:
    first, second = chain(2)
    journal.add(first)
    take_back = journal.add(second)
    take_back()
    assert journal.read().lines == [first]


def test_taking_a_line_back_spares_what_was_written_since(journal: Journal) -> None:
    lines = chain(2)
    take_back = journal.add(lines[0])
    journal.add(lines[1])
    take_back()
    assert journal.read().lines == lines


def test_a_line_that_was_cut_short_spoils_no_other(journal: Journal) -> None:
    first, second, third = chain(3)
    journal.add(first)
    journal.add(second)
    journal.path.write_bytes(journal.path.read_bytes()[:-5])
    assert not journal.read().ends_whole
    journal.add(third)
    read = journal.read()
    assert read.lines == [first, third]
    assert read.unreadable == 1


def test_an_editor_s_line_ends_and_byte_order_mark_spoil_nothing(journal: Journal) -> None:
    lines = chain(3)
    for line in lines:
        journal.add(line)
    journal.path.write_bytes(b"\xef\xbb\xbf" + journal.path.read_bytes().replace(b"\n", b"\r\n"))
    assert journal.read().lines == lines


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_bit_that_flips_costs_one_line_and_changes_none(
    tmp_path_factory: pytest.TempPathFactory, place: int, bit: int
) -> None:
    journal = Journal(tmp_path_factory.mktemp("flip") / "profiles.journal")
    lines = chain(5)
    for line in lines:
        journal.add(line)
    content = bytearray(journal.path.read_bytes())
    content[place % len(content)] ^= 1 << bit
    journal.path.write_bytes(content)
    left = journal.read().lines
    assert len(left) >= len(lines) - 2  # a line's end is in two lines
    assert all(line in lines for line in left)


def test_forgotten_lines_are_gone_and_the_others_stay(journal: Journal) -> None:
    lines, names = chain(4), line_of(NAMES, "life", "", [])
    for line in lines:
        journal.add(line)
    journal.forget({line.mark for line in lines[:2]}, names)
    assert journal.read().lines == [names, *lines[2:]]


def test_a_journal_is_set_aside_as_it_is_under_a_name_of_its_own(journal: Journal) -> None:
    journal.path.write_bytes(b"anything at all")
    kept = [journal.set_aside(7), journal.set_aside(7)]
    assert [each.name for each in kept] == [
        "profiles-unread-7.journal",
        "profiles-unread-7-2.journal",
    ]
    assert [each.read_bytes() for each in kept] == [b"anything at all"] * 2


def test_a_line_can_be_run(journal: Journal) -> None:
    journal.add(chain(1)[0])
    database = sqlite3.connect(":memory:", isolation_level=None)
    migrate(database)
    for sql, values in journal.read().lines[0].statements:
        database.execute(sql, values)
    assert database.execute("SELECT id, title FROM movie").fetchall() == [(1, "x")]
    database.close()
