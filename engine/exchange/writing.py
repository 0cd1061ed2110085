"""Writes a profile's ratings and watchlist to files for this program, Letterboxd and others."""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, NamedTuple

from engine.catalogue.dataset import Dataset, Movie
from engine.exchange.layout_columns import IMDB_COLUMNS, LETTERBOXD_COLUMNS, OWN_COLUMNS
from engine.exchange.layouts import imdb_row, json_item, letterboxd_row, own_row
from engine.files.csv_writing import Cells, csv_lines, writable, writing
from engine.profile.entries import Entry

Layout = Literal["own", "letterboxd", "imdb", "json"]
BOM = "\ufeff"
MOST_BYTES = 1_000_000  # what Letterboxd accepts in one file

_Row = Callable[[Entry, Movie | None], Cells | None]
_TABLES: dict[Layout, tuple[Cells, _Row]] = {
    "own": (OWN_COLUMNS, own_row),
    "letterboxd": (LETTERBOXD_COLUMNS, letterboxd_row),
    "imdb": (IMDB_COLUMNS, imdb_row),
}


class Written(NamedTuple):
    """The files that were written, and how many entries the layout cannot hold."""

    paths: tuple[Path, ...]
    left_out: int


def write_entries(
    path: Path,
    dataset: Dataset,
    entries: Sequence[Entry],
    layout: Layout = "own",
    overwrite: bool = False,
    bom: bool = False,
) -> Written:
    """Write each movie's stars and their time, and whether it was seen or is on the watchlist.

    own and json hold all of it, the time to the second; of a movie that the data set lacks they
    hold the id. letterboxd and imdb hold stars and days; without stars, a movie is read back as
    wanted, or from letterboxd as seen, if the file's name says so. Letterboxd's is split into
    NAME-1.csv, NAME-2.csv and so on if one file would be larger than Letterboxd accepts. bom: a
    table begins with a byte order mark, for Excel.

    Raises FileExistsError if a file exists and overwrite is not set, and ExportError if one cannot
    be written; then none is written.
    """
    path = writable(path, overwrite)
    said = [(entry, _movie(dataset, entry)) for entry in entries]
    if layout == "json":
        items = (json.dumps(json_item(*pair), ensure_ascii=False) for pair in said)
        _put([path], ["[\n" + ",\n".join(items) + "\n]\n"])
        return Written((path,), 0)
    columns, row = _TABLES[layout]
    rows = [cells for pair in said if (cells := row(*pair)) is not None]
    header, *lines = csv_lines((columns, *rows))
    header = f"{BOM}{header}" if bom else header
    texts = _parts(header, lines) if layout == "letterboxd" else [header + "".join(lines)]
    paths = [path]
    if len(texts) > 1:
        names = (f"{path.stem}-{number}{path.suffix}" for number in range(1, len(texts) + 1))
        paths = [writable(path.with_name(name), overwrite) for name in names]
    _put(paths, texts)
    return Written(tuple(paths), len(said) - len(rows))


def _movie(dataset: Dataset, entry: Entry) -> Movie | None:
    row = dataset.row_of(entry.movie_id)
    return None if row is None else dataset.movie(row)


def _parts(header: str, lines: Iterable[str]) -> list[str]:
    """Split the lines into texts of at most MOST_BYTES in UTF-8, each below the header."""
    parts, size = [[header]], len(header.encode())
    for line in lines:
        length = len(line.encode())
        if size + length > MOST_BYTES:
            parts.append([header])
            size = len(header.encode())
        parts[-1].append(line)
        size += length
    return ["".join(part) for part in parts]


def _put(paths: Sequence[Path], texts: Sequence[str]) -> None:
    """Write each text to its path; all of them are written before the first takes its place."""
    with ExitStack() as files:
        for path, text in zip(paths, texts, strict=True):
            file = files.enter_context(writing(path))
            file.write(text)
            file.flush()
