"""Brings in what lines of another file say, as a synchronised folder may mix those of two machines.

A profile of the other file is the one that has its name here. Of two ratings of a movie the later
one counts, and one without a time is older than any other; a watchlist, a dislike or that a movie
was seen comes in where nothing is said of the movie here.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from engine.profile.storage.ages import later_sql
from engine.profile.storage.lines import Line, Run
from engine.profile.storage.numbers import number_of
from engine.profile.storage.replay import replay_past_gaps, take_in, tip
from engine.profile.storage.schema import migrate

_SAID = "profile, movie, stars, rated_at, watchlist, not_interested, original, seen"
_HERE_IS_OLDER = f"""
    {later_sql("excluded", "entry")}
    OR entry.stars IS NULL AND NOT (entry.watchlist OR entry.not_interested OR entry.seen)"""


def merge(into: sqlite3.Connection, run: Run, lines: Sequence[Line], names: Sequence[Line]) -> None:
    """Bring in what lines say that a database has not taken in.

    run: runs what changes entries, and notes it. names: lines that tell whose numbers these are.
    """
    life = tip(into).life
    for other in dict.fromkeys(line.life for line in lines):
        its = [line for line in lines if line.life == other]
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
            migrate(scratch)
            replay_past_gaps(scratch, [*(name for name in names if name.life == other), *its])
            _bring_in(scratch, run, is_same=other in ("", life))
    for line in lines:
        take_in(into, line.number, line.mark)


def _bring_in(scratch: sqlite3.Connection, run: Run, *, is_same: bool) -> None:
    for about in scratch.execute("SELECT id, imdb, title, year FROM movie").fetchall():
        run("INSERT OR IGNORE INTO movie (id, imdb, title, year) VALUES (?, ?, ?, ?)", about)
    said = scratch.execute(
        f"SELECT {_SAID} FROM entry WHERE stars IS NOT NULL OR watchlist OR not_interested OR seen"
    ).fetchall()
    here: dict[int, int] = {}
    for profile, *entry in said:
        if profile not in here:
            here[profile] = _profile_here(scratch, run, profile, is_same=is_same)
        run(
            f"INSERT INTO entry ({_SAID}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (profile, movie) DO UPDATE SET stars = excluded.stars, "
            "rated_at = excluded.rated_at, watchlist = excluded.watchlist, "
            "not_interested = excluded.not_interested, original = excluded.original, "
            "seen = excluded.seen "
            f"WHERE {_HERE_IS_OLDER}",
            (here[profile], *entry),
        )


def _profile_here(scratch: sqlite3.Connection, run: Run, number: int, *, is_same: bool) -> int:
    """The number that a profile of the other file has here; where it has none, it gets one."""
    query = "SELECT name, name_key FROM profile WHERE id = ?"
    named = scratch.execute(query, (number,)).fetchone()
    if named and run("SELECT 1 FROM profile WHERE name_key = ?", named[1:]).fetchone():
        return number_of(run, *named)[0]
    if is_same and run(query, (number,)).fetchone():
        return number
    return number_of(run, *(named or (f"Recovered {number}", f"recovered {number}")))[0]
