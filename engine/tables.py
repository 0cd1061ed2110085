"""One CSV file -> typed columns, keeping what can be kept and saying what was not."""

import csv
import gzip
import math
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

import pandas as pd

Kind = Literal["id", "optional id", "stars", "time", "text"]

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


@dataclass(frozen=True)
class Problem:
    """What was wrong with some rows of a file, told by its first occurrence."""

    file: str
    line: int
    column: str
    what: str
    outcome: str
    remedy: str
    count: int

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}, column {self.column}"
        rows = "1 row was" if self.count == 1 else f"{self.count:,} rows like this were"
        return f"{where}: {self.what}. {rows} {self.outcome}. {self.remedy}"


class Problems:
    """Collects problems, one a kind, so that a million bad rows stay one sentence."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, str], Problem] = {}
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def add(
        self,
        kind: str,
        file: str,
        line: int,
        column: str,
        what: str,
        *,
        outcome: str = "skipped",
        remedy: str = "Correct the value or delete the row.",
        count: int = 1,
    ) -> None:
        """Note a problem; only the first of each kind, file and column keeps its words."""
        key = (file, column, kind)
        self._first.setdefault(key, Problem(file, line, column, what, outcome, remedy, 1))
        self._counts[key] += count

    def all(self) -> tuple[Problem, ...]:
        """The problems in the order they were met, with their counts."""
        return tuple(
            Problem(p.file, p.line, p.column, p.what, p.outcome, p.remedy, self._counts[key])
            for key, p in self._first.items()
        )


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
    try:
        try:
            table = _read_clean(path, columns)
        except (ValueError, OverflowError):  # pandas' parser errors are ValueErrors
            table = _read_faulty(path, columns, problems)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DatasetError(
            f"{path}: the gzip file is damaged ({error}). Fetch it again."
        ) from error
    except csv.Error as error:
        raise DatasetError(f"{path}: this is not a CSV file that can be read ({error}).") from error
    except OSError as error:
        raise DatasetError(f"{path}: the file cannot be read ({error.strerror}).") from error
    if table.empty:
        raise DatasetError(f"{path}: the file has no usable rows. Is it the right file?")
    return table


def empty_table(columns: dict[str, Kind]) -> pd.DataFrame:
    """A table of these columns without a row."""
    return pd.DataFrame(
        {name: pd.Series(dtype=_plain_dtype(kind)) for name, kind in columns.items()}
    )


def _plain_dtype(kind: Kind) -> str:
    return "int64" if kind == "optional id" else _DTYPES[kind]


def _read_clean(path: Path, columns: dict[str, Kind]) -> pd.DataFrame:
    """The table where every row is as it should be; ValueError where one is not."""
    table = pd.read_csv(
        path,
        usecols=list(columns),
        dtype={name: _DTYPES[kind] for name, kind in columns.items()},
        keep_default_na=False,
        na_values={name: [""] for name, kind in columns.items() if kind == "optional id"},
        skip_blank_lines=False,
        encoding="utf-8-sig",
    )
    for name, kind in columns.items():
        if kind == "stars" and not table[name].between(*_BOUNDS["stars"]).all():
            raise ValueError(name)
        if kind == "time" and (table[name] < 0).any():
            raise ValueError(name)
        if kind == "optional id":
            table[name] = table[name].fillna(0).astype("int64")
    table.index = pd.RangeIndex(2, len(table) + 2)
    return table


def _read_faulty(path: Path, columns: dict[str, Kind], problems: Problems) -> pd.DataFrame:
    """The usable rows of a file that has faults, each kind of fault noted in problems."""
    kept: dict[str, list[object]] = {name: [] for name in columns}
    lines: list[int] = []
    with _open_text(path) as stream:
        reader = csv.reader(stream)
        places = _places(path, next(reader, []), columns)
        for row in reader:
            values = _row_values(path.name, reader.line_num, row, places, columns, problems)
            if values is not None:
                lines.append(reader.line_num)
                for name, value in zip(columns, values, strict=True):
                    kept[name].append(value)
    dtypes = {name: _plain_dtype(kind) for name, kind in columns.items()}
    return pd.DataFrame(kept, index=pd.Index(lines)).astype(dtypes)


def _open_text(path: Path) -> IO[str]:
    # Bytes that are no UTF-8 become surrogates, so that the row they stand in can be named.
    opener = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8-sig", errors="surrogateescape", newline="")


def _places(path: Path, header: list[str], columns: dict[str, Kind]) -> list[int]:
    names = [name.strip() for name in header]
    if not any(names):
        raise DatasetError(f"{path}: the file is empty. Put the MovieLens file in its place.")
    missing = [name for name in columns if name not in names]
    if missing:
        raise DatasetError(
            f"{path}, line 1: column {missing[0]} is missing (found: {', '.join(names)[:80]}). "
            f"A MovieLens {path.name} begins with {','.join(columns)}."
        )
    return [names.index(name) for name in columns]


def _row_values(
    file: str,
    line: int,
    row: list[str],
    places: list[int],
    columns: dict[str, Kind],
    problems: Problems,
) -> list[object] | None:
    """The row's cells in the order of columns, or None where one of them cannot be used."""
    if len(row) <= max(places):
        what = f"the row has {len(row)} cells, too few"
        problems.add("cells", file, line, list(columns)[-1], what)
        return None
    values: list[object] = []
    for (name, kind), place in zip(columns.items(), places, strict=True):
        cell = row[place]
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
