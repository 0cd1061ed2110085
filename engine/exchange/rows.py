"""Helps readers to turn rows and items into records."""

import re
from collections.abc import Mapping

from engine.exchange.cells import stars_of
from engine.exchange.records import clean
from engine.files.problems import Problems

Row = dict[str, str]
_NOT_LETTER = re.compile(r"[\W_]+")


def column_key(name: str) -> str:
    """A column's name in lower case without blanks and punctuation."""
    return _NOT_LETTER.sub("", name.casefold())


def stars_or_problem(
    cell: str, scale: float, problems: Problems, name: str, line: int, column: str
) -> float | None:
    """As stars_of, but a cell without such a number is noted as a problem and is not a rating."""
    try:
        return stars_of(cell, scale)
    except ValueError:
        what = f"{clean(cell)[:40]!r} is not a rating from 0 to {scale:g}"
        problems.add("rating", name, line, column, what, outcome="left unrated")
        return None


def text(item: Mapping[str, object], key: str) -> str:
    """A JSON value as a table's cell would hold it; empty for anything but text and numbers."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return str(value)
    except ValueError:  # a whole number of thousands of digits
        return ""
