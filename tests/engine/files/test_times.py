import pytest

from engine.files.times import local_day, utc, utc_day, utc_moment


def test_a_time_is_told_in_utc_to_the_second() -> None:
    assert utc(1_700_000_000.9) == "2023-11-14T22:13:20Z"
    assert utc(0) == "1970-01-01T00:00:00Z"


def test_a_day_ends_at_midnight_in_utc() -> None:
    days = [utc_day(seconds) for seconds in (86_399, 86_400)]
    assert days == ["1970-01-01", "1970-01-02"]


def test_a_day_is_that_of_the_place() -> None:
    assert local_day(1_700_000_000) in {"2023-11-14", "2023-11-15"}


def test_the_first_and_the_last_second_of_the_calendar_are_told() -> None:
    assert utc(-62_135_596_800) == "0001-01-01T00:00:00Z"
    assert utc(253_402_300_799) == "9999-12-31T23:59:59Z"


@pytest.mark.parametrize(
    "seconds", [253_402_300_800, -62_135_596_801, 2**63 - 1, -(2**63), 1e300, float("inf")]
)
def test_a_time_that_no_calendar_has_is_left_open(seconds: float) -> None:
    assert utc(seconds) == utc_day(seconds) == local_day(seconds) == ""
    assert utc_moment(seconds) is None
