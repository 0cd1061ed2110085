"""What is rated in one sitting goes together, the more the nearer."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.recommend.choice.sittings import FADING, FLOOR, SITTING, WINDOW, Sittings
from tests.engine.conftest import LOVE, NEW_SPACE, SPACE


def rows(movies: Iterable[int]) -> Ints:
    return np.array(list(movies), np.int32)


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def rated_in_order(dataset: Dataset, movies: list[int], apart: int) -> Dataset:
    """One person's ratings, so many seconds apart."""
    count = len(movies)
    return replace(
        dataset,
        users=np.zeros(count, np.int32),
        movies=rows(movies),
        stars=np.full(count, 4, np.float32),
        times=np.arange(count, dtype=np.int32) * apart,
    )


def test_the_visits_are_those_of_the_window(two_crowds: Dataset) -> None:
    sittings = Sittings(rated_in_order(two_crowds, [5, 6, 7, 20], 10), 100)
    visits = sittings.log_visits(rows([5]), floats(1))
    near = np.exp(-np.array([1, 2, 3]) / FADING)
    assert visits[[6, 7, 20]] == pytest.approx(np.log1p(near / near[0] / FLOOR), abs=1e-4)
    assert np.flatnonzero(visits).tolist() == [6, 7, 20]


def test_another_sitting_and_another_person_are_not_near(two_crowds: Dataset) -> None:
    apart = Sittings(rated_in_order(two_crowds, [5, 6], SITTING), 100)
    assert not apart.log_visits(rows([5]), floats(1)).any()
    both = rated_in_order(two_crowds, [5, 6], 10)
    others = Sittings(replace(both, users=np.array([0, 1], np.int32)), 100)
    assert not others.log_visits(rows([5]), floats(1)).any()


def test_what_is_far_in_a_long_sitting_does_not_count(two_crowds: Dataset) -> None:
    movies = [*range(WINDOW + 2)]
    visits = Sittings(rated_in_order(two_crowds, movies, 1), 100).log_visits(rows([0]), floats(1))
    assert visits[WINDOW] > 0
    assert visits[WINDOW + 1] == 0


def test_shares_say_where_the_visits_began(two_crowds: Dataset) -> None:
    sittings = Sittings(two_crowds, 1_000)
    began, liking = rows([SPACE[0], SPACE[1], LOVE[0], NEW_SPACE]), floats(1.4, 0.4, 0, 1)
    chosen = rows([SPACE[5], LOVE[5], NEW_SPACE])
    shares = sittings.shares(chosen, began, liking)
    assert shares[:, :2].sum(0) == pytest.approx([1, 1], abs=1e-5)
    assert not shares[2:].any()
    assert not shares[:, 2].any()


def test_without_ratings_there_are_no_visits(two_crowds: Dataset) -> None:
    sittings = Sittings(two_crowds, 1_000)
    assert not sittings.log_visits(rows([]), floats()).any()
    assert sittings.shares(rows([3]), rows([]), floats()).shape == (0, 1)
