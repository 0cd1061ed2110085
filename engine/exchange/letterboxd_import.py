"""The layout that Letterboxd imports, as this program and others write it."""

from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.layout_columns import LETTERBOXD_COLUMNS
from engine.exchange.records import (
    Record,
    clean,
    imdb_id_of,
    original_of,
    unguarded,
    whole,
    year_of,
)
from engine.exchange.rows import column_key
from engine.exchange.untrusted_files import Kind

NAME = "Letterboxd's import layout"
KIND: Kind = "csv"
_COLUMNS = frozenset(map(column_key, LETTERBOXD_COLUMNS))


def recognises(table: Table) -> bool:
    """Whether the header has all the columns that this program writes for Letterboxd."""
    return table.columns >= _COLUMNS


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are whole numbers, 1 to 10.

    Without one, only a day or the file's name says that a movie was seen: lists look the same.
    """
    for line, row in table.rows:
        rating, date = row.get("rating10", ""), row.get("watcheddate", "")
        is_seen = table.is_seen or bool(date.strip())
        stars = table.stars(rating, line, 10, "Rating10")
        yield Record(
            title=unguarded(clean(row.get("title", ""))),
            line=line,
            year=year_of(row.get("year", "")),
            imdb_id=imdb_id_of(row.get("imdbid", "")),
            tmdb_id=max(0, whole(row.get("tmdbid", ""))),
            stars=stars,
            original=original_of(rating, 10),
            date=date,
            is_watch_date=True,
            watchlist=table.is_watchlist and stars is None,
            is_seen=is_seen,
            is_listed=stars is None and not (is_seen or table.is_watchlist),
        )
