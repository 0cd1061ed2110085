"""Dataset: movies, ratings and tags as columns, and what they say about a movie."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from engine.catalogue.added_movies import AddedMovie
from engine.catalogue.star_counts import star_counts
from engine.catalogue.titles import natural, split_year
from engine.files.problems import Problem

Ints = npt.NDArray[np.int32]
Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


class Movie(NamedTuple):
    """One movie as the screens and exports show it; year and link ids are 0 where unknown."""

    row: int
    movie_id: int
    title: str
    year: int
    genres: tuple[str, ...]
    imdb_id: int
    tmdb_id: int
    rating_count: int
    mean_stars: float

    @property
    def titled(self) -> str:
        """The title with its year, if it has one."""
        return f"{self.title} ({self.year})" if self.year else self.title


class Split(NamedTuple):
    """Row numbers of the training ratings and of the test ratings."""

    train: Ints
    test: Ints


@dataclass(frozen=True, eq=False)
class Dataset:
    """Ratings, movies and tags as columns; users and movies are row numbers from 0.

    users, movies, stars, times: one entry per rating, in the order of ratings.csv.
    tag_movies, tag_codes: one entry per tag given; tag_codes index tag_names.
    problems: rows that could not be used. left_out: why an optional file could not be used.
    added: the movies of the last rows, which the files lack and nobody has rated (see widened).
    moved: by the id of an added movie that the files have, and of a twin, the id it leads to.
    twins: by the row of a film for which another row stands, that row (see twins).
    labels: by row, what is shown in place of a title from before the movie was out.
    """

    name: str
    user_ids: Ids
    movie_ids: Ids
    file_titles: list[str]
    genres: list[tuple[str, ...]]
    imdb_ids: Ids
    tmdb_ids: Ids
    users: Ints
    movies: Ints
    stars: Floats
    times: Ints
    tag_movies: Ints
    tag_codes: Ints
    tag_names: list[str]
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    added: tuple[AddedMovie, ...] = ()
    moved: Mapping[int, int] = field(default_factory=dict)
    twins: Mapping[int, int] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)

    @property
    def own_movies(self) -> int:
        """The number of movies in the data set's own files; added ones are in the rows after."""
        return len(self.movie_ids) - len(self.added)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to tell the person about the files left out and the first three problems."""
        return (*self.left_out, *map(str, self.problems[:3]))

    @cached_property
    def titles(self) -> list[str]:
        """Titles without the year, with the article in front."""
        titles = [natural(split_year(title)[0]) for title in self.file_titles]
        return [self.labels.get(row, title) for row, title in enumerate(titles)]

    @cached_property
    def years(self) -> Ints:
        """The year at the end of each title, 0 where there is none."""
        return np.array([split_year(title)[1] for title in self.file_titles], np.int32)

    @cached_property
    def rating_counts(self) -> Ints:
        """Number of ratings of each movie, [movies]."""
        return np.bincount(self.movies, minlength=len(self.movie_ids)).astype(np.int32)

    @cached_property
    def mean_stars(self) -> Floats:
        """Mean rating of each movie in stars, 0 where nobody rated it, [movies]."""
        total = np.bincount(self.movies, self.stars, minlength=len(self.movie_ids))
        return (total / np.maximum(self.rating_counts, 1)).astype(np.float32)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything a model can learn from; equal data has an equal digest.

        No model learns from added movies, so that one trained before they came fits after.
        """
        digest, own = hashlib.sha256(), self.own_movies
        given = (self.users, self.movies, self.stars, self.times, self.tag_movies, self.tag_codes)
        for column in (self.user_ids, self.movie_ids[:own], *given):
            digest.update(column.tobytes())
        titles, genres = self.file_titles[:own], self.genres[:own]
        text = "\n".join([*titles, *map("|".join, genres), *self.tag_names])
        digest.update(text.encode())
        return digest.hexdigest()[:16]

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {movie_id: row for row, movie_id in enumerate(self.movie_ids.tolist())}

    def row_of(self, movie_id: int) -> int | None:
        """The row of a movie id, or None if the data set does not have it."""
        return self._rows.get(self.moved.get(movie_id, movie_id))

    @cached_property
    def _rows_of_imdb(self) -> dict[int, int]:
        ids = zip(self.imdb_ids.tolist(), self.movie_ids.tolist(), strict=True)
        return {link: self._rows[self.moved.get(own, own)] for link, own in ids if link}

    def row_of_imdb(self, imdb_id: int) -> int | None:
        """The row of the movie with an IMDb id, or None if the data set does not have it."""
        return self._rows_of_imdb.get(imdb_id)

    @cached_property
    def _made(self) -> dict[int, Movie]:
        return {}

    def movie(self, row: int) -> Movie:
        """Everything known about the movie in a row."""
        # After every rating the same few movies are needed.
        if row not in self._made:
            self._made[row] = Movie(
                row,
                int(self.movie_ids[row]),
                self.titles[row],
                int(self.years[row]),
                self.genres[row],
                int(self.imdb_ids[row]),
                int(self.tmdb_ids[row]),
                int(self.rating_counts[row]),
                float(self.mean_stars[row]),
            )
        return self._made[row]

    def tags_of(self, row: int) -> list[str]:
        """The tags that people gave a movie, most frequent first."""
        codes, counts = np.unique(self.tag_codes[self.tag_movies == row], return_counts=True)
        return [self.tag_names[code] for code in codes[np.argsort(-counts, kind="stable")]]

    def star_histogram(self, row: int) -> list[int]:
        """The number of a movie's ratings at each of the ten half stars, 0.5 first."""
        return [int(count) for count in self._star_counts[row]]

    @cached_property
    def _star_counts(self) -> Ints:
        return star_counts(self.movies, self.stars, len(self.movie_ids))

    def split(self, fraction: float = 0.8, seed: int = 1) -> Split:
        """The notebook's split: ratings.sample(frac=fraction, random_state=seed) and the rest."""
        every_row = np.arange(len(self.stars), dtype=np.int32)
        train = pd.Series(every_row).sample(frac=fraction, random_state=seed).index.to_numpy()
        return Split(every_row[train], np.delete(every_row, train))

    def split_latest(self, fraction: float = 0.8) -> Split:
        """Split each user's ratings by time: the first fraction trains, the rest tests."""
        ids = self.movie_ids[self.movies]
        order = np.lexsort((ids, self.times, self.users)).astype(np.int32)
        counts = np.bincount(self.users, minlength=len(self.user_ids))
        firsts = np.cumsum(counts) - counts
        place = np.arange(len(order)) - firsts[self.users[order]]
        late = place >= np.round(counts[self.users[order]] * fraction)
        return Split(order[~late], order[late])

    def only(self, rows: Ints) -> "Dataset":
        """The same movies and users with only these ratings."""
        names = ("users", "movies", "stars", "times")
        return replace(self, **{name: getattr(self, name)[rows] for name in names})
