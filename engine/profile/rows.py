"""Creates, renames, copies and deletes a profile's rows in the tables.

Every function takes run, which a transaction yields, and raises ProfileError as it does.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence

from engine.profile.names import name_key

# The keyword, under profile 0 (nobody's), of the highest number that a profile has had.
LATEST = "latest profile"
Rows = Sequence[Sequence[object]]
Run = Callable[..., sqlite3.Cursor]
# The columns of a profile's data by table, without its history.
COPIED = {
    "entry": "movie, stars, rated_at, watchlist, not_interested, original",
    "remembered": "what, value",
}


def make(run: Run, name: str) -> tuple[int, str]:
    """Create a profile, unless one has that name; return its number and its name.

    Numbers are never reused: another copy of the program may still hold one that was deleted.
    """
    key = name_key(name)
    found = run("SELECT id, name FROM profile WHERE name_key = ?", (key,)).fetchone()
    if found:
        return int(found[0]), str(found[1])
    (highest,) = run(
        "SELECT MAX(COALESCE((SELECT MAX(id) FROM profile), 0), COALESCE("
        "(SELECT CAST(value AS INTEGER) FROM remembered WHERE profile = 0 AND what = ?), 0))",
        (LATEST,),
    ).fetchone()
    number = int(highest) + 1
    run("INSERT OR REPLACE INTO remembered VALUES (0, ?, ?)", (LATEST, str(number)))
    run("INSERT INTO profile (id, name, name_key) VALUES (?, ?, ?)", (number, name, key))
    return number, name


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
