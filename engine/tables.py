"""One CSV file -> typed columns, keeping what can be kept and saying what was not."""

import csv
import gzip
import math
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Literal

import numpy as np
import pandas as pd

from engine.problems import Problems

Kind = Literal["id", "optional id", "stars", "time", "text"]

_END = "\ud800"  # the one kind of letter that _open_text makes of no file
_EXACT = 2**53 - 1
_WHOLE = re.compile(r"\s*([+-]?\d{1,19})(?:\.0*)?\s*", re.ASCII)
_BOUNDS = {"id": (-(2**63), 2**63 - 1), "stars": (0.5, 5.0), "time": (0, 2**31 - 1)}
_WANTED = {
    "id": "a whole number",
    "optional id": "a whole number or nothing",
    "stars": "a number from 0.5 to 5",
    "time": "a time in whole seconds since 1970",
}
_DTYPES: dict[Kind, str] = {
    "id": "int64",
    "optional id": "Int64",
    "stars": "float32",
    "time": "int32",
    "text": "str",
}


class DatasetError(Exception):
    """A data set that cannot be used; its text is a sentence for the person at the keyboard."""


def find_file(folder: Path, stem: str) -> Path | None:
    """The file stem.csv or stem.csv.gz of a folder, or None."""
    for path in (folder / f"{stem}.csv", folder / f"{stem}.csv.gz"):
        if path.is_file():
            return path
    return None


def read_table(path: Path, columns: dict[str, Kind], problems: Problems) -> pd.DataFrame:
    """Read the named columns of a CSV, plain or gzipped; the index is the line in the file.

    Columns are int64 (ids), float32 (stars), int32 (times) and str. A clean file is read at the
    speed of pandas; any fault in it makes us read it again, row by row, to name the fault.

    Raises DatasetError, with a sentence, where the file or a column is missing, where there is
    not one usable row, and where the file is damaged or cannot be read.
    """
    with _told(path):
        try:
            table = _read_clean(path, columns)
        except (ValueError, TypeError, OverflowError):  # pandas' parser errors are ValueErrors
            table = _read_faulty(path, columns, problems)
    if table.empty:
        fault = next((str(p) for p in problems.all() if p.file == path.name), None)
        raise DatasetError(
            f"{path}: the file has no usable rows. {fault or 'Is it the right file?'}"
        )
    return table


def column_names(path: Path) -> list[str]:
    """The names in the first line of a CSV; raises DatasetError where it cannot be read."""
    with _told(path), _open_text(path) as stream:
        _, header = next(_rows(path, stream), (1, []))
    return [name.strip() for name in header]


def check_header(path: Path, columns: dict[str, Kind]) -> None:
    """Raise DatasetError, with a sentence, where the first line of a CSV lacks a column."""
    with _open_text(path) as stream:
        _read_header(path, _rows(path, stream), columns)


def empty_table(columns: dict[str, Kind]) -> pd.DataFrame:
    """A table of these columns without a row."""
    return pd.DataFrame(
        {name: pd.Series(dtype=_plain_dtype(kind)) for name, kind in columns.items()}
    )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in a sentence why a file cannot be read."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DatasetError(
            f"{path}: the gzip file is damaged ({error}). Fetch it again."
        ) from error
    except OSError as error:
        reason = error.strerror or error
        raise DatasetError(f"{path}: the file cannot be read ({reason}).") from error


def _plain_dtype(kind: Kind) -> str:
    return "int64" if kind == "optional id" else _DTYPES[kind]


def _read_clean(path: Path, columns: dict[str, Kind]) -> pd.DataFrame:
    """The table where every row is as it should be; ValueError where one is not."""
    # All columns are read: told to use a few, pandas passes over the cells a row has too many.
    with np.errstate(all="ignore"):  # numbers that overflow are found below
        table = pd.read_csv(
            path,
            dtype=defaultdict(
                lambda: "str", {name: _DTYPES[kind] for name, kind in columns.items()}
            ),
            keep_default_na=False,
            na_values={name: [""] for name, kind in columns.items() if kind == "optional id"},
            skip_blank_lines=False,
            encoding="utf-8-sig",
        )
    if not columns.keys() <= set(table) or not isinstance(table.index, pd.RangeIndex):
        raise ValueError("a column is missing, or the rows have more cells than the header")
    numbers = {name for name, kind in columns.items() if kind != "text"}
    if any(_has_line_breaks(table[name]) for name in table if name not in numbers):
        raise ValueError("the rows and the lines do not go together")
    for name, kind in columns.items():
        if kind == "stars" and not table[name].between(*_BOUNDS["stars"]).all():
            raise ValueError(name)
        if kind == "time" and (table[name] < 0).any():
            raise ValueError(name)
        # One "7.0" and pandas takes the column for fractions, which are exact up to here.
        if "id" in kind and not table[name].between(-_EXACT, _EXACT).fillna(True).all():
            raise ValueError(name)
        if kind == "optional id":
            table[name] = table[name].fillna(0).astype("int64")
    table.index = pd.RangeIndex(2, len(table) + 2)
    return table[list(columns)]


