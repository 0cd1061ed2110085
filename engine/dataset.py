"""A MovieLens folder -> Dataset: read, validated, ids mapped to rows once."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from engine.problems import Problem, Problems
from engine.tables import DatasetError, Kind, empty_table, find_file, read_table
from engine.titles import natural, split_year

Ints = npt.NDArray[np.int32]
Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

NO_GENRES = "(no genres listed)"
MOVIE_COLUMNS: dict[str, Kind] = {"movieId": "id", "title": "text", "genres": "text"}
RATING_COLUMNS: dict[str, Kind] = {
    "userId": "id",
    "movieId": "id",
    "rating": "stars",
    "timestamp": "time",
}
TAG_COLUMNS: dict[str, Kind] = {"movieId": "id", "tag": "text"}
LINK_COLUMNS: dict[str, Kind] = {
    "movieId": "id",
    "imdbId": "optional id",
    "tmdbId": "optional id",
}


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


class Split(NamedTuple):
    """Row numbers of the ratings that train and of those that test."""

    train: Ints
    test: Ints


@dataclass(frozen=True, eq=False)
class Dataset:
    """Ratings, movies and tags as columns; users and movies are row numbers from 0.

    users, movies, stars, times: one entry a rating, in the order of ratings.csv.
    tag_movies, tag_codes: one entry a tag given; tag_codes index tag_names.
    problems: rows that could not be used. left_out: why an optional file could not be used.
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

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to tell about files left out and rows skipped: of the latter, the first three."""
        return (*self.left_out, *map(str, self.problems[:3]))

    @cached_property
    def titles(self) -> list[str]:
        """Titles without the year, articles in front."""
        return [natural(split_year(title)[0]) for title in self.file_titles]

    @cached_property
    def years(self) -> Ints:
        """The year at the end of each title, 0 where there is none."""
        return np.array([split_year(title)[1] for title in self.file_titles], np.int32)

    @cached_property
    def rating_counts(self) -> Ints:
        """Ratings of each movie, [movies]."""
        return np.bincount(self.movies, minlength=len(self.movie_ids)).astype(np.int32)

    @cached_property
    def mean_stars(self) -> Floats:
        """Mean rating of each movie in stars, 0 where nobody rated it, [movies]."""
        total = np.bincount(self.movies, self.stars, minlength=len(self.movie_ids))
        return (total / np.maximum(self.rating_counts, 1)).astype(np.float32)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything a model can learn from; the same data, the same digest."""
        digest = hashlib.sha256()
        for column in (self.user_ids, self.movie_ids, self.users, self.movies, self.stars):
            digest.update(column.tobytes())
        for column in (self.times, self.tag_movies, self.tag_codes):
            digest.update(column.tobytes())
        text = "\n".join([*self.file_titles, *map("|".join, self.genres), *self.tag_names])
        digest.update(text.encode())
        return digest.hexdigest()[:16]

    @cached_property
    def _rows(self) -> dict[int, int]:
        return {movie_id: row for row, movie_id in enumerate(self.movie_ids.tolist())}

    def row_of(self, movie_id: int) -> int | None:
        """The row of a movie id, None where the data set does not have it."""
        return self._rows.get(movie_id)

    def movie(self, row: int) -> Movie:
        """All that is known of the movie in a row."""
        return Movie(
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

    def tags_of(self, row: int) -> list[str]:
        """The tags people gave a movie, the most given first."""
        codes, counts = np.unique(self.tag_codes[self.tag_movies == row], return_counts=True)
        return [self.tag_names[code] for code in codes[np.argsort(-counts, kind="stable")]]

    def star_histogram(self, row: int) -> list[int]:
        """How many ratings of a movie fall on each of the ten half stars, 0.5 first."""
        halves = np.rint(self.stars[self.movies == row] * 2).astype(np.int64)
        return [int(n) for n in np.bincount(halves, minlength=11)[1:11]]

    def split(self, fraction: float = 0.8, seed: int = 1) -> Split:
        """The notebook's split: ratings.sample(frac=fraction, random_state=seed) and the rest."""
        every_row = np.arange(len(self.stars), dtype=np.int32)
        train = pd.Series(every_row).sample(frac=fraction, random_state=seed).index.to_numpy()
        return Split(every_row[train], np.delete(every_row, train))


def read_dataset(folder: Path, name: str | None = None) -> Dataset:
    """Read ratings, movies and, where they are, tags and links of a folder (.csv or .csv.gz).

    Rows that cannot be used are skipped and counted in Dataset.problems. Raises DatasetError
    where the folder, a needed file or column is missing, or nothing usable is left.
    """
    problems = Problems()
    movies = _read_movies(folder, problems)
    movie_index = pd.Index(movies["movieId"])
    ratings = _read_ratings(folder, movie_index, problems)
    left_out: list[str] = []
    tags = _read_tags(folder, movie_index, problems, left_out)
    links = _read_links(folder, movie_index, problems, left_out)
    users, user_ids = pd.factorize(ratings["userId"].to_numpy(), sort=True)
    tag_codes, tag_names = pd.factorize(tags["tag"].to_numpy(dtype=object))
    return Dataset(
        name=name or folder.resolve().name,
        user_ids=user_ids,
        movie_ids=movies["movieId"].to_numpy(),
        file_titles=[
            title.strip() or f"Movie {movie_id}"
            for title, movie_id in zip(movies["title"], movies["movieId"], strict=True)
        ],
        genres=[_genres(cell) for cell in movies["genres"]],
        imdb_ids=links["imdbId"].to_numpy(),
        tmdb_ids=links["tmdbId"].to_numpy(),
        users=users.astype(np.int32),
        movies=ratings["movie"].to_numpy(),
        stars=ratings["rating"].to_numpy(),
        times=ratings["timestamp"].to_numpy(),
        tag_movies=tags["movie"].to_numpy(),
        tag_codes=tag_codes.astype(np.int32),
        tag_names=[str(tag) for tag in tag_names],
        problems=problems.all(),
        left_out=tuple(left_out),
    )


def _genres(cell: str) -> tuple[str, ...]:
    names = (name.strip() for name in cell.split("|"))
    return tuple(dict.fromkeys(name for name in names if name and name != NO_GENRES))


def _needed(folder: Path, stem: str) -> Path:
    try:
        is_folder, path = folder.is_dir(), find_file(folder, stem)
    except OSError as error:
        raise DatasetError(f"{folder}: the folder cannot be read ({error.strerror}).") from error
    if not is_folder:
        raise DatasetError(
            f"{folder}: there is no such folder. Name a folder with MovieLens files."
        )
    if path is None:
        raise DatasetError(
            f"{folder}: {stem}.csv (or {stem}.csv.gz) is missing. "
            "A data set is a folder with at least ratings.csv and movies.csv."
        )
    return path


def _read_movies(folder: Path, problems: Problems) -> pd.DataFrame:
    path = _needed(folder, "movies")
    movies = read_table(path, MOVIE_COLUMNS, problems)
    return _without_repeats(movies, ["movieId"], "first", path.name, problems)


def _read_ratings(folder: Path, movie_index: "pd.Index[int]", problems: Problems) -> pd.DataFrame:
    path = _needed(folder, "ratings")
    ratings = read_table(path, RATING_COLUMNS, problems)
    ratings = _of_known_movies(ratings, movie_index, path.name, problems)
    if ratings.empty:
        raise DatasetError(
            f"{path}: no rating is of a movie in movies.csv. Do the two files belong together?"
        )
    return _without_repeats(ratings, ["userId", "movieId"], "last", path.name, problems)


def _read_tags(
    folder: Path, movie_index: "pd.Index[int]", problems: Problems, left_out: list[str]
) -> pd.DataFrame:
    tags, file = _read_optional(folder, "tags", TAG_COLUMNS, problems, left_out)
    tags = tags[tags["tag"].str.strip() != ""]
    return _of_known_movies(tags, movie_index, file, problems)


def _read_links(
    folder: Path, movie_index: "pd.Index[int]", problems: Problems, left_out: list[str]
) -> pd.DataFrame:
    """The links in the order of movies.csv, 0 where a movie has none."""
    links, file = _read_optional(folder, "links", LINK_COLUMNS, problems, left_out)
    links = _without_repeats(links, ["movieId"], "first", file, problems)
    return links.set_index("movieId").reindex(movie_index, fill_value=0)


def _read_optional(
    folder: Path,
    stem: str,
    columns: dict[str, Kind],
    problems: Problems,
    left_out: list[str],
) -> tuple[pd.DataFrame, str]:
    """The table of a file that may be absent, without rows where it cannot be used; its name."""
    path = find_file(folder, stem)
    if path is None:
        return empty_table(columns), f"{stem}.csv"
    try:
        return read_table(path, columns, problems), path.name
    except DatasetError as error:
        left_out.append(f"{error} The data set is used without {path.name}.")
        return empty_table(columns), path.name


def _of_known_movies(
    table: pd.DataFrame, movie_index: "pd.Index[int]", file: str, problems: Problems
) -> pd.DataFrame:
    """The rows whose movie is in movies.csv, with the movie's row number in column movie."""
    rows = movie_index.get_indexer(pd.Index(table["movieId"])).astype(np.int32)
    unknown = rows < 0
    if unknown.any():
        first = table[unknown]
        what = f"movie {first['movieId'].iloc[0]} is not in movies.csv"
        remedy = "Add the movie to movies.csv or delete the row."
        line, count = int(first.index[0]), int(unknown.sum())
        problems.add("unknown", file, line, "movieId", what, remedy=remedy, count=count)
    return table.assign(movie=rows)[~unknown]


def _without_repeats(
    table: pd.DataFrame, key: list[str], keep: str, file: str, problems: Problems
) -> pd.DataFrame:
    repeated = table.duplicated(key, keep="first" if keep == "first" else "last")
    if repeated.any():
        first = table[repeated]
        named = " and ".join(f"{name} {first[name].iloc[0]}" for name in key)
        what = f"more than one row has {named}; the {keep} one counts"
        line, count = int(first.index[0]), int(repeated.sum())
        remedy = "Delete the rows that do not hold."
        problems.add("repeat", file, line, key[-1], what, remedy=remedy, count=count)
    return table[~repeated]
