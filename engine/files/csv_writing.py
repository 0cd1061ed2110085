"""Writes files completely or not at all, and CSV that is safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from engine.files.atomic import replacing
from engine.files.problems import UserFacingError

Cells = tuple[object, ...]
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class ExportError(UserFacingError):
    """A file that could not be written."""


def writable(path: Path, overwrite: bool) -> Path:
    """The absolute path if a file may be written there; raises FileExistsError, ExportError."""
    try:
        path = path.expanduser().absolute()
        is_folder, is_there, has_folder = path.is_dir(), path.exists(), path.parent.is_dir()
    except (OSError, RuntimeError) as error:
        raise _unwritable(path, error) from error
    if is_folder:
        raise ExportError(f"{path} is a folder. Name a file in it.")
    if is_there and not overwrite:
        raise FileExistsError(path)
    if not has_folder:
        raise ExportError(f"{path.parent}: there is no such folder. Make it or name another.")
    return path


@contextmanager
def writing(path: Path) -> Iterator[TextIO]:
    """Yield a text file that replaces path at the end; raises ExportError."""
    try:
        with (
            replacing(path) as half_written,
            half_written.open("w", encoding="utf-8", newline="") as file,
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
