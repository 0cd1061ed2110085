"""Criticker: the CSV of its export since 2025."""

import re
from collections.abc import Iterator

from engine.catalogue.titles import natural, split_year
from engine.exchange.contents import Table
from engine.exchange.criticker import SERIES, score_of
from engine.exchange.records import Record, clean, first_of, imdb_id_of, original_of, year_of
from engine.exchange.untrusted_files import Kind

NAME = "Criticker"
KIND: Kind = "csv"
_OF_SEASON = re.compile(r"tt\d+_s\d", re.ASCII)  # what stands for a season's IMDb id


def recognises(table: Table) -> bool:
    """Whether the header is Criticker's."""
    return "filmname" in table.columns and not {"score", "rating"}.isdisjoint(table.columns)


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each row; scores are 0 to 100."""
    for line, row in table.rows:
        score = first_of(row, ("score", "rating"))
        is_season = _OF_SEASON.search(row.get("imdbid", "")) is not None
        title, year = split_year(clean(row.get("filmname", "")))
        yield Record(
            title=natural(title),
            line=line,
            year=year_of(row.get("year", "")) or year,
            imdb_id=imdb_id_of(row.get("imdbid", "")),
            stars=score_of(score, table.problems, table.name, line),
            original=original_of(score, 100),
            date=first_of(row, ("daterated", "date")),
            is_series=is_season or SERIES in row.get("url", ""),
        )
