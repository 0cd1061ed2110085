"""The CSV of ratings and watchlist that this program writes."""

from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.layout_columns import YES
from engine.exchange.records import Record, clean, imdb_id_of, unguarded, whole, year_of
from engine.exchange.rows import Row
from engine.exchange.untrusted_files import Kind
from engine.files.csv_cells import number_in
from engine.profile.watch_days import watch_day, without_watch_day

NAME = "movierec-tui"
KIND: Kind = "csv"


def recognises(table: Table) -> bool:
    """Whether the header is that of this program's export of ratings."""
    return {"movieid", "title", "rating", "ratedat", "imdburl"} <= table.columns


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are 0.5 to 5."""
    for line, row in table.rows:
        rating = row.get("rating", "")
        original = unguarded(clean(row.get("original", "")))
        yield Record(
            title=unguarded(clean(row.get("title", ""))),
            line=line,
            year=year_of(row.get("year", "")),
            imdb_id=imdb_id_of(row.get("imdburl", "")),
            tmdb_id=max(0, whole(row.get("tmdburl", "").rpartition("/")[2])),
            movielens_id=movie_id_of(unguarded(row.get("movieid", ""))),
            stars=table.stars(rating, line, 5, "rating"),
            date=row.get("ratedat", ""),
            original=without_watch_day(original),
            watched_on=watch_day(original),
            watchlist=says_yes(row, "watchlist"),
            is_seen=says_yes(row, "seen"),
        )


def says_yes(row: Row, column: str) -> bool:
    """Whether a column has a yes; files of older versions may lack it."""
    return row.get(column, "").strip().casefold() == YES


def movie_id_of(cell: str) -> int | None:
    """A data set's own id for a movie, any int64; None if the cell holds none."""
    number = number_in("id", cell)
    return None if number is None else int(number)
