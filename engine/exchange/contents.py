"""The content of a file as its reader gets it: a table, a JSON document or an XML tree."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.etree import ElementTree

from engine.exchange.html_rows import is_html
from engine.exchange.records import ExchangeError, clean
from engine.exchange.rows import Row, column_key, stars_or_problem
from engine.exchange.untrusted_files import Part
from engine.exchange.untrusted_rows import MOST_ROWS, read_json, read_rows, too_many
from engine.files.problems import Problems

Item = Mapping[str, object]
_WORD = re.compile(r"[a-z]+")


@dataclass
class Table:
    """A CSV file with a header; the rows can be read once."""

    name: str
    header: tuple[str, ...]  # the columns' names as the file has them
    columns: frozenset[str]
    cells: Iterator[tuple[int, list[str]]]  # of each row below the header, with its line
    problems: Problems
    guessed_scale: float = 0.0  # the best rating possible, where the reader could but guess it

    @property
    def is_watchlist(self) -> bool:
        """Whether it is a watchlist; only the file's name says so, no header does."""
        return "watchlist" in self.name.casefold()

    @property
    def is_seen(self) -> bool:
        """Whether its name says that it has movies which were seen."""
        return not {"watched", "seen"}.isdisjoint(_WORD.findall(self.name.casefold()))

    @property
    def rows(self) -> Iterator[tuple[int, Row]]:
        """The cells of each row by the keys of their columns."""
        keys = [column_key(name) for name in self.header]
        for line, row in self.cells:
            yield line, dict(zip(keys, row, strict=False))

    def stars(self, cell: str, line: int, scale: float, column: str) -> float | None:
        """As stars_of, but a cell without such a number is noted and is not a rating."""
        return stars_or_problem(cell, scale, self.problems, self.name, line, column)


class Document(NamedTuple):
    """A JSON file; value: its parsed content."""

    name: str
    value: Any
    problems: Problems

    @property
    def items(self) -> list[Item] | None:
        """Its objects, if it is a list of nothing else, otherwise None."""
        if isinstance(self.value, list) and all(isinstance(item, dict) for item in self.value):
            return self.value
        return None


class Tree(NamedTuple):
    """An XML file."""

    name: str
    root: ElementTree.Element
    problems: Problems


Content = Table | Document | Tree


def read_table(part: Part, problems: Problems) -> Table:
    """A part as a table; raises ExchangeError if it has no header."""
    rows = read_rows(part)
    header = next(rows, None)
    if header is None and is_html(part.text):
        raise ExchangeError(
            f"{part.name}, line 1: this seems to be a web page without a table, not an export. "
            "Name the file that the site exports."
        )
    if header is None:
        raise ExchangeError(f"{part.name}, line 1: the file is empty. Export your ratings again.")
    names = tuple(map(clean, header[1]))
    return Table(part.name, names, frozenset(map(column_key, names)), rows, problems)


def read_document(part: Part, problems: Problems) -> Document:
    """A part as parsed JSON; raises ExchangeError if it is not JSON or too long a list."""
    value = read_json(part)
    if isinstance(value, list) and len(value) > MOST_ROWS:
        raise too_many(part.name, 1)
    return Document(part.name, value, problems)


def read_tree(part: Part, problems: Problems) -> Tree:
    """A part as a tree; raises ValueError, with a reason, if it is not XML or defines entities."""
    if "<!DOCTYPE" in part.text or "<!ENTITY" in part.text:
        raise ValueError("it defines entities, which a list of ratings never does")
    try:
        return Tree(part.name, ElementTree.fromstring(part.text.lstrip()), problems)
    except ElementTree.ParseError as error:
        raise ValueError(clean(str(error))) from error
