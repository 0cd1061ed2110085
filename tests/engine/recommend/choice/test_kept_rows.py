import numpy as np
import pytest

from engine.catalogue.dataset import Floats, Ints
from engine.recommend.choice.kept_rows import KeptRows

MATRIX = np.array([[0, 2, 0], [1, 0, 3], [0, 0, 0]], np.float32)
ROWS: Ints = np.array([1, 0, 2, 1], np.int32)


def test_rows_are_found_once_and_add_up() -> None:
    asked: list[int] = []

    def find(row: int) -> Floats:
        asked.append(row)
        return np.asarray(MATRIX[row])

    kept = KeptRows(3, find)
    weights = np.array([1, 2, 3, 4], np.float32)
    assert kept.weighted(ROWS, weights) == pytest.approx(weights @ MATRIX[ROWS])
    chosen: Ints = np.array([2, 0], np.int32)
    assert kept.at(ROWS, chosen).tolist() == MATRIX[ROWS][:, chosen].tolist()
    assert sorted(asked) == [0, 1, 2]


def test_of_no_rows_nothing_comes() -> None:
    kept = KeptRows(3, lambda row: MATRIX[row])
    assert kept.weighted(ROWS[:0], np.zeros(0, np.float32)).tolist() == [0, 0, 0]
    assert kept.at(ROWS[:0], ROWS).shape == (0, 4)
