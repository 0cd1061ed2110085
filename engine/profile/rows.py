"""Reads, creates, renames, copies and deletes a profile's rows in the tables.

Most functions take run, which a transaction yields, and raise ProfileError as it does.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.profile.entries import Entry
from engine.profile.names import name_key
from engine.profile.storage.lines import Run
from engine.profile.storage.numbers import number_of

Rows = Sequence[Sequence[object]]
# The columns of a profile's data by table, without its history.
COPIED = {
    "entry": "movie, stars, rated_at, watchlist, not_interested, original, seen",
    "remembered": "what, value",
}


def entry_of(row: Sequence[Any]) -> Entry:
    """The entry in a row of the columns of COPIED."""
    movie_id, stars, rated_at, watchlist, not_interested, original, seen = row
    marks = bool(watchlist), bool(not_interested)
    return Entry(movie_id, stars, rated_at, *marks, original, bool(seen))


def make(run: Run, name: str) -> tuple[int, str]:
    """Create a profile, unless one has that name; return its number and its name."""
    return number_of(run, name, name_key(name))


def rename(run: Run, number: int, name: str) -> None:
    """Give a profile another name."""
    run("UPDATE profile SET name = ?, name_key = ? WHERE id = ?", (name, name_key(name), number))


def copy(run: Run, number: int, to: int) -> None:
    """Copy a profile's data, except its history, to another profile."""
    for table, columns in COPIED.items():
        run(
            f"INSERT INTO {table} (profile, {columns}) "
            f"SELECT ?, {columns} FROM {table} WHERE profile = ?",
            (to, number),
        )


def insert(run: Run, number: int, rows: Mapping[str, Rows]) -> None:
    """Insert a profile's data from rows of the columns COPIED."""
    for table, said in rows.items():
        places = ", ".join("?" * (1 + COPIED[table].count(",") + 1))
        for row in said:
            run(
                f"INSERT INTO {table} (profile, {COPIED[table]}) VALUES ({places})",
                (number, *row),
            )


def delete(run: Run, number: int) -> None:
    """Delete a profile and all its data."""
    for table in ("entry", "history", "remembered"):
        run(f"DELETE FROM {table} WHERE profile = ?", (number,))
    run("DELETE FROM profile WHERE id = ?", (number,))
