"""IMDb: ratings and lists as CSV, with the headers of today and of before 2017."""

from collections.abc import Iterator

from engine.catalogue.added_movies import LONGEST
from engine.catalogue.genre_names import movielens_genres
from engine.exchange.cells import says_no_movie
from engine.exchange.contents import Table
from engine.exchange.records import (
    Record,
    clean,
    first_of,
    imdb_id_of,
    is_span,
    original_of,
    unguarded,
    whole,
    year_of,
)
from engine.exchange.untrusted_files import Kind

NAME = "IMDb"
KIND: Kind = "csv"
MOST_DIRECTORS = 9


def recognises(table: Table) -> bool:
    """Whether the header is one of IMDb's."""
    return {"const", "title", "titletype"} <= table.columns


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are whole numbers, 1 to 10."""
    for line, row in table.rows:
        rating = first_of(row, ("yourrating", "yourated"))
        stars = table.stars(rating, line, 10, "Your Rating")
        yield Record(
            title=unguarded(clean(first_of(row, ("title", "originaltitle")))),
            line=line,
            year=year_of(row.get("year", "")),
            imdb_id=imdb_id_of(row.get("const", "")),
            stars=stars,
            original=original_of(rating, 10),
            date=first_of(row, ("daterated", "created")),
            watchlist=table.is_watchlist and stars is None,
            is_listed="position" in row,
            other_title=unguarded(clean(row.get("originaltitle", ""))),
            is_series=says_no_movie(row.get("titletype", "")) or is_span(row.get("year", "")),
            genres=movielens_genres(_listed(row.get("genres", ""))),
            runtime=_minutes(first_of(row, ("runtimemins", "runtime"))),
            directors=tuple(_listed(row.get("directors", "")))[:MOST_DIRECTORS],
        )


def _listed(cell: str) -> list[str]:
    return [name for part in cell.split(",") if (name := clean(part))]


def _minutes(cell: str) -> int:
    minutes = whole(cell)
    return minutes if 0 < minutes <= LONGEST else 0
