"""Kinopoisk: votes as CSV of its exporters, and the .xls of the site, which is a table in HTML."""

from collections.abc import Iterator

from engine.exchange.cells import says_no_movie
from engine.exchange.contents import Table
from engine.exchange.records import Record, clean, first_of, is_span, original_of, year_of
from engine.exchange.title_marks import unmarked
from engine.exchange.untrusted_files import Kind

NAME = "Kinopoisk"
KIND: Kind = "csv"
_ORIGINAL = ("nameeng", "nameen", "nameoriginal", "original", "оригинальноеназвание")
_RUSSIAN = ("namerus", "nameru", "русскоязычноеназвание", "название", "title")
_RATINGS = ("rating", "myrating", "мояоценка", "вашаоценка", "оценка")
_YEARS = ("year", "год")
_DATES = ("date", "дата", "датаивремя", "времяоценки", "датаоценки", "время")
_TYPES = ("type", "тип")


def recognises(table: Table) -> bool:
    """Whether the header has columns for an original title and for a Russian one, and a rating."""
    named = table.columns
    return all(not named.isdisjoint(names) for names in (_ORIGINAL, _RUSSIAN, _RATINGS))


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; ratings are 1 to 10, and the original title is often empty."""
    for line, row in table.rows:
        rating, year = first_of(row, _RATINGS), first_of(row, _YEARS)
        titles = [unmarked(clean(first_of(row, names))) for names in (_ORIGINAL, _RUSSIAN)]
        first, *others = [title for title, _ in titles if title] or [""]
        is_no_movie = any(title.is_no_movie for title in titles)
        yield Record(
            title=first,
            other_title=others[0] if others else "",
            line=line,
            year=year_of(year),
            stars=table.stars(rating, line, 10, "rating"),
            original=original_of(rating, 10),
            date=first_of(row, _DATES),
            is_series=is_no_movie or is_span(year) or says_no_movie(first_of(row, _TYPES)),
        )
