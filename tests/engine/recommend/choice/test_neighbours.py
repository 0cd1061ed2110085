import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.recommend.choice import neighbours as module
from engine.recommend.choice.crowd import Crowd
from engine.recommend.choice.neighbours import Neighbours
from tests.engine.conftest import LOVE, NEW_SPACE, SPACE

EVERY: Ints = np.arange(44, dtype=np.int32)


@pytest.fixture(scope="module")
def neighbours(two_crowds: Dataset) -> Neighbours:
    return Neighbours(Crowd(two_crowds, 1_000), penalty=5.0)


def weights_of_ease(dataset: Dataset, penalty: float) -> np.ndarray:
    """B as the paper has it, from the inverse of the movies' Gram matrix."""
    chosen = np.zeros((60, 44))
    chosen[dataset.users, dataset.movies] = 1
    inverse = np.linalg.inv(chosen.T @ chosen + penalty * np.eye(44))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return weights


def test_the_weights_are_those_of_ease(two_crowds: Dataset, neighbours: Neighbours) -> None:
    spoken = neighbours.speak_for(EVERY, EVERY)
    np.fill_diagonal(spoken, 0)
    assert spoken == pytest.approx(weights_of_ease(two_crowds, 5.0), abs=1e-4)


def test_what_speaks_for_all_is_the_sum_of_what_each_rating_says(neighbours: Neighbours) -> None:
    rows: Ints = np.array([SPACE[0], LOVE[3], NEW_SPACE], np.int32)
    together = neighbours.speak_for_all(rows)
    assert neighbours.speak_for(EVERY, rows).sum(0) == pytest.approx(together, abs=1e-5)
    assert together[NEW_SPACE] == 0


def test_without_ratings_nothing_speaks(neighbours: Neighbours) -> None:
    nobody: Ints = np.zeros(0, np.int32)
    assert not neighbours.speak_for_all(nobody).any()
    assert neighbours.speak_for(EVERY, nobody).shape == (0, 44)
    assert neighbours.speak_for(nobody, EVERY).shape == (44, 0)


def test_what_is_kept_is_forgotten_before_it_fills_the_memory(
    neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = neighbours.speak_for_all(EVERY[:6])
    monkeypatch.setattr(module, "KEPT", 4)
    neighbours.speak_for_all(EVERY[6:10])
    assert len(neighbours._reaches) <= 4
    assert neighbours.speak_for_all(EVERY[:6]) == pytest.approx(before, abs=1e-6)
