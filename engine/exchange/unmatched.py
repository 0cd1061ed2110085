"""Writes the records without a movie to a file that can be corrected and imported again."""

import csv
from collections.abc import Iterable, Sequence
from itertools import chain, count
from pathlib import Path

from engine.catalogue.links import imdb_name
from engine.exchange.layout_columns import yes_or_not
from engine.exchange.plan import Item
from engine.files.csv_writing import writable, writing
from engine.files.times import utc_day

UNMATCHED_COLUMNS = (
    "Title",
    "Year",
    "imdbID",
    "tmdbID",
    "Rating",
    "Date",
    "WatchedDate",
    "Watchlist",
    "Seen",
    "Line",
    "Why",
)
_FORMULA_STARTS = ("=", "+", "-", "@")


def unused_name(path: Path) -> Path:
    """The path, with a number if a file exists there already."""
    names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return next(name for name in chain([path], names) if not name.exists())


def write_unmatched(path: Path, items: Iterable[Item], bom: bool = False) -> None:
    """Write the records without a movie as CSV, which can be corrected and imported again.

    bom: begin with a byte order mark, for Excel.
    Raises FileExistsError if a file exists there, and ExportError if it cannot be written.
    """
    with writing(writable(path, overwrite=False), bom) as file:
        writer = csv.writer(file)
        writer.writerow(UNMATCHED_COLUMNS)
        writer.writerows(_cells(item) for item in items)


def _cells(item: Item) -> Sequence[object]:
    """The cells of a row; its rating is in stars, as the original may be in any scale."""
    record = item.record
    day = "" if record.rated_at is None else utc_day(record.rated_at)
    # A quote keeps a spreadsheet from running a title as a formula.
    title = f"'{record.title}" if record.title.startswith(_FORMULA_STARTS) else record.title
    ids = (imdb_name(record.imdb_id), record.tmdb_id or "")
    marks = (yes_or_not(record.watchlist), yes_or_not(record.is_seen))
    said = (record.stars or "", "" if record.watched_on else day, record.watched_on, *marks)
    return title, record.year or "", *ids, *said, record.line, item.match.how
