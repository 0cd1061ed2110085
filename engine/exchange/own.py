"""The CSV of ratings that this program writes."""

from collections.abc import Iterator

from engine.exchange.records import (
    Record,
    clean,
    imdb_id_of,
    original_of,
    time_of,
    unguarded,
    whole,
    year_of,
)
from engine.exchange.rows import Table

NAME = "movierec-tui"


def recognises(columns: frozenset[str]) -> bool:
    """Whether a header is of an export of ratings."""
    return {"movieid", "title", "rating", "ratedat", "imdburl"} <= columns


def read(table: Table) -> Iterator[Record]:
    """A record a row; ratings are 0.5 to 5."""
    for line, row in table.rows:
        rating = row.get("rating", "")
        yield Record(
            title=unguarded(clean(row.get("title", ""))),
            line=line,
            year=year_of(row.get("year", "")),
            imdb_id=imdb_id_of(row.get("imdburl", "")),
            tmdb_id=max(0, whole(row.get("tmdburl", "").rpartition("/")[2])),
            movielens_id=whole(unguarded(row.get("movieid", ""))),
            stars=table.stars(rating, line, 5, "rating"),
            original=original_of(rating, 5),
            rated_at=time_of(row.get("ratedat", "")),
        )
