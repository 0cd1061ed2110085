"""Turns data sets in other layouts of MovieLens, and of copies of them, into its present one.

These are GroupLens's older sets (u.data, ratings.dat), Kaggle's copies (rating.csv, dates for
times, movies_metadata.csv), and tables with other separators, encodings or names of columns.
"""

import csv
from pathlib import Path

import pandas as pd

from engine.catalogue.other_tables import COLUMNS, is_number, read_loosely
from engine.files.csv_rows import told
from engine.files.problems import DatasetError

STEMS = ("movies", "ratings", "tags", "links")
FILES = {
    "movies": (
        "movies.csv",
        "movie.csv",
        "movies.dat",
        "movies.tsv",
        "u.item",
        "movies_metadata.csv",
    ),
    "ratings": (
        "ratings.csv",
        "rating.csv",
        "ratings_small.csv",
        "ratings.dat",
        "ratings.tsv",
        "u.data",
    ),
    "tags": ("tags.csv", "tag.csv", "tags.dat", "tags.tsv"),
    "links": ("links.csv", "link.csv", "links_small.csv", "links.tsv"),
}
_NEEDED = {"tags": ("movieId", "tag")}  # where not the first three are
_BEST = 5.0  # stars
_FEW = 0.02  # of the ratings, which may be typing errors and say nothing of the scale
_SAMPLE = 2**16  # bytes of a file by which its layout is known
_MILLISECONDS = 10**11


def is_plain(folder: Path) -> bool:
    """Whether a folder's first rows are as MovieLens writes them today, or there is no telling."""
    for stem in STEMS:
        path = folder / f"{stem}.csv"
        if (folder / f"{stem}.csv.gz").is_file() or (
            stem in ("tags", "links") and not path.is_file()
        ):
            continue
        if not path.is_file():
            return not any((folder / name).is_file() for name in FILES[stem])
        with told(path), path.open("rb") as file:
            if not _begins_plainly(file.read(_SAMPLE), stem):
                return False
    return True


def _begins_plainly(sample: bytes, stem: str) -> bool:
    lines = sample.decode("utf-8-sig", "replace").splitlines()
    if len(sample) == _SAMPLE:
        lines = lines[:-1]  # which is cut off
    rows = list(csv.reader(lines))
    if not rows:
        return True  # empty, which the reader of plain folders tells
    names = [name.strip() for name in rows[0]]
    if not set(_NEEDED.get(stem, COLUMNS[stem][:3])) <= set(names):
        return names[0] in ("", COLUMNS[stem][0]) and not _has_other_separator(lines[0])
    if stem == "links":
        return not any(cell.startswith("tt") or cell == "NaN" for row in rows for cell in row)
    if stem != "ratings":
        return "\ufffd" not in "".join(lines)
    if "timestamp" not in names:
        return False
    places = [names.index(name) for name in ("rating", "timestamp", "userId")]
    said = [[row[place] for place in places] for row in rows[1:] if len(row) == len(names)]
    beyond = sum(_number(rating) > _BEST for rating, _, _ in said)
    return not said or (beyond <= _FEW * len(said) and not all(_odd(*row[1:]) for row in said))


def _has_other_separator(header: str) -> bool:
    return any(separator in header for separator in (";", "\t", "::"))


def _odd(when: str, user: str) -> bool:
    """Whether a row needs another reading: it has a date for a time, a name for a user."""
    seconds = when.strip().partition(".")[0]
    is_time = seconds.isdecimal() and int(seconds) < _MILLISECONDS
    return not is_time or not user.strip().lstrip("+-").replace(".0", "").isdecimal()


def _number(cell: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return 0.0


def write_plain(folder: Path, plain: Path, scale: float | None = None) -> None:
    """Write the tables of a folder as MovieLens writes them; scale: the best rating of the folder.

    Raises DatasetError if a needed file is missing, or ratings go beyond 5 and no scale is given.
    """
    tables: dict[str, pd.DataFrame] = {}
    for stem in STEMS:
        path = next((folder / name for name in FILES[stem] if (folder / name).is_file()), None)
        if path is not None:
            with told(path):
                tables[stem] = read_loosely(path, stem)
    if "movies" in tables and "imdbId" in tables["movies"]:
        tables["movies"] = _numbered_as_rated(tables)
    if "ratings" in tables:
        tables["ratings"] = _in_stars(tables["ratings"], folder, scale)
    for stem, table in tables.items():
        table.to_csv(plain / f"{stem}.csv", index=False)


def _numbered_as_rated(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The movies of movies_metadata.csv, which TMDB numbered, by the numbers of the ratings."""
    movies = tables["movies"].rename(columns={"movieId": "tmdbId"}).drop(columns="imdbId")
    if "links" not in tables:
        return movies.rename(columns={"tmdbId": "movieId"})
    links = tables["links"][["movieId", "tmdbId"]].copy()
    links["tmdbId"] = links["tmdbId"].str.replace(r"\.0*$", "", regex=True)
    joined = links.merge(movies.drop_duplicates("tmdbId"), on="tmdbId")
    return joined[["movieId", "title", "genres"]]


def _in_stars(ratings: pd.DataFrame, folder: Path, scale: float | None) -> pd.DataFrame:
    """The ratings as stars with times in seconds; 0 where no time is known."""
    given = pd.to_numeric(ratings["rating"].str.replace(",", ".", regex=False), errors="coerce")
    beyond = given[given > (scale or _BEST)]
    if len(beyond) > _FEW * len(given):
        most = float(beyond.max())
        best = 10 if most <= 10 else 100
        raise DatasetError(
            f"{folder}: ratings go up to {most:g}, not to {scale or _BEST:g}. Write the data set "
            f"in stars: movierec-tui data convert {folder} NEW-FOLDER --scale {best}"
        )
    made = ratings.copy()
    stars = given if scale is None else ((given / scale * 10 + 0.5) // 1 / 2).clip(lower=0.5)
    made["rating"] = stars.where(given > 0).astype(object).where(given.notna(), ratings["rating"])
    if not ratings["userId"].map(is_number).all():
        made["userId"] = pd.factorize(ratings["userId"])[0] + 1
    made["timestamp"] = _seconds(ratings["timestamp"]) if "timestamp" in ratings else 0
    return made.sort_values("timestamp", kind="stable")


def _seconds(times: "pd.Series[str]") -> "pd.Series[int]":
    numbers = pd.to_numeric(times, errors="coerce")
    if numbers.isna().all():
        moments = pd.to_datetime(times, errors="coerce", utc=True).astype("datetime64[s, UTC]")
        numbers = moments.astype("int64").where(moments.notna(), 0).astype(float)
    if numbers.median() > _MILLISECONDS:
        numbers = numbers / 1000
    return numbers.fillna(0).clip(lower=0, upper=2**31 - 1).astype("int64")
