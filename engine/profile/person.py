"""One person's ratings, watchlist and dislikes, each change kept so that it can be undone."""

import operator
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from typing import TYPE_CHECKING, Any

from engine.profile.entries import Entry, check_stars, timed
from engine.profile.memory import Memory
from engine.profile.storage.errors import ProfileError

if TYPE_CHECKING:
    import sqlite3

    from engine.profile.storage.file import ProfileFile

_SHOWN = "movie, stars, rated_at, watchlist, not_interested, original"
_COPIED = f"profile, {_SHOWN}, made_by"


class Profile:
    """One person's entries; a change is on disk when its method returns.

    Every method raises ProfileError when the file cannot be read or written; a change that
    raises has changed nothing.
    """

    def __init__(
        self, file: "ProfileFile", clock: Callable[[], float], number: int, name: str
    ) -> None:
        self.name = name
        self._file = file
        self._clock = clock
        self.number = number
        self.memory = Memory(file, number)

    def rate(self, movie_id: int, stars: float) -> Entry:
        """Give a movie stars: it counts as seen, so it leaves the watchlist and the dislikes.

        The same stars again keep their first time. Raises ProfileError for stars other than
        0.5, 1, 1.5 and so on to 5.
        """
        check_stars(stars)
        now = int(self._clock())

        def rated(old: Entry) -> Entry:
            seen = replace(old, watchlist=False, not_interested=False)
            if old.stars == stars:
                return seen
            return replace(seen, stars=float(stars), rated_at=now, original="")

        return self._change(movie_id, rated)

    def clear(self, movie_id: int) -> Entry:
        """Take the stars off a movie."""
        return self._change(
            movie_id, lambda old: replace(old, stars=None, rated_at=None, original="")
        )

    def toggle_watchlist(self, movie_id: int) -> Entry:
        """Put a movie on the watchlist, and off the dislikes, or take it off."""
        return self._change(
            movie_id,
            lambda old: replace(old, watchlist=not old.watchlist, not_interested=False),
        )

    def toggle_not_interested(self, movie_id: int) -> Entry:
        """Put a movie among the dislikes, and off the watchlist, or take it from them."""
        return self._change(
            movie_id,
            lambda old: replace(old, not_interested=not old.not_interested, watchlist=False),
        )

    def put_all(self, entries: Iterable[Entry]) -> int:
        """Put entries in the place of what was said, as one step to undo; how many differed.

        A rating without a time gets the present one. A backup is made before. Raises ProfileError
        as rate does.
        """
        now, step, changed = int(self._clock()), None, 0
        said = [timed(entry, now) for entry in entries]
        if all(entry == self.entry(entry.movie_id) for entry in said):
            return 0
        self._file.back_up("import")
        with self._transaction() as run:
            for new in said:
                if new != self.entry(new.movie_id):
                    made_by = self._keep(run, new)
                    step = step or made_by
                    run("UPDATE history SET step = ? WHERE id = ?", (step, made_by))
                    changed += 1
        return changed

    def undo(self) -> Entry | None:
        """Take back the latest step and return its first movie's entry; None when none is left."""
        return next(iter(self.undo_step()), None)

    def undo_step(self) -> list[Entry]:
        """Take back the latest step, be it one change or many; the entries as they are now."""
        with self._transaction() as run:
            changes = run(
                "WITH latest AS (SELECT id, step FROM history WHERE profile = ?1 "
                "ORDER BY id DESC LIMIT 1) SELECT history.id, movie FROM history, latest "
                "WHERE profile = ?1 AND (history.id = latest.id OR history.step = latest.step) "
                "ORDER BY history.id DESC",
                (self.number,),
            ).fetchall()
            for change, _ in changes:
                run(
                    f"INSERT OR REPLACE INTO entry ({_COPIED}) "
                    f"SELECT {_COPIED} FROM history WHERE id = ?",
                    (change,),
                )
                run("DELETE FROM history WHERE id = ?", (change,))
            return [self.entry(movie_id) for _, movie_id in reversed(changes)]

    def entry(self, movie_id: int) -> Entry:
        """What the person said about a movie; an empty entry when nothing."""
        # A movie id out of a data frame is a numpy integer, which sqlite3 does not take.
        movie_id = operator.index(movie_id)
        entries = self._entries("movie = ?", movie_id)
        return entries[0] if entries else Entry(movie_id)

    def entries(self) -> dict[int, Entry]:
        """What is not empty, by movie id: oldest rating first, then the rest, oldest first."""
        said = self._entries("(stars IS NOT NULL OR watchlist OR not_interested)")
        return {entry.movie_id: entry for entry in said}

    def ratings(self) -> list[Entry]:
        """The rated entries, oldest rating first."""
        return self._entries("stars IS NOT NULL")

    def _entries(self, condition: str, *values: int) -> list[Entry]:
        rows = self._file.rows(
            f"SELECT {_SHOWN} FROM entry WHERE profile = ? AND {condition} "
            "ORDER BY rated_at IS NULL, rated_at, made_by",
            (self.number, *values),
        )
        return [_entry_of(row) for row in rows]

    def _change(self, movie_id: int, change: Callable[[Entry], Entry]) -> Entry:
        with self._transaction() as run:
            old = self.entry(movie_id)
            new = change(old)
            if new == old:
                return new
            self._keep(run, new)
            return new

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is changed within is saved together, or not at all; the memory's texts, too."""
        with self._file.transaction():
            yield

    @contextmanager
    def _transaction(self) -> "Iterator[Callable[..., sqlite3.Cursor]]":
        with self._file.transaction() as run:
            if not run("SELECT 1 FROM profile WHERE id = ?", (self.number,)).fetchone():
                raise ProfileError(
                    f"The profile {self.name} was deleted, so nothing was saved. Use another one."
                )
            yield run

    def _keep(self, run: "Callable[..., sqlite3.Cursor]", new: Entry) -> int | None:
        """Write an entry and, to history, what it replaces; the id of that history row."""
        key = (self.number, new.movie_id)
        run("INSERT OR IGNORE INTO entry (profile, movie) VALUES (?, ?)", key)
        made_by = run(
            f"INSERT INTO history ({_COPIED}) "
            f"SELECT {_COPIED} FROM entry WHERE profile = ? AND movie = ?",
            key,
        ).lastrowid
        run(
            "UPDATE entry SET stars = ?, rated_at = ?, watchlist = ?, not_interested = ?, "
            "original = ?, made_by = ? WHERE profile = ? AND movie = ?",
            (*astuple(new)[1:], made_by, *key),
        )
        return made_by


def _entry_of(row: tuple[Any, ...]) -> Entry:
    """The entry in a row of the columns that are shown."""
    movie_id, stars, rated_at, watchlist, not_interested, original = row
    return Entry(movie_id, stars, rated_at, bool(watchlist), bool(not_interested), original)
