"""What is kept with a profile that is no rating: wishes, answers, and what movies are called."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from engine.profile.storage.file import ProfileFile


class About(NamedTuple):
    """What a movie is called; its number at IMDb and its year, 0 where there is none."""

    imdb_id: int
    title: str
    year: int


class Memory:
    """Texts under words, and names of movies. Every method raises ProfileError as Profile does."""

    def __init__(self, file: "ProfileFile", number: int) -> None:
        self._file = file
        self._number = number

    def note_movies(self, abouts: Mapping[int, About]) -> None:
        """Keep what movies are called, by their id here; an IMDb id that is known stays known."""
        with self._file.transaction() as run:
            for movie_id, about in abouts.items():
                run(
                    "INSERT INTO movie (id, imdb, title, year) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET title = excluded.title, year = excluded.year, "
                    "imdb = CASE excluded.imdb WHEN 0 THEN imdb ELSE excluded.imdb END",
                    (movie_id, *about),
                )

    def known_movies(self) -> dict[int, About]:
        """What movies are called that anybody on this machine has said something of."""
        rows = self._file.rows("SELECT id, imdb, title, year FROM movie")
        return {movie_id: About(*about) for movie_id, *about in rows}

    def remember(self, what: str, value: str) -> None:
        """Keep a text that is no rating, in place of what was kept under the same word."""
        with self._file.transaction() as run:
            run("INSERT OR REPLACE INTO remembered VALUES (?, ?, ?)", (self._number, what, value))

    def recall(self, what: str) -> str | None:
        """The text that was kept under a word, None where there is none."""
        found = self._file.rows(
            "SELECT value FROM remembered WHERE profile = ? AND what = ?", (self._number, what)
        )
        return str(found[0][0]) if found else None
