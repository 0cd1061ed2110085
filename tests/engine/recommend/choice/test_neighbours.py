"""What the same people rate goes together, and more so what they rate one after the other."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.recommend.choice import neighbours as module
from engine.recommend.choice.neighbours import FADING, OF_USER, WINDOW, Neighbours
from tests.engine.conftest import LOVE, NEW_SPACE, SPACE

EVERY: Ints = np.arange(44, dtype=np.int32)
PENALTY = 5.0


def rows(movies: Iterable[int]) -> Ints:
    return np.array(list(movies), np.int32)


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


@pytest.fixture(scope="module")
def neighbours(two_crowds: Dataset) -> Neighbours:
    return Neighbours(two_crowds, 1_000, PENALTY)


def rated_in_order(dataset: Dataset, users: list[int], movies: list[int]) -> Dataset:
    """Ratings one after the other."""
    count = len(movies)
    return replace(
        dataset,
        users=rows(users),
        movies=rows(movies),
        stars=np.full(count, 4, np.float32),
        times=np.arange(count, dtype=np.int32),
    )


def weights_of(together: np.ndarray) -> np.ndarray:
    """B as the paper has it, from the Gram matrix of the movies."""
    inverse = np.linalg.inv(together + PENALTY * np.eye(len(together)))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return weights


def test_the_weights_are_those_of_ease_on_what_is_rated_near(two_crowds: Dataset) -> None:
    dataset = rated_in_order(two_crowds, [0, 0, 0, 1, 1], [5, 6, 7, 7, 6])
    side_by_side, one_between = np.exp(-1 / FADING), np.exp(-2 / FADING)
    together = np.array(
        [
            [1 + OF_USER, OF_USER + side_by_side, OF_USER + one_between],
            [OF_USER + side_by_side, 2 + 2 * OF_USER, 2 * OF_USER + 2 * side_by_side],
            [OF_USER + one_between, 2 * OF_USER + 2 * side_by_side, 2 + 2 * OF_USER],
        ]
    )
    spoken = Neighbours(dataset, 100, PENALTY).speak_for(
        rows([5, 6, 7]), rows([5, 6, 7]), floats(1, 1, 1)
    )
    assert spoken == pytest.approx(weights_of(together), abs=1e-5)


def test_what_is_far_in_a_long_row_counts_as_of_one_user_alone(two_crowds: Dataset) -> None:
    movies = [*range(WINDOW + 2)]
    dataset = rated_in_order(two_crowds, [0] * len(movies), movies)
    spoken = Neighbours(dataset, 100, 50.0).speak_for_all(rows([0]), floats(1))
    assert spoken[1] > spoken[WINDOW] > spoken[WINDOW + 1]


def test_another_person_is_not_near(two_crowds: Dataset) -> None:
    others = Neighbours(rated_in_order(two_crowds, [0, 1], [5, 6]), 100, PENALTY)
    assert not others.speak_for_all(rows([5]), floats(1)).any()


def test_what_speaks_for_all_is_the_sum_of_what_each_rating_says(neighbours: Neighbours) -> None:
    some, liking = rows([SPACE[0], LOVE[3], NEW_SPACE]), floats(1.5, 0.5, 1)
    together = neighbours.speak_for_all(some, liking)
    assert neighbours.speak_for(EVERY, some, liking).sum(0) == pytest.approx(together, abs=1e-5)
    assert together[NEW_SPACE] == 0


def test_the_best_known_movies_alone_have_weights(
    two_crowds: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEST_KNOWN", 10)
    few = Neighbours(two_crowds, 1_000, PENALTY).speak_for(EVERY, EVERY, np.ones(44, np.float32))
    known = np.sort(np.argsort(-two_crowds.rating_counts, kind="stable")[:10])
    assert np.flatnonzero(few.any(0)).tolist() == known.tolist()


def test_without_ratings_nothing_speaks(neighbours: Neighbours) -> None:
    assert not neighbours.speak_for_all(rows([]), floats()).any()
    assert neighbours.speak_for(EVERY, rows([]), floats()).shape == (0, 44)
    assert neighbours.speak_for(rows([]), EVERY, np.ones(44, np.float32)).shape == (44, 0)