def _has_line_breaks(cells: "pd.Series[str]") -> bool:
    text = "".join(cells.to_numpy(dtype=object))
    return "\n" in text or "\r" in text


def _read_faulty(path: Path, columns: dict[str, Kind], problems: Problems) -> pd.DataFrame:
    """The usable rows of a file that has faults, each kind of fault noted in problems."""
    kept: dict[str, list[object]] = {name: [] for name in columns}
    lines: list[int] = []
    with _open_text(path) as stream:
        rows = _rows(path, stream)
        width, places = _read_header(path, rows, columns)
        for line, row in rows:
            # A row that is too short lacks what stands last, as an empty cell would.
            cells = row + [""] * (width - len(row))
            if len(cells) > width:
                what = f"the row has {len(cells)} cells and the header {width}"
                remedy = "Put quotation marks around a text with commas."
                problems.add("cells", path.name, line, list(columns)[-1], what, remedy=remedy)
                continue
            picked = dict(zip(columns, (cells[place] for place in places), strict=True))
            values = _row_values(path.name, line, picked, columns, problems)
            if values is not None:
                lines.append(line)
                for name, value in zip(columns, values, strict=True):
                    kept[name].append(value)
    dtypes = {name: _plain_dtype(kind) for name, kind in columns.items()}
    return pd.DataFrame(kept, index=pd.Index(lines)).astype(dtypes)


def _open_text(path: Path) -> IO[str]:
    # Bytes that are no UTF-8 become surrogates, so that the row they stand in can be named.
    opener = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8-sig", errors="surrogateescape", newline="")


def _rows(path: Path, stream: IO[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line it begins on."""
    line = 1
    reader = csv.reader(chain(stream, [_END]))
    try:
        for row in reader:
            if row == [_END]:
                return
            if row and row[-1].endswith(_END):
                raise csv.Error("it goes on to the end of the file")
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise DatasetError(
            f"{path}, line {line}: the row that begins here cannot be read ({error}). "
            "Close its quotation marks."
        ) from error


def _read_header(
    path: Path, rows: Iterator[tuple[int, list[str]]], columns: dict[str, Kind]
) -> tuple[int, list[int]]:
    """How many cells the header has, and the places of columns among them."""
    line, header = next(rows, (1, []))
    names = [name.strip() for name in header]
    if not any(names):
        raise DatasetError(f"{path}: the file is empty. Put the MovieLens file in its place.")
    missing = [name for name in columns if name not in names]
    if missing:
        found = str(names)[1:-1][:80]
        raise DatasetError(
            f"{path}, line {line}: column {missing[0]} is missing (found: {found}). "
            f"A MovieLens {path.name} begins with {','.join(columns)}."
        )
    return len(names), [names.index(name) for name in columns]


def _row_values(
    file: str, line: int, cells: dict[str, str], columns: dict[str, Kind], problems: Problems
) -> list[object] | None:
    """What the cells say, in the order of columns, or None where one of them cannot be used."""
    values: list[object] = []
    for name, kind in columns.items():
        cell = cells[name]
        value = _text(file, line, name, cell, problems) if kind == "text" else _number(kind, cell)
        if value is None:
            problems.add("value", file, line, name, f"{cell[:40]!r} is not {_WANTED[kind]}")
            return None
        values.append(value)
    return values


def _text(file: str, line: int, column: str, cell: str, problems: Problems) -> str:
    if cell.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in cell):
        return cell
    problems.add(
        "utf-8",
        file,
        line,
        column,
        "the text is not valid UTF-8",
        outcome="kept, the unreadable letters shown as \N{REPLACEMENT CHARACTER}",
        remedy="Save the file as UTF-8.",
    )
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _number(kind: Kind, cell: str) -> int | float | None:
    if kind == "optional id":
        return _number("id", cell) if cell.strip() else 0
    low, high = _BOUNDS[kind]
    if kind == "stars":
        try:
            number = float(cell)
        except ValueError:
            return None
        return number if math.isfinite(number) and low <= number <= high else None
    whole = _WHOLE.fullmatch(cell)
    if whole is None or not low <= int(whole[1]) <= high:
        return None
    return int(whole[1])
