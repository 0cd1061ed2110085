"""What people like together speaks for each other."""

from collections.abc import Iterable

import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.recommend.choice.crowd import Crowd
from engine.recommend.choice.pairs import DAMPING, FEW, Pairs
from tests.engine.conftest import LOVE, NEW_SPACE, SPACE

EVERY: Ints = np.arange(44, dtype=np.int32)


def rows(movies: Iterable[int]) -> Ints:
    return np.array(list(movies), np.int32)


@pytest.fixture(scope="module")
def pairs(two_crowds: Dataset) -> Pairs:
    return Pairs(Crowd(two_crowds, 1_000))


def test_a_lift_is_the_logarithm_over_chance(two_crowds: Dataset, pairs: Pairs) -> None:
    likes = np.zeros((60, 44))
    likes[two_crowds.users, two_crowds.movies] = 1
    of = likes.sum(0)
    both, chance = likes.T @ likes, np.outer(of, of) / 60
    expected = np.log((both + DAMPING) / (chance + DAMPING))
    liked = rows([SPACE[0], LOVE[2]])
    found = pairs.speak_for(EVERY, liked, np.array([1, 2], np.float32))
    weights = np.array([1, 2]) / (3 + FEW)
    assert found == pytest.approx(weights[:, None] * expected[liked], abs=1e-5)


def test_what_speaks_for_all_is_the_sum_of_what_each_rating_says(pairs: Pairs) -> None:
    liked, liking = rows([SPACE[0], LOVE[3], NEW_SPACE]), np.array([1, 0.5, 1], np.float32)
    together = pairs.speak_for_all(liked, liking)
    assert pairs.speak_for(EVERY, liked, liking).sum(0) == pytest.approx(together, abs=1e-5)
    assert together[NEW_SPACE] == 0


def test_the_liked_kind_is_lifted_and_the_other_is_not(pairs: Pairs) -> None:
    said = pairs.speak_for_all(rows(SPACE[:4]), np.ones(4, np.float32))
    assert np.median(said[SPACE[4:]]) > 0 > np.median(said[LOVE])


def test_without_ratings_nothing_speaks(pairs: Pairs) -> None:
    nobody, nothing = rows([]), np.zeros(0, np.float32)
    assert not pairs.speak_for_all(nobody, nothing).any()
    assert pairs.speak_for(EVERY, nobody, nothing).shape == (0, 44)
