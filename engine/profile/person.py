"""What one person said about movies, with a history that can undo each change."""

import operator
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from typing import TYPE_CHECKING

from engine.profile.entries import Entry, check_stars, seen_or_not, timed
from engine.profile.errors import ProfileError
from engine.profile.memory import Memory
from engine.profile.rows import COPIED, entry_of
from engine.profile.watch_days import watch_day, with_watch_day

if TYPE_CHECKING:
    import sqlite3

    from engine.profile.storage.file import ProfileFile

_SHOWN = COPIED["entry"]
_SAYS = "(stars IS NOT NULL OR watchlist OR not_interested OR seen)"
_COPIED = f"profile, {_SHOWN}, made_by"
_PLACES = ", ".join("?" * (1 + _COPIED.count(",")))


class Profile:
    """One person's entries; a change is on disk when its method returns.

    Every method raises ProfileError when the file cannot be read or written; a method that
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

        Giving the same stars again keeps the first time. Raises ProfileError for stars other
        than 0.5, 1, 1.5 and so on to 5.
        """
        check_stars(stars)
        now = int(self._clock())

        def rated(old: Entry) -> Entry:
            marked = replace(old, watchlist=False, not_interested=False, seen=False)
            if old.stars == stars:
                return marked
            watched = with_watch_day("", watch_day(old.original))
            return replace(marked, stars=float(stars), rated_at=now, original=watched)

        return self._change(movie_id, rated)

    def clear(self, movie_id: int) -> Entry:
        """Remove a movie's rating."""
        return self._change(
            movie_id, lambda old: replace(old, stars=None, rated_at=None, original="")
        )

    def toggle_watchlist(self, movie_id: int) -> Entry:
        """Add a movie to the watchlist, or remove it; either takes it off the dislikes."""
        return self._change(
            movie_id,
            lambda old: replace(old, watchlist=not old.watchlist, not_interested=False),
        )

    def toggle_not_interested(self, movie_id: int) -> Entry:
        """Add a movie to the dislikes, or remove it; either takes it off the watchlist."""
        return self._change(
            movie_id,
            lambda old: replace(old, not_interested=not old.not_interested, watchlist=False),
        )

    def toggle_seen(self, movie_id: int) -> Entry:
        """Mark a movie as seen, or no longer; either takes it off the watchlist and the dislikes.

        A rated movie is seen already, and stays as it is.
        """
        return self._change(movie_id, seen_or_not)

    def put_all(self, entries: Iterable[Entry]) -> int:
        """Replace movies' entries, as one step to undo; return how many changed.

        A rating without a time gets the present one. A backup is made first. Raises ProfileError
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
        """Undo the latest step and return its first movie's entry; None if no step is left."""
        return next(iter(self.undo_step()), None)

    def undo_step(self) -> list[Entry]:
        """Undo the latest step, one change or many; return the entries as they are now."""
        with self._transaction() as run:
            changes = run(
                "WITH latest AS (SELECT id, step FROM history WHERE profile = ?1 "
                "ORDER BY id DESC LIMIT 1) SELECT history.id, movie FROM history, latest "
                "WHERE profile = ?1 AND (history.id = latest.id OR history.step = latest.step) "
                "ORDER BY history.id DESC",
                (self.number,),
            ).fetchall()
            for change, _ in changes:
                # As values, so that the journal's line says it without the lines before.
                before = run(f"SELECT {_COPIED} FROM history WHERE id = ?", (change,)).fetchone()
                run(f"INSERT OR REPLACE INTO entry ({_COPIED}) VALUES ({_PLACES})", before)
                run("DELETE FROM history WHERE id = ?", (change,))
            return [self.entry(movie_id) for _, movie_id in reversed(changes)]

    def entry(self, movie_id: int) -> Entry:
        """What the person said about a movie; an empty entry if nothing."""
        # A movie id from a data frame is a numpy integer, which sqlite3 does not accept.
        movie_id = operator.index(movie_id)
        entries = self._entries("movie = ?", movie_id)
        return entries[0] if entries else Entry(movie_id)

    def entries(self) -> dict[int, Entry]:
        """The entries that are not empty, by movie id: ratings, then the rest, oldest first."""
        said = self._entries(_SAYS)
        return {entry.movie_id: entry for entry in said}

    def ratings(self) -> list[Entry]:
        """The rated entries, oldest rating first."""
        return self._entries("stars IS NOT NULL")

    def spoken_of_by_anybody(self) -> set[int]:
        """The ids of the movies of which any profile on the machine says something."""
        rows = self._file.rows(
            f"SELECT DISTINCT movie FROM entry WHERE {_SAYS} "
            "AND profile IN (SELECT id FROM profile)"
        )
        return {movie_id for (movie_id,) in rows}

    def _entries(self, condition: str, *values: int) -> list[Entry]:
        rows = self._file.rows(
            f"SELECT {_SHOWN} FROM entry WHERE profile = ? AND {condition} "
            "ORDER BY rated_at IS NULL, rated_at, made_by",
            (self.number, *values),
        )
        return [entry_of(row) for row in rows]

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
        """Save the changes made within together or not at all, including those of the memory."""
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

    def _keep(self, run: "Callable[..., sqlite3.Cursor]", new: Entry) -> int:
        """Write an entry and, to history, the one it replaces; return the history row's id."""
        key = (self.number, new.movie_id)
        run("INSERT OR IGNORE INTO entry (profile, movie) VALUES (?, ?)", key)
        (made_by,) = run("SELECT COALESCE(MAX(id), 0) + 1 FROM history").fetchone()
        run(
            f"INSERT OR REPLACE INTO history (id, {_COPIED}) "
            f"SELECT ?, {_COPIED} FROM entry WHERE profile = ? AND movie = ?",
            (made_by, *key),
        )
        run(
            "UPDATE entry SET stars = ?, rated_at = ?, watchlist = ?, not_interested = ?, "
            "original = ?, seen = ?, made_by = ? WHERE profile = ? AND movie = ?",
            (*astuple(new)[1:], made_by, *key),
        )
        return int(made_by)
