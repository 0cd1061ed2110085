from engine.files.times import utc, utc_day


def test_a_time_is_told_in_utc_to_the_second() -> None:
    assert utc(1_700_000_000.9) == "2023-11-14T22:13:20Z"
    assert utc(0) == "1970-01-01T00:00:00Z"


def test_a_day_ends_at_midnight_in_utc() -> None:
    days = [str(utc_day(seconds)) for seconds in (86_399, 86_400)]
    assert days == ["1970-01-01", "1970-01-02"]
