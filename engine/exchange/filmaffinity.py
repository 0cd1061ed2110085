"""FilmAffinity: the CSV of ratings and of lists that fa-scraper makes; the site has no export."""

from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.records import Record, clean, original_of, unguarded, year_of
from engine.exchange.title_marks import unmarked
from engine.exchange.untrusted_files import Kind

NAME = "FilmAffinity"
KIND: Kind = "csv"
_LIST = frozenset(("title", "year", "directors"))
_RATINGS = frozenset((*_LIST, "watcheddate", "rating", "rating10"))
_SHORTS = frozenset("sc")  # (C), corto, and in English (S)


def recognises(table: Table) -> bool:
    """Whether the header is that of the ratings or of a list."""
    return table.columns in (_RATINGS, _LIST)


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are 1 to 10. What a list means it does not say."""
    is_list = "rating10" not in table.columns
    for line, row in table.rows:
        rating = row.get("rating10", "")
        title, is_no_movie = unmarked(unguarded(clean(row.get("title", ""))), _SHORTS)
        yield Record(
            title=title,
            line=line,
            year=year_of(row.get("year", "")),
            stars=table.stars(rating, line, 10, "Rating10"),
            original=original_of(rating, 10),
            date=row.get("watcheddate", ""),
            watchlist=is_list and table.is_watchlist,
            is_listed=is_list and not table.is_watchlist,
            is_series=is_no_movie,
        )
