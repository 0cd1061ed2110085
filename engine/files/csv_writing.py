"""Writes files completely or not at all, and CSV that is safe to open in a spreadsheet."""

import csv
import io
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from engine.files.atomic import replacing
from engine.files.paths import PathError, expanded
from engine.files.problems import UserFacingError
from engine.files.regular import check_regular

Cells = tuple[object, ...]
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class ExportError(UserFacingError):
    """A file that could not be written."""


def writable(path: Path, overwrite: bool) -> Path:
    """As unoccupied; raises ExportError also where there is no such folder."""
    path = unoccupied(path, overwrite)
    try:
        has_folder = path.parent.is_dir()
    except OSError as error:
        raise _unwritable(path, error) from error
    if not has_folder:
        raise ExportError(f"{path.parent}: there is no such folder. Make it or name another.")
    return path


def unoccupied(path: Path, overwrite: bool) -> Path:
    """The absolute path if nothing is there but a file that may be overwritten.

    Raises FileExistsError where overwrite is not set, ExportError where something else is there.
    """
    try:
        path = expanded(path).absolute()
        is_there = path.exists()
        if is_there:
            check_regular(path)
    except PathError as error:
        raise ExportError(str(error)) from error
    except IsADirectoryError as error:
        raise ExportError(f"{path} is a folder. Name a file in it.") from error
    except OSError as error:
        raise _unwritable(path, error) from error
    if is_there and not overwrite:
        raise FileExistsError(path)
    return path


@contextmanager
def writing(path: Path, bom: bool = False) -> Iterator[TextIO]:
    """Yield a text file that replaces path at the end, and keeps its mode; raises ExportError.

    A file that is new can be read by its owner alone: ratings are private. bom: begin with a byte
    order mark, without which Excel takes UTF-8 for the system's old encoding.
    """
    encoding = "utf-8-sig" if bom else "utf-8"
    try:
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
        with (
            replacing(path, mode) as half_written,
            half_written.open("w", encoding=encoding, newline="") as file,
        ):
            yield file
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def csv_lines(rows: Iterable[Cells]) -> Iterator[str]:
    """Yield each row as a line of CSV, in which a spreadsheet runs no cell as a formula."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([_harmless(cell) for cell in row])
        yield line.getvalue()


def _unwritable(path: Path, error: Exception) -> ExportError:
    why = getattr(error, "strerror", None) or error
    return ExportError(f"{path}: the file cannot be written ({why}). Name another.")


def _harmless(cell: object) -> object:
    """The cell, with a quote before text that a spreadsheet would run as a formula."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
