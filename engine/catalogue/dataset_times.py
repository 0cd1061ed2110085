"""Turns the times and dates of a data set's ratings into seconds, a whole column at once."""

from typing import Any

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
    dates = numbers[are_dates(numbers)]
    numbers[dates.index] = _moments(dates.astype("int64").astype(str), format="%Y%m%d")
    numbers = numbers.where(numbers <= _MICROSECONDS, numbers / 1000)
    numbers = numbers.where(numbers <= _MILLISECONDS, numbers / 1000)
    words = cells[numbers.isna()]
    words = words[~words.str.casefold().isin(_NONE)]
    if len(words):
        numbers = numbers.fillna(_moments(words, format="ISO8601"))
        rest = words[numbers[words.index].isna()]
        numbers = numbers.fillna(_by_other_dates(rest, file, problems))
        _tell(
            "date",
            rest[numbers[rest.index].isna()],
            "is not a date that is understood",
            file,
            problems,
        )
    return numbers.fillna(0).clip(lower=0, upper=_LATEST).astype("int64")


def are_dates(numbers: "pd.Series[float]") -> "pd.Series[bool]":
    """Which numbers are dates such as 20050430; as seconds, they would be of August 1970."""
    days, months = numbers % 100, numbers // 100 % 100
    return numbers.between(19_800_101, 20_991_231) & days.between(1, 31) & months.between(1, 12)


def _by_other_dates(rows: "pd.Series[str]", file: str, problems: Problems) -> "pd.Series[float]":
    """The seconds of dates, NaN of one not understood, 0 of one that has two meanings here."""
    dates = pd.Series(rows.unique(), dtype=str)  # many ratings are of one day, and this is slow
    parts = dates.str.extract(_NUMBERS)
    slash = parts[1] == "/"
    first, second = (pd.to_numeric(parts[place], errors="coerce") for place in (0, 2))
    votes = int((first > 12).sum()) - int((second > 12).sum())
    # Where nothing tells, dots and dashes are of countries that begin with the day.
    day_first = votes > 0 or (votes == 0 and not slash.any())
    seconds = _moments(dates, format="mixed", dayfirst=day_first)
    if votes == 0:
        unclear = slash & (first <= 12) & (second <= 12) & (first != second)
        seconds[unclear] = 0
        what = "may begin with the day or the month, and no other row tells which"
        _tell("order", rows[rows.isin(dates[unclear])], what, file, problems)
    return rows.map(dict(zip(dates, seconds, strict=True)))


def _moments(dates: "pd.Series[str]", **options: Any) -> "pd.Series[float]":
    found = pd.to_datetime(dates, errors="coerce", utc=True, **options)
    whole = found.astype("datetime64[s, UTC]").astype("int64").astype("float64")
    return whole.where(found.notna())


def _tell(kind: str, rows: "pd.Series[str]", what: str, file: str, problems: Problems) -> None:
    if len(rows):
        said = f"{rows.iloc[0][:40]!r} {what}"
        problems.add(
            kind,
            file,
            int(rows.index[0]),
            "timestamp",
            said,
            outcome="kept without a time",
            remedy=_REMEDY,
            count=len(rows),
        )
