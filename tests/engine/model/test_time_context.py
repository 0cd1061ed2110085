"""How kind a user is around the time of a rating, told by their other training ratings."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.catalogue.dataset import Dataset
from engine.catalogue.movielens import read_dataset
from engine.model.biases import MOVIE_DAMPING, USER_DAMPING
from engine.model.time_context import DAMPING, session_offsets
from tests.conftest import write_folder

Line = tuple[int, int, float, int]  # user, movie, stars, seconds
MINUTE = 60


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A data set whose ratings are for a test to replace: four users and six movies."""
    movies = [f"{movie},Film {movie},Drama" for movie in range(6)]
    ratings = [f"{user},{user},3,9" for user in range(4)]
    folder: Path = tmp_path_factory.mktemp("sessions")
    return read_dataset(
        write_folder(
            folder,
            ratings="\n".join(["userId,movieId,rating,timestamp", *ratings]),
            movies="\n".join(["movieId,title,genres", *movies]),
            tags=None,
            links=None,
        )
    )


def dataset_of(empty: Dataset, lines: list[Line]) -> Dataset:
    users, movies, stars, times = zip(*lines, strict=True)
    return replace(
        empty,
        users=np.array(users, np.int32),
        movies=np.array(movies, np.int32),
        stars=np.array(stars, np.float32),
        times=np.array(times, np.int32),
    )


def offsets_of(empty: Dataset, lines: list[Line], training: list[int]) -> list[float]:
    offsets = session_offsets(dataset_of(empty, lines), np.array(training, np.int32))
    assert offsets.dtype == np.float32
    return [float(offset) for offset in offsets]


def by_hand(lines: list[Line], training: list[int]) -> list[float]:
    """The same, rating by rating."""
    mean = sum(lines[row][2] for row in training) / len(training)

    def residual(row: int) -> float:
        same = [lines[other][2] - mean for other in training if lines[other][1] == lines[row][1]]
        return lines[row][2] - mean - sum(same) / (len(same) + MOVIE_DAMPING)

    offsets = []
    for row, (user, _, _, when) in enumerate(lines):
        others = [other for other in training if lines[other][0] == user and other != row]
        usual = sum(map(residual, others)) / (len(others) + USER_DAMPING)
        near = [1 / (1 + abs(lines[other][3] - when) / MINUTE) for other in others]
        above = [residual(other) - usual for other in others]
        kind = sum(weight * much for weight, much in zip(near, above, strict=True))
        offsets.append(kind / (sum(near) + DAMPING))
    return offsets


@st.composite
def rated(draw: st.DrawFn) -> tuple[list[Line], list[int]]:
    """A few ratings, no user rating a movie twice, and which of them train."""
    pairs = st.tuples(st.integers(0, 3), st.integers(0, 5))
    lines = [
        (
            user,
            movie,
            draw(st.integers(1, 10)) / 2,
            draw(st.integers(0, 2**31 - 1) | st.integers(0, 300)),
        )
        for user, movie in draw(st.lists(pairs, min_size=1, max_size=16, unique=True))
    ]
    rows = st.lists(st.integers(0, len(lines) - 1), min_size=1, unique=True)
    return lines, draw(rows)


@given(rated())
@settings(deadline=None)
def test_offsets_are_those_that_are_computed_one_by_one(
    empty: Dataset, drawn: tuple[list[Line], list[int]]
) -> None:
    lines, training = drawn
    assert offsets_of(empty, lines, training) == pytest.approx(by_hand(lines, training), abs=1e-5)


@given(rated(), st.integers(1, 10))
@settings(deadline=None)
def test_the_stars_of_what_does_not_train_have_no_say(
    empty: Dataset, drawn: tuple[list[Line], list[int]], halves: int
) -> None:
    lines, training = drawn
    other = [
        line if row in training else (line[0], line[1], halves / 2, line[3])
        for row, line in enumerate(lines)
    ]
    assert offsets_of(empty, lines, training) == offsets_of(empty, other, training)


KIND_THEN_HARSH: list[Line] = [
    *((0, movie, 5.0, movie) for movie in range(3)),
    *((0, movie, 1.0, 10**6 + movie) for movie in range(3, 6)),
]


def test_in_a_kind_sitting_the_offset_is_up_and_in_a_harsh_one_down(empty: Dataset) -> None:
    offsets = offsets_of(empty, KIND_THEN_HARSH, list(range(6)))
    assert all(offset > 0.4 for offset in offsets[:3])
    assert all(offset < -0.4 for offset in offsets[3:])


def test_a_rating_says_nothing_of_itself(empty: Dataset) -> None:
    # The only happy one among its neighbours, all of which see it.
    lines = [(0, movie, 5.0 if movie == 2 else 2.0, movie) for movie in range(6)]
    offsets = offsets_of(empty, lines, list(range(6)))
    assert np.argmin(offsets) == 2
    assert offsets[2] < 0


def test_few_neighbours_say_little(empty: Dataset) -> None:
    # All alike but in number, beside a harsh sitting long ago.
    harsh: list[Line] = [(0, 0, 1.0, 0), (0, 1, 1.0, 0), (0, 2, 1.0, 0)]
    one = [*harsh, (0, 3, 5.0, 10**6), (0, 5, 3.0, 10**6)]
    two = [*one[:-1], (0, 4, 5.0, 10**6), (0, 5, 3.0, 10**6)]
    few = offsets_of(empty, one, [0, 1, 2, 3])[-1]
    more = offsets_of(empty, two, [0, 1, 2, 3, 4])[-1]
    assert 0 < few < more


def test_a_neighbour_a_minute_away_counts_half(empty: Dataset) -> None:
    # One other rating, whose residual r it is: r - r / (1 + 5) of it, near / (near + 2).
    lines: list[Line] = [(0, 0, 5.0, 600), (1, 1, 1.0, 0), (0, 2, 3.0, 600), (0, 3, 3.0, 660)]
    residual = 2 - 2 / (1 + MOVIE_DAMPING)
    above = residual - residual / (1 + USER_DAMPING)
    assert offsets_of(empty, lines, [0, 1])[2:] == pytest.approx(
        [above * 1 / (1 + DAMPING), above * 0.5 / (0.5 + DAMPING)]
    )


def test_who_has_no_other_training_rating_has_no_offset(empty: Dataset) -> None:
    lines: list[Line] = [(0, 0, 5.0, 9), (1, 0, 1.0, 9), (2, 1, 5.0, 9), (2, 2, 1.0, 9)]
    # The first two have one rating each, and none of the third's trains.
    assert offsets_of(empty, lines, [0, 1]) == [0, 0, 0, 0]


def test_other_users_sittings_are_their_own(empty: Dataset) -> None:
    mine: list[Line] = [(0, 0, 4.0, 9), (0, 1, 2.0, 500)]
    others: list[Line] = [(1, 2, 5.0, 9), (1, 3, 1.0, 9)]
    alone = offsets_of(empty, [*mine, *others], [0, 1, 2, 3])
    moved = [(user, movie, stars, 10**7) for user, movie, stars, _ in others]
    assert alone[:2] == offsets_of(empty, [*mine, *moved], [0, 1, 2, 3])[:2]


def test_offsets_do_not_depend_on_the_order_of_the_ratings(empty: Dataset) -> None:
    there = offsets_of(empty, KIND_THEN_HARSH, [0, 1, 3, 4])
    back = offsets_of(empty, KIND_THEN_HARSH[::-1], [5, 4, 2, 1])
    assert there == pytest.approx(back[::-1])
