"""TMDB: ratings and watchlist as CSV."""

from collections.abc import Iterator

from engine.exchange.cells import says_no_movie
from engine.exchange.contents import Table
from engine.exchange.records import (
    Record,
    clean,
    imdb_id_of,
    original_of,
    whole,
    year_of,
)
from engine.exchange.untrusted_files import Kind

NAME = "TMDB"
KIND: Kind = "csv"


def recognises(table: Table) -> bool:
    """Whether the header is TMDB's; its column Rating is what others gave."""
    return {"tmdbid", "type", "name", "yourrating"} <= table.columns


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are 0.5 to 10 in halves."""
    for line, row in table.rows:
        rating = row.get("yourrating", "")
        stars = table.stars(rating, line, 10, "Your Rating")
        yield Record(
            title=clean(row.get("name", "")),
            line=line,
            year=year_of(row.get("releasedate", "")),
            imdb_id=imdb_id_of(row.get("imdbid", "")),
            tmdb_id=max(0, whole(row.get("tmdbid", ""))),
            stars=stars,
            original=original_of(rating, 10),
            date=row.get("daterated", ""),
            watchlist=table.is_watchlist and stars is None,
            is_series=says_no_movie(row.get("type", "")) or bool(row.get("seasonnumber", "")),
        )
