"""Letterboxd: ratings, watched, watchlist, diary and reviews.csv, or the whole export."""

from collections.abc import Iterator

from engine.exchange.records import Record, clean, original_of, time_of, year_of
from engine.exchange.rows import Table

NAME = "Letterboxd"


def recognises(columns: frozenset[str]) -> bool:
    """Whether a header is one of Letterboxd's."""
    return {"name", "year", "letterboxduri"} <= columns


def read(table: Table) -> Iterator[Record]:
    """A record a row; Letterboxd names no ids, and rates films alone."""
    for line, row in table.rows:
        rating = row.get("rating", "")
        yield Record(
            title=clean(row.get("name", "")),
            line=line,
            year=year_of(row.get("year", "")),
            stars=table.stars(rating, line, 5, "Rating"),
            original=original_of(rating, 5),
            rated_at=time_of(row.get("watcheddate", "") or row.get("date", "")),
            watchlist=table.is_watchlist and not rating,
        )
