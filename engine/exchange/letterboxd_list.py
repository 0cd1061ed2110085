"""Letterboxd: a list, in which some lines about the list come before its movies."""

from collections.abc import Iterator

from engine.exchange.contents import Table
from engine.exchange.records import Record, clean, letterboxd_of, year_of
from engine.exchange.rows import column_key
from engine.exchange.untrusted_files import Kind

NAME = "Letterboxd"
KIND: Kind = "csv"
_BEGINS = "letterboxdlistexport"
_HEADER = ("position", "name", "year", "url")


def recognises(table: Table) -> bool:
    """Whether the first line says that this is a list of Letterboxd's."""
    return any(column.startswith(_BEGINS) for column in table.columns)


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each movie; what the list means only the person knows."""
    names: list[str] = []
    for line, cells in table.cells:
        if not names:
            keys = [column_key(cell) for cell in cells]
            names = keys if set(_HEADER) <= set(keys) else []
            continue
        row = dict(zip(names, cells, strict=False))
        yield Record(
            title=clean(row.get("name", "")),
            line=line,
            year=year_of(row.get("year", "")),
            watchlist=table.is_watchlist,
            is_listed=True,
            letterboxd=letterboxd_of(row.get("url", "")),
        )
