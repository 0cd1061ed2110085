"""Reads a table of a data set whatever its separator, its encoding and the names of its columns."""

import csv
import io
import re
from pathlib import Path

import pandas as pd

from engine.files.problems import DatasetError

COLUMNS = {
    "movies": ("movieId", "title", "genres"),
    "ratings": ("userId", "movieId", "rating", "timestamp"),
    "tags": ("userId", "movieId", "tag", "timestamp"),
    "links": ("movieId", "imdbId", "tmdbId"),
}
_GENRES_OF_100K = (
    *("unknown", "Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary"),
    *("Drama", "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi"),
    *("Thriller", "War", "Western"),
)
_BETWEEN = "\x1f"  # a separator of one letter in place of the two of older sets
_NAMES = re.compile(r"'name': '([^']+)'")


def read_loosely(path: Path, stem: str) -> pd.DataFrame:
    """A file's columns under the names that MovieLens gives them, all cells as text.

    Raises DatasetError if it is no table, and OSError if it cannot be read.
    """
    text = _text(path.read_bytes())
    first = text[: text.find("\n") + 1 or len(text)]
    separator = "::" if "::" in first else max("\t;|,", key=first.count)
    if separator == "|" and path.name != "u.item":
        separator = ","
    if separator == "::":
        text, separator = text.replace("::", _BETWEEN), _BETWEEN
        first = first.replace("::", _BETWEEN)
    cells = next(csv.reader(io.StringIO(first), delimiter=separator), [])
    has_header = not is_number(cells[0]) if cells else False
    try:
        table = pd.read_csv(
            io.StringIO(text),
            sep=separator,
            header=0 if has_header else None,
            dtype=str,
            keep_default_na=False,
            quoting=csv.QUOTE_MINIMAL
            if separator in ",;\t" and path.name != "u.data"
            else csv.QUOTE_NONE,
            on_bad_lines="skip",
        )
    except ValueError as error:  # pandas' parser errors are ValueErrors
        raise DatasetError(f"{path}: the table cannot be read ({error}).") from error
    if path.name == "u.item":
        flags = table.iloc[:, 5:].to_numpy()
        genres = [
            "|".join(g for g, on in zip(_GENRES_OF_100K, row, strict=False) if on == "1")
            for row in flags
        ]
        return pd.DataFrame({"movieId": table[0], "title": table[1], "genres": genres})
    if not has_header:
        table = table.iloc[:, : len(COLUMNS[stem])]
        table.columns = pd.Index(COLUMNS[stem][: table.shape[1]])
        return table
    return _renamed(table, stem)


def _renamed(table: pd.DataFrame, stem: str) -> pd.DataFrame:
    keys = {re.sub(r"[\W_]+", "", str(name).casefold()): name for name in table.columns}
    usual = {
        **{"userId": ("userid", "user"), "movieId": ("movieid", "itemid", "movie", "item", "id")},
        **{"timestamp": ("timestamp", "time", "date", "ratedat"), "genres": ("genres", "genre")},
        **{"imdbId": ("imdbid",), "tmdbId": ("tmdbid",), "rating": ("rating", "stars", "score")},
        **{"title": ("title", "name"), "tag": ("tag",)},
    }
    found = {name: next((keys[key] for key in usual[name] if key in keys), None) for name in usual}
    wanted = (*COLUMNS[stem], *(("imdbId",) if stem == "movies" else ()))
    made = pd.DataFrame(
        {name: table[found[name]].str.strip() for name in wanted if found[name] is not None}
    )
    if stem == "movies" and "releasedate" in keys and "title" in made:
        years = table[keys["releasedate"]].str.extract(r"(\d{4})")[0]
        made["title"] = made["title"].where(
            years.isna(), made["title"] + " (" + years.fillna("") + ")"
        )
        made["genres"] = ["|".join(_NAMES.findall(cell)) for cell in made["genres"]]
    elif stem == "movies" and "imdbId" in made:
        made = made.drop(columns="imdbId")
    if stem == "links":
        made["imdbId"] = made["imdbId"].str.replace("tt", "", regex=False)
        made = made.mask(~made.apply(lambda column: column.str.fullmatch(r"\d+(\.0*)?")), "")
    return made


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def is_number(cell: str) -> bool:
    """Whether a cell holds a whole number."""
    return re.fullmatch(r"\s*[+-]?\d+(?:\.0*)?\s*", cell) is not None
