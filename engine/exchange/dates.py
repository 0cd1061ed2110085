"""Reads the dates of a file, in the many ways that programs and spreadsheets write them.

Whether 03/04/2020 is in March or in April only the other dates of the file can tell.
"""

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from engine.catalogue.folding import fold
from engine.exchange.records import Record, clean
from engine.files.problems import Problems
from engine.files.times import utc_day

Order = Literal["day first", "month first"]
_LONGEST = 40  # letters of a date
_OUTCOME, _REMEDY = "left without a date", "Write dates as 2020-12-31, or leave them as they are."
_FIRST, _LAST = -(2**31), 253_402_300_799  # seconds from 1901 to 9999
_A_DAY = 86_400
# Seconds before 1970 are negative, and those of its first years have fewer digits.
_EPOCH = re.compile(r"(?:\d{9,10}|-\d{7,10})(?:\.\d*)?", re.ASCII)
_MILLISECONDS = re.compile(r"(?:\d{12,13}|-\d{11,13})(?:\.\d*)?", re.ASCII)
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([AP])M)?\b", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{2,4})", re.ASCII)
_SEPARATOR = re.compile(r"[-./]")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})\s?[./-]\s?(\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})", re.ASCII)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
# The first letters of the months' names in English, German, French, Italian, Spanish, Portuguese.
_MONTHS = (
    *("jan jän gen ene", "feb feb fev fév", "mar mär mrz", "apr avr abr", "may mai mag maio mayo"),
    *("jun juin giu", "jul juil lug", "aug aoû aou ago", "sep set", "oct okt ott out"),
    *("nov", "dec dez déc dic"),
)
_MONTH_OF = {
    fold(start): number for number, starts in enumerate(_MONTHS, 1) for start in starts.split()
}


def dated(records: Iterable[Record], name: str, problems: Problems) -> list[Record]:
    """The records with the times that their dates mean; what is not understood is a problem.

    A date in the future is not understood: nobody has rated a movie tomorrow. A month or a year
    alone counts as its first day, but is no day of watching.
    """
    found = list(records)
    order = order_of([record.date for record in found])
    latest = time.time() + _A_DAY
    done = []
    for record in found:
        at = seconds_of(record.date, order)
        if record.date.strip() and (at is None or at > latest):
            kind, why = _trouble(record.date, at)
            what, at = f"{clean(record.date)[:40]!r} {why}", None
            problems.add(kind, name, record.line, "date", what, outcome=_OUTCOME, remedy=_REMEDY)
        done.append(record if at is None else _with_time(record, at))
    return done


def _trouble(date: str, at: int | None) -> tuple[str, str]:
    """Why a date cannot be used: a word for the kind of trouble, and the end of a sentence."""
    if at is not None:
        return "future", "lies in the future"
    if seconds_of(date, "day first") is not None:
        return "ambiguous", "has day and month in an order that no date of the file tells"
    return "date", "is not a date that is understood"


def _with_time(record: Record, at: int) -> Record:
    date = " ".join(record.date[:_LONGEST].split())
    is_watched = record.is_watch_date and not record.watchlist and _first_day(date) is None
    watched_on = utc_day(at) if is_watched else record.watched_on
    is_time = ":" in date or bool(_EPOCH.fullmatch(date) or _MILLISECONDS.fullmatch(date))
    return replace(record, rated_at=at, watched_on=watched_on, is_whole_day=not is_time)


def order_of(dates: Sequence[str]) -> Order | None:
    """Whether most dates of a file have the day first; None if they do not tell."""
    votes: Counter[Order] = Counter()
    for date in dates:
        numbers = _NUMBERS.search(date[:_LONGEST])
        if numbers is None or len(numbers[1]) > 2:
            continue
        if int(numbers[1]) > 12:
            votes["day first"] += 1
        elif int(numbers[3]) > 12:
            votes["month first"] += 1
    if votes["day first"] == votes["month first"]:
        return None
    return votes.most_common(1)[0][0]


