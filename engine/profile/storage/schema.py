"""The tables of the profiles' database, and the migrations of older files to them."""

import sqlite3

# Migration n takes a file from version n to n + 1. People's files have passed through these:
# add to the end, never edit.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE profile (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE)""",
        # made_by is the history row of the change that made the entry: it orders entries of
        # the same second, and undo brings it back with the rest.
        """CREATE TABLE entry (
            profile INTEGER NOT NULL, movie INTEGER NOT NULL, stars REAL, rated_at INTEGER,
            watchlist INTEGER NOT NULL DEFAULT 0, not_interested INTEGER NOT NULL DEFAULT 0,
            made_by INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (profile, movie)) WITHOUT ROWID""",
        # A row is the entry as it was before a change.
        """CREATE TABLE history (
            id INTEGER PRIMARY KEY, profile INTEGER NOT NULL, movie INTEGER NOT NULL, stars REAL,
            rated_at INTEGER, watchlist INTEGER NOT NULL, not_interested INTEGER NOT NULL,
            made_by INTEGER NOT NULL)""",
        "CREATE INDEX history_profile ON history (profile)",
    ),
    (
        """CREATE TABLE remembered (
            profile INTEGER NOT NULL, what TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (profile, what)) WITHOUT ROWID""",
    ),
    # The rows of one step, such as an import, share the id of its first row; NULL stands alone.
    ("ALTER TABLE history ADD COLUMN step INTEGER",),
    (
        # The number of the latest change, which is also in the journal.
        "CREATE TABLE journal (latest INTEGER NOT NULL)",
        "INSERT INTO journal VALUES (0)",
        # An imported rating as its file had it, in that file's scale.
        "ALTER TABLE entry ADD COLUMN original TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE history ADD COLUMN original TEXT NOT NULL DEFAULT ''",
        # A movie's title where it was rated: another data set may lack the movie.
        """CREATE TABLE movie (
            id INTEGER PRIMARY KEY, imdb INTEGER NOT NULL, title TEXT NOT NULL,
            year INTEGER NOT NULL)""",
    ),
    (
        # Whose changes these are: a random text that a new file and its copies share.
        "ALTER TABLE journal ADD COLUMN life TEXT NOT NULL DEFAULT ''",
        # The mark of the latest change; every mark of a change that the file has taken in.
        "ALTER TABLE journal ADD COLUMN mark TEXT NOT NULL DEFAULT ''",
        "CREATE TABLE taken (number INTEGER NOT NULL, mark TEXT NOT NULL)",
    ),
    (
        # Watched and not rated.
        "ALTER TABLE entry ADD COLUMN seen INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE history ADD COLUMN seen INTEGER NOT NULL DEFAULT 0",
    ),
)
JOURNALLED = 4  # the first version whose changes are numbered
TABLES = ("profile", "entry", "history", "remembered", "movie")


def version_of(connection: sqlite3.Connection) -> int:
    """The number of migrations applied to a database."""
    ((version,),) = connection.execute("PRAGMA user_version")
    return int(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables of a database up to date, each migration whole or not at all."""
    for number in range(version_of(connection), len(MIGRATIONS)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in MIGRATIONS[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
