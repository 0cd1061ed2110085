import numpy as np
import pytest

from engine.catalogue.dataset import Ints
from engine.recommend.expected import Expected, Spread, group_scores, together

MOVIES = np.arange(2, dtype=np.int32)


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def sure_of(predictions: np.ndarray, deviations: np.ndarray, doubts: np.ndarray) -> Expected:
    def spread_of(rows: Ints) -> Spread:
        return Spread(deviations[rows], doubts[rows])

    return Expected(predictions, spread_of)


ANN = sure_of(column(5, 2), column(0.6, 0.6), column(0.3, 0.2))
BOB = sure_of(column(1, 3), column(0.8, 0.8), column(0.4, 0.5))
WORTHS = [column(2, -1), column(-3, 1)]


def test_one_person_alone_is_a_group() -> None:
    for group in ("least misery", "average"):
        assert together([ANN], WORTHS[:1], group) is ANN
        assert group_scores(WORTHS[:1], group) == pytest.approx(WORTHS[0])


def test_the_least_misery_is_what_the_unhappiest_makes_of_a_movie() -> None:
    expected = together([ANN, BOB], WORTHS, "least misery")
    assert expected.predictions.tolist() == [1, 2]
    assert expected.spread_of(MOVIES).doubts == pytest.approx(column(0.4, 0.2))
    assert expected.spread_of(MOVIES[1:]).deviations == pytest.approx(column(0.6))
    assert group_scores(WORTHS, "least misery").tolist() == [-3, -1]


def test_an_average_is_surer_than_its_parts() -> None:
    expected = together([ANN, BOB], WORTHS, "average")
    assert expected.predictions.tolist() == [3, 2.5]
    assert expected.spread_of(MOVIES).deviations == pytest.approx(column(0.5, 0.5))
    assert expected.spread_of(MOVIES[:1]).doubts == pytest.approx(column(0.25))
    assert group_scores(WORTHS, "average").tolist() == [-0.5, 0]


def test_how_far_a_rating_may_be_off_is_told_of_one_movie_too() -> None:
    assert ANN.deviation(0) == pytest.approx(0.6)
    assert BOB.deviation(1) == pytest.approx(0.8)
