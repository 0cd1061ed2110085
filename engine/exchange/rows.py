"""Tables with named columns, and what a reader needs to turn their rows into records."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.exchange.records import ExchangeError, Record, clean, stars_of
from engine.exchange.untrusted_files import Part, read_rows
from engine.files.problems import Problems

Row = dict[str, str]
_NOT_LETTER = re.compile(r"[\W_]+")


def column_key(name: str) -> str:
    """A column's name in lower case without blanks and punctuation."""
    return _NOT_LETTER.sub("", name.casefold())


@dataclass
class Table:
    """A CSV file with a header; the rows can be read once."""

    name: str
    header: tuple[str, ...]  # its columns' names as they stand there
    columns: frozenset[str]
    rows: Iterator[tuple[int, Row]]
    problems: Problems

    @property
    def is_watchlist(self) -> bool:
        """Whether it is a list of what to watch: no header tells, so its name has to."""
        return "watchlist" in self.name.casefold()

    def stars(self, cell: str, line: int, scale: float, column: str) -> float | None:
        """As stars_of, but a cell that holds no such number is noted and counts as no rating."""
        return stars_or_problem(cell, scale, self.problems, self.name, line, column)


def stars_or_problem(
    cell: str, scale: float, problems: Problems, name: str, line: int, column: str
) -> float | None:
    """As stars_of, but what is no such number is noted, where it stands, and is no rating."""
    try:
        return stars_of(cell, scale)
    except ValueError:
        what = f"{clean(cell)[:40]!r} is not a rating from 0 to {scale:g}"
        problems.add("rating", name, line, column, what, outcome="left unrated")
        return None


def read_table(part: Part, problems: Problems) -> Table:
    """A part as a table; raises ExchangeError where it has no header."""
    rows = read_rows(part)
    header = next(rows, None)
    if header is None:
        raise ExchangeError(f"{part.name}, line 1: the file is empty. Export your ratings again.")
    keys = [column_key(name) for name in header[1]]

    def named() -> Iterator[tuple[int, Row]]:
        for line, row in rows:
            yield line, dict(zip(keys, row, strict=False))

    return Table(part.name, tuple(map(clean, header[1])), frozenset(keys), named(), problems)


def with_title(records: Iterator[Record], table: Table) -> Iterator[Record]:
    """The records that say which movie they are of; the others are noted."""
    for record in records:
        ids = record.imdb_id or record.tmdb_id or record.movielens_id is not None
        if record.title or ids:
            yield record
        else:
            table.problems.add("title", table.name, record.line, "title", "no movie is named")


def text(item: Mapping[str, object], key: str) -> str:
    """A value out of JSON as a cell of a table would hold it; nothing for what is no value."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return str(value)
    except ValueError:  # a whole number of thousands of digits
        return ""