def seconds_of(date: str, order: Order | None = None) -> int | None:
    """Unix seconds of a date or a time; a date alone counts as noon in UTC; None for neither."""
    date = " ".join(date[:_LONGEST].split())
    if _EPOCH.fullmatch(date):
        return _kept(float(date))
    if _MILLISECONDS.fullmatch(date):
        return _kept(float(date) / 1000)
    moment: datetime | None
    try:
        moment = datetime.fromisoformat(date)
        if len(date) <= len("2020-05-14") and not moment.hour:
            moment = moment.replace(hour=12)
    except ValueError:
        try:
            moment = _moment(date, order)
        except ValueError:
            return None
    if moment is None:
        return None
    try:
        return _kept((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (OverflowError, ValueError):
        return None


def _kept(seconds: float) -> int | None:
    return int(seconds) if _FIRST <= seconds <= _LAST else None


def _moment(date: str, order: Order | None) -> datetime | None:
    """The moment of a date in numbers or words, with or without a time; may raise ValueError."""
    first_day = _first_day(date)
    if first_day is not None:
        return datetime(*first_day, 12)
    clock = _CLOCK.search(date)
    hour, minute, second = 12, 0, 0
    if clock is not None:
        hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
        if clock[4]:
            hour = hour % 12 + (12 if clock[4] in "Pp" else 0)
        date = date[: clock.start()] + " " + date[clock.end() :]
    numbers = _NUMBERS.search(date)
    day = _in_words(date) if numbers is None else _in_numbers(numbers, order)
    return None if day is None else datetime(*day, hour, minute, second)


def _in_numbers(found: re.Match[str], order: Order | None) -> tuple[int, int, int] | None:
    first, separator, second, third = found.groups()
    if len(first) == 4:
        return int(first), int(second), int(third)
    if len(first) > 2 or len(third) == 3:
        return None
    year = int(third)
    if len(third) == 2:
        year = _century(year)
    one, two = int(first), int(second)
    if one > 12 or two > 12:
        return (year, two, one) if one > 12 else (year, one, two)
    if separator == "/" and order is None and one != two:
        return None
    # Where nothing tells, dots and dashes are of countries that begin with the day.
    return (year, one, two) if order == "month first" and separator == "/" else (year, two, one)


def _first_day(date: str) -> tuple[int, int, int] | None:
    """The first day of a month or a year alone, such as 2020-05, 05/2020, May 2020 or 2020."""
    if _YEAR.fullmatch(date):
        return int(date), 1, 1
    if found := _YEAR_MONTH.fullmatch(date):
        return int(found[1]), int(found[2]), 1
    if found := _MONTH_YEAR.fullmatch(date):
        return int(found[2]), int(found[1]), 1
    years, months, days = _said(date)
    return (years[0], months[0], 1) if (len(years), len(months), len(days)) == (1, 1, 0) else None


def _in_words(date: str) -> tuple[int, int, int] | None:
    """A day such as May 14, 2020, 14 mai 2020 or 14-May-20."""
    years, months, days = _said(date)
    if not years and len(days) == 2:
        years = [_century(days.pop())]
    if len(years) != 1 or len(days) != 1 or len(months) != 1:
        return None
    return years[0], months[0], days[0]


def _said(date: str) -> tuple[list[int], list[int], list[int]]:
    """The years of four digits, the months in words, and the other numbers in a date."""
    words = fold(_SEPARATOR.sub(" ", date)).split()
    years = [int(word) for word in words if _YEAR.fullmatch(word)]
    months = [month for word in words if (month := _month(word))]
    return years, months, [int(found[1]) for word in words if (found := _DAY.fullmatch(word))]


def _century(year: int) -> int:
    """The year that two digits mean: the latest one that has come."""
    return year + (2000 if 2000 + year <= datetime.now(UTC).year else 1900)


def _month(word: str) -> int:
    """The number of a month, 0 for another word; the names differ in their first four letters."""
    return _MONTH_OF.get(word[:4]) or (_MONTH_OF.get(word[:3], 0) if word.isalpha() else 0)
