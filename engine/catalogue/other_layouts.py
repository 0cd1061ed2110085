"""Turns data sets in other layouts of MovieLens, and of copies of them, into its present one.

These are GroupLens's older sets (u.data, ratings.dat), Kaggle's copies (rating.csv, dates for
times, movies_metadata.csv), and tables with other separators, encodings or names of columns.
"""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from engine.catalogue.dataset_times import in_seconds
from engine.catalogue.other_tables import COLUMNS, FILES, read_loosely
from engine.catalogue.plain_layout import BEST, FEW
from engine.files.csv_rows import told
from engine.files.problems import DatasetError, Problem, Problems

_NEEDED = {"movies": COLUMNS["movies"], "ratings": ("userId", "movieId", "rating")}
_OF_IMDB = r"\s*tt(\d{1,18})\s*"


class Written(NamedTuple):
    """Tables that were written as MovieLens writes them, by stem.

    problems: what could not be understood. files: the names of the files they are from.
    lines: of each row that was written, the line in its file.
    """

    problems: tuple[Problem, ...]
    files: dict[str, str]
    lines: dict[str, "pd.Index[int]"]

    def at_home(self, problem: Problem) -> Problem:
        """A problem of what was written, with the file and the line that the row is from."""
        stem, row = problem.file.partition(".")[0], problem.line - 2
        if stem not in self.files or not 0 <= row < len(self.lines[stem]):
            return problem
        return replace(problem, file=self.files[stem], line=int(self.lines[stem][row]))


def write_plain(folder: Path, plain: Path, scale: float | None = None) -> Written:
    """Write the tables of a folder as MovieLens writes them; scale: the best rating of the folder.

    Raises DatasetError if a needed file is missing, or ratings go beyond 5 and no scale is given.
    """
    problems = Problems()
    paths = _files(folder)
    tables = {stem: _table(path, stem, problems) for stem, path in paths.items()}
    if "imdbId" in tables["movies"]:
        tables["movies"] = _numbered_as_rated(tables)
    _number_by_imdb(tables)
    tables["ratings"] = _in_stars(tables["ratings"], paths["ratings"], scale, problems)
    for stem, table in tables.items():
        table.to_csv(plain / f"{stem}.csv", index=False)
    files = {stem: path.name for stem, path in paths.items()}
    return Written(problems.all(), files, {stem: table.index for stem, table in tables.items()})


def _files(folder: Path) -> dict[str, Path]:
    """The file of each table that a folder has; raises DatasetError if it lacks a needed one."""
    there = {
        stem: path
        for stem, names in FILES.items()
        for path in [next((folder / name for name in names if (folder / name).is_file()), None)]
        if path is not None
    }
    for stem in _NEEDED:
        if stem not in there:
            raise DatasetError(
                f"{folder}: {stem}.csv (or {stem}.csv.gz) is missing. "
                "A data set is a folder with at least ratings.csv and movies.csv."
            )
    return there


def _table(path: Path, stem: str, problems: Problems) -> pd.DataFrame:
    with told(path):
        table = read_loosely(path, stem, problems)
    for name in _NEEDED.get(stem, ()):
        if name not in table:
            raise DatasetError(
                f"{path}, line 1: column {name} is missing. "
                f"A MovieLens {stem}.csv begins with {','.join(COLUMNS[stem])}."
            )
    return table


def _numbered_as_rated(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The movies of movies_metadata.csv, which TMDB numbered, by the numbers of the ratings."""
    movies = tables["movies"].rename(columns={"movieId": "tmdbId"}).drop(columns="imdbId")
    if "links" not in tables:
        return movies.rename(columns={"tmdbId": "movieId"})
    links = tables["links"][["movieId", "tmdbId"]].copy()
    links["tmdbId"] = links["tmdbId"].str.replace(r"\.0*$", "", regex=True)
    joined = links.merge(movies.drop_duplicates("tmdbId"), on="tmdbId")
    return joined[["movieId", "title", "genres"]]


def _number_by_imdb(tables: dict[str, pd.DataFrame]) -> None:
    """Number the movies that are named by their IMDb ids by these, and note those as links."""
    imdb_ids = tables["movies"]["movieId"].str.extract(f"^{_OF_IMDB}$")[0].dropna()
    if imdb_ids.empty:
        return
    for table in tables.values():
        if "movieId" in table:
            table["movieId"] = table["movieId"].str.replace(f"^{_OF_IMDB}$", r"\1", regex=True)
    if "links" not in tables:
        tables["links"] = pd.DataFrame({"movieId": imdb_ids, "imdbId": imdb_ids, "tmdbId": ""})


def _in_stars(
    ratings: pd.DataFrame, path: Path, scale: float | None, problems: Problems
) -> pd.DataFrame:
    """The ratings as stars with times in seconds; 0 where no time is known."""
    given = pd.to_numeric(ratings["rating"].str.replace(",", ".", regex=False), errors="coerce")
    if (given > (scale or BEST)).sum() > FEW * len(given):
        most = float(given.quantile(1 - FEW, interpolation="higher"))  # lest an error be the best
        best, folder = next((best for best in (10, 20, 100) if most <= best), 1000), path.parent
        raise DatasetError(
            f"{folder}: ratings go up to {most:g}, not to {scale or BEST:g}. Write the data set "
            f"in stars: movierec-tui data convert {folder} NEW-FOLDER --scale {best}"
        )
    made = ratings.copy()
    stars = given if scale is None else ((given / scale * 10 + 0.5) // 1 / 2).clip(lower=0.5)
    made["rating"] = stars.astype(object).where(given > 0, ratings["rating"])
    if pd.to_numeric(ratings["userId"], errors="coerce").isna().any():
        numbers = pd.Series(pd.factorize(ratings["userId"])[0] + 1, ratings.index)
        # A row that names nobody is no person's, and is told later.
        made["userId"] = numbers.astype(object).where(ratings["userId"].str.strip() != "", "")
    made["timestamp"] = (
        in_seconds(ratings["timestamp"], path.name, problems) if "timestamp" in ratings else 0
    )
    return made.sort_values("timestamp", kind="stable")
