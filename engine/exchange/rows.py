"""What readers need to turn rows and items into records."""

import re
from collections.abc import Mapping

from engine.exchange.records import clean, stars_of
from engine.files.problems import Problems

Row = dict[str, str]
_NOT_LETTER = re.compile(r"[\W_]+")


def column_key(name: str) -> str:
    """A column's name in lower case without blanks and punctuation."""
    return _NOT_LETTER.sub("", name.casefold())


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


def text(item: Mapping[str, object], key: str) -> str:
    """A value out of JSON as a cell of a table would hold it; nothing for what is no value."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return str(value)
    except ValueError:  # a whole number of thousands of digits
        return ""
