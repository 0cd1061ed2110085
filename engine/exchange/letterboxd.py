"""Letterboxd: ratings, watched, watchlist, diary, reviews.csv, likes, or the whole export."""

from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.records import Record, clean, letterboxd_of, original_of, year_of
from engine.exchange.untrusted_files import Kind

NAME = "Letterboxd"
KIND: Kind = "csv"


def recognises(table: Table) -> bool:
    """Whether the header is one of Letterboxd's."""
    return {"name", "year", "letterboxduri"} <= table.columns


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; only films are rated there.

    Letterboxd names no ids; in exports of some years an address has its own name for a film.
    """
    for line, row in table.rows:
        rating = row.get("rating", "")
        stars = table.stars(rating, line, 5, "Rating")
        yield Record(
            title=clean(row.get("name", "")),
            line=line,
            year=year_of(row.get("year", "")),
            stars=stars,
            original=original_of(rating, 5),
            date=row.get("watcheddate", "") or row.get("date", ""),
            is_watch_date=bool(row.get("watcheddate", "").strip()),
            watchlist=table.is_watchlist and stars is None,
            is_seen=not table.is_watchlist,
            letterboxd=letterboxd_of(row.get("letterboxduri", "")),
        )
