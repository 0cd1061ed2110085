"""Yamtrack and Movary: the CSV files of two programs that people run on servers of their own."""

from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.records import (
    Record,
    clean,
    first_of,
    imdb_id_of,
    original_of,
    unguarded,
    whole,
    year_of,
)
from engine.exchange.statuses import is_planned, is_seen
from engine.exchange.untrusted_files import Kind

NAME = "Yamtrack, Movary"
KIND: Kind = "csv"
_YAMTRACK = frozenset(("mediaid", "source", "mediatype", "title", "score", "status"))
_MOVARY = frozenset(("title", "year", "tmdbid", "imdbid"))
_MOVARY_SAYS = frozenset(("watchedat", "userrating", "addedat"))
_WATCHED = ("watchedat", "enddate")
_DATES = (*_WATCHED, "progressedat", "addedat", "startdate", "createdat")


def recognises(table: Table) -> bool:
    """Whether the header is one of theirs."""
    is_movary = table.columns >= _MOVARY and not table.columns.isdisjoint(_MOVARY_SAYS)
    return table.columns >= _YAMTRACK or is_movary


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are 0 to 10, and 1 to 10."""
    for line, row in table.rows:
        rating = first_of(row, ("userrating", "score"))
        kind = row.get("mediatype", "movie").strip().casefold()
        source = row.get("source", "tmdb").strip().casefold()
        status = row.get("status")
        is_wish = "addedat" in row or table.is_watchlist or is_planned(status or "")
        number = first_of(row, ("tmdbid", "mediaid")) if source == "tmdb" else ""
        stars = table.stars(rating, line, 10, "rating")
        yield Record(
            title=unguarded(clean(row.get("title", ""))),
            line=line,
            year=year_of(row.get("year", "")),
            imdb_id=imdb_id_of(row.get("imdbid", "")),
            tmdb_id=max(0, whole(number)) if kind == "movie" else 0,
            stars=stars,
            original=original_of(rating, 10),
            date=first_of(row, _DATES),
            is_watch_date=bool(first_of(row, _WATCHED)),
            watchlist=is_wish and stars is None,
            is_seen=not is_wish if status is None else is_seen(status),
            is_series=kind != "movie",
        )
