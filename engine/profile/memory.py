"""What is kept with a profile besides entries: wishes, answers, and the titles of movies."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.profile.storage.file import ProfileFile


class About(NamedTuple):
    """A movie's IMDb id, title and year; an unknown id or year is 0."""

    imdb_id: int
    title: str
    year: int


class Memory:
    """Texts by keyword, and titles of movies. Every method raises ProfileError as Profile does."""

    def __init__(self, file: "ProfileFile", number: int) -> None:
        self._file = file
        self._number = number

    def note_movies(self, abouts: Mapping[int, About]) -> None:
        """Keep titles, years and IMDb ids by movie id; a known IMDb id is not replaced by 0."""
        with self._file.transaction() as run:
            for movie_id, about in abouts.items():
                run(
                    "INSERT INTO movie (id, imdb, title, year) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET title = excluded.title, year = excluded.year, "
                    "imdb = CASE excluded.imdb WHEN 0 THEN imdb ELSE excluded.imdb END",
                    (movie_id, *about),
                )

    def known_movies(self) -> dict[int, About]:
        """What is known about each movie that anybody on this machine has said something about."""
        rows = self._file.rows("SELECT id, imdb, title, year FROM movie")
        return {movie_id: About(*about) for movie_id, *about in rows}

    def remember(self, what: str, value: str) -> None:
        """Keep a text under a keyword, in place of the text that was kept there."""
        with self._file.transaction() as run:
            run("INSERT OR REPLACE INTO remembered VALUES (?, ?, ?)", (self._number, what, value))

    def recall(self, what: str) -> str | None:
        """The text that was kept under a keyword, or None if there is none."""
        found = self._file.rows(
            "SELECT value FROM remembered WHERE profile = ? AND what = ?", (self._number, what)
        )
        return str(found[0][0]) if found else None
