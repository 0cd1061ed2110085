import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.recommend.asking.times import Span, read_time, runtime_name, span_of, years_name

YEARS = st.integers(1800, 2099)
SPANS = st.one_of(
    st.tuples(YEARS, YEARS).map(lambda both: years_name(Span(min(both), max(both)))),
    YEARS.map(lambda year: years_name(Span(first=year))),
    YEARS.map(lambda year: years_name(Span(last=year))),
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("from the 70s", "1970s"),
        ("1990s", "1990s"),
        ("nineties", "1990s"),
        ("the noughties", "2000s"),
        ("in the early 90s", "1990-1993"),
        ("late 1980s", "1986-1989"),
        ("20s", "1920s"),
        ("10s", "2010s"),
        ("1995", "1995"),
        ("between 1990 and 1995", "1990-1995"),
        ("from 1990 to 1999", "1990s"),
        ("before 2000", "until 1999"),
        ("older than 1980", "until 1979"),
        ("before the 80s", "until 1979"),
        ("after the 70s", "since 1980"),
        ("since 1980", "since 1980"),
        ("from 1995 on", "since 1995"),
        ("1970s or older", "until 1979"),
        ("new", "since 2012"),
        ("old", "until 1969"),
        ("under 90 minutes", "at most 90 min"),
        ("over 2 hours", "at least 120 min"),
        ("at least two hours", "at least 120 min"),
        ("no longer than 100 min", "at most 100 min"),
        ("an hour and a half", "80-100 min"),
        ("2 1 2 hours", "140-160 min"),
        ("90 to 120 min", "90-120 min"),
        ("80 minutes or less", "at most 80 min"),
        ("short", "at most 90 min"),
        ("short films", "at most 45 min"),
        ("too long", "at least 150 min"),
    ],
)
def test_a_time_is_read_whole(words: str, name: str) -> None:
    found = read_time(words.split(), newest=2016)
    assert found is not None
    assert found[1:] == (name, len(words.split()))


@pytest.mark.parametrize("words", ["horror", "hours", "the", "before", "7", "over 90"])
def test_what_is_no_time_is_left(words: str) -> None:
    assert read_time(words.split()) is None


@given(SPANS)
def test_the_name_of_a_span_has_its_years(name: str) -> None:
    assert years_name(span_of(name)) == name


@given(st.integers(2, 900), st.integers(2, 900))
def test_the_name_of_a_runtime_has_its_minutes(one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    assert span_of(runtime_name(span)) == span
