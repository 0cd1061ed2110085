"""Reads a MovieLens folder into a Dataset: validates it and maps ids to rows once."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from engine.catalogue.dataset import Dataset
from engine.catalogue.other_layouts import write_plain
from engine.catalogue.plain_layout import OtherLayoutError, check_whole, is_plain
from engine.files.csv_cells import Kind
from engine.files.csv_tables import (
    empty_table,
    find_file,
    of_known_movies,
    read_table,
    without_repeats,
)
from engine.files.problems import DatasetError, Problems

Check = Callable[[Path], None]  # called for a file with faults, before it is read row by row
NO_GENRES = "(no genres listed)"
_QUOTED = re.compile(r'^"([^"]*\(\d{4}\))\s*"$')  # a title with its year, quoted once too often
_NO_GENRE = frozenset(("", NO_GENRES, "nan", "none"))
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


def read_dataset(folder: Path, name: str | None = None) -> Dataset:
    """Read a folder's ratings and movies, and its tags and links if present (.csv or .csv.gz).

    Rows that cannot be used are skipped and counted in Dataset.problems. Raises DatasetError
    if the folder or a needed file or column is missing, or if no usable rows are left.
    """
    name = name or folder.resolve().name
    if not _is_of_another_layout(folder):
        with suppress(OtherLayoutError):
            return _read_plain(folder, name, check_whole)
    with TemporaryDirectory() as plain:
        written = write_plain(folder, Path(plain))
        try:
            made = _read_plain(Path(plain), name)
        except DatasetError as error:
            raise DatasetError(str(error).replace(plain, str(folder))) from error
    left_out = tuple(each.replace(plain, str(folder)) for each in made.left_out)
    problems = (*written.problems, *map(written.at_home, made.problems))
    return replace(made, problems=problems, left_out=left_out)


def _read_plain(folder: Path, name: str, check: Check | None = None) -> Dataset:
    """Read files as MovieLens writes them."""
    problems = Problems()
    movies = _read_movies(folder, problems, check)
    movie_index = pd.Index(movies["movieId"])
    ratings = _read_ratings(folder, movie_index, problems, check)
    left_out: list[str] = []
    tags = _read_tags(folder, movie_index, problems, left_out, check)
    links = _read_links(folder, movie_index, problems, left_out, check)
    users, user_ids = pd.factorize(ratings["userId"].to_numpy(), sort=True)
    tag_codes, tag_names = pd.factorize(tags["tag"].to_numpy(dtype=object))
    return Dataset(
        name=name,
        user_ids=user_ids,
        movie_ids=movies["movieId"].to_numpy(),
        file_titles=[
            _QUOTED.sub(r"\1", title.strip()) or f"Movie {movie_id}"
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


def _is_of_another_layout(folder: Path) -> bool:
    try:
        return folder.is_dir() and not is_plain(folder)
    except OSError:
        return False  # which reading it as a plain one tells


def _genres(cell: str) -> tuple[str, ...]:
    """The genres in a cell: between bars, commas or slashes, or as a list in Python."""
    names = (name.strip(" '\"") for name in re.split(r"[|,/]", cell.strip(" []")))
    # GroupLens's older sets call it "Children's".
    names = ("Children" if name == "Children's" else name for name in names)
    return tuple(dict.fromkeys(name for name in names if name.casefold() not in _NO_GENRE))


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


def _read_movies(folder: Path, problems: Problems, check: Check | None) -> pd.DataFrame:
    path = _needed(folder, "movies")
    movies = read_table(path, MOVIE_COLUMNS, problems, check)
    return without_repeats(movies, ["movieId"], path.name, problems)


def _read_ratings(
    folder: Path, movie_index: "pd.Index[int]", problems: Problems, check: Check | None
) -> pd.DataFrame:
    path = _needed(folder, "ratings")
    ratings = read_table(path, RATING_COLUMNS, problems, check)
    ratings = of_known_movies(ratings, movie_index, path.name, problems)
    if ratings.empty:
        raise DatasetError(
            f"{path}: no rating is of a movie in movies.csv. Do the two files belong together?"
        )
    return without_repeats(ratings, ["userId", "movieId"], path.name, problems, "timestamp")


def _read_tags(
    folder: Path,
    movie_index: "pd.Index[int]",
    problems: Problems,
    left_out: list[str],
    check: Check | None,
) -> pd.DataFrame:
    tags, file = _read_optional(folder, "tags", TAG_COLUMNS, problems, left_out, check)
    tags = tags[tags["tag"].str.strip() != ""]
    return of_known_movies(tags, movie_index, file, problems)


def _read_links(
    folder: Path,
    movie_index: "pd.Index[int]",
    problems: Problems,
    left_out: list[str],
    check: Check | None,
) -> pd.DataFrame:
    """The links in the order of movies.csv, 0 where a movie has none."""
    links, file = _read_optional(folder, "links", LINK_COLUMNS, problems, left_out, check)
    links = without_repeats(links, ["movieId"], file, problems)
    return links.set_index("movieId").reindex(movie_index, fill_value=0)


def _read_optional(
    folder: Path,
    stem: str,
    columns: dict[str, Kind],
    problems: Problems,
    left_out: list[str],
    check: Check | None,
) -> tuple[pd.DataFrame, str]:
    """The table of an optional file, empty if it is absent or unusable, and the file's name."""
    path = find_file(folder, stem)
    if path is None:
        return empty_table(columns), f"{stem}.csv"
    try:
        return read_table(path, columns, problems, check), path.name
    except DatasetError as error:
        left_out.append(f"{error} The data set is used without {path.name}.")
        return empty_table(columns), path.name
