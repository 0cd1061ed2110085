"""Times of a data set's ratings come as seconds, milliseconds or dates, and mixed."""

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.catalogue.dataset_times import in_seconds
from engine.files.problems import Problems


def read(*cells: str) -> tuple[list[int], list[str]]:
    """The seconds of cells, the first of which is in line 2, and what is told."""
    problems = Problems()
    column = pd.Series(cells, index=range(2, len(cells) + 2), dtype=str)
    seconds = in_seconds(column, "ratings.csv", problems).tolist()
    return seconds, [str(problem) for problem in problems.all()]


def of(*day: int) -> int:
    return int(datetime(*day, tzinfo=UTC).timestamp())  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("964982703", 964982703),
        ("964982703.0", 964982703),
        ("964982703.75", 964982703),
        ("964982703000", 964982703),
        ("964982703000000", 964982703),
        ("2005-04-02", of(2005, 4, 2)),
        ("2005-04-02 10:11:12", of(2005, 4, 2, 10, 11, 12)),
        ("2005-04-02T10:11:12Z", of(2005, 4, 2, 10, 11, 12)),
        ("2005-04-02T10:11:12+02:00", of(2005, 4, 2, 8, 11, 12)),
        ("2005/04/02", of(2005, 4, 2)),
        ("20050402", of(2005, 4, 2)),
        ("Apr 2, 2005", of(2005, 4, 2)),
        ("25/04/2005 10:11", of(2005, 4, 25, 10, 11)),
        ("4/25/2005", of(2005, 4, 25)),
        ("03.04.2005", of(2005, 4, 3)),
        ("1965-01-01", 0),
        ("-5", 0),
        (" ", 0),
        ("NaN", 0),
    ],
)
def test_a_time_alone_is_read(cell: str, seconds: int) -> None:
    assert read(cell) == ([seconds], [])


def test_a_column_may_mix_all_of_them() -> None:
    cells = ("964982703", "", "964982703000", "2005-04-02", "2005-04-02 00:00:01", "02/04/2005")
    day = of(2005, 4, 2)
    assert read(*cells, "13/04/2005")[0] == [
        *(964982703, 0, 964982703, day, day + 1, day),
        of(2005, 4, 13),
    ]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_one_day_beyond_the_twelfth_tells_the_order_of_all(data: st.DataObject) -> None:
    order = data.draw(st.sampled_from(("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y %H:%M")))
    days = data.draw(
        st.lists(st.dates(datetime(1995, 1, 1).date(), datetime(2030, 1, 1).date()), max_size=5)
    )
    days.append(datetime(2005, 4, data.draw(st.integers(13, 30))).date())
    moments = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days]
    seconds = [int(moment.timestamp()) for moment in moments]
    assert read(*(moment.strftime(order) for moment in moments)) == (seconds, [])


def test_dates_that_nothing_decides_are_told_and_kept_without_a_time() -> None:
    seconds, told = read("03/04/2005", "05/06/2005", "07/07/2005", "2005-04-02", "03/04/2005")
    assert seconds == [0, 0, of(2005, 7, 7), of(2005, 4, 2), 0]
    assert told == [
        "ratings.csv, line 2, column timestamp: '03/04/2005' may begin with the day or the month, "
        "and no other row tells which. 3 rows like this were kept without a time. "
        "Write dates as 2005-04-30, or times in seconds since 1970."
    ]


def test_what_is_no_date_is_told_and_kept_without_a_time() -> None:
    seconds, told = read("2005-04-02", "yesterday?", "32/04/2005", "2005-02-30")
    assert seconds == [of(2005, 4, 2), 0, 0, 0]
    assert told == [
        "ratings.csv, line 3, column timestamp: 'yesterday?' is not a date that is understood. "
        "3 rows like this were kept without a time. "
        "Write dates as 2005-04-30, or times in seconds since 1970."
    ]
