"""Tells whether a data set's files are as MovieLens writes them today, or need another reading.

Its first rows are looked at before it is read. A fault that comes up later makes the whole file
looked at, column by column: what few rows have is a typing error, what many have is a layout.
"""

import csv
import io
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from engine.catalogue.dataset_times import are_dates
from engine.catalogue.other_tables import COLUMNS, FILES, is_utf_8
from engine.files.csv_rows import told

BEST = 5.0  # stars
FEW = 0.02  # of the rows, which may be typing errors and say nothing of scale or layout
_NEEDED = {
    "movies": COLUMNS["movies"],
    "ratings": COLUMNS["ratings"][:3],
    "tags": ("movieId", "tag"),
    "links": COLUMNS["links"],
}
_LATEST = 2**31 - 1
_SAMPLE = 2**14  # bytes of a file by which its layout is known
_CHUNK = 2**20  # rows; ten million texts at a time would fill the memory


class OtherLayoutError(Exception):
    """A file that looked plain at its beginning is not."""


def is_plain(folder: Path) -> bool:
    """Whether a folder's first rows are as MovieLens writes them today, or there is no telling."""
    for stem in COLUMNS:
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


def check_whole(path: Path) -> None:
    """Raise OtherLayoutError if too many rows of a file with faults need another reading."""
    stem = path.name.partition(".")[0]
    try:
        if stem != "ratings" and path.suffix == ".csv" and not is_utf_8(path.read_bytes()):
            raise OtherLayoutError
        chunks = pd.read_csv(
            path,
            low_memory=False,  # else a column of a chunk may be of texts and numbers
            keep_default_na=False,
            encoding_errors="replace",
            on_bad_lines="skip",
            chunksize=_CHUNK,
        )
        with chunks:
            rows, odd = 0, pd.Series(dtype="int64")
            for chunk in chunks:
                rows += len(chunk)
                odd = odd.add(_odd_rows(chunk, stem), fill_value=0)
    except (ValueError, OSError, EOFError, zlib.error):
        return  # which reading it row by row tells
    if _is_odd(odd, rows, rows < _CHUNK):
        raise OtherLayoutError


def _begins_plainly(sample: bytes, stem: str) -> bool:
    is_whole = len(sample) < _SAMPLE
    if not is_whole:
        sample = sample[: sample.rfind(b"\n") + 1] or sample  # the last line is cut off
    text = sample.decode("utf-8-sig", "replace")
    lines = text.splitlines()
    names = [name.strip() for name in next(csv.reader(lines), [])]
    if not names:
        return True  # empty, which the reader of plain folders tells
    if not set(_NEEDED[stem]) <= set(names):
        return names[0] in ("", COLUMNS[stem][0]) and not _has_other_separator(lines[0])
    if stem == "links":
        return b",tt" not in sample and b",NaN" not in sample
    if stem != "ratings":
        return is_utf_8(sample)
    if "timestamp" not in names:
        return False
    try:
        table = pd.read_csv(
            io.StringIO(text), low_memory=False, keep_default_na=False, on_bad_lines="skip"
        )
    except ValueError:  # pandas' parser errors are ValueErrors
        return True  # until it is read, and the whole of it tells
    return not _is_odd(_odd_rows(table, stem), len(table), is_whole)


def _has_other_separator(header: str) -> bool:
    return any(separator in header for separator in (";", "\t", "::"))


def _is_odd(odd: "pd.Series[int]", rows: int, is_small: bool) -> bool:
    """Whether more rows need another reading than errors would explain.

    No rating is lost for its time alone, unless the file is so large that reading it anew takes
    minutes.
    """
    certain = odd.index.isin(("link", "time")) & is_small
    return bool((odd > np.where(certain, 0, FEW * rows)).any())


def _odd_rows(table: pd.DataFrame, stem: str) -> "pd.Series[int]":
    """How many rows need another reading, by what is odd in them; nothing where none can tell."""
    table = table.rename(columns=lambda name: str(name).strip())
    if not isinstance(table.index, pd.RangeIndex) or not set(_NEEDED[stem]) <= set(table):
        return pd.Series(dtype="int64")
    found = {"movie": int(_texts(table["movieId"]).str.fullmatch(r"\s*tt\d+\s*").sum())}
    if stem == "links":
        cells = pd.concat([_texts(table["imdbId"]), _texts(table["tmdbId"])]).str.strip()
        found["link"] = int((cells.str.startswith("tt") | (cells == "NaN")).sum())
    if stem == "ratings" and "timestamp" in table:
        stars = _numbers(table["rating"])
        times = _numbers(table["timestamp"])
        whole = times.between(0, _LATEST) & (times % 1 == 0)
        words = _texts(table["timestamp"])
        found["scale"] = int((stars > BEST).sum())
        found["comma"] = int(_texts(table["rating"]).str.fullmatch(r"\s*\d+,\d+\s*").sum())
        read = words.str.contains(r"\d") | (words.str.strip() == "")  # as a date, or as none
        numbers = times.notna() & (~whole | are_dates(times))
        found["time"] = int(read.sum()) + int(numbers.sum())
        found["user"] = int((_texts(table["userId"]).str.strip() != "").sum())
    return pd.Series(found)


def _numbers(cells: "pd.Series[Any]") -> "pd.Series[float]":
    # A column of numbers alone comes as such from pandas, and takes no time.
    return cells if is_numeric_dtype(cells) else pd.to_numeric(cells, errors="coerce")


def _texts(cells: "pd.Series[Any]") -> "pd.Series[str]":
    """The cells that are no numbers: few, as a rule, and only these take time."""
    return cells[_numbers(cells).isna()].astype(str)
