"""Any CSV with columns of titles and ratings, under usual names or as the person names them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.catalogue.titles import natural, split_year
from engine.exchange.contents import Table
from engine.exchange.own_csv import says_yes
from engine.exchange.records import (
    ExchangeError,
    Record,
    clean,
    first_of,
    imdb_id_of,
    names_scale,
    original_of,
    unguarded,
    whole,
    year_of,
)
from engine.exchange.rows import Row, column_key
from engine.exchange.scales import MOST, guessed
from engine.exchange.title_marks import unmarked
from engine.exchange.untrusted_files import Kind

NAME = "CSV"
KIND: Kind = "csv"
_TITLES = ("title", "name", "movie", "film", "movietitle", "filmtitle", "primarytitle")
_RATINGS = ("rating10", "yourrating", "myrating", "rating", "stars", "score", "userrating")
_IMDB = ("imdbid", "imdb", "const", "tconst", "imdburl")
_TMDB = ("tmdbid", "tmdb")
_YEARS = ("year", "releaseyear", "releasedate")
_RATED_AT = ("ratedat", "daterated")
_WATCHED = "watcheddate"
_DATES = (*_RATED_AT, _WATCHED, "date", "timestamp")


@dataclass(frozen=True)
class Columns:
    """What the person said about a file: names of columns, and the end of its scale."""

    title: str | None = None
    rating: str | None = None
    year: str | None = None
    scale: float | None = None


NOTHING_NAMED = Columns()


def recognises(table: Table) -> bool:
    """Whether the header has usual names for titles or ids, and for ratings."""
    named = table.columns
    return not named.isdisjoint((*_TITLES, *_IMDB, *_TMDB)) and not named.isdisjoint(_RATINGS)


def read(table: Table, columns: Columns = NOTHING_NAMED) -> Iterator[Record]:
    """Yield a record for each row; the scale is given, or the least usual one that fits.

    One that is guessed is noted in the table.
    Raises ExchangeError if a column that the person named does not exist.
    """
    titles = _names(table, columns.title, _TITLES)
    ratings = _names(table, columns.rating, _RATINGS)
    years = _names(table, columns.year, _YEARS)
    rows = list(table.rows)
    scale = columns.scale or _scale(table, rows, ratings) or 5
    for line, row in rows:
        rating = first_of(row, ratings)
        whole_title, is_no_movie = unmarked(unguarded(clean(first_of(row, titles))))
        rest, year = split_year(whole_title)
        title, is_none_either = unmarked(rest)
        stars = table.stars(rating, line, scale, "rating")
        yield Record(
            title=natural(title),
            line=line,
            year=year_of(first_of(row, years)) or year,
            imdb_id=imdb_id_of(first_of(row, _IMDB)),
            tmdb_id=max(0, whole(first_of(row, _TMDB))),
            stars=stars,
            original=original_of(rating, scale),
            guessed_scale=0.0 if names_scale(rating) else table.guessed_scale,
            date=first_of(row, _DATES),
            is_watch_date=not first_of(row, _RATED_AT) and bool(first_of(row, (_WATCHED,))),
            watchlist=says_yes(row, "watchlist") and stars is None,
            is_seen=says_yes(row, "seen"),
            is_series=is_no_movie or is_none_either,
        )


def _names(table: Table, said: str | None, usual: Sequence[str]) -> Sequence[str]:
    if said is None:
        return usual
    if column_key(said) not in table.columns:
        raise ExchangeError(
            f"{table.name}, line 1: there is no column {clean(said)!r}. "
            f"Name one of these: {', '.join(sorted(table.columns))[:300]}."
        )
    return (column_key(said),)


def _scale(table: Table, rows: list[tuple[int, Row]], names: Sequence[str]) -> float:
    if "rating10" in names and "rating10" in table.columns:
        return 10
    table.guessed_scale = guessed(_number(first_of(row, names)) for _, row in rows)
    return table.guessed_scale


def _number(cell: str) -> float:
    """The number in a cell if a scale may have it, else 0."""
    try:
        number = float(cell.strip().replace(",", "."))
    except ValueError:
        return 0
    return number if 0 <= number <= MOST else 0
