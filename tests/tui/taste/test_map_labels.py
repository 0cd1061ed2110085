import random

import pytest

from tui.taste.map_labels import MOST, Cell, labels, letters

ZOOMS = (1, 2, 4)


def crowd(width: int, height: int, zoom: int) -> list[tuple[Cell, str]]:
    """700 movies all over the map, as drawn around its middle at a zoom."""
    places = random.Random(7)
    return [
        (
            (
                round((0.5 + zoom * (places.random() - 0.5)) * (width - 1)),
                round((0.5 + zoom * (places.random() - 0.5)) * (height - 1)),
            ),
            f"The Movie of {number} and of its {number}th Sequel"[: places.randrange(4, 40)],
        )
        for number in range(700)
    ]


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize(("width", "height"), [(78, 16), (118, 28), (198, 42)])
def test_ten_to_fifteen_titles_are_told_at_each_zoom_and_cover_nothing(
    width: int, height: int, zoom: int
) -> None:
    movies = crowd(width, height, zoom)
    marks = {cell for cell, _ in movies[::50]}
    found = list(labels(movies, width, height, marks))
    assert 10 <= len(found) <= MOST
    covered = [cell for start, text in found for cell, _ in letters(start, text)]
    assert len(covered) == len(set(covered))
    assert not marks & set(covered)
    assert all(0 <= x < width and 0 <= y < height for x, y in covered)


def test_the_first_of_two_that_are_in_each_other_s_way_is_told() -> None:
    movies = [((5, 1), "Alien"), ((8, 1), "Aliens"), ((8, 3), "Heat")]
    assert dict(labels(movies, 20, 5, ())) == {(7, 1): "Alien", (10, 3): "Heat"}


def test_at_the_right_edge_a_title_is_left_of_its_movie() -> None:
    assert list(labels([((19, 0), "Heat")], 20, 1, ())) == [((14, 0), "Heat")]


def test_a_wide_character_takes_two_cells() -> None:
    assert list(letters((3, 0), "千と")) == [
        ((3, 0), "千"),
        ((4, 0), ""),
        ((5, 0), "と"),
        ((6, 0), ""),
    ]
