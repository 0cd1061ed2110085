import numpy as np
import pytest

from engine.expected import Expected, together, worth_together


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


ANN = Expected(column(5, 2), column(0.6, 0.6), column(0.3, 0.3))
BOB = Expected(column(1, 3), column(0.8, 0.8), column(0.4, 0.4))
WORTHS = [column(2, -1), column(-3, 1)]


def test_one_person_alone_is_a_group() -> None:
    for group in ("least misery", "average"):
        for own, of_group in zip(ANN, together([ANN], WORTHS[:1], group), strict=True):
            assert of_group == pytest.approx(own)
        assert worth_together(WORTHS[:1], group) == pytest.approx(WORTHS[0])


def test_the_least_misery_is_what_the_unhappiest_makes_of_a_movie() -> None:
    expected = together([ANN, BOB], WORTHS, "least misery")
    assert expected.predictions.tolist() == [1, 2]
    assert expected.doubts == pytest.approx(column(0.4, 0.3))
    assert worth_together(WORTHS, "least misery").tolist() == [-3, -1]


def test_an_average_is_surer_than_its_parts() -> None:
    expected = together([ANN, BOB], WORTHS, "average")
    assert expected.predictions.tolist() == [3, 2.5]
    assert expected.deviations == pytest.approx(column(0.5, 0.5))
    assert worth_together(WORTHS, "average").tolist() == [-0.5, 0]
