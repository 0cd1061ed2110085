"""A file -> the records in it, whichever program wrote it."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from engine.exchange import (
    any_csv,
    criticker,
    imdb,
    letterboxd,
    letterboxd_import,
    movielens_org,
    own_csv,
    own_json,
    tmdb,
    trakt,
)
from engine.exchange.any_csv import Columns
from engine.exchange.records import ExchangeError, Record, UnknownColumnsError
from engine.exchange.rows import read_table, with_title
from engine.exchange.untrusted_files import MOST_ROWS, Part, open_parts, read_json, too_many
from engine.files.problems import Problem, Problems

READERS = (letterboxd, letterboxd_import, imdb, tmdb, movielens_org, own_csv)
# In an archive: where a movie is rated twice, the file that comes first has the say.
_ORDER = ("ratings", "diary", "reviews", "watched", "watchlist")


@dataclass(frozen=True)
class Export:
    """What a file holds, and what of it could not be used."""

    source: str
    records: list[Record]
    problems: tuple[Problem, ...]


def read_export(path: Path, columns: Columns | None = None) -> Export:
    """Read an export; columns, where given, say what a CSV's columns mean.

    Raises ExchangeError where the file cannot be read or nothing in it is known.
    """
    parts = open_parts(path)
    if len(parts) == 1:
        return read_part(parts[0], columns)
    exports = []
    for part in sorted(parts, key=_rank):
        if part.is_json or _rank(part) < len(_ORDER):
            try:
                exports.append(read_part(part, None))
            except ExchangeError:
                continue  # an export holds much else: profiles, comments, settings
    if not exports:
        raise ExchangeError(
            f"{path.name}, line 1: the archive holds no ratings that are known. "
            "Name the whole export of Letterboxd or Trakt."
        )
    records = _without_repeats([record for export in exports for record in export.records])
    return Export(
        exports[0].source, records, tuple(p for export in exports for p in export.problems)
    )


def _rank(part: Part) -> int:
    stem = PurePosixPath(part.name).stem.casefold()
    ranks = [rank for rank, word in enumerate(_ORDER) if word in stem]
    return ranks[0] if ranks else len(_ORDER)


def _without_repeats(records: list[Record]) -> list[Record]:
    """Of each movie what comes first, ratings before the rest."""
    kept: dict[tuple[object, ...], Record] = {}
    for record in sorted(records, key=lambda record: record.stars is None):
        key = (record.title, record.year, record.imdb_id, record.tmdb_id, record.is_series)
        kept.setdefault(key, record)
    return list(kept.values())


def read_part(part: Part, columns: Columns | None) -> Export:
    """Read one file of an export; raises ExchangeError."""
    problems = Problems()
    if part.is_json:
        return _read_items(read_json(part), part.name, problems)
    if part.is_xml:
        return Export(criticker.NAME, criticker.read(part, problems), problems.all())
    table = read_table(part, problems)
    for reader in () if columns else READERS:
        if reader.recognises(table.columns):
            records = list(with_title(reader.read(table), table))
            return Export(reader.NAME, records, problems.all())
    if columns or any_csv.recognises(table.columns):
        records = list(with_title(any_csv.read(table, columns or Columns()), table))
        return Export(any_csv.NAME, records, problems.all())
    raise UnknownColumnsError(
        f"{part.name}, line 1: no column of titles and of ratings is known. "
        "Say which they are with --title-column and --rating-column.",
        table.header,
    )


def _read_items(items: Any, name: str, problems: Problems) -> Export:
    """What JSON holds; raises ExchangeError where it is no list that is known."""
    if isinstance(items, list) and len(items) > MOST_ROWS:
        raise too_many(name, 1)
    if isinstance(items, list) and all(isinstance(item, dict) for item in items):
        reader = own_json if own_json.recognises(items) else trakt
        records = list(reader.read(items, name, problems))
        if records or not items:
            return Export(reader.NAME, records, problems.all())
    raise ExchangeError(
        f"{name}, line 1: this JSON is no list of ratings from Trakt or from this program. "
        "Name ratings-movies.json or the whole ZIP."
    )
