"""Reads a CSV file row by row and names the faults in each row."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import IO

import pandas as pd

from engine.files.csv_cells import DTYPES, WANTED, Kind, number_in
from engine.files.problems import DatasetError, Problems
from engine.files.regular import check_regular

_BLOCK = 100_000  # rows; a Python number takes ten times the memory of a number in a column
_END = "\ud800"  # a character that _open_text never yields, whatever the file holds


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an error in reading a file into a DatasetError that says why."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DatasetError(
            f"{path}: the gzip file is damaged ({error}). Fetch it again."
        ) from error
    except OSError as error:
        reason = error.strerror or error
        raise DatasetError(f"{path}: the file cannot be read ({reason}).") from error


def column_names(path: Path) -> list[str]:
    """The names in the first line of a CSV; raises DatasetError if it cannot be read."""
    with told(path), _open_text(path) as stream:
        _, header = next(_rows(path, stream), (1, []))
    return [name.strip() for name in header]


def check_header(path: Path, columns: dict[str, Kind]) -> None:
    """Raise DatasetError if the first line of a CSV lacks a column."""
    with _open_text(path) as stream:
        _read_header(path, _rows(path, stream), columns)


def read_row_by_row(path: Path, columns: dict[str, Kind], problems: Problems) -> pd.DataFrame:
    """Read the usable rows of a file with faults, and note each kind of fault in problems.

    Columns and index are those of csv_tables. Raises DatasetError if a column is missing or an
    open quotation mark swallows the rest, and what opening, reading and unpacking raise.
    """
    blocks: list[pd.DataFrame] = []
    with _open_text(path) as stream:
        usable = _usable_rows(path, stream, columns, problems)
        while block := list(islice(usable, _BLOCK)):
            blocks.append(_as_table(block, columns))
    return pd.concat(blocks or [_as_table([], columns)])


def _usable_rows(
    path: Path, stream: IO[str], columns: dict[str, Kind], problems: Problems
) -> Iterator[tuple[int, list[object]]]:
    """Yield the line and the values of each usable row."""
    rows = _rows(path, stream)
    width, places = _read_header(path, rows, columns)
    for line, row in rows:
        # In a row that is too short, the last cells count as empty.
        cells = row + [""] * (width - len(row))
        if len(cells) > width:
            what = f"the row has {len(cells)} cells and the header {width}"
            remedy = "Put quotation marks around text that contains commas."
            problems.add("cells", path.name, line, list(columns)[-1], what, remedy=remedy)
            continue
        picked = dict(zip(columns, (cells[place] for place in places), strict=True))
        values = _row_values(path.name, line, picked, columns, problems)
        if values is not None:
            yield line, values


def _as_table(block: list[tuple[int, list[object]]], columns: dict[str, Kind]) -> pd.DataFrame:
    dtypes = {name: DTYPES[kind] for name, kind in columns.items()}
    lines = pd.Index([line for line, _ in block], dtype="int64")
    cells = {name: [values[n] for _, values in block] for n, name in enumerate(columns)}
    return pd.DataFrame(cells, index=lines).astype(dtypes)


def _open_text(path: Path) -> IO[str]:
    # Bytes that are not UTF-8 become surrogates, so that their row can be named.
    check_regular(path)
    opener = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8-sig", errors="surrogateescape", newline="")


def _rows(path: Path, stream: IO[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the line it begins on."""
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
    """The number of cells in the header, and the position of each column."""
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
    """The values of the cells in the order of columns, or None if one of them cannot be used."""
    values: list[object] = []
    for name, kind in columns.items():
        cell = cells[name]
        value = _text(file, line, name, cell, problems) if kind == "text" else number_in(kind, cell)
        if value is None:
            problems.add("value", file, line, name, f"{cell[:40]!r} is not {WANTED[kind]}")
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
