"""Turns the times and dates of a data set's ratings into seconds, a whole column at once."""

import pandas as pd

from engine.files.problems import Problems

_MILLISECONDS = 10**11  # above it a number counts these, since seconds would be in the year 5138
_MICROSECONDS = 10**14
_LATEST = 2**31 - 1
_NUMBERS = r"^\s*(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?\d{2,4}\b"
_NONE = ("", "nan", "nat", "none", "null", "na", "n/a", "-")
_REMEDY = "Write dates as 2005-04-30, or times in seconds since 1970."


def in_seconds(times: "pd.Series[str]", file: str, problems: Problems) -> "pd.Series[int]":
    """Unix seconds of each cell, 0 where no time is known; the index is the line in the file.

    A column may mix seconds, milliseconds and dates. Whether 03/04/2005 is in March or in April
    the other dates of the column tell. What is not understood is a problem.
    """
    cells = times.str.strip()
    numbers = pd.to_numeric(cells, errors="coerce")
    numbers = numbers.where(numbers <= _MICROSECONDS, numbers / 1000)
    numbers = numbers.where(numbers <= _MILLISECONDS, numbers / 1000)
    words = cells[numbers.isna()]
    words = words[~words.str.casefold().isin(_NONE)]
    if len(words):
        different = pd.Series(words.unique())  # a day is the day of many ratings
        moments = _moments(different, file, words, problems)
        numbers = numbers.fillna(words.map(dict(zip(different, moments, strict=True))))
        _tell_unread(words[numbers[words.index].isna()], file, problems)
    return numbers.fillna(0).clip(lower=0, upper=_LATEST).astype("int64")


def _moments(
    dates: "pd.Series[str]", file: str, words: "pd.Series[str]", problems: Problems
) -> "pd.Series[float]":
    """The seconds of different dates; NaN of one not understood, 0 of one with two meanings."""
    found = pd.to_datetime(dates, format="ISO8601", errors="coerce", utc=True)
    rest = dates[found.isna()]
    parts = rest.str.extract(_NUMBERS)
    first, second = (pd.to_numeric(parts[place], errors="coerce") for place in (0, 2))
    day_first, month_first = int((first > 12).sum()), int((second > 12).sum())
    is_day_first = day_first > month_first or (
        # Where nothing tells, dots and dashes are of countries that begin with the day.
        day_first == month_first and not (parts[1] == "/").any()
    )
    read = pd.to_datetime(rest, format="mixed", dayfirst=is_day_first, errors="coerce", utc=True)
    found = found.fillna(read)
    whole = found.astype("datetime64[s, UTC]").astype("int64").astype("float64")
    seconds = whole.where(found.notna())
    unclear = rest[(parts[1] == "/") & (first <= 12) & (second <= 12) & (first != second)]
    if day_first == month_first and len(unclear):
        seconds[unclear.index] = 0
        rows = words[words.isin(unclear)]
        what = f"{rows.iloc[0][:40]!r} may begin with the day or the month, and no row tells which"
        _tell("order", rows, what, file, problems)
    return seconds


def _tell_unread(rows: "pd.Series[str]", file: str, problems: Problems) -> None:
    if len(rows):
        what = f"{rows.iloc[0][:40]!r} is not a date that is understood"
        _tell("date", rows, what, file, problems)


def _tell(kind: str, rows: "pd.Series[str]", what: str, file: str, problems: Problems) -> None:
    line, outcome = int(rows.index[0]), "kept without a time"
    problems.add(
        kind, file, line, "timestamp", what, outcome=outcome, remedy=_REMEDY, count=len(rows)
    )
