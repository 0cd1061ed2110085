import numpy as np
import pytest

from engine.catalogue.dataset import Dataset, Ints
from engine.evaluation.ease import Ease
from engine.recommend.choice.crowd import Crowd
from tests.engine.conftest import LOVE, SPACE

EVERY: Ints = np.arange(44, dtype=np.int32)


@pytest.fixture(scope="module")
def ease(two_crowds: Dataset) -> Ease:
    return Ease(Crowd(two_crowds, 1_000), penalty=5.0)


def test_the_scores_are_those_of_the_paper(two_crowds: Dataset, ease: Ease) -> None:
    chosen = np.zeros((60, 44))
    chosen[two_crowds.users, two_crowds.movies] = 1
    inverse = np.linalg.inv(chosen.T @ chosen + 5.0 * np.eye(44))
    weights = -inverse / np.diag(inverse)
    rows: Ints = np.array([SPACE[0], LOVE[3]], np.int32)
    others = np.setdiff1d(EVERY, rows)
    assert ease.scores(rows)[others] == pytest.approx(weights[rows].sum(0)[others], abs=1e-4)


def test_without_ratings_nothing_speaks(ease: Ease) -> None:
    assert not ease.scores(EVERY[:0]).any()
