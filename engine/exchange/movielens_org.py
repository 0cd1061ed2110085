"""MovieLens.org: movielens-ratings.csv, and its wishlist, which has no ratings."""

from collections.abc import Iterator

from engine.catalogue.titles import natural, split_year
from engine.exchange.contents import Table
from engine.exchange.records import Record, clean, imdb_id_of, original_of, whole
from engine.exchange.untrusted_files import Kind

NAME = "MovieLens.org"
KIND: Kind = "csv"


def recognises(table: Table) -> bool:
    """Whether the header is MovieLens.org's."""
    return {"movieid", "imdbid", "tmdbid", "averagerating", "title"} <= table.columns


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are 0.5 to 5, in today's files without their time."""
    for line, row in table.rows:
        rating = row.get("rating", "")
        title, year = split_year(clean(row.get("title", "")))
        stars = table.stars(rating, line, 5, "rating")
        yield Record(
            title=natural(title),
            line=line,
            year=year,
            imdb_id=imdb_id_of(row.get("imdbid", "")),
            tmdb_id=max(0, whole(row.get("tmdbid", ""))),
            movielens_id=whole(row.get("movieid", "")) or None,
            stars=stars,
            original=original_of(rating, 5),
            date=row.get("timestamp", ""),
            watchlist="wishlist" in table.name.casefold() and stars is None,
        )
