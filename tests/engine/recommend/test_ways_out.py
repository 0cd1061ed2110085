import numpy as np

from engine.recommend.filters import Filter
from engine.recommend.ways_out import WayOut, ways_out

OPEN = np.array([True, True, True, True, False])


def hiding(what: str, rows: list[int], chip: str = "") -> Filter:
    hides = np.zeros(len(OPEN), bool)
    hides[rows] = True
    return Filter(what, hides, chip)


def test_the_one_wish_that_leaves_most_comes_first() -> None:
    filters = [
        hiding("not French", [0, 1, 3, 4], "French"),
        hiding("before 1990", [0, 2]),
        hiding("not chess", [0], '"chess"'),
    ]
    assert [way.sentence for way in ways_out(filters, OPEN)] == [
        "Without “French” 2 movies are left.",
        "Without hiding “before 1990” 1 movie is left.",
    ]


def test_where_no_single_wish_is_enough_two_are_named() -> None:
    filters = [
        hiding("not French", [0, 1, 2, 3], "French"),
        hiding("not Crime", [0, 1, 2, 3], "Crime"),
        hiding("after 1990", [3]),
    ]
    assert ways_out(filters, OPEN) == (WayOut(("“French”", "“Crime”"), 3),)


def test_where_nothing_is_there_to_be_hidden_no_wish_helps() -> None:
    assert ways_out([], OPEN) == ()
    assert ways_out([hiding("x", [0])], np.zeros(len(OPEN), bool)) == ()
