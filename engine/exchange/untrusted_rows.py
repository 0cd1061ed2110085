"""Reads JSON and the rows of tables out of the text of an untrusted file."""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

from engine.exchange.html_rows import html_rows, is_html
from engine.exchange.plain_rows import is_plain, plain_rows
from engine.exchange.records import ExchangeError
from engine.exchange.untrusted_files import Part

LONGEST_ROW = 1024**2  # letters
MOST_ROWS = 100_000  # below the header

# The first line of a CSV that tells Excel what separates the cells.
_SEPARATOR = re.compile(r"\"?sep=([,;\t|])\"?[\r\n]", re.IGNORECASE)


def too_many(name: str, line: int) -> ExchangeError:
    """The error for a file with more rows than anybody has rated movies."""
    return ExchangeError(
        f"{name}, line {line}: the file has more than {MOST_ROWS:,} rows. Is it the right one?"
    )


def read_json(part: Part) -> Any:
    """Parse JSON; raises ExchangeError."""
    try:
        return json.loads(part.text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ExchangeError(
            f"{part.name}, line {line}: this is not readable JSON. Export it again."
        ) from error


def read_rows(part: Part) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file that are not blank, each with its line; the first is the header.

    Raises ExchangeError.
    """
    if is_html(part.text):
        yield from _counted(part, html_rows(part.text))
        return
    if is_plain(part.text):
        yield from _counted(part, plain_rows(part.text))
        return
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        start = 0
        text = part.text
        while start < len(text):
            end = text.find("\n", start) + 1 or len(text)
            taken += end - start
            if taken > LONGEST_ROW:
                raise ExchangeError(
                    f"{part.name}, line {reader.line_num + 1}: the line is longer than "
                    f"{LONGEST_ROW:,} letters. Delete it, or export your ratings again."
                )
            yield text[start:end].replace("\r\n", "\n").replace("\r", "\n")
            start = end

    named = _SEPARATOR.match(part.text)
    reader = csv.reader(lines(), delimiter=named[1] if named else _delimiter(part.text))
    count = 0
    try:
        line = 1
        for row in reader:
            taken = 0
            if any(row) and not (named and line == 1):
                if count > MOST_ROWS:
                    raise too_many(part.name, line)
                count += 1
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise ExchangeError(
            f"{part.name}, line {reader.line_num}: this is not readable CSV ({error}). "
            "Correct the line, or export your ratings again."
        ) from error


def _counted(part: Part, rows: list[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    if len(rows) > 1 + MOST_ROWS:
        raise too_many(part.name, rows[1 + MOST_ROWS][0])
    yield from rows


def _delimiter(text: str) -> str:
    header = text[:2000].lstrip().partition("\n")[0]
    return max(",;\t", key=header.count)
