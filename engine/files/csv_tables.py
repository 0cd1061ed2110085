"""Reads one CSV file into typed columns; keeps the usable rows and reports the others."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from engine.files.csv_cells import BOUNDS, DTYPES, Kind
from engine.files.csv_rows import read_row_by_row, told
from engine.files.problems import DatasetError, Problems
from engine.files.regular import check_regular

_EXACT = 2**53 - 1


def find_file(folder: Path, stem: str) -> Path | None:
    """The file stem.csv or stem.csv.gz in a folder, or None."""
    for path in (folder / f"{stem}.csv", folder / f"{stem}.csv.gz"):
        if path.exists():
            return path
    return None


def read_table(
    path: Path,
    columns: dict[str, Kind],
    problems: Problems,
    check: Callable[[Path], None] | None = None,
) -> pd.DataFrame:
    """Read the named columns of a CSV, plain or gzipped; the index is the line in the file.

    Columns are int64 (ids), float32 (stars), int32 (times) and str. A clean file is read at the
    speed of pandas; a file with any fault is read again, row by row, to name the fault.
    check: is called before that, and may raise if the file is to be read in another way.

    Raises DatasetError if the file or a column is missing, if no row is usable, or if the file is
    damaged or cannot be read.
    """
    with told(path):
        check_regular(path)
        try:
            table = _read_clean(path, columns)
        except (ValueError, TypeError, OverflowError):  # pandas' parser errors are ValueErrors
            if check is not None:
                check(path)
            table = read_row_by_row(path, columns, problems)
    if table.empty:
        fault = next((str(p) for p in problems.all() if p.file == path.name), None)
        raise DatasetError(
            f"{path}: the file has no usable rows. {fault or 'Is it the right file?'}"
        )
    return table


def empty_table(columns: dict[str, Kind]) -> pd.DataFrame:
    """A table with these columns and no rows."""
    return pd.DataFrame({name: pd.Series(dtype=DTYPES[kind]) for name, kind in columns.items()})


def of_known_movies(
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
    return table.assign(movie=rows)


def without_repeats(
    table: pd.DataFrame, key: list[str], file: str, problems: Problems, newest_by: str | None = None
) -> pd.DataFrame:
    """Drop repeats: of the rows that share a key only the first stays.

    newest_by: the column of times, if the newest of them stays instead, the last of one time.
    """
    if _ascends(table, key):
        return table
    repeated = table.duplicated(key)
    if repeated.any():
        if newest_by is not None:
            sharing = table[table.duplicated(key, keep=False)].sort_values(newest_by, kind="stable")
            older = sharing.index[sharing.duplicated(key, keep="last")]
            repeated = pd.Series(table.index.isin(older), table.index)
        first = table[repeated]
        named = " and ".join(f"{name} {first[name].iloc[0]}" for name in key)
        counts = "first" if newest_by is None else "newest"
        what = f"more than one row has {named}; the {counts} one counts"
        line, count = int(first.index[0]), int(repeated.sum())
        remedy = "Delete the rows that are wrong."
        problems.add("repeat", file, line, key[-1], what, remedy=remedy, count=count)
    return table[~repeated]


def _ascends(table: pd.DataFrame, key: list[str]) -> bool:
    """Whether the keys strictly ascend, as in MovieLens's own files, so that none repeats.

    This check is many times faster than counting every key.
    """
    above = np.zeros(max(len(table) - 1, 0), bool)
    level = ~above
    for name in key:
        numbers = table[name].to_numpy()
        above |= level & (numbers[1:] > numbers[:-1])
        level &= numbers[1:] == numbers[:-1]
    return bool(above.all())


def _read_clean(path: Path, columns: dict[str, Kind]) -> pd.DataFrame:
    """Read a table in which every row is valid; raises ValueError if one is not."""
    # All columns are read: when told to use only some, pandas ignores surplus cells in a row.
    dtypes = {n: "Int64" if kind == "optional id" else DTYPES[kind] for n, kind in columns.items()}
    with np.errstate(all="ignore"):  # numbers that overflow are found below
        table = pd.read_csv(
            path,
            dtype=defaultdict(lambda: "str", dtypes),
            keep_default_na=False,
            na_values={name: [""] for name, kind in columns.items() if kind == "optional id"},
            skip_blank_lines=False,
            encoding="utf-8",  # skips a byte order mark as well; utf-8-sig is slower
        )
    if not columns.keys() <= set(table) or not isinstance(table.index, pd.RangeIndex):
        raise ValueError("a column is missing, or the rows have more cells than the header")
    numbers = {name for name, kind in columns.items() if kind != "text"}
    if any(_has_line_breaks(table[name]) for name in table if name not in numbers):
        raise ValueError("the rows and the lines do not go together")
    for name, kind in columns.items():
        if kind == "stars" and not table[name].between(*BOUNDS["stars"]).all():
            raise ValueError(name)
        if kind == "time" and (table[name] < 0).any():
            raise ValueError(name)
        # A single "7.0" makes pandas read the column as floats, which are exact up to _EXACT.
        if "id" in kind and not table[name].between(-_EXACT, _EXACT).fillna(True).all():
            raise ValueError(name)
        if kind == "optional id":
            table[name] = table[name].fillna(0).astype("int64")
    table.index = pd.RangeIndex(2, len(table) + 2)
    return table[list(columns)]


def _has_line_breaks(cells: "pd.Series[str]") -> bool:
    text = "".join(cells.to_numpy(dtype=object))
    return "\n" in text or "\r" in text
