"""Criticker: the text of its export, in which some lines follow each score and title.

The layout is that of a public export of 2016: "97<tab>Jaws (1975)", a summary, and a link.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from engine.catalogue.titles import natural, split_year
from engine.exchange.contents import Table
from engine.exchange.criticker import SERIES, score_of
from engine.exchange.records import Record, clean, original_of
from engine.exchange.untrusted_files import Kind

NAME = "Criticker"
KIND: Kind = "csv"
_SCORE = re.compile(r"\d{1,3}", re.ASCII)


def recognises(table: Table) -> bool:
    """Whether the first line is that of Criticker's text."""
    return any(column.endswith("atcritickercom") for column in table.columns)


def read(table: Table) -> Iterator[Record]:
    """Yield a record for each line of a score and a title; scores are 0 to 100."""
    record: Record | None = None
    for line, cells in table.cells:
        found = _rated(table, line, cells)
        if found is not None:
            if record is not None:
                yield record
            record = found
        elif record is not None and _is_link_to_series(cells):
            record = replace(record, is_series=True)
    if record is not None:
        yield record


def _rated(table: Table, line: int, cells: list[str]) -> Record | None:
    """The record in a line, None if it has no score and title."""
    if len(cells) < 2 or _SCORE.fullmatch(cells[0].strip()) is None:
        return None
    # Such a text is escaped twice in places.
    title, year = split_year(clean(html.unescape(html.unescape(cells[1]))))
    return Record(
        title=natural(title),
        line=line,
        year=year,
        stars=score_of(cells[0], table.problems, table.name, line),
        original=original_of(cells[0], 100),
    )


def _is_link_to_series(cells: list[str]) -> bool:
    return cells[0].startswith("http") and SERIES in cells[0]
