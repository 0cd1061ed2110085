"""Everybody's stars as a picture."""

from tui.movies.histogram import columns_of


def test_the_most_frequent_stars_have_the_highest_column() -> None:
    *lines, axis = columns_of([0, 0, 0, 0, 0, 1, 0, 4, 2, 0]).plain.splitlines()
    assert [line.rstrip() for line in lines] == [
        "                     ██",
        "                     ██",
        "                     ██ ██",
        "               ██    ██ ██",
    ]
    assert axis.split() == ["1", "2", "3", "4", "5"]
    assert axis.index("4") == lines[0].index("█")


def test_one_rating_among_many_is_still_seen() -> None:
    lowest = columns_of([1, 0, 0, 0, 0, 0, 0, 5000, 0, 0]).plain.splitlines()[-2]
    assert lowest.startswith("▁▁ ")


def test_without_ratings_there_are_no_columns() -> None:
    assert columns_of([0] * 10).plain.split() == ["1", "2", "3", "4", "5"]
