"""Simkl: the CSV of its export."""

from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.records import (
    Record,
    clean,
    imdb_id_of,
    original_of,
    unguarded,
    whole,
    year_of,
)
from engine.exchange.statuses import is_planned, is_seen
from engine.exchange.untrusted_files import Kind

NAME = "Simkl"
KIND: Kind = "csv"
_MOVIES = frozenset(("movie", "movies"))


def recognises(table: Table) -> bool:
    """Whether the header is Simkl's."""
    return {"simklid", "title", "type", "watchlist"} <= table.columns


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are 1 to 10.

    TMDB numbers movies and series apart, so only a movie's number is one here. Anime may be
    either, which its IMDb id tells.
    """
    for line, row in table.rows:
        rating, kind = row.get("rating", ""), row.get("type", "").strip().casefold()
        imdb_id, status = imdb_id_of(row.get("imdb", "")), row.get("watchlist", "")
        is_movie = kind in _MOVIES
        stars = table.stars(rating, line, 10, "Rating")
        yield Record(
            title=unguarded(clean(row.get("title", ""))),
            line=line,
            year=year_of(row.get("year", "")),
            imdb_id=imdb_id,
            tmdb_id=max(0, whole(row.get("tmdb", ""))) if is_movie else 0,
            stars=stars,
            original=original_of(rating, 10),
            date=row.get("watcheddate", ""),
            is_watch_date=True,
            watchlist=is_planned(status) and stars is None,
            is_seen=is_seen(status, row.get("watcheddate", "")),
            is_series=not is_movie and not (kind == "anime" and imdb_id),
        )
