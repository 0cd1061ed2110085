"""Reads a table of a data set whatever its separator, its encoding and the names of its columns."""

import csv
import gzip
import io
import re
from pathlib import Path
from typing import Literal

import pandas as pd

from engine.files.problems import DatasetError, Problems

COLUMNS = {
    "movies": ("movieId", "title", "genres"),
    "ratings": ("userId", "movieId", "rating", "timestamp"),
    "tags": ("userId", "movieId", "tag", "timestamp"),
    "links": ("movieId", "imdbId", "tmdbId"),
}
FILES = {
    "movies": (
        "movies.csv",
        "movies.csv.gz",
        "movie.csv",
        "movies.dat",
        "movies.tsv",
        "u.item",
        "movies_metadata.csv",
    ),
    "ratings": (
        "ratings.csv",
        "ratings.csv.gz",
        "rating.csv",
        "ratings_small.csv",
        "ratings.dat",
        "ratings.tsv",
        "u.data",
    ),
    "tags": ("tags.csv", "tags.csv.gz", "tag.csv", "tags.dat", "tags.tsv"),
    "links": ("links.csv", "links.csv.gz", "link.csv", "links_small.csv", "links.tsv"),
}
_GENRES_OF_100K = (
    *("unknown", "Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary"),
    *("Drama", "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi"),
    *("Thriller", "War", "Western"),
)
_BETWEEN = "\x1f"  # a separator of one letter in place of the two of older sets
_SURPLUS = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")  # in pandas' words
_NAMES = re.compile(r"'name': '([^']+)'")


def read_loosely(path: Path, stem: str, problems: Problems) -> pd.DataFrame:
    """A file's columns under the names that MovieLens gives them, all cells as text.

    The index is the line in the file, where no row spans several. Rows with too many cells are
    skipped and told. Raises DatasetError if it is no table, and OSError if it cannot be read.
    """
    content = path.read_bytes()
    text = _text(gzip.decompress(content) if path.suffix == ".gz" else content)
    first = text[: text.find("\n") + 1 or len(text)]
    separator = "::" if "::" in first else max("\t;|,", key=first.count)
    if separator == "|" and path.name != "u.item":
        separator = ","
    if separator == "::":
        text, separator = _between_colons(text, stem), _BETWEEN
        first = first.replace("::", _BETWEEN)
    cells = next(csv.reader(io.StringIO(first), delimiter=separator), [])
    has_header = bool(cells) and not is_number(cells[0]) and path.name != "u.item"
    is_quoted = separator in ",;\t" and path.name != "u.data"
    table = _parsed(path, text, separator, has_header, is_quoted, problems)
    if path.name == "u.item":
        if not {0, 1} <= set(table):
            raise DatasetError(f"{path}, line 1: there is no title. Put the whole u.item there.")
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


def _between_colons(text: str, stem: str) -> str:
    """The text with another separator for two colons, but for those within a title or a tag."""
    before = {"movies": 1, "tags": 2}.get(stem)
    if before is None:
        return text.replace("::", _BETWEEN)
    row = re.compile(rf"^((?:[^:\n]*::){{{before}}})(.*)::(.*)$", re.MULTILINE)
    return row.sub(
        lambda found: _BETWEEN.join((found[1].replace("::", _BETWEEN) + found[2], found[3])), text
    )


def _parsed(
    path: Path, text: str, separator: str, has_header: bool, is_quoted: bool, problems: Problems
) -> pd.DataFrame:
    def read(on_bad_lines: Literal["error", "skip"]) -> pd.DataFrame:
        return pd.read_csv(
            io.StringIO(text),
            sep=separator,
            header=0 if has_header else None,
            dtype=str,
            keep_default_na=False,
            quoting=csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE,
            on_bad_lines=on_bad_lines,
        )

    try:
        try:
            table = read("error")
        except pd.errors.ParserError as error:
            table = read("skip")
            if found := _SURPLUS.search(str(error)):
                problems.add(
                    "cells",
                    path.name,
                    int(found[2]),
                    str(table.columns[-1]) if has_header else str(table.shape[1]),
                    f"the row has {found[3]} cells, not {found[1]}",
                    remedy="Put quotation marks around text that contains the separator.",
                    count=_rows(text, separator, is_quoted) - has_header - len(table),
                )
    except ValueError as error:  # pandas' parser errors are ValueErrors
        raise DatasetError(f"{path}: the table cannot be read ({error}).") from error
    if not isinstance(table.index, pd.RangeIndex):  # the rows have more cells than the header
        whole = table.reset_index()
        beyond = whole.iloc[:, table.shape[1] :]
        if beyond.isin(["", None]).all(axis=None):  # since each row ends with a separator
            table = whole.iloc[:, : table.shape[1]].set_axis(table.columns, axis=1)
    table.index = pd.RangeIndex(1 + has_header, 1 + has_header + len(table))
    return table


def _rows(text: str, separator: str, is_quoted: bool) -> int:
    rows = csv.reader(
        io.StringIO(text),
        delimiter=separator,
        quoting=csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE,
    )
    return sum(1 for row in rows if row)


def _renamed(table: pd.DataFrame, stem: str) -> pd.DataFrame:
    keys = {re.sub(r"[\W_]+", "", str(name).casefold()): name for name in table.columns}
    usual = {
        **{
            "userId": ("userid", "user"),
            "movieId": ("movieid", "itemid", "movie", "item", "id", "tconst"),
        },
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
        if "genres" in made:
            made["genres"] = ["|".join(_NAMES.findall(cell)) for cell in made["genres"]]
    elif stem == "movies" and "imdbId" in made:
        made = made.drop(columns="imdbId")
    if stem == "links":
        made = made.reindex(columns=COLUMNS["links"], fill_value="")
        made["imdbId"] = made["imdbId"].str.replace("tt", "", regex=False)
        made = made.mask(~made.apply(lambda column: column.str.fullmatch(r"\d+(\.0*)?")), "")
    return made


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").removeprefix("\ufeff")
    if is_utf_8(content):
        return content.decode("utf-8-sig", "replace")
    return content.decode("cp1252", "replace")


def is_utf_8(content: bytes) -> bool:
    """Whether a text is UTF-8, perhaps with a few damaged letters, and not Windows-1252."""
    if content.isascii():
        return True
    text = content.decode("utf-8", "replace")
    damaged = text.count("\N{REPLACEMENT CHARACTER}")
    return damaged < len(text) - len(text.encode("ascii", "ignore")) - damaged or not damaged


def is_number(cell: str) -> bool:
    """Whether a cell holds a whole number."""
    return re.fullmatch(r"\s*[+-]?\d+(?:\.0*)?\s*", cell) is not None
