"""FilmAffinity: the CSV of ratings and of lists that fa-scraper makes; the site has no export."""

import re
from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.records import Record, clean, original_of, unguarded, year_of
from engine.exchange.untrusted_files import Kind

NAME = "FilmAffinity"
KIND: Kind = "csv"
_LIST = frozenset(("title", "year", "directors"))
_RATINGS = frozenset((*_LIST, "watcheddate", "rating", "rating10"))
# What FilmAffinity puts behind a title: TV, a short (corto), a series, in English and Spanish.
_KIND = re.compile(r"\s*\((?:TV|S|C|TV (?:Mini)?series|(?:Mini)?serie de TV)\)$", re.IGNORECASE)


def recognises(table: Table) -> bool:
    """Whether the header is that of the ratings or of a list."""
    return table.columns in (_RATINGS, _LIST)


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are 1 to 10. What a list means it does not say."""
    is_list = "rating10" not in table.columns
    for line, row in table.rows:
        rating = row.get("rating10", "")
        title = unguarded(clean(row.get("title", "")))
        kind = _KIND.search(title)
        yield Record(
            title=_KIND.sub("", title) or title,
            line=line,
            year=year_of(row.get("year", "")),
            stars=table.stars(rating, line, 10, "Rating10"),
            original=original_of(rating, 10),
            date=row.get("watcheddate", ""),
            watchlist=is_list and table.is_watchlist,
            is_listed=is_list and not table.is_watchlist,
            is_series=kind is not None and "serie" in kind[0].casefold(),
        )
